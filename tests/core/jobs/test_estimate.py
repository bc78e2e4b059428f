from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.estimate import estimate
from foxsubmit.core.jobs.tasks import FrameRow


def done(cost, seconds=60.0, kind=4):
    return FrameRow(1, "1", FrameStatus.DONE, 4, seconds, cost, kind=kind)


def waiting():
    return FrameRow(2, "2", FrameStatus.WAITING, 1)


def test_without_a_frame_that_is_done_there_is_no_estimate():
    assert estimate([waiting()], 10, 0.0, 1) is None


def test_with_nothing_left_there_is_no_estimate():
    assert estimate([done(1.0)] * 10, 10, 10.0, 0) is None


def test_frames_that_cost_the_same_make_a_narrow_band():
    found = estimate([done(0.5)] * 3, 103, 1.5, 2)
    assert found.cost == pytest.approx((51.5, 51.5))
    assert found.seconds == pytest.approx((3000, 3000))
    assert found.tests_only
    assert found.measured == 3


def test_the_more_they_differ_the_wider_the_band():
    narrow = estimate([done(0.4), done(0.5), done(0.6)], 100, 1.5, 1)
    wide = estimate([done(0.1), done(0.5), done(0.9)], 100, 1.5, 1)
    assert narrow.cost.low < 50 < narrow.cost.high
    assert wide.cost.high - wide.cost.low > 3 * (narrow.cost.high - narrow.cost.low)


def test_the_more_frames_are_done_the_narrower_the_band():
    few = [done(cost) for cost in (0.4, 0.5, 0.6)]
    wide, narrow = estimate(few, 1000, 0, 1), estimate(few * 10, 1000, 0, 1)
    assert narrow.cost.high - narrow.cost.low < (wide.cost.high - wide.cost.low) / 2


def test_the_low_end_is_never_less_than_the_cheapest_frame_for_all():
    found = estimate([done(0.1), done(5.0)], 100, 5.1, 1)
    assert found.cost.low == pytest.approx(5.1 + 98 * 0.1)


def test_one_frame_gives_a_guess_with_a_wide_band():
    found = estimate([done(1.0)], 11, 1.0, 1)
    assert found.cost == pytest.approx((8.0, 14.0))


def test_while_nothing_renders_nobody_knows_when():
    assert estimate([done(1.0)] * 2, 10, 2.0, 0).seconds is None


def test_frames_of_the_task_itself_are_no_test():
    assert not estimate([done(1.0), done(1.0, kind=5)], 10, 2.0, 1).tests_only
