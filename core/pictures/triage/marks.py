"""The faults of frames, and the mark that a frame has for one."""

from __future__ import annotations

import enum
from typing import NamedTuple


class Fault(enum.Enum):
    """A way in which a frame can be wrong."""

    BLACK = "black"
    WRONG_VALUES = "wrong values"
    """It has values that are no numbers."""
    FIREFLIES = "fireflies"
    NOISY = "noisy"
    NOT_WHOLE = "not whole"
    """A part of it is empty that is not empty in its neighbours."""
    OTHER_SHOT = "other shot"
    """It has nothing in common with its neighbours, which are alike: another camera's, or an old file."""
    JUMP = "jump"
    """The frames before are alike and the frames after are, but not with each other: a cut, or another camera."""
    LIGHT = "light"
    """It is far lighter or darker than its neighbours."""
    OTHER_SIZE = "other size"
    UNREADABLE = "unreadable"
    """The file is there and cannot be read as a picture."""


class Mark(NamedTuple):
    """A fault of a frame, with the figure by which it was found."""

    fault: Fault
    figure: float = 0.0
    limit: float = 0.0
    """The figure from which on it counts."""
