"""Notices in the journal: what is worth telling, once each, and how far each way of telling it has come.

A delivery is ``due``, then ``sending`` from before the first byte leaves, then ``sent``. One that an agent left behind
as ``sending`` becomes ``unsure``: it is not sent again, since nobody is to be told twice.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import NamedTuple, Optional

from ...common.transaction import transaction

MAIL, WEBHOOK = "mail", "webhook"
SINKS = (MAIL, WEBHOOK)
DUE, SENDING, SENT, UNSURE, OFF, REPLACED, GIVEN_UP = (
    "due", "sending", "sent", "unsure", "off", "replaced", "given up")
"""States of a delivery: the last four are those in which it did not arrive for certain, and is not sent any more."""
KEPT = 500
"""Notices that are kept, the newest."""
PATIENCE = 3 * 86_400.0  # seconds after which a notice that could not be told is told no more


class KeptNotice(NamedTuple):
    """One notice of the history."""

    id: str
    created: float
    """Seconds since 1970, as ``gone``."""
    account: str
    farm: str
    task_id: Optional[int]
    budget: str
    """The id of the budget that it is about; empty for none."""
    kind: str
    tone: str
    """``ok``, ``warn`` or ``error``."""
    text: str
    leads_to: str
    """What can be done: ``budget``, to go on with one, ``release``, to start what waits for a task,
    ``rest``, ``why``, or empty for looking at the task."""
    gone: float
    """When it was settled or read; 0 while it holds."""


class DueNotice(NamedTuple):
    """A notice that is to be told by one sink."""

    id: str
    created: float
    text: str
    tone: str
    tries: int


class Telling:
    """The notices, over one connection to the journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def tell(self, notice: str, text: str, *, account: str, farm: str = "", task_id: int | None = None,
             budget: str = "", kind: str = "ended", tone: str = "warn", leads_to: str = "") -> bool:
        """Write a notice down to be shown and sent; False where one with this id is known.

        What was to be told of the same task, or of the same budget, is settled by it, and not sent where it has not
        left yet: of each the newest is what counts.
        """
        with transaction(self._db):
            if not self._db.execute(
                    "INSERT OR IGNORE INTO notices (id, created, account, farm, task_id, budget, kind, tone, text,"
                    " leads_to) VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (notice, time.time(), account, farm, task_id, budget, kind, tone, text, leads_to)).rowcount:
                return False
            older = [row["id"] for row in self._db.execute(
                "SELECT id FROM notices WHERE gone=0 AND id != ? AND account=? AND farm=? AND budget=?"
                " AND (budget != '' OR task_id=?)", (notice, account, farm, budget, task_id))]
            self._settle(older)
            self._db.executemany("INSERT INTO deliveries (notice, sink, state) VALUES (?,?,?)",
                                 [(notice, sink, DUE) for sink in SINKS])
            self._db.execute("DELETE FROM notices WHERE id IN"
                             " (SELECT id FROM notices ORDER BY created DESC LIMIT -1 OFFSET ?)", (KEPT,))
            self._db.execute("DELETE FROM deliveries WHERE notice NOT IN (SELECT id FROM notices)")
        return True

    def settle(self, *, notice: str = "", budget: str = "", account: str = "", farm: str = "",
               task_id: int | None = None) -> None:
        """Note that a notice, or what was said of a budget or of a task, does not hold any more or was read."""
        rows = self._db.execute(
            "SELECT id FROM notices WHERE gone=0 AND (id=? OR (budget != '' AND budget=?)"
            " OR (budget='' AND account=? AND farm=? AND task_id=?))", (notice, budget, account, farm, task_id))
        found = [row["id"] for row in rows]
        if found:
            with transaction(self._db):
                self._settle(found)

    def settle_all(self) -> None:
        """Note that all were read."""
        self._db.execute("UPDATE notices SET gone=? WHERE gone=0", (time.time(),))

    def history(self, most: int = KEPT) -> tuple[KeptNotice, ...]:
        """Return the notices, the newest first."""
        return tuple([KeptNotice(*row) for row in self._db.execute(
            "SELECT id, created, account, farm, task_id, budget, kind, tone, text, leads_to, gone FROM notices"
            " ORDER BY created DESC, rowid DESC LIMIT ?", (most,))])

    # Deliveries, which the agent makes.

    def recover(self) -> None:
        """Take what an agent left behind in the middle: whether it arrived is not known, so it is not sent again."""
        self._db.execute("UPDATE deliveries SET state=? WHERE state=?", (UNSURE, SENDING))

    def waiting(self) -> bool:
        """Whether anything is still to be sent."""
        return self._db.execute("SELECT 1 FROM deliveries WHERE state=? LIMIT 1", (DUE,)).fetchone() is not None

    def due(self, sink: str, now: float) -> list[DueNotice]:
        """Return what one sink is to tell now, the oldest first: all of it goes as one message."""
        return [DueNotice(*row) for row in self._db.execute(
            "SELECT n.id, n.created, n.text, n.tone, d.tries FROM deliveries d JOIN notices n ON n.id = d.notice"
            " WHERE d.sink=? AND d.state=? AND d.due <= ? ORDER BY n.created, n.rowid", (sink, DUE, now))]

    def move(self, sink: str, notices: Sequence[str], state: str, message: str = "", due: float = 0.0) -> None:
        """Note how far the deliveries of these notices have come; one that is due again has been tried once more."""
        with transaction(self._db):
            self._db.executemany(
                "UPDATE deliveries SET state=?, message=?, due=?, tries=tries + ? WHERE sink=? AND notice=?",
                [(state, message, due, state == DUE, sink, notice) for notice in notices])

    def hurry(self, sink: str) -> None:
        """Have everything that waits for another try told now: the settings are others."""
        self._db.execute("UPDATE deliveries SET due=0, tries=0 WHERE sink=? AND state=?", (sink, DUE))

    def give_up(self, now: float) -> None:
        """Tell no more what could not be told for days."""
        self._db.execute(
            "UPDATE deliveries SET state=? WHERE state=? AND notice IN (SELECT id FROM notices WHERE created < ?)",
            (GIVEN_UP, DUE, now - PATIENCE))

    def deliveries(self, sink: str) -> dict[str, tuple[str, int, str]]:
        """Return (state, tries, message) of each notice of one sink."""
        return {row["notice"]: (row["state"], row["tries"], row["message"]) for row in self._db.execute(
            "SELECT * FROM deliveries WHERE sink=?", (sink,))}

    def _settle(self, notices: Sequence[str]) -> None:
        self._db.executemany("UPDATE notices SET gone=? WHERE id=?", [(time.time(), each) for each in notices])
        self._db.executemany("UPDATE deliveries SET state=? WHERE notice=? AND state=?",
                             [(REPLACED, each, DUE) for each in notices])
