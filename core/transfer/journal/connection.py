"""The connection to the journal's file: what SQLite refuses becomes one sentence that names the file."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ...common.disk import try_folder, unusable
from ...common.errors import FoxError
from ...common.i18n import _

WAIT = 10.0  # seconds for another process to finish what it writes
BUSY = ("locked", "busy")
"""Words of SQLite where another process has the file now; its numbers come with Python 3.11."""


class JournalTrouble(FoxError, sqlite3.OperationalError):
    """The journal cannot be used now. ``busy``: because another process does."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


class Connection(sqlite3.Connection):
    """SQLite's own; every statement that fails raises ``JournalTrouble``."""

    path: Path

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Run a statement."""
        with _told(self.path):
            return super().execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Any]) -> sqlite3.Cursor:
        """Run a statement for each row."""
        with _told(self.path):
            return super().executemany(statement, rows)


def connect(path: Path) -> Connection:
    """Open the journal at ``path``, and make it if there is none.

    Raises:
        JournalTrouble: its folder or its file does not allow that.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error
    with _told(path):
        connection = sqlite3.connect(str(path), timeout=WAIT, isolation_level=None, factory=Connection)
    connection.path = path
    connection.row_factory = sqlite3.Row
    return connection


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.OperationalError, sqlite3.DatabaseError):
            raise  # a defect of ours, such as a row that is there already
        raise _trouble(path, str(error)) from error


def _trouble(path: Path, said: str) -> JournalTrouble:
    """Return an error that says SQLite's message in the artist's words."""
    if any(word in said for word in BUSY):
        return JournalTrouble(
            _("The journal is in use by another program for too long: try again in a moment."), busy=True)
    if "is full" in said:
        return JournalTrouble(unusable(OSError(errno.ENOSPC, said), path))
    if "not a database" in said or "malformed" in said:
        return JournalTrouble(_(
            "The journal {path} is damaged: move it away. The farm still has what was submitted.").format(path=path))
    try:
        try_folder(path.parent)
    except OSError as error:  # SQLite does not say why
        return JournalTrouble(unusable(error, path))
    return JournalTrouble(_("{path} cannot be used: {reason}.").format(path=path, reason=said))
