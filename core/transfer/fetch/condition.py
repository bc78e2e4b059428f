"""Compare a result on this machine with what the journal knows of it."""

from __future__ import annotations

import enum
import stat
from pathlib import Path
from typing import Callable

from ..hashing_reader import read_and_hash
from ..journal.records import FetchedResult


class Condition(enum.Enum):
    """A result on this machine, compared with what was fetched."""

    RIGHT = "right"
    TOUCHED = "touched"
    """Its content is the same, though it was written again."""
    UNKNOWN = "unknown"
    """Its size is the same; its content was never noted."""
    GONE = "gone"
    OTHER_SIZE = "other size"
    OTHER_CONTENT = "other content"

    @property
    def right(self) -> bool:
        """Whether nothing shows that it is not what was fetched."""
        return self in (Condition.RIGHT, Condition.TOUCHED, Condition.UNKNOWN)


def compare(local: Path, before: FetchedResult, check: Callable[[], None], *, thorough: bool = False) -> Condition:
    """Compare a result's file with its entry; ``check`` is called between blocks, and may raise.

    A file that was not written since is read only when ``thorough``.

    Raises:
        OSError, TransferFailed: it cannot be read.
    """
    try:
        status = local.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Condition.GONE
    if not stat.S_ISREG(status.st_mode):
        return Condition.GONE
    if status.st_size != before.size:
        return Condition.OTHER_SIZE
    same_time = status.st_mtime_ns == before.mtime_ns
    if before.sha256 and (thorough or not same_time):
        if read_and_hash(local, check).sha256 != before.sha256:
            return Condition.OTHER_CONTENT
        return Condition.RIGHT if same_time else Condition.TOUCHED
    return Condition.RIGHT if before.sha256 else Condition.UNKNOWN
