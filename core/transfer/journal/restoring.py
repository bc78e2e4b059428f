"""A journal that is damaged or gone: the damaged one is set aside, and another takes its place.

It begins as the newest good backup, or empty. What was noted since then (notes.py) is added: with its plan where that
can still be read from the damaged file, else for the agent to look for its label on the farm.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import time
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ...common.atomic import remove, replace, sync_folder
from ...common.errors import FoxError
from ...common.i18n import _, count
from ...common.transaction import transaction
from ...model import format
from ...plan.plan import from_json
from ..states import SETTLED, TransferState
from . import archive
from .adding import insert
from .backups import STAMP, backups_of, sound
from .connection import Connection, connect, told
from .notes import notes_of, read_notes
from .schema import migrate

log = logging.getLogger(__name__)

BESIDE = ("-wal", "-shm", "")
"""Endings of the files of a journal; the journal itself last: another must never begin beside its log."""


SETTLED_VALUES = tuple(state.value for state in SETTLED)
NOTICE = "notice"
"""Name of the option that says what became of the journal: seconds since 1970, then the sentence."""


class Restored(NamedTuple):
    """A journal in the place of the one that was damaged."""

    backup: Path | None
    looked_for: int
    """Submissions that the backup does not have."""


def is_lost(path: Path) -> bool:
    """Whether there is no journal although there was one."""
    return not path.exists() and (bool(backups_of(path)) or notes_of(path).exists())


def set_aside(path: Path) -> Path:
    """Rename a damaged journal and its log, with the date; the new name.

    Raises:
        JournalTrouble: another program has it open (Windows), or the folder cannot be written.
    """
    aside = path.with_name(f"{path.stem}-damaged-{time.strftime(STAMP)}{path.suffix}")
    with told(path):
        for ending in BESIDE:
            with contextlib.suppress(FileNotFoundError):
                replace(f"{path}{ending}", f"{aside}{ending}")
        sync_folder(path.parent)
    return aside


def begin(path: Path, damaged: Path | None = None) -> Restored:
    """Put a journal in its place, made beside it: it is whole from the first moment.

    Raises:
        JournalTrouble: there is no room, or the folder cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    with told(path):
        for left in path.parent.glob(f".{path.name}.*.new*"):  # of who was killed here
            remove(left)
    backup = _copy_backup(path, fresh)
    try:
        with contextlib.closing(connect(fresh)) as db:
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA auto_vacuum=INCREMENTAL")  # forgetting.py gives its room back in steps
            migrate(db)
            looked_for = _add_noted(db, path, damaged)
            restored = Restored(backup, looked_for)
            if damaged is not None or backup is not None or looked_for:
                _note_down(db, said(restored, damaged))
        with told(path):
            os.chmod(fresh, 0o600)  # noqa: PTH101
            replace(fresh, path)
            sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            remove(fresh)
    return restored


def said(restored: Restored, damaged: Path | None) -> str:
    """Return the sentence that says what became of the journal."""
    if damaged is None:
        first = _("The journal was gone.")
    else:
        first = _("The journal was damaged and is set aside as {path}.").format(path=damaged)
    if restored.backup is not None:
        date = time.strftime("%Y-%m-%d %H:%M", time.localtime(restored.backup.stat().st_mtime))
        second = _("It was restored from the backup of {date}.").format(date=date)
    else:
        second = _("A new one was begun, since there was no good backup.")
    third = count("{n} submission since then is looked for on the farm.",
                  "{n} submissions since then are looked for on the farm.",
                  restored.looked_for) if restored.looked_for else ""
    return format.sentences(first, second, third)


def _copy_backup(path: Path, fresh: Path) -> Path | None:
    for backup in backups_of(path):
        with contextlib.suppress(FoxError):
            if sound(backup):
                with told(path):
                    shutil.copyfile(backup, fresh)
                return backup
        log.warning("the backup %s is no good", backup)
    return None


def _add_noted(db: Connection, path: Path, damaged: Path | None) -> int:
    """Bring the journal up to what was noted of each submission; how many it did not have."""
    known = {row["id"] for row in db.execute("SELECT id FROM submissions").fetchall()}
    added = 0
    with _readable(damaged) as old, transaction(db):
        for submission, noted in read_notes(path).items():
            values = {name: value for name, value in noted.items() if isinstance(value, (str, int, float))}
            state = values.pop("state", None)
            if submission not in known:
                if state in SETTLED_VALUES or not {"name", "account"} <= values.keys():
                    continue
                added += 1
                _add(db, submission, values, old)
            _set(db, submission, values)
            if state == TransferState.WATCHING.value or state in SETTLED_VALUES:
                ended = None if state == TransferState.WATCHING.value else time.time()
                _set(db, submission, {"state": state, "ended": ended})
        _look_first(db)
    return added


def _add(db: Connection, submission: str, values: dict[str, Any], old: Connection | None) -> None:
    if old is not None and values.get("host"):
        with contextlib.suppress(FoxError, sqlite3.Error, ValueError, KeyError, TypeError, zlib.error):
            plan = from_json(archive.plan_of(old, submission) or "")
            insert(db, plan, submission)
            return
    state = TransferState.CREATING if values.get("host") else TransferState.WATCHING
    db.execute("INSERT INTO submissions (id, created, name, account, plan, state) VALUES (?,?,?,?,'',?)",
               (submission, time.time(), values["name"], values["account"], state.value))


def _set(db: Connection, submission: str, values: dict[str, Any]) -> None:
    if values:
        columns = ", ".join(f"{name}=?" for name in values)
        db.execute(f"UPDATE submissions SET {columns} WHERE id=?", (*values.values(), submission))  # noqa: S608


def _look_first(db: Connection) -> None:
    """Have the agent ask the farm before it does anything that may have been done since the backup."""
    early = (TransferState.PLANNED.value, TransferState.CREATING.value)
    db.execute("UPDATE submissions SET state=? WHERE state IN (?,?) AND host != '' AND task_id IS NOT NULL",
               (TransferState.UPLOADING.value, *early))
    db.execute("UPDATE submissions SET state=? WHERE state=? AND host != ''",
               (TransferState.CREATING.value, TransferState.PLANNED.value))
    # Readers that know the journal before read all of it again.
    db.execute("UPDATE revisions SET newest = newest + 1000000, removed = newest + 1000000")


@contextlib.contextmanager
def _readable(damaged: Path | None) -> Iterator[Connection | None]:
    """Open what was set aside; None where SQLite does not even begin to."""
    db = None
    with contextlib.suppress(FoxError):
        db = connect(damaged) if damaged is not None else None
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def _note_down(db: Connection, sentence: str) -> None:
    log.warning("%s", sentence)
    db.execute("INSERT OR REPLACE INTO options VALUES (?, ?)", (NOTICE, f"{time.time()} {sentence}"))
