"""Calls of hooks in the journal: each is noted before what it tells is recorded, so that a crash loses none.

A call that an agent was killed in is made again; one that was made is not, unless it is noted anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...common.transaction import transaction
from ...hooks.shapes import FRAME_FETCHED

MOST = 200
"""Calls that are made in one process."""

FILE = ""
"""What stands for a function in the row that names the studio's file; it counts as made."""


class Call(NamedTuple):
    """A call that is to be made."""

    number: int
    submission: str
    function: str
    given: dict[str, Any]


class HookCalls:
    """The calls, over one connection to the journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def note(self, submission: str, function: str, key: str, **given: Any) -> None:
        """Have a function called once; again only for another ``key``, and of a result each time that it comes."""
        self._db.execute("INSERT INTO hook_calls (submission, function, key, given) VALUES (?,?,?,?)"
                         " ON CONFLICT DO UPDATE SET given=excluded.given WHERE made=0",
                         (submission, function, key, json.dumps(given)))

    def hold(self, submission: str, file: Path | None) -> None:
        """Note the studio's file that holds where something is submitted or fetched; the agent may know another."""
        if file is not None:
            self._db.execute("INSERT OR REPLACE INTO hook_calls (submission, function, key, given, made)"
                             " VALUES (?,?,'',?,1)", (submission, FILE, json.dumps({"file": str(file)})))

    def file(self, submission: str) -> Path | None:
        """Return the studio's file that held there; None where there was none, or it is not there any more."""
        row = self._db.execute("SELECT given FROM hook_calls WHERE submission=? AND function=?",
                               (submission, FILE)).fetchone()
        file = Path(json.loads(row["given"])["file"]) if row is not None else None
        return file if file is not None and file.is_file() else None

    def waiting(self) -> bool:
        """Whether any is still to be made."""
        return self._db.execute("SELECT 1 FROM hook_calls WHERE made=0 LIMIT 1").fetchone() is not None

    def due(self) -> list[Call]:
        """Return the oldest, with those behind it of the same submission and the same function."""
        first = self._db.execute("SELECT submission FROM hook_calls WHERE made=0 ORDER BY number LIMIT 1").fetchone()
        if first is None:
            return []
        found = [Call(row["number"], row["submission"], row["function"], json.loads(row["given"]))
                 for row in self._db.execute(
                     "SELECT * FROM hook_calls WHERE made=0 AND submission=? ORDER BY number LIMIT ?",
                     (first["submission"], MOST))]
        alike = next((place for place, each in enumerate(found) if each.function != found[0].function), len(found))
        return found[:alike]

    def made(self, calls: Sequence[Call]) -> None:
        """Note that these were made."""
        with transaction(self._db):
            self._db.executemany("UPDATE hook_calls SET made=1, given='' WHERE number=?",
                                 [(each.number,) for each in calls])
            self._db.executemany("DELETE FROM hook_calls WHERE number=? AND function=?",
                                 [(each.number, FRAME_FETCHED) for each in calls])

    def forget(self, submission: str) -> None:
        """Forget what is still to be made for a submission: the studio has no hooks any more."""
        self._db.execute("DELETE FROM hook_calls WHERE made=0 AND submission=?", (submission,))
