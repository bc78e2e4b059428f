"""Results come side by side, and the line does not wait for what is done with them here."""

from __future__ import annotations

import threading

import pytest

from foxsubmit.core.transfer.fetch.side_by_side import SideBySide


def test_the_next_one_begins_before_the_caller_has_dealt_with_the_last():
    begun = [threading.Event() for _number in range(4)]

    def job(number):
        begun[number].set()
        return number

    together = SideBySide(2, lambda: None)
    made = together.run(iter([lambda number=number: job(number) for number in range(4)]))
    next(made)
    assert begun[2].wait(60), "while the caller still has the first one in its hands"
    assert sorted([*made]) != []


def test_after_a_failure_no_other_begins():
    begun = []

    def fail():
        raise ValueError("it broke")

    def jobs():
        yield fail
        begun.append("second")
        yield lambda: None

    with pytest.raises(ValueError, match="it broke"):
        list(SideBySide(1, lambda: None).run(jobs()))
    assert begun == []
