"""When a submission is tried again, and when something that hangs is ended."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.patience import WATCH, Patience
from foxsubmit.core.transfer.watchdog import Watchdog


class Clock:
    def __init__(self):
        self.now = 50.0

    def __call__(self):
        return self.now


def test_waits_grow_and_the_last_one_stays():
    clock = Clock()
    patience = Patience((1.0, 5.0), tries=5, clock=clock)
    for tries, wait in ((1, 1.0), (2, 5.0), (3, 5.0)):
        assert patience.failed("a") == (tries, wait)
        clock.now += wait - 0.1
        assert not patience.due("a")
        clock.now += 0.2
        assert patience.due("a")


def test_it_is_given_up_after_so_many_tries_without_progress():
    patience = Patience((0.0,), tries=3)
    assert [patience.failed("a", 1)[1] for _try in range(3)] == [0.0, 0.0, None]
    assert patience.failed("a", 1) == (1, 0.0)


def test_progress_begins_the_count_again():
    patience = Patience((0.0,), tries=3)
    assert [patience.failed("a", done)[0] for done in (1, 1, 2, 2, 3)] == [1, 2, 1, 2, 1]


def test_a_new_wish_is_not_kept_waiting():
    patience = Patience((60.0,))
    assert patience.due("a", 1)
    patience.failed("a")
    assert not patience.due("a", 1)
    assert patience.due("a", 2)


def test_what_does_not_move_is_looked_at_ever_less_often():
    clock = Clock()
    patience, waits = Patience(clock=clock), []
    for _look in range(30):
        patience.worked("a", moved=False)
        before = clock.now
        while not patience.due("a"):
            clock.now += 0.05
        waits.append(clock.now - before)
    assert all(later > earlier - 0.1 for earlier, later in zip(waits, waits[1:]))
    assert waits[0] < 2 * WATCH[0]
    assert waits[-1] == pytest.approx(WATCH[1], abs=0.1)


def test_the_watchdog_barks_when_nothing_has_moved_for_its_limit():
    clock = Clock()
    dog = Watchdog(10, clock)
    clock.now += 9
    dog.check()
    dog.moved(5, "a")
    clock.now += 9
    dog.moved(5, "a")
    dog.moved(1, "b")
    clock.now += 9
    dog.check()
    dog.moved(1, "b")
    clock.now += 2
    with pytest.raises(TransferFailed, match="Nothing has moved for 11 seconds") as caught:
        dog.check()
    assert caught.value.retry
    dog.rest()
    dog.check()
