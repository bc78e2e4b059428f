"""Copies of the journal in the folder ``backups``: the newest of each of the last days on which it changed."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import time
import uuid
from pathlib import Path

from ...common.atomic import remove, replace, sync_folder
from .connection import Connection, JournalTrouble, connect, told

log = logging.getLogger(__name__)

DAYS = 3
"""Days of which a copy is kept."""
STAMP = "%Y%m%d-%H%M%S"


def folder_of(journal: Path) -> Path:
    """Return the folder in which the copies of a journal lie."""
    return journal.with_name("backups")


def backups_of(journal: Path) -> list[Path]:
    """Return the copies, the newest first."""
    return sorted(folder_of(journal).glob(f"{journal.stem}-*.db"), reverse=True)


def back_up(db: Connection) -> Path:
    """Copy the journal as it is now, whole and synced, or not at all.

    Raises:
        JournalTrouble: it is damaged, or there is no room.
    """
    folder = folder_of(db.path)
    with told(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f".{uuid.uuid4().hex}.part"
    try:
        with told(part), contextlib.closing(sqlite3.connect(str(part), isolation_level=None)) as copy:
            os.chmod(part, 0o600)  # noqa: PTH101
            db.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        if not sound(part):
            raise JournalTrouble(f"{db.path}: quick_check", damaged=True)
        with told(part):
            done = folder / f"{db.path.stem}-{time.strftime(STAMP)}.db"
            replace(part, done)
            sync_folder(folder)
    finally:
        for left in folder.glob(f"{part.name}*"):
            with contextlib.suppress(OSError):
                remove(left)
    _rotate(db.path)
    return done


def sound(path: Path) -> bool:
    """Whether SQLite finds no fault in a journal, which has what it should have.

    Raises:
        JournalTrouble: it cannot be read now.
    """
    try:
        with contextlib.closing(connect(path)) as db:
            return check(db)
    except JournalTrouble as error:
        if error.damaged:
            return False
        raise


def check(db: Connection) -> bool:
    """Whether SQLite finds no fault in the journal that is open."""
    try:
        said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        db.execute("SELECT 1 FROM submissions LIMIT 1").fetchall()
    except JournalTrouble as error:
        if error.damaged:
            return False
        raise
    return bool(said == "ok")


def _rotate(journal: Path) -> None:
    days: set[str] = set()
    for each in backups_of(journal):
        day = each.stem.rpartition("-")[0]
        if day in days or len(days) == DAYS:
            with contextlib.suppress(OSError):
                remove(each)
        days.add(day)
