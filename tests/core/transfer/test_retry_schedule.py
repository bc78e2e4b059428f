"""When a submission is tried again, and when something that hangs is ended."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.retry_schedule import WATCH, RetrySchedule
from foxsubmit.core.transfer.supervised.watchdog import Watchdog


class Clock:
    def __init__(self):
        self.now = 50.0

    def __call__(self):
        return self.now


def test_waits_grow_and_the_last_one_stays():
    clock = Clock()
    schedule = RetrySchedule((1.0, 5.0), clock=clock)
    for tries, wait in ((1, 1.0), (2, 5.0), (3, 5.0)):
        assert schedule.failed("a") == (tries, wait)
        clock.now += wait - 0.1
        assert not schedule.due("a")
        clock.now += 0.2
        assert schedule.due("a")


def test_it_is_never_given_up_and_the_waits_reach_minutes():
    schedule = RetrySchedule()
    waits = [schedule.failed("a", 1)[1] for _try in range(1000)]
    assert waits == sorted(waits)
    assert waits[-1] >= 300


def test_progress_begins_the_count_again():
    schedule = RetrySchedule((0.0,))
    assert [schedule.failed("a", done)[0] for done in (1, 1, 2, 2, 3)] == [1, 2, 1, 2, 1]


def test_a_new_wish_is_not_kept_waiting():
    schedule = RetrySchedule((60.0,))
    assert schedule.due("a", 1)
    schedule.failed("a")
    assert not schedule.due("a", 1)
    assert schedule.due("a", 2)


def test_what_does_not_move_is_looked_at_ever_less_often():
    clock = Clock()
    schedule, waits = RetrySchedule(clock=clock), []
    for _look in range(30):
        schedule.worked("a", moved=False)
        before = clock.now
        while not schedule.due("a"):
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
