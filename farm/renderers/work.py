"""What a renderer is given, and what it tells."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..rules.scene import Unit


@dataclasses.dataclass(frozen=True)
class Piece:
    """One row of the frame list: a frame, several for one machine, or a tile of one."""

    id: int
    numbers: tuple[int, ...]
    """The frames in it."""

    block: int = 0
    """The tile, from 1 on; 0 for the whole picture."""

    type: int = 5


@dataclasses.dataclass(frozen=True)
class Work:
    """Frames of one task that wait, for one node."""

    task: int
    software: str
    """``Blender``"""

    scene: Path
    """The stored scene."""

    name: str
    """The scene's name without suffix; the frames' names begin with it."""

    unit: Unit
    pieces: tuple[Piece, ...]
    paths: Mapping[str, str]
    """Local paths and where their stored copies lie."""

    folder: Path
    """Empty, for this work only; deleted afterwards."""

    tiles: int = 1
    tiles_type: str = "block"

    @property
    def frames(self) -> tuple[int, ...]:
        """What is to be rendered, each frame once, in the order of the pieces."""
        return tuple(dict.fromkeys(number for piece in self.pieces for number in piece.numbers))


@dataclasses.dataclass(frozen=True)
class Finished:
    """A frame that is complete."""

    frame: int
    seconds: float
    files: Sequence[Path]
    """They are taken away."""

    preview: Path | None
    """A picture that Pillow reads."""


class Progress(Protocol):
    """How a renderer tells the farm what happens."""

    def wanted(self) -> bool:
        """False once something else is to be done, or nothing: leave then, whatever is not done is asked for again."""

    def log(self, line: str) -> None:
        """Keep a line for whoever wonders."""

    def started(self, *frames: int) -> None:
        """Frames begin."""

    def done(self, finished: Sequence[Finished]) -> None:
        """Frames are complete."""

    def failed(self, frame: int, message: str) -> None:
        """A frame will not come; the sentence says why."""

    def again(self, frame: int) -> None:
        """A frame is begun again from its beginning."""
