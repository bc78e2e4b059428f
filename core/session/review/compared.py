"""The picture with which the frame in the viewer is compared, as frozen data."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from ...pictures.compare import GAIN, Difference


class Beside(enum.Enum):
    """A kind of picture to compare with."""

    PREVIOUS = "previous"
    """The frame before."""
    FRAME = "frame"
    """One frame of the task, whichever is looked at."""
    TASK = "task"
    """A frame of another task with the name of the one that is looked at."""
    FILE = "file"
    """A file of this machine; of a sequence the file with the frame's number."""


class Way(enum.Enum):
    """A way of comparing two pictures."""

    WIPE = "wipe"
    DIFFERENCE = "difference"


@dataclasses.dataclass(frozen=True)
class Against:
    """Another picture, chosen to compare a frame with it."""

    kind: Beside
    number: int = 0
    """The farm's number of the frame or of the task."""
    file: Path | None = None


@dataclasses.dataclass(frozen=True)
class Compared:
    """The comparison of the frame in the viewer, as it is chosen and as far as it is made."""

    against: Against | None = None
    """None while nothing is compared."""
    way: Way = Way.WIPE
    gain: float = GAIN
    """How many times a difference is brightened."""
    frame_id: int | None = None
    """The frame for which what follows was made."""
    name: str = ""
    """The name of the other picture."""
    sizes: tuple[tuple[int, int], ...] = ()
    """Width and height of the frame's picture and of the other; empty where they are not known."""
    other: Path | None = None
    """The other picture as it is to be looked at; None before it is made."""
    difference: Path | None = None
    """How the two differ, as a picture."""
    figures: Difference | None = None
    lacks_layer: str = ""
    """The name of the frame's layer where the other picture does not have it, so that its first layer is shown."""
    trouble: str = ""
    """Why there is nothing to compare with, or no difference; one sentence."""
