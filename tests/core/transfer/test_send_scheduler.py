"""The scheduler sends the most urgent submission first, and a large one makes room."""

from __future__ import annotations

import types

import pytest

from foxsubmit.core.transfer.send_scheduler import STARVING, TURN, SendScheduler

MB = 1_000_000


def row(name, size=MB, priority=50, created=0.0):
    return types.SimpleNamespace(id=name, size=size, priority=priority, created=created)


@pytest.fixture
def clock():
    now = [1000.0]

    def clock():
        return now[0]

    clock.forward = lambda seconds: now.__setitem__(0, now[0] + seconds)
    return clock


def test_nothing_is_sent_where_there_is_nothing():
    assert SendScheduler().first([]) is None


@pytest.mark.parametrize(("one", "other"), [
    (row("urgent", 900 * MB, priority=60), row("normal", MB)),
    (row("small", 5 * MB, created=2), row("large", 500 * MB, created=1)),
    (row("older", 40 * MB, created=1), row("newer", 20 * MB, created=2)),
    (row("older", 9 * MB, created=1), row("tiny", 10, created=2)),
])
def test_the_first_of_two_is_the_one_that(one, other):
    assert SendScheduler().first([other, one]) is one
    assert SendScheduler().makes_room(other, [one])
    assert not SendScheduler().makes_room(one, [other])


def test_a_large_one_goes_on_when_another_large_one_arrives():
    assert not SendScheduler().makes_room(row("a", 500 * MB, created=1), [row("b", 400 * MB, created=2)])


def test_a_large_one_among_ever_new_small_ones_gets_its_turn(clock):
    scheduler, large = SendScheduler(clock), row("large", 500 * MB)
    assert scheduler.first([large, row("0")]).id == "0"
    clock.forward(STARVING + 1)
    assert scheduler.first([large, row("1")]) is large
    clock.forward(TURN - 1)
    assert not scheduler.makes_room(large, [row("2")])
    clock.forward(2)
    assert scheduler.makes_room(large, [row("2")])


def test_one_that_is_sent_makes_room_for_one_that_starves(clock):
    scheduler, urgent, large = SendScheduler(clock), row("urgent", priority=60), row("large", 500 * MB)
    scheduler.first([urgent, large])
    assert not scheduler.makes_room(urgent, [large])
    clock.forward(STARVING + 1)
    assert scheduler.makes_room(urgent, [large])
    assert scheduler.first([urgent, large]) is large


def test_who_was_paused_has_not_waited_for_a_turn(clock):
    scheduler, small, large = SendScheduler(clock), row("small"), row("large", 500 * MB)
    scheduler.first([small, large])
    scheduler.first([small])
    clock.forward(STARVING + 1)
    assert scheduler.first([small, large]) is not large
