"""A movie of the selected task's frames, as it is being saved; frozen data."""

from __future__ import annotations

import dataclasses
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Saved:
    """The movie that was asked for last."""

    target: Path | None = None
    running: bool = False
    done: int = 0
    """Frames that are ready for it."""
    all: int = 0
    said: str = ""
    """The outcome, in sentences; empty before."""
    trouble: str = ""
    """Why there is no movie, one sentence."""
