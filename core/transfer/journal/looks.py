"""When finished tasks are looked at again: what the journal keeps for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from ..states import TransferState

DUE = """
SELECT id, account, task_id, looked, task_end, COALESCE(ended, created) AS since FROM submissions
WHERE look_at > 0 AND look_at <= ? AND state = ? ORDER BY look_at LIMIT ?
"""


class DueLook(NamedTuple):
    """A finished transfer whose task is looked at now."""

    id: str
    account: str
    task_id: int
    looked: str
    """What the farm said of the task when its results were fetched; empty in journals of older programs."""
    end: str
    """The value of the ``End`` that was recorded."""
    since: float
    """When it was finished, in seconds since 1970."""


class Looks:
    """The looks that are due, over one connection to the journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def due(self, now: float, most: int) -> list[DueLook]:
        """Return at most so many transfers whose tasks are to be looked at, those that have waited longest first."""
        rows = self._db.execute(DUE, (now, TransferState.FETCHED.value, most)).fetchall()
        return [DueLook(*row) for row in rows if row["task_id"] is not None]

    def expected(self, since: float, without: Collection[str]) -> bool:
        """Whether a task that was finished after ``since`` is looked at again, of other accounts than these."""
        marks = ",".join("?" * len(without))
        return self._db.execute(
            "SELECT 1 FROM submissions WHERE look_at > 0 AND state = ? AND COALESCE(ended, created) > ?"  # noqa: S608 - marks
            f" AND account NOT IN ({marks}) LIMIT 1",
            (TransferState.FETCHED.value, since, *without)).fetchone() is not None

    def later(self, submission: str, look_at: float, looked: str | None = None) -> None:
        """Set when its task is looked at next, 0 for never again, and what the farm said of it."""
        self._db.execute("UPDATE submissions SET look_at=?, looked=COALESCE(?, looked) WHERE id=? AND state=?",
                         (look_at, looked, submission, TransferState.FETCHED.value))
