"""Signs of life of the agent's threads: what the journal says of a speed is true as long as they are young."""

from __future__ import annotations

import dataclasses
import sqlite3
import time
from collections.abc import Iterable
from typing import NamedTuple

from ...common.transaction import transaction
from ..states import Transfer, TransferState

AGENT = "agent"
"""The name under which the agent itself is noted; what it works on is then its process and its machine."""

STALE = 5.0  # seconds without a sign of life, or without a byte, after which a speed is not true any more


class Beat(NamedTuple):
    """A thread as it was when it was last seen. Times are seconds since 1970: readers are other processes."""

    thread: str
    seen: float
    submission: str = ""
    moved: float = 0.0
    waits_for: str = ""
    """A word of ``pulse.py``, or the path of a file."""


def write_beats(db: sqlite3.Connection, beats: Iterable[Beat]) -> None:
    """Put these in the place of all others."""
    with transaction(db):
        db.execute("DELETE FROM beats")
        db.executemany("INSERT INTO beats VALUES (?,?,?,?,?)", list(beats))


class Beats:
    """The signs of life as they are now."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = [Beat(*row) for row in db.execute("SELECT thread, seen, submission, moved, waits_for FROM beats")]
        self._now = time.time()
        self.agent = next((each for each in rows if each.thread == AGENT), None)
        self._by_submission = {each.submission: each for each in rows if each.submission and each.thread != AGENT}

    def judged(self, transfer: Transfer) -> Transfer:
        """Return the transfer without a speed that is not true any more, and with what it waits for."""
        if self.agent is None or not transfer.under_way:
            return transfer
        # A clock that was set back makes all beats of the future: the next one, a second later, is right again.
        age = abs(self._now - self.agent.seen)
        if age > STALE:
            return dataclasses.replace(transfer, speed=0.0, silent=age, silent_of=AGENT)
        beat = self._by_submission.get(transfer.id)
        quiet = self._now - beat.moved if beat is not None else 0.0
        if beat is None or quiet <= STALE:
            return transfer
        if transfer.state is TransferState.CANCELLING:  # which says itself what it waits for
            return dataclasses.replace(transfer, speed=0.0)
        return dataclasses.replace(transfer, speed=0.0, silent=quiet, silent_of=beat.waits_for)
