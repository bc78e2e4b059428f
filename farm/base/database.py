"""The SQLite database of a local farm: tasks, frames, and the hashes of stored files."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.common.transaction import transaction
from .schema import INDEXES, PROJECTS, TABLES, TRIGGERS

VERSION = 2


class Database:
    """One SQLite connection, used by one thread at a time.

    The farm's statements take microseconds. A connection for each thread would gain nothing and leave connections open
    when threads end.

    Raises:
        BadInput: the folder was written by another version of the farm.
    """

    def __init__(self, path: Path, projects: Sequence[tuple[int, str]] = PROJECTS) -> None:
        """``projects`` are the (id, name) of those that a new farm begins with."""
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        try:
            self._connection.row_factory = sqlite3.Row
            self._connection.create_function("fold", 1, str.casefold, deterministic=True)
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A killed process loses nothing; only a power failure may lose the last moment.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._make(path, projects)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def change(self, synced: bool = False) -> Iterator[sqlite3.Connection]:
        """Open a transaction: all changes are made, or none. Those that are ``synced`` outlive a power cut."""
        with self._lock:
            if synced:
                self._connection.execute("PRAGMA synchronous = FULL")
            try:
                with transaction(self._connection):
                    yield self._connection
            finally:
                if synced:
                    self._connection.execute("PRAGMA synchronous = NORMAL")

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return every row of a query."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of a query."""
        with self._lock:
            found: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
            return found

    def close(self) -> None:
        """Write everything into the database file and close it."""
        with self._lock:
            self._connection.close()

    def _make(self, path: Path, projects: Sequence[tuple[int, str]]) -> None:
        """Create the tables the first time."""
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        known = self._connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
        if known and version != VERSION:
            raise BadInput(_("The farm in {folder} was written by another version of foxsubmit: "
                             "choose another folder, or delete this one.").format(folder=path.parent))
        if not known:
            with self.change() as change:
                for statement in statements(TABLES + INDEXES + TRIGGERS):
                    change.execute(statement)
                change.executemany("INSERT INTO projects VALUES (?, ?, 1)", projects)
                change.execute(f"PRAGMA user_version = {VERSION}")


def statements(script: str) -> Iterator[str]:
    """Split a script into its statements; ``executescript`` would commit between them."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""


def now() -> int:
    """Return the time as the API has it: milliseconds since 1970."""
    return int(time.time() * 1000)
