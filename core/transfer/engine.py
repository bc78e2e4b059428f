"""What a way of transfer must be able to do. A third engine is one more file like ``http.py``."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Callable, Protocol

Progress = Callable[[int], None]
"""Called with the bytes of the file that have moved so far; raises to stop between two blocks."""


@dataclasses.dataclass(frozen=True)
class Stored:
    """What the farm has of a file."""

    bytes: int = 0
    complete: bool = False
    sha256: str = ""


class Engine(Protocol):
    """Sends to and fetches from a farm's storage."""

    def have(self, files: Sequence[tuple[str, int]]) -> list[Stored]:
        """What the farm has of files given as (server path, size)."""

    def send(self, local: Path, server: str, stored: Stored, progress: Progress) -> Sent:
        """Send one file, going on after ``stored.bytes``.

        Raises:
            TransferFailed: with ``retry`` where trying again may help.
        """

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> None:
        """Fetch one result to ``local``, whole or not at all."""


@dataclasses.dataclass(frozen=True)
class Sent:
    """A file as it was while it was read, and its hash."""

    size: int
    mtime_ns: int
    inode: int
    sha256: str
