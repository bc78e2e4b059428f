"""Costs are decimal, vouchers are in them, and what the farm does not tell is not nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.money.amounts import add_up, amount, cost_of, shown, typed


@pytest.mark.parametrize(("told", "cost"), [
    ({"renderConsume": 6.7, "userAccountConsume": 0, "couponConsume": 6.7}, "6.7"),
    ({"renderConsume": 0.0, "userAccountConsume": 0.0, "couponConsume": 0.039, "qyCouponConsume": None}, "0.039"),
    ({"renderConsume": "1.57"}, "1.57"),
    ({"renderConsume": 0.0, "userAccountConsume": 0.0, "couponConsume": 0.0}, "0.0"),
    ({"renderConsume": None, "respRenderingTaskList": [{"renderConsume": 0.1}, {"renderConsume": 0.2}]}, "0.3"),
    ({"renderConsume": 0.0, "respRenderingTaskList": [{"renderConsume": 0.1}, {"renderConsume": 0.2}]}, "0.3")])
def test_a_cost_has_what_vouchers_paid_and_what_layers_cost(told, cost):
    assert cost_of(told) == Decimal(cost)


@pytest.mark.parametrize("told", [
    {}, {"renderConsume": None, "userAccountConsume": None, "couponConsume": None},
    {"renderConsume": None, "userAccountConsume": None, "couponConsume": 0}, {"renderConsume": "–"},
    {"renderConsume": None, "respRenderingTaskList": [{"renderConsume": 0.1}, {"renderConsume": None}]}])
def test_what_the_farm_does_not_tell_is_not_nothing(told):
    assert cost_of(told) is None


def test_sums_are_exact_and_leave_out_what_is_not_known():
    total = add_up([Decimal("0.1")] * 3 + [None])
    assert (total.known, total.tasks, total.unknown) == (Decimal("0.3"), 4, 1)


def test_amounts_are_shown_to_the_cent():
    assert shown(Decimal("1284.605"), "USD") == "1,284.61 USD"
    assert shown(None, "USD") == "unknown"


@pytest.mark.parametrize(("text", "value"), [
    ("20", "20"), ("20.50", "20.50"), ("1,200.50", "1200.50"), ("1,200", "1200"), ("20,5", "20.5")])
def test_an_amount_is_typed_as_people_do(text, value):
    assert typed(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "0", "-1", "abc", "nan", "inf", "1e12"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadInput, match="is not an amount above 0"):
        typed(text)


def test_a_flag_is_no_amount():
    assert amount(True) is None
