"""Frames of which one node renders several: the farm has one name for them, ``1-3[2]``, and people read frames."""

from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.frame_range import FrameRange
from foxsubmit.core.jobs.remedies import Remedy, changes
from foxsubmit.core.jobs.tasks import FrameRow
from foxsubmit.core.model.frames import named


def rows(*names, status=FrameStatus.FAILED):
    return tuple(FrameRow(place, name, status, int(status)) for place, name in enumerate(names))


@pytest.mark.parametrize(("name", "frames", "label"), [
    ("7", [7], "7"), ("-5", [-5], "-5"), ("2-4[1]", [2, 3, 4], "2-4"), ("1-3[2]", [1, 3], "1, 3"),
    ("9,2", [9, 2], "9, 2"), ("-5--3[1]", [-5, -4, -3], "-5--3"), ("8-14[3]", [8, 11, 14], "8-14[3]"),
    ("left", [], "left")])
def test_a_name_says_which_frames_and_is_read_by_people(name, frames, label):
    assert named(name) == frames
    assert rows(name)[0].label == label


def test_the_range_has_every_frame_below_zero_too_and_each_once():
    assert FrameRange().of(rows("1-3[2]", "5-7[2]", "9,2")) == "1-9[2], 2"
    assert FrameRange().of(rows("-2", "-1", "0", "1")) == "-2-1"
    assert FrameRange().of(rows("4", "4", "5", "5")) == "4-5"


@pytest.mark.parametrize(("names", "frames"), [
    (("1-3[2]", "5-7[2]"), "1-7[2]"), (("-3", "-2", "4"), "-3--2, 4"), (("3", "4"), "3-4"),
    (("2-4[1]", "9,1"), "2-4, 9, 1")])
def test_only_the_frames_that_failed_are_chosen_to_be_submitted_again(names, frames):
    found = changes(Remedy.OTHER_HARDWARE, (*rows(*names), *rows("20-21[1]", status=FrameStatus.DONE)))
    assert found["frames"] == frames
