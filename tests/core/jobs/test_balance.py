"""What an account lacks for what is to be rendered is said with its amount, and nothing where nobody knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foxsubmit.core.jobs.balance import lack
from foxsubmit.core.money.before import Expected
from foxsubmit.core.offer.values import Account

COSTS = Expected(Decimal(28), Decimal(34), 240, 2)


def account(balance, coupon=0.0, credit=0.0, hidden=False):
    return Account("studio", balance, coupon, "USD", credit, hidden)


def test_the_balance_may_be_less_than_is_expected():
    found = lack(account(10, coupon=5, credit=3.4), COSTS)
    assert found.text == ("The balance may not be enough: 28.00–34.00 USD expected, 18.40 USD there, up to 15.60 USD "
                          "missing.")
    assert "keeps them" in found.more


@pytest.mark.parametrize("expected", [None, COSTS])
def test_what_is_owed_is_missing_before_anything_renders(expected):
    assert lack(account(-20, credit=15), expected).text == "5.00 USD are missing before the farm renders anything."


def test_nothing_to_pay_with_is_said_also_where_no_cost_is_known():
    assert lack(account(0), None).text == "There is nothing to pay with yet."
    assert lack(account(0), COSTS).text == "There is nothing to pay with yet: up to 34.00 USD are missing."


@pytest.mark.parametrize(("whose", "expected"), [
    (None, COSTS), (account(0, hidden=True), COSTS), (account(34), COSTS), (account(4, coupon=30), COSTS),
    (account(0.01), None)])
def test_nothing_is_missing_where_it_is_enough_or_not_known(whose, expected):
    assert lack(whose, expected) is None
