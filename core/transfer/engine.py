"""What a way of transfer must be able to do. A third engine is one more folder like ``http``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Callable, NamedTuple, Protocol

AT_ONCE = 10
"""Connections over which results come at the same time, however many files they are of."""

Progress = Callable[[int], None]
"""Called with the bytes of the file that have moved so far; raises to stop between two blocks."""


class StoredPart(NamedTuple):
    """The part of a file that the farm has."""

    bytes: int = 0
    complete: bool = False
    sha256: str = ""


class FileToSend(NamedTuple):
    """One file to send, as it was when it was last looked at, and what the farm has of it."""

    local: str
    server: str
    size: int
    mtime_ns: int
    inode: int
    stored: StoredPart = StoredPart()
    """Go on after these bytes; a complete one is another file's, to be replaced from its first byte."""


class SentContent(NamedTuple):
    """A file as it was while it was read, and its hash: empty from an engine that does not hash."""

    size: int
    mtime_ns: int
    inode: int
    sha256: str


class Report(Protocol):
    """What an engine tells, and asks, while it sends; on the thread that called ``send``, for the journal is that
    thread's. Each method may raise to stop the transfer."""

    def check(self) -> None:
        """Cheap: call it between blocks. Raises when the user wishes something else or the agent ends."""

    def moved(self, server: str, done: int) -> None:
        """Note that the first ``done`` bytes of the file have left. Waits as long as a speed limit demands."""

    def arrived(self, item: FileToSend, sent: SentContent) -> None:
        """The file lies whole on the farm."""

    def limit(self) -> int:
        """Bytes a second, 0 for none: for engines whose program throttles itself."""


class Engine(Protocol):
    """Sends to and fetches from a farm's storage."""

    asks: bool
    """Whether ``have`` can be asked; where not, the engine's program decides what it skips."""

    def have(self, files: Sequence[tuple[str, int]]) -> list[StoredPart]:
        """Return what the farm has of each file, given as (server path, size), in the same order."""

    def send(self, items: Sequence[FileToSend], report: Report) -> None:
        """Send files; the first that cannot be sent ends it.

        Raises:
            TransferFailed: with ``path``, and ``retry`` where trying again may help.
        """

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> str:
        """Fetch one result to ``local``, whole or not at all; it may go on after what lies in ``unfinished(local)``.

        Returns the SHA-256 that the farm says it has, for the caller to compare; empty where that is not needed.

        Other threads may be in it, for other results, where the engine does not bring many at once.
        """


def unfinished(local: Path) -> Path:
    """Return the file that takes the bytes of a result while it is fetched."""
    return local.with_name(f".{local.name}.part")
