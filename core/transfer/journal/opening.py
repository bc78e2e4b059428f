"""Open the journal: one that is damaged or gone is restored first (restoring.py), and none is ever silently empty."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from ...common.atomic import remove
from ...common.disk import unusable
from ...common.i18n import _
from ...common.lock import Lock
from ...common.private import private_folder
from . import restoring
from .connection import WAIT, Connection, JournalTrouble, connect, suspicion
from .network_disk import network_disk
from .readable import surely_damaged
from .schema import migrate


def open_journal(path: Path) -> Connection:
    """Open the journal, and see that it is whole: its size always, all of it where somebody found a fault.

    Raises:
        JournalTrouble: it cannot be used now.
        FoxError: a newer program has written it.
    """
    _see_to(path)
    try:
        return _opened(path)
    except JournalTrouble as error:
        if not error.damaged:
            raise
    _see_to(path)
    return _opened(path)


def _opened(path: Path) -> Connection:
    db = connect(path)
    try:
        _choose_mode(db)
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA journal_size_limit=4194304")
        db.execute("PRAGMA secure_delete=OFF")  # with it each page that becomes free goes through the log
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _choose_mode(db: Connection) -> None:
    """Readers never wait with WAL, which shares memory: on a network disk other machines would not see it.

    Two that open a new journal at once get "locked" here without the timeout; a program that was stopped while it held
    the journal lets each try wait for all of it.
    """
    mode = "DELETE" if network_disk(db.path.parent) else "WAL"
    end = time.monotonic() + WAIT
    while True:
        try:
            db.execute(f"PRAGMA journal_mode={mode}").fetchall()
            return
        except JournalTrouble as error:
            if error.damaged or not error.busy or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _see_to(path: Path) -> None:
    """Make a journal where there is none, and restore one that is damaged or gone."""
    try:
        if path.is_dir() or (_size(path) and not suspicion(path).exists()):
            return
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error
    with _alone(path):
        damaged, size = None, _size(path)
        if size is not None:
            if size and not surely_damaged(path):
                remove(suspicion(path))
                return
            damaged = restoring.set_aside(path)
        restoring.begin(path, damaged)
        remove(suspicion(path))


def _size(path: Path) -> int | None:
    """The size of the journal; None where there is none, which no other error of the disk may be taken for."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process makes or restores the journal."""
    lock = Lock(path.with_name(f"{path.stem}.lock"))
    end = time.monotonic() + WAIT
    try:
        private_folder(path.parent)
        while not lock.acquire():
            if time.monotonic() > end:
                raise JournalTrouble(_("The journal is in use by another program for too long: try again in a moment."),
                                     busy=True)
            time.sleep(0.02)
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error
    try:
        yield
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error
    finally:
        lock.release()
