"""The farm's numbers: task status, frame status, frame type, host applications.

Source: the tables of the vendor's interface document; for frames its newer revision, since the older one
prints the task's table beside them. A number that is in no table stays what it is, see ``Code``.
"""

from __future__ import annotations

import enum
from typing import Any, TypeVar

AnyCode = TypeVar("AnyCode", bound="Code")

_strange: dict[tuple[type, int], Any] = {}
"""The members for numbers that no document has, by class and number: one each."""


class Code(enum.IntEnum):
    """A number of the farm's. One that the document does not have becomes a member that keeps it.

    ``TaskStatus(77)`` equals 77 and is named ``UNKNOWN_77``; what is no number at all becomes ``UNKNOWN``.
    How members are copied and pickled is said here: some releases of Python look them up by their name.
    """

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return cls(-1)
        member = int.__new__(cls, value)
        member._name_, member._value_ = f"UNKNOWN_{value}", value
        return _strange.setdefault((cls, value), member)

    def __copy__(self: AnyCode) -> AnyCode:
        return self

    def __deepcopy__(self: AnyCode, memo: object) -> AnyCode:
        return self

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (int(self),)

    @property
    def known(self) -> bool:
        """Whether the document has it."""
        return not self.name.startswith("UNKNOWN")

    def plain(self: AnyCode) -> AnyCode:
        """The member itself; ``UNKNOWN`` for one that the document does not have."""
        return self if self.known else type(self)(-1)


class TaskStatus(Code):
    """``taskStatus``"""

    UNKNOWN = -1
    WAITING = 0
    RENDERING = 5
    PRE_RENDERING = 8
    STOPPED = 10
    USER_STOPPED = 15
    NO_BALANCE = 20
    TIMED_OUT = 23
    DONE = 25
    DONE_WITH_FAILURES = 30
    ABANDONED = 35
    TEST_DONE = 40
    FAILED = 45
    ANALYSING = 50
    UPDATING = 100

    @property
    def over(self) -> bool:
        """No frame will be rendered any more."""
        return self in (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILURES, TaskStatus.ABANDONED, TaskStatus.FAILED)

    @property
    def rests(self) -> bool:
        """Nothing is rendered now, and somebody has to do something before it goes on."""
        return self in (TaskStatus.STOPPED, TaskStatus.USER_STOPPED, TaskStatus.NO_BALANCE, TaskStatus.TIMED_OUT,
                        TaskStatus.TEST_DONE)


class FrameStatus(Code):
    """``frameStatus``, a scale of its own."""

    UNKNOWN = -1
    WAITING = 1
    RENDERING = 2
    STOPPED = 3
    DONE = 4
    """The only one that has thumbnails."""
    FAILED = 5
    WAITING_PREPROCESSING = 6
    WAITING_PHOTON_FRAME = 7
    WAITING_PHOTON_TASK = 9
    WAITING_SIMULATION = 10
    TIMED_OUT = 11
    WAITING_SUBFRAME = 12


FRAME_MISSED = (FrameStatus.FAILED, FrameStatus.TIMED_OUT)
"""Frame statuses that the farm counts as failed."""


class FrameType(Code):
    """``frameType``: what a frame is for."""

    UNKNOWN = -1
    PRE_RENDERING = 1
    """A task has one such frame, even with several cameras."""
    PHOTON = 2
    PHOTON_COMBINED = 3
    PRIORITY = 4
    """Rendered before the others, as a test."""
    MAIN = 5
    PRIORITY_COMPOSITE = 6
    MAIN_COMPOSITE = 7
    SIMULATION = 8
    """A Houdini simulation."""
    CHANNEL = 9


class SoftwareId(Code):
    """``cgId``: a host application or renderer."""

    UNKNOWN = -1
    MAYA = 2000
    MAX = 2001
    LIGHTWAVE = 2002
    ARNOLD = 2003
    HOUDINI = 2004
    CINEMA_4D = 2005
    SOFTIMAGE = 2006
    BLENDER = 2007
    VR_STANDALONE = 2008
    MR_STANDALONE = 2009
    SKETCHUP = 2010
    VUE = 2011
    KEYSHOT = 2012
    CLARISSE = 2013
    OCTANE_RENDER = 2014
    NUKE = 2015
    KATANA = 2016
    UNREAL = 2020
