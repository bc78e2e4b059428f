"""What a renderer is given, and what it tells."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from ..scene import Unit


@dataclasses.dataclass(frozen=True)
class Work:
    """The frames of one task that wait."""

    task: int
    software: str
    """``Blender``"""

    scene: Path
    """The stored scene."""

    name: str
    """The scene's name without suffix; the frames' names begin with it."""

    unit: Unit
    frames: tuple[int, ...]
    paths: Mapping[str, str]
    """Local paths and where their stored copies lie."""

    folder: Path
    """Empty, for this work only; deleted afterwards."""


class Progress(Protocol):
    """How a renderer tells the farm what happens."""

    def wanted(self) -> bool:
        """False once the task was stopped or the farm ends: leave then."""

    def log(self, line: str) -> None:
        """Keep a line for whoever wonders."""

    def started(self, frame: int) -> None:
        """A frame begins."""

    def done(self, frame: int, seconds: float, files: list[Path], preview: Path | None) -> None:
        """A frame is complete; its files are taken away."""

    def failed(self, frame: int, message: str) -> None:
        """A frame will not come; the sentence says why."""
