"""Send a submission's files. No byte is read twice, none is sent that lies there already."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Sequence
from typing import Callable

from ..common.errors import TransferFailed
from ..common.i18n import _
from .engine import Engine, FileToSend, SentContent, StoredPart
from .hashing_reader import read_and_hash
from .journal.journal import Journal
from .journal.ledger import Ledger
from .journal.records import Row

log = logging.getLogger(__name__)

SLICE = 2500  # files that are looked at, asked about and sent at once
ALL = 50_000  # the same for an engine whose program finds out by itself what the farm has
TRIES = 3  # for a file that is written while it is sent


class Upload:
    """The files of one submission."""

    def __init__(
        self, journal: Journal, engine: Engine, access_id: str, row: Row, stop: Callable[[], None], *,
        check_content: bool = False
    ) -> None:
        """``check_content``: what the farm has is compared by content, whatever size and time say."""
        self._journal = journal
        self._engine = engine
        self._access_id = access_id
        self._row = row
        self._stop = stop
        self._check_content = check_content
        self._ledger = Ledger(journal, row.id, access_id, stop)

    def run(self) -> None:
        """Send what has not arrived; ``stop`` is called often and may raise.

        Raises:
            TransferFailed: a file vanished, cannot be read, or was refused.
        """
        try:
            for rows in self._journal.files(self._row.id, self._access_id, SLICE if self._engine.asks else ALL):
                self._stop()
                self._send(self._missing(rows))
        finally:
            self._ledger.flush()
        self._journal.record(self._row.id, speed=0.0)

    def _missing(self, rows: Sequence[sqlite3.Row]) -> list[FileToSend]:
        """Return the files that the farm does not have as they are here."""
        self._ledger.begin({row["server"]: row for row in rows})
        here = [self._ledger.status(row) for row in rows]
        stored = [StoredPart()] * len(rows)
        if self._engine.asks:
            stored = self._engine.have([(row["server"], each.st_size) for row, each in zip(rows, here)])
        items = []
        for row, status, each in zip(rows, here, stored):
            there = self._lies_there(row, status, each) if each.complete else None
            if there:
                self._ledger.lies_there(row["server"], there)
                continue
            self._ledger.stands(row["server"], 0 if each.complete else each.bytes)
            items.append(FileToSend(
                row["local"], row["server"], status.st_size, status.st_mtime_ns, status.st_ino, each))
        return items

    def _lies_there(self, row: sqlite3.Row, status: os.stat_result, stored: StoredPart) -> SentContent | None:
        """The file that the farm has already; None when it has another content."""
        here = (status.st_size, status.st_mtime_ns, status.st_ino)
        # An engine that does not hash leaves the hash empty: what is known then is only that it was sent.
        known = (row["known_size"], row["known_mtime_ns"], row["known_inode"])
        if row["known_sha256"] and here == known and not self._check_content:
            sent = SentContent(*here, row["known_sha256"])
        else:
            sent = read_and_hash(row["local"], self._stop)
        return sent if sent.sha256 == stored.sha256 else None

    def _send(self, items: list[FileToSend]) -> None:
        for _try in range(TRIES):
            if items:
                self._engine.send(items, self._ledger)
            items, self._ledger.again = self._ledger.again, []
            if not items:
                break
            log.info("%s changed while it was sent", ", ".join(str(item.local) for item in items[:5]))
        if items:
            raise TransferFailed(_("{path} is being written: resume when it is finished.").format(
                path=items[0].local), path=str(items[0].local))
        for row in self._ledger.waiting.values():
            raise TransferFailed(_("{path} was not sent: it is tried again.").format(path=row["local"]),
                                 path=row["local"], retry=True)
