"""The interface between the farm and a renderer: the job that it gets and the progress that it reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..rules.scene import Unit


@dataclasses.dataclass(frozen=True)
class Piece:
    """One row of the frame list: a frame, several frames for one machine, or a tile of a frame."""

    id: int
    numbers: tuple[int, ...]
    """The numbers of the frames in it."""

    block: int = 0
    """The number of the tile, from 1 on; 0 is the whole picture."""

    type: int = 5


@dataclasses.dataclass(frozen=True)
class RenderJob:
    """Waiting frames of one task, for one node."""

    task: int
    software: str
    """The name of the application, such as ``Blender``."""

    scene: Path
    """The stored scene file."""

    name: str
    """The scene's name without its suffix; the names of the frames begin with it."""

    unit: Unit
    pieces: tuple[Piece, ...]
    paths: Mapping[str, str]
    """Local paths and their stored copies."""

    folder: Path
    """An empty folder for this job only; it is deleted afterwards."""

    tiles: int = 1
    tiles_type: str = "block"

    @property
    def frames(self) -> tuple[int, ...]:
        """Return the frames to render, each once, in the order of the pieces."""
        return tuple(dict.fromkeys(number for piece in self.pieces for number in piece.numbers))


@dataclasses.dataclass(frozen=True)
class Finished:
    """A frame that is complete."""

    frame: int
    seconds: float
    files: Sequence[Path]
    """The frame's files; the farm moves them away."""

    preview: Path | None
    """A picture that Pillow can read; where there is none, one that is a thumbnail already."""

    root: Path | None = None
    """The folder below which the files keep their folders as results; None keeps only their names."""

    def place(self, file: Path) -> str:
        """Return the path of a file among the task's results."""
        return file.relative_to(self.root).as_posix() if self.root else file.name


class Progress(Protocol):
    """The way in which a renderer reports to the farm."""

    def wanted(self) -> bool:
        """Whether to go on; after False the renderer returns, and what is not done is rendered later."""

    def log(self, line: str) -> None:
        """Write a line to the frame's log."""

    def started(self, *frames: int) -> None:
        """Report that frames are being rendered."""

    def done(self, finished: Sequence[Finished]) -> None:
        """Report that frames are complete."""

    def failed(self, frame: int, message: str) -> None:
        """Report that a frame failed; the message says why."""

    def again(self, frame: int) -> None:
        """Report that a frame is begun again from its start."""
