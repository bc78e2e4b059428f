"""The tasks that submissions wait for, in the journal.

A row for each task that is waited for. It goes when that task ends well, or when somebody lets the submission go: one
without rows waits for nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Optional

from ...common.transaction import transaction
from ..states import TransferState

LONGEST_NUMBER = 18
"""Digits of a task number at most: the id of a submission is longer, and may by chance be digits alone."""
NUMBER = "task "
"""What stands before a task number where no submission of this journal is meant."""


class Awaited(NamedTuple):
    """A task that is waited for."""

    other: str
    """The id of its submission, or ``task 1003`` where this journal has none."""
    task_id: int
    """Its number on the farm; 0 while it has none."""
    name: str
    """The scene's name; empty where this journal does not know it."""
    state: Optional[TransferState]
    """The state of its submission; None where this journal has none."""


class Afters:
    """The rows, over one connection to the journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, submission: str, others: Iterable[str], account: str, farm: str) -> None:
        """Have a submission wait for others: task numbers, or ids of submissions. Inside a transaction.

        Only what was written down before can be named by its id, and a number is looked for among those: so a chain
        has a first one, and nothing waits for itself.
        """
        for other in others:
            number = int(other) if other.isdigit() and len(other) <= LONGEST_NUMBER else 0
            row = self._db.execute(
                "SELECT id, task_id FROM submissions WHERE id != ? AND account=? AND farm IN ('', ?)"
                " AND (id=? OR (? != 0 AND task_id=?)) ORDER BY created DESC LIMIT 1",
                (submission, account, farm, other, number, number)).fetchone()
            known = row["id"] if row is not None else f"{NUMBER}{number}" if number else other
            self._db.execute("INSERT OR IGNORE INTO afters (submission, other, task_id) VALUES (?,?,?)",
                             (submission, known, (row["task_id"] if row is not None else number) or 0))

    def of(self, submission: str) -> tuple[Awaited, ...]:
        """Return what a submission waits for still."""
        rows = self._db.execute(
            "SELECT a.other, COALESCE(s.task_id, a.task_id, 0) AS task_id, COALESCE(s.name, '') AS name, s.state"
            " FROM afters a LEFT JOIN submissions s ON s.id = a.other WHERE a.submission=? ORDER BY a.rowid",
            (submission,))
        return tuple([Awaited(row["other"], row["task_id"], row["name"],
                              None if row["state"] is None else TransferState(row["state"])) for row in rows])

    def met(self, submission: str, others: Sequence[str]) -> None:
        """Wait for these no more."""
        with transaction(self._db):
            self._db.executemany("DELETE FROM afters WHERE submission=? AND other=?",
                                 [(submission, other) for other in others])

    def release(self, submission: str) -> None:
        """Let a submission go, whatever it waits for; one that was given up for that goes on."""
        with transaction(self._db):
            self._db.execute("DELETE FROM afters WHERE submission=?", (submission,))
            self._db.execute("UPDATE submissions SET state=failed_in, ended=NULL, message='' WHERE id=? AND state=?"
                             " AND failed_in=?", (submission, TransferState.FAILED.value, TransferState.HELD.value))
            # Also without a change of the row, so that readers see that it waits no more; why it failed stays said.
            self._db.execute(
                "UPDATE submissions SET asked=asked+1, message=CASE state WHEN ? THEN message ELSE '' END"
                " WHERE id=? AND wish != 'cancel'", (TransferState.FAILED.value, submission))
