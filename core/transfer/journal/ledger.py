"""What moves and what has arrived, written down in batches: a journal entry a file would take longer than the file."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import Callable

from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import FileToSend, SentContent
from ..hashing_reader import look_at
from ..speed import RateLimiter, SpeedMeter
from ..supervised.pulse import LINE, pulse
from .journal import Journal
from .sent_files import ArrivedFile

PROGRESS = 0.2  # seconds between two records of what moves
ARRIVALS = 1.0  # seconds that an arrival may wait to be recorded
MANY = 1000  # arrivals that are recorded at once


class Ledger:
    """The ``Report`` of one upload. What a killed agent has not written down the farm tells the next one."""

    def __init__(self, journal: Journal, submission: str, access_id: str, stop: Callable[[], None]) -> None:
        self._journal = journal
        self._submission = submission
        self._access_id = access_id
        self._stop = stop
        self._limiter = RateLimiter(journal.limit)
        self._meter = SpeedMeter()
        self._rows: dict[str, sqlite3.Row] = {}
        self._moving: dict[str, int] = {}
        """Bytes that have left, of the files that are under way."""
        self._unwritten: dict[str, int] = {}
        self._arrivals: list[ArrivedFile] = []
        self._changed: list[tuple[int, os.stat_result]] = []
        self._progress = self._recorded = time.monotonic()
        self.again: list[FileToSend] = []
        """Files that changed while they were sent."""

    def begin(self, rows: dict[str, sqlite3.Row]) -> None:
        """Begin with the next files, given by server path."""
        pulse().waits_for = LINE
        self._rows = rows

    @property
    def waiting(self) -> dict[str, sqlite3.Row]:
        """Return the files of the current list that have not arrived."""
        return self._rows

    def check(self) -> None:
        """Raise if somebody wishes something else.

        A silent line calls nothing but this, so what is due is written down here, too.
        """
        now = time.monotonic()
        if (self._unwritten and now - self._progress >= PROGRESS) or (
                self._arrivals and now - self._recorded >= ARRIVALS):
            self._write(now)
        self._stop()

    def limit(self) -> int:
        """Bytes a second that all sending may take, 0 for all there are."""
        return self._limiter.limit()

    def stands(self, server: str, done: int) -> None:
        """Note that the farm already has the first ``done`` bytes of a file."""
        self._moving[server] = done
        if done != self._rows[server]["done"]:
            self._unwritten[server] = done

    def moved(self, server: str, done: int) -> None:
        """Note that the first ``done`` bytes of a file have left; wait as long as the speed limit demands."""
        before = self._moving.get(server, 0)
        count = done - before if done >= before else done  # it may begin again
        self._moving[server] = self._unwritten[server] = done
        now = time.monotonic()
        pulse().go_on()
        self._meter.moved(count, now)
        if now - self._progress >= PROGRESS:
            self._write(now)
        self._limiter.take(count, self._waiting)
        self._stop()

    def arrived(self, item: FileToSend, sent: SentContent) -> None:
        """A file was sent whole. One that changed meanwhile has to be sent again."""
        row = self._rows[item.server]
        status = self.status(row)
        if (status.st_size, status.st_mtime_ns, status.st_ino) != (sent.size, sent.mtime_ns, sent.inode):
            self.again.append(FileToSend(item.local, item.server, status.st_size, status.st_mtime_ns, status.st_ino))
            return
        self._arrival(row, sent, sent_now=True)

    def lies_there(self, server: str, sent: SentContent) -> None:
        """The farm has a file of this content already."""
        self._arrival(self._rows[server], sent, sent_now=False)

    def status(self, row: sqlite3.Row) -> os.stat_result:
        """A file as it is now; the scene must be as it was planned.

        Raises:
            TransferFailed: it is gone, or another scene.
        """
        status = look_at(row["local"])
        if (status.st_size, status.st_mtime_ns) != (row["size"], row["mtime_ns"]):
            if row["scene"]:
                raise TransferFailed(
                    _("{path} was saved again after the submission was planned: submit again.").format(
                        path=row["local"]), path=row["local"])
            self._changed.append((row["rowid"], status))
        return status

    def flush(self) -> None:
        """Write everything down."""
        self._write(time.monotonic(), all_of_it=True)

    def _arrival(self, row: sqlite3.Row, sent: SentContent, *, sent_now: bool) -> None:
        server = row["server"]
        self._arrivals.append(ArrivedFile(row, sent, sent_now))
        del self._rows[server]
        self._moving.pop(server, None)
        self._unwritten.pop(server, None)
        now = time.monotonic()
        if len(self._arrivals) >= MANY or now - self._recorded >= ARRIVALS:
            self._write(now, all_of_it=True)

    def _waiting(self) -> None:
        """While the speed limit holds us back."""
        now = time.monotonic()
        pulse().go_on()
        if now - self._progress >= PROGRESS:
            self._write(now)
        self._stop()

    def _write(self, now: float, *, all_of_it: bool = False) -> None:
        self._progress = now
        due = all_of_it or now - self._recorded >= ARRIVALS
        if due:
            self._recorded = now
        self._journal.sent(
            self._submission, self._access_id, changed=self._changed, arrivals=self._arrivals if due else (),
            done={self._rows[server]["rowid"]: done for server, done in self._unwritten.items()},
            speed=self._meter.speed(now))
        self._changed, self._unwritten = [], {}
        if due:
            self._arrivals = []
