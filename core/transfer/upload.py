"""Send a submission's files. No byte is read twice, none is sent that lies there already."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ..errors import TransferFailed
from ..i18n import _
from .engine import Engine, Sent, Stored
from .journal import Arrival, Journal, Row

log = logging.getLogger(__name__)

BATCH = 500  # files asked about at once
REPORT = 0.2  # seconds between two progress records
TRIES = 3  # for a file that is written while it is sent
BLOCK = 1 << 20


class Upload:
    """The files of one submission."""

    def __init__(
        self, journal: Journal, engine: Engine, access_id: str, row: Row, stop: Callable[[], None]
    ) -> None:
        self._journal = journal
        self._engine = engine
        self._access_id = access_id
        self._row = row
        self._stop = stop
        self._known = journal.known(access_id)
        self._reported = 0.0
        self._meter = Meter()

    def run(self) -> None:
        """Send what has not arrived; ``stop`` is called often and may raise.

        Raises:
            TransferFailed: a file vanished, cannot be read, or was refused.
        """
        rows = self._journal.files(self._row.id)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            self._stop()
            sizes = [(row["server"], self._status(row).st_size) for row in batch]
            self._send_batch(batch, self._engine.have(sizes))
        self._journal.record(self._row.id, speed=0.0)

    def _send_batch(self, rows: Sequence[sqlite3.Row], stored: Sequence[Stored]) -> None:
        there: list[Arrival] = []
        for row, each in zip(rows, stored):
            self._stop()
            arrival = self._lies_there(row, each) if each.complete else None
            if arrival is not None:
                there.append(arrival)
                continue
            self._journal.arrived(self._row.id, self._access_id, [self._send(row, each)])
        self._journal.arrived(self._row.id, self._access_id, there)

    def _status(self, row: sqlite3.Row) -> os.stat_result:
        """The file as it is now; the scene must be as it was planned."""
        try:
            status = os.stat(row["local"])
        except OSError as error:
            raise TransferFailed(_("{path} is gone since the submission was planned: submit again.").format(
                path=row["local"]), path=row["local"]) from error
        if (status.st_size, status.st_mtime_ns) == (row["size"], row["mtime_ns"]):
            return status
        if row["scene"]:
            raise TransferFailed(_("{path} was saved again after the submission was planned: submit again.").format(
                path=row["local"]), path=row["local"])
        self._journal.moved(self._row.id, row["server"], status.st_size, status.st_mtime_ns, status.st_ino)
        return status

    def _lies_there(self, row: sqlite3.Row, stored: Stored) -> Arrival | None:
        """The arrival of a file that the farm has already; None when it has another content."""
        status = self._status(row)
        known = self._known.get(row["local"])
        same = known is not None and known[:3] == (status.st_size, status.st_mtime_ns, status.st_ino)
        digest = known[3] if known is not None and same else self._hash(row["local"])
        if digest != stored.sha256:
            return None
        return Arrival(row, status.st_size, status.st_mtime_ns, status.st_ino, digest, sent=False)

    def _hash(self, local: str) -> str:
        digest = hashlib.sha256()
        try:
            with open(local, "rb") as file:  # noqa: PTH123
                while block := file.read(BLOCK):
                    self._stop()
                    digest.update(block)
        except OSError as error:
            raise TransferFailed(_("{path} cannot be read: {reason}.").format(
                path=local, reason=error.strerror), path=local) from error
        return digest.hexdigest()

    def _send(self, row: sqlite3.Row, stored: Stored) -> Arrival:
        for _try in range(TRIES):
            # A complete file that is here has another content: it is replaced from its first byte.
            start = Stored() if stored.complete else stored
            sent = self._engine.send(Path(row["local"]), row["server"], start, self._progress(row))
            if self._unmoved(row, sent):
                return Arrival(row, sent.size, sent.mtime_ns, sent.inode, sent.sha256, sent=True)
            log.info("%s changed while it was sent", row["local"])
            stored = Stored()
        raise TransferFailed(_("{path} is being written: submit again when it is finished.").format(
            path=row["local"]), path=row["local"])

    def _unmoved(self, row: sqlite3.Row, sent: Sent) -> bool:
        status = self._status(row)
        return (status.st_size, status.st_mtime_ns, status.st_ino) == (sent.size, sent.mtime_ns, sent.inode)

    def _progress(self, row: sqlite3.Row) -> Callable[[int], None]:
        self._meter.next_file()

        def progress(done: int) -> None:
            self._stop()
            now = time.monotonic()
            speed = self._meter.moved(done, now)
            if now - self._reported > REPORT:
                self._reported = now
                self._journal.progress(self._row.id, row["server"], done, speed)

        return progress


class Meter:
    """Bytes a second over the last few seconds."""

    WINDOW = 5.0  # seconds

    def __init__(self) -> None:
        self._samples: list[tuple[float, int]] = []
        self._before = 0
        self._done = 0

    def next_file(self) -> None:
        """The next count starts again at its file's first byte."""
        self._before += self._done
        self._done = 0

    def moved(self, done: int, now: float) -> float:
        """Note the bytes of the current file that have moved; the speed now."""
        self._done = done
        self._samples.append((now, self._before + done))
        while now - self._samples[0][0] > self.WINDOW:
            del self._samples[0]
        (first, start), (last, end) = self._samples[0], self._samples[-1]
        return (end - start) / (last - first) if last > first else 0.0
