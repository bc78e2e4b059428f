"""The line of frames shows the worst status of those that share a pixel, and follows each change and its own width."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QRect
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.ui.jobs.frame_line import FrameLine

NUMBER, WIDTH = 2000, 500
"""Four frames share a pixel."""


@pytest.fixture
def line(opened, states, qtbot):
    panel, _session = opened(states.studio())
    made = FrameLine(panel.panel_style)
    qtbot.addWidget(made)
    made.resize(WIDTH, 20)
    made.show()
    return made


def frames(failed=(), rendering=()):
    kinds = {**dict.fromkeys(rendering, FrameStatus.RENDERING), **dict.fromkeys(failed, FrameStatus.FAILED)}
    return tuple(frame(number, kinds.get(number, FrameStatus.DONE), 1, 1) for number in range(NUMBER))


def bars(line):
    """The boxes that were painted last, as (left, width, status)."""
    line.grab()
    return [(box.left(), box.width(), status) for box, status in line._bars]


def test_one_failed_frame_of_four_on_a_pixel_is_seen(line):
    line.show_frames(frames(failed=[801], rendering=[800, 1999]), 0)
    assert bars(line) == [(0, 200, "ok"), (200, 1, "error"), (201, 298, "ok"), (499, 1, "run")]


def test_a_frame_that_changes_and_another_width_are_followed(line):
    line.show_frames(frames(), 0)
    assert bars(line) == [(0, WIDTH, "ok")]
    rows = list(frames())
    rows[400] = dataclasses.replace(rows[400], status=FrameStatus.FAILED, status_number=int(FrameStatus.FAILED))
    line.show_frames(tuple(rows), 0)
    assert bars(line) == [(0, 100, "ok"), (100, 1, "error"), (101, 399, "ok")]
    line.resize(250, 20)
    assert bars(line) == [(0, 50, "ok"), (50, 1, "error"), (51, 199, "ok")]


def test_few_frames_have_a_box_each(line):
    line.show_frames(frames()[:5], 0)
    assert [box for box, _status in (line.grab(), line._bars)[1]] == [QRect(100 * at, 5, 99, 7) for at in range(5)]
