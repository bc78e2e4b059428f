"""A disk of the farm that is full: frames wait for room there, and are not failed for it."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from ...core.common.disk import FULL as NO_ROOM
from ...core.common.disk import try_folder
from ..base.refusal import FULL, Refusal


def is_full(error: BaseException) -> bool:
    """Whether an error says that a disk has no room left."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if isinstance(error, Refusal):
        return error.code == FULL
    return isinstance(error, sqlite3.OperationalError) and "is full" in str(error)


def has_room(folder: Path) -> bool:
    """Whether the disk of a folder takes something."""
    try:
        try_folder(folder)
    except OSError as error:
        return error.errno not in NO_ROOM
    return True


def need_room(folder: Path) -> None:
    """See that a frame did not fail for want of room.

    Raises:
        OSError: the disk is full.
    """
    if not has_room(folder):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
