"""Bring one result to its place: whole or not at all, and nothing that is not ours is lost.

A file that lies there already with the same content is not fetched. One that we put there and nobody changed
is replaced by a newer result. Anything else that has the name is moved aside first, to ``NAME.bak-1``.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Callable, Protocol, runtime_checkable

from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.system_errors import system_reason
from ..engine import Engine, Progress
from ..hashing_reader import read_and_hash
from ..journal.journal import Journal
from ..journal.records import FetchedResult, Row
from ..pulse import LINE, pulse, touching
from ..speed import RateLimiter, SpeedMeter
from ..watchdog import Watchdog
from .places import STAGING

log = logging.getLogger(__name__)

REPORT = 0.2  # seconds between two progress records
FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@runtime_checkable
class TellsHashes(Protocol):
    """An engine whose farm knows the hashes of results."""

    def hashes(self, files: Sequence[tuple[str, int]]) -> list[str]:
        """The SHA-256 of each result given as (server path, size), empty where it is not known."""


@runtime_checkable
class BringsMany(Protocol):
    """An engine whose program takes seconds to begin: it fetches many results at once."""

    def bring(self, files: Sequence[tuple[str, int]], folder: Path, progress: Progress, limit: int = 0) -> None:
        """Fetch results, (server path, size), into ``folder``; ``fetch`` then puts each in its place.

        Raises:
            TransferFailed: some did not come.
        """

    def brought(self, server: str) -> bool:
        """Whether a result waits for ``fetch``."""


class Fetching:
    """The way home of one task's results; use it as a context manager.

    Results wait in a folder of their own until they are whole, on the same disk as where they go. It is
    removed at the end, and also what a killed agent left in it.
    """

    def __init__(self, journal: Journal, engine: Engine, row: Row, stop: Callable[[], None],
                 limiter: RateLimiter) -> None:
        self._journal = journal
        self._engine = engine
        self._row = row
        self._stop = stop
        self._limiter = limiter
        self._watchdog = Watchdog()
        self._meter = SpeedMeter()
        self._reported = 0.0
        self._done = 0
        self._staging = staging(row)

    def __enter__(self) -> Fetching:
        remove_staging(self._row)
        return self

    def __exit__(self, *_error: object) -> None:
        remove_staging(self._row)
        self._journal.record(self._row.id, speed=0.0, fetch_done=self._done)

    def begin(self, done: int) -> None:
        """Record that ``done`` bytes of the task's results are already on this machine."""
        pulse().waits_for = LINE
        self._done = done
        self._journal.record(self._row.id, fetch_done=done)

    def hashes(self, results: Sequence[tuple[str, FetchedResult]]) -> list[str]:
        """The SHA-256 of each result, empty where the farm does not tell."""
        if isinstance(self._engine, TellsHashes):
            return self._engine.hashes([(path, result.size) for path, result in results])
        return [""] * len(results)

    def bring(self, results: Sequence[tuple[str, FetchedResult]]) -> tuple[list[str], TransferFailed | None]:
        """Have an engine fetch several at once, if it can: those that ``fetch`` is for now, and why not the others."""
        every = [path for path, _result in results]
        if not isinstance(self._engine, BringsMany):
            return every, None
        try:
            self._engine.bring([(path, result.size) for path, result in results], self._staging / "many",
                               self._progress(""), self._limiter.limit())
        except TransferFailed as error:
            # What came is not for nothing.
            return [path for path in every if self._engine.brought(path)], error
        except OSError as error:
            raise unwritable(self._staging, error) from error
        return every, None

    def fetch(self, path: str, result: FetchedResult, digest: str, before: FetchedResult | None) -> None:
        """Bring the result at ``path`` to ``result.local``; ``digest`` is its SHA-256 where the farm tells.

        Raises:
            TransferFailed: with ``retry``, where it may come later.
        """
        local = Path(result.local)
        try:
            with touching(local):
                lies_there = self._lies_there(local, result.size, digest)
            if not lies_there:
                part = self._fetch(path, result.size, digest)
                with touching(local):
                    local.parent.mkdir(parents=True, exist_ok=True)
                    make_way(local, before)
                    part.replace(local)
            with touching(local):
                status = local.stat()
        except OSError as error:
            raise unwritable(local, error) from error
        self._journal.fetched(self._row.id, path, result._replace(mtime_ns=status.st_mtime_ns))
        self._done += result.size

    def _lies_there(self, local: Path, size: int, digest: str) -> bool:
        if not digest or local.is_symlink() or not local.is_file() or local.stat().st_size != size:
            return False
        same = read_and_hash(local, self._stop).sha256 == digest
        self._watchdog.rest()
        return same

    def _fetch(self, path: str, size: int, digest: str) -> Path:
        self._staging.mkdir(parents=True, exist_ok=True)
        part = self._staging / "part"
        self._engine.fetch(path, part, size, self._progress(path))
        there = part.stat().st_size
        if there != size or (digest and read_and_hash(part, self._stop).sha256 != digest):
            raise TransferFailed(_("{path} did not arrive whole.").format(path=path), path=path, retry=True)
        return part

    def _progress(self, path: str) -> Progress:
        before = 0

        def progress(done: int) -> None:
            nonlocal before
            self._stop()
            self._watchdog.moved(done, path)
            self._watchdog.check()
            moved, before = max(0, done - before), done
            if moved:
                pulse().go_on()
            self._limiter.take(moved, self._held_back)
            now = time.monotonic()
            self._meter.moved(moved, now)
            if now - self._reported > REPORT:
                self._reported = now
                self._journal.record(self._row.id, speed=self._meter.speed(now), fetch_done=self._done + done)

        return progress

    def _held_back(self) -> None:
        """The speed limit holds us back."""
        pulse().go_on()
        self._stop()


def staging(row: Row) -> Path:
    """Return the folder in which the results of a submission wait until they are whole."""
    return Path(row.folder) / f"{STAGING}{row.id[:12]}"


def remove_staging(row: Row) -> None:
    """Remove the folder with what waits in it; an agent that was killed may have left it."""
    if row.folder:
        shutil.rmtree(staging(row), ignore_errors=True)


def make_way(local: Path, before: FetchedResult | None) -> None:
    """Move aside what has the name and is not what we put there."""
    try:
        status = local.lstat()
    except FileNotFoundError:
        return
    ours = before is not None and before.mtime_ns in (0, status.st_mtime_ns) and before.size == status.st_size
    if ours and local.is_file():
        return
    for number in range(1, 1000):
        aside = local.with_name(f"{local.name}.bak-{number}")
        # Links are not followed: what a link names is not ours to move.
        with contextlib.suppress(FileNotFoundError):
            aside.lstat()
            continue
        local.rename(aside)
        log.info("%s is moved to %s", local, aside.name)
        return
    raise FileExistsError(errno.EEXIST, "too many copies", str(local))


def unwritable(local: Path, error: OSError) -> TransferFailed:
    """The sentence for a place that does not take a file; later it may."""
    if error.errno in FULL:
        text = _("The disk of {folder} is full: make room, the results are fetched then.")
    elif error.errno in FORBIDDEN:
        text = _("{folder} may not be written by this user: allow it, or choose another folder.")
    else:
        text = _("The result cannot be put into {folder}: {reason}.")
    return TransferFailed(text.format(folder=local.parent, reason=system_reason(error)), path=str(local), retry=True)
