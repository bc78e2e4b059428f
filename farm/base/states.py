"""Groups of task and frame states that the farm treats alike. rules.py says how the states change."""

from __future__ import annotations

from ...core.api.codes import FRAME_MISSED, FrameStatus, FrameType, TaskStatus

TESTS = (FrameType.PRIORITY, FrameType.PRIORITY_COMPOSITE)
COMPOSITES = (FrameType.PRIORITY_COMPOSITE, FrameType.MAIN_COMPOSITE)
"""Types of a picture that is put together from the tiles of a frame."""

OPEN = (TaskStatus.WAITING, TaskStatus.RENDERING)
FINISHED = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED)
HELD = (TaskStatus.STOPPED, TaskStatus.NO_BALANCE, TaskStatus.TIMED_OUT, TaskStatus.ABANDONED)
"""States of a task whose frames were stopped; the reason of the stop decides which."""

AWAITING = (FrameStatus.WAITING_PHOTON_FRAME, FrameStatus.WAITING_SIMULATION, FrameStatus.WAITING_SUBFRAME)
"""States of a frame that waits for another frame."""

MISSED = FRAME_MISSED
MOVING = (FrameStatus.WAITING, FrameStatus.RENDERING, *AWAITING)
"""States of a frame that can still be stopped."""
