"""Tell a journal that is damaged from one whose disk cannot be read now: SQLite says "malformed" of both.

Where the system answers a read with EIO, SQLite takes the file system for damaged, and the database with it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from ...common.disk import unusable
from .backups import sound
from .connection import JournalTrouble

BLOCK = 1 << 20  # bytes that are read at once

_kept: dict[tuple[int, int], int] = {}
"""Device and number of each journal that was read here -> its descriptor, which stays open: where locks are POSIX's,
closing it would release those that SQLite has in this process."""


def surely_damaged(path: Path) -> bool:
    """Whether SQLite finds a fault in a journal, although every byte of it can be read.

    Raises:
        JournalTrouble: it cannot be read now.
    """
    for _again in range(2):  # the first fault may have been of a disk that could not be read in that moment
        if sound(path):
            return False
        try:
            _read(path)
            with contextlib.suppress(FileNotFoundError), path.with_name(f"{path.name}-wal").open("rb") as log:
                while log.read(BLOCK):
                    pass
        except OSError as error:
            raise JournalTrouble(unusable(error, path)) from error
    return True


def _read(path: Path) -> None:
    if sys.platform == "win32":
        with path.open("rb", buffering=0) as file:
            while file.read(BLOCK):
                pass
        return
    status = path.stat()
    key = status.st_dev, status.st_ino
    if key not in _kept:
        _kept[key] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    descriptor, place = _kept[key], 0
    while block := os.pread(descriptor, BLOCK, place):
        place += len(block)
