"""SQLite below a local farm: tasks, frames, and what is known of stored files."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS tasks (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 50,
    user_level INTEGER NOT NULL DEFAULT 50,
    labels TEXT NOT NULL DEFAULT '[]',
    artist TEXT NOT NULL DEFAULT '',
    producer TEXT NOT NULL DEFAULT '',
    clone_of INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    submitted INTEGER,
    started INTEGER,
    completed INTEGER,
    cg_id INTEGER NOT NULL DEFAULT 0,
    scene_name TEXT NOT NULL DEFAULT '',
    scene_path TEXT NOT NULL DEFAULT '',
    project_name TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '{}',
    hardware TEXT NOT NULL DEFAULT '',
    output TEXT NOT NULL DEFAULT '',
    stop_after_test INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS tasks_parent ON tasks (parent);
CREATE TABLE IF NOT EXISTS frames (
    id INTEGER PRIMARY KEY,
    task INTEGER NOT NULL REFERENCES tasks (id),
    number INTEGER NOT NULL,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL DEFAULT 1,
    started INTEGER,
    ended INTEGER,
    seconds REAL NOT NULL DEFAULT 0,
    fee REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    thumbnail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS frames_task ON frames (task, status);
CREATE TABLE IF NOT EXISTS files (
    bid TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (bid, path)
);
"""


class Database:
    """One connection, used by one thread at a time.

    The farm's statements take microseconds: a connection a thread would bring nothing but threads that
    end without closing theirs.
    """

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing; only a power failure may lose the last moment.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it happens, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Every row of a query."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a query."""
        return next(iter(self.rows(statement, *values)), None)

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._lock:
            self._connection.close()


def now() -> int:
    """The time as the API tells it: ms since 1970."""
    return int(time.time() * 1000)
