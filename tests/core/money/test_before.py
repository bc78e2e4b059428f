"""What frames may cost is read from earlier tasks, and nothing is said where nothing is known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foxsubmit.core.money.before import EarlierTask, expected, in_words


def task(cost, done=10):
    return EarlierTask(7, None if cost is None else Decimal(cost), done)


def test_the_band_reaches_from_the_cheapest_to_the_dearest_task():
    found = expected([task("2"), task("3"), task("9", 20), task(None)], 100)
    assert (found.low, found.high, found.tasks) == (Decimal(20), Decimal(45), 3)
    assert in_words(found, "USD") == "100 frames may cost 20.00–45.00 USD, by what a frame cost in 3 earlier tasks."


def test_one_task_alone_tells_little():
    found = expected([task("2")], 10)
    assert (found.low, found.high) == (Decimal("1.4"), Decimal("2.6"))


@pytest.mark.parametrize("earlier", [[], [task(None)], [task("0")], [task("5", 0)]])
def test_without_a_known_cost_nothing_is_expected(earlier):
    assert expected(earlier, 10) is None


def test_no_frames_cost_nothing_that_is_worth_a_word():
    assert expected([task("2")], 0) is None
