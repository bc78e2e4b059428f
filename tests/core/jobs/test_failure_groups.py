"""Frames that failed for one reason are one group, and only what was read is said of their logs."""

from __future__ import annotations

import dataclasses

from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.failure_groups import groups, said
from foxsubmit.core.model.ending import Failures
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause

MEMORY = Reason(Cause.MEMORY, "not enough memory: 63 GB", "63 GB")


def failed(number, why=None):
    return dataclasses.replace(frame(number, FrameStatus.FAILED, 3, 0), why=why)


def test_thirty_seven_frames_with_the_same_reason_are_one_group():
    frames = [failed(number, MEMORY if number in (1, 20, 37) else None) for number in range(1, 38)]
    (group,) = groups([*frames, frame(50, FrameStatus.DONE, 3, 0)])
    assert said(group) == ("37 frames (1-37): out of memory (63 GB), and the same in all 3 logs that were read.")


def test_logs_that_were_not_read_are_not_counted_to_one_of_two_reasons():
    made = groups([failed(1, MEMORY), failed(2), failed(3, Reason(Cause.CRASH))])
    assert [said(group) for group in made] == [
        "Frame 1: out of memory (63 GB).", "Frame 3: the renderer crashed.", "Frame 2: the logs were not read."]


def test_a_single_log_that_was_read_is_said_to_be_one():
    (group,) = groups([failed(1), failed(2)], Failures(("1", "2"), "", ((2, MEMORY),)))
    assert said(group) == "2 frames (1-2): out of memory (63 GB), by the one log that was read."


def test_reasons_that_are_not_known_are_told_apart_by_what_their_logs_say():
    said_so = ("exit 3 at 10:14", "exit 4 at 10:20", "who knows")
    made = groups([failed(number, Reason(Cause.UNKNOWN, line)) for number, line in enumerate(said_so, 1)])
    assert [len(group.frames) for group in made] == [2, 1]


def test_frames_that_miss_two_files_have_two_reasons_and_those_of_a_sequence_one():
    frames = [failed(number) for number in range(1, 5)]
    missing = ("/tex/wood.png", "/tex/stone.png", "/sim/smoke.0003.vdb", "/sim/smoke.0004.vdb")
    found = groups(frames, Failures(reasons=tuple(
        (number, Reason(Cause.FILE, "the line", what)) for number, what in enumerate(missing, 1))))
    assert [[frame.id for frame in group.frames] for group in found] == [[3, 4], [1], [2]]
    assert [said(group) for group in found[1:]] == ["Frame 1: a file is missing: /tex/wood.png.",
                                                    "Frame 2: a file is missing: /tex/stone.png."]
