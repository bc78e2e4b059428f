"""The connection to the journal's file: what SQLite refuses becomes one sentence that names the file.

Nothing here opens the file but SQLite: closing another descriptor of it would release the locks of this whole process.
"""

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
from ...common.private import private_file, private_folder, tighten_file
from ..supervised.pulse import pulse

WAIT = 10.0  # seconds for another process to finish what it writes
BUSY = ("locked", "busy")
"""Words of SQLite where another process has the file now; its numbers come with Python 3.11."""

DAMAGED = ("not a database", "malformed", "unsupported file format", "no such table", "no such column")
"""Words of SQLite where what is in the file is not a journal, or no longer."""

REASONS = {"is full": errno.ENOSPC, "readonly": errno.EACCES, "disk I/O error": errno.EIO}
"""Words of SQLite -> the error of the system that they stand for where the folder itself can be written."""


ENDINGS = {"COMMIT", "ROLLBACK"}
"""Statements that also a thread may run that was left behind."""


class JournalTrouble(FoxError, sqlite3.OperationalError):
    """The journal cannot be used now. ``busy``: another process has it; ``damaged``: who opens it next restores it."""

    def __init__(self, message: str, *, busy: bool = False, damaged: bool = False) -> None:
        super().__init__(message)
        self.busy = busy
        self.damaged = damaged


class Cursor(sqlite3.Cursor):
    """SQLite's own; rows that cannot be read raise ``JournalTrouble``, too."""

    connection: Connection

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        with told(self.connection.path):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        with told(self.connection.path):
            return super().fetchall()

    def __iter__(self) -> Any:
        return iter(self.fetchall())


class Connection(sqlite3.Connection):
    """SQLite's own; every statement that fails raises ``JournalTrouble``, and one of a thread that was left behind
    ``LeftBehind``: the one in its place may have written something else since."""

    path: Path

    def execute(self, statement: str, values: Any = ()) -> Cursor:
        """Run a statement."""
        if statement not in ENDINGS:
            pulse().check()
        with told(self.path):
            return self.cursor(Cursor).execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Any]) -> Cursor:
        """Run a statement for each row."""
        pulse().check()
        with told(self.path):
            return self.cursor(Cursor).executemany(statement, rows)

    def executescript(self, script: str) -> Cursor:
        """Run statements to their end; Python 3.11 leaves one that gives no rows after its first step otherwise."""
        pulse().check()
        with told(self.path):
            cursor = self.cursor(Cursor)
            cursor.executescript(script)
            return cursor


def connect(path: Path) -> Connection:
    """Open the SQLite file at ``path``, and make it if there is none.

    Raises:
        JournalTrouble: its folder or its file does not allow that.
    """
    try:
        private_folder(path.parent)
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error
    with told(path):
        private_file(path)
        for beside in ("-wal", "-shm"):
            tighten_file(path.with_name(path.name + beside))
        connection = sqlite3.connect(str(path), timeout=WAIT, isolation_level=None, factory=Connection)
    connection.path = path
    connection.row_factory = sqlite3.Row
    return connection


def suspicion(path: Path) -> Path:
    """Return the file that says that a reader found the journal damaged: the next to open it looks."""
    return path.with_name(f"{path.stem}.suspect")


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite and the system say as ``JournalTrouble``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.OperationalError, sqlite3.DatabaseError):
            raise  # a defect of ours, such as a row that is there already
        raise _trouble(path, str(error)) from error
    except OSError as error:
        raise JournalTrouble(unusable(error, path)) from error


def _trouble(path: Path, said: str) -> JournalTrouble:
    """Return an error that says SQLite's message in the artist's words."""
    if any(word in said for word in DAMAGED):
        with contextlib.suppress(OSError):
            suspicion(path).touch()
        return JournalTrouble(_(
            "The journal {path} seems to be damaged: the next command checks it, and where it is, sets it aside and "
            "restores it from its backup. The farm still has what was submitted.").format(path=path), damaged=True)
    try:
        try_folder(path.parent)
    except OSError as error:  # SQLite does not say why, and calls a full disk locked
        return JournalTrouble(unusable(error, path))
    if any(word in said for word in BUSY):
        return JournalTrouble(
            _("The journal is in use by another program for too long: try again in a moment."), busy=True)
    for word, number in REASONS.items():
        if word in said:
            return JournalTrouble(unusable(OSError(number, said), path))
    if path.is_dir():
        return JournalTrouble(unusable(IsADirectoryError(errno.EISDIR, said), path))
    if "locking protocol" in said:
        said = _("its disk does not lock files, name a home on another one with FOXSUBMIT_HOME")
    return JournalTrouble(_("{path} cannot be used: {reason}.").format(path=path, reason=said))

