"""Very many frames add up by blocks to what they add up to at once, and only a block that changed is asked again."""

from __future__ import annotations

import dataclasses
import random

import pytest
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.blocks import SIZE, Blocks
from foxsubmit.core.jobs.estimate import estimate, estimate_by, measured, together
from foxsubmit.core.jobs.frame_range import FrameRange

NUMBER = 3 * SIZE + 7


@pytest.fixture
def asked():
    """Blocks that write down the first row of each block they are asked about."""
    seen = []

    def answer(rows):
        seen.append(rows[0])
        return sum(rows)

    blocks = Blocks(answer)
    blocks.seen = seen
    return blocks


def test_every_row_is_in_one_block(asked):
    assert sum(asked.of(tuple(range(NUMBER)))) == sum(range(NUMBER))
    assert asked.seen == [0, SIZE, 2 * SIZE, 3 * SIZE]


def test_only_the_block_with_the_row_that_changed_is_asked_again(asked):
    rows = list(range(NUMBER))
    asked.of(tuple(rows))
    asked.seen.clear()
    rows[SIZE + 3] += 1000
    assert sum(asked.of(tuple(rows))) == sum(range(NUMBER)) + 1000
    assert asked.seen == [SIZE]


def test_rows_of_the_last_time_are_not_looked_through_again(asked):
    class Rows(tuple):
        def __getitem__(self, place):
            cut.append(place)
            return super().__getitem__(place)

    cut = []
    rows = Rows(range(NUMBER))
    first = asked.of(rows)
    assert len(cut) == 4
    assert asked.of(rows) == first
    assert len(cut) == 4


def test_rows_that_changed_in_their_list_are_asked_again(asked):
    rows = list(range(NUMBER))
    asked.of(rows)
    rows[0] += 1000
    assert sum(asked.of(rows)) == sum(range(NUMBER)) + 1000


@pytest.mark.parametrize("number", [0, 1, SIZE, SIZE + 1, NUMBER + 5])
def test_fewer_and_more_rows_are_counted_too(asked, number):
    asked.of(tuple(range(NUMBER)))
    assert sum(asked.of(tuple(range(number)))) == sum(range(number))


def frames(seed):
    """Frames that are done, or not, with costs and times of their own."""
    chance = random.Random(seed)  # noqa: S311 - costs that are made up
    return tuple(frame(number, chance.choice((FrameStatus.DONE, FrameStatus.DONE, FrameStatus.WAITING)),
                       chance.uniform(1, 900), chance.uniform(0, 9)) for number in range(NUMBER))


@pytest.mark.parametrize("seed", range(3))
def test_an_estimate_by_blocks_is_the_one_of_all_frames(seed):
    rows = frames(seed)
    whole = estimate(rows, 2000, 12.5, 4)
    parts = estimate_by(together(Blocks(measured).of(rows)), 2000, 12.5, 4)
    assert parts.cost == pytest.approx(whole.cost)
    assert parts.seconds == pytest.approx(whole.seconds)
    assert parts[2:] == whole[2:]


def test_a_part_without_a_finished_frame_changes_nothing_of_an_estimate():
    rows = frames(1)
    waiting = tuple(frame(number, FrameStatus.WAITING, 0, 0) for number in range(SIZE))
    assert together([measured(waiting), measured(rows)]).costs == pytest.approx(measured(rows).costs)
    assert estimate_by(together([measured(waiting)]), 2000, 0, 1) is None


def test_the_mean_of_a_frame_counts_those_that_cost_something():
    rows = (frame(1, FrameStatus.DONE, 10, 2), frame(2, FrameStatus.FAILED, 30, 4), frame(3, FrameStatus.DONE, 5, 0))
    assert together([measured(rows[:1]), measured(rows[1:])]).paid == (2, 6.0, 40.0)


def test_the_range_follows_the_numbers_of_the_frames():
    rows = tuple(frame(number, FrameStatus.WAITING, 0, 0) for number in range(1001, 1001 + NUMBER))
    shown = FrameRange()
    assert shown.of(rows) == f"1001-{1000 + NUMBER}"
    assert shown.of((dataclasses.replace(rows[0], status=FrameStatus.DONE, status_number=4), *rows[1:])) == (
        f"1001-{1000 + NUMBER}")
    assert shown.of((*rows[:5], *rows[9:])) == f"1001-1005, 1010-{1000 + NUMBER}"
    assert shown.of(()) == ""
