"""The farm's numbers for what a task and a frame are doing. rules.py says how they change."""

from __future__ import annotations

import enum


class TaskStatus(enum.IntEnum):
    """``taskStatus``"""

    WAITING = 0
    RENDERING = 5
    STOPPED = 10
    ARREARS = 20
    """Stopped because the balance is gone."""
    TIMED_OUT = 23
    DONE = 25
    DONE_WITH_FAILED = 30
    ABANDONED = 35
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
    AWAITS_PHOTON = 7
    AWAITS_SIMULATION = 10
    TIMED_OUT = 11
    AWAITS_TILES = 12


class FrameType(enum.IntEnum):
    """``frameType``"""

    PHOTON = 2
    TEST = 4
    """A priority frame, rendered before the others."""
    MAIN = 5
    TEST_COMPOSITE = 6
    COMPOSITE = 7
    """The tiles of a frame put together."""
    SIMULATION = 8


TESTS = (FrameType.TEST, FrameType.TEST_COMPOSITE)
COMPOSITES = (FrameType.TEST_COMPOSITE, FrameType.COMPOSITE)


OPEN = (TaskStatus.WAITING, TaskStatus.RENDERING)
FINISHED = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILED, TaskStatus.FAILED)
HELD = (TaskStatus.STOPPED, TaskStatus.ARREARS, TaskStatus.TIMED_OUT, TaskStatus.ABANDONED)
"""What a task can be called whose frames were stopped."""

AWAITING = (FrameStatus.AWAITS_PHOTON, FrameStatus.AWAITS_SIMULATION, FrameStatus.AWAITS_TILES)
MISSED = (FrameStatus.FAILED, FrameStatus.TIMED_OUT)
MOVING = (FrameStatus.WAITING, FrameStatus.RENDERING, *AWAITING)
