"""The farm's numbers for what a task and a frame are doing."""

from __future__ import annotations

import enum


class TaskStatus(enum.IntEnum):
    """``taskStatus``"""

    WAITING = 0
    RENDERING = 5
    STOPPED = 10
    DONE = 25
    DONE_WITH_FAILED = 30
    TEST_DONE = 40
    FAILED = 45
    ANALYSING = 50
    """Also a reserved number whose scene is still on its way."""


class FrameStatus(enum.IntEnum):
    """``frameStatus``: a scale of its own."""

    WAITING = 1
    RENDERING = 2
    STOPPED = 3
    DONE = 4
    FAILED = 5


TEST_FRAME, MAIN_FRAME = 4, 5
"""``frameType``: a priority frame, rendered before the others, and any other."""

OPEN = (TaskStatus.WAITING, TaskStatus.RENDERING)
FINISHED = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILED, TaskStatus.FAILED)
