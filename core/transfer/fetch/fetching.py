"""Bring one result to its place: whole or not at all, and nothing that is not ours is lost.

A file that lies there already with the same content is not fetched. One that we put there and nobody changed
is replaced by a newer result. Anything else that has the name is moved aside first, to ``NAME.bak-1``.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Callable, NamedTuple, Protocol, runtime_checkable

from ...common.atomic import remove, remove_folder, replace, sync_file, sync_folders
from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.system_errors import system_reason
from ..engine import AT_ONCE, Engine, Progress, SentContent, unfinished
from ..hashing_reader import read_and_hash
from ..journal.journal import Journal
from ..journal.records import FetchedResult, Row
from ..speed import RateLimiter, SpeedMeter
from ..stopping import Stopped
from ..supervised.pulse import LINE, pulse, touching
from ..supervised.watchdog import Watchdog
from .places import STAGING
from .side_by_side import SideBySide

log = logging.getLogger(__name__)

REPORT = 0.2  # seconds between two progress records
MANY = "many"
"""The folder of an engine that brings many at once, below the one where results wait."""
FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@runtime_checkable
class TellsHashes(Protocol):
    """An engine whose farm knows the hashes of results."""

    def hashes(self, files: Sequence[tuple[str, int]]) -> list[str]:
        """The SHA-256 of each result given as (server path, size), empty where it is not known."""


@runtime_checkable
class KnowsKept(Protocol):
    """An engine whose unfinished files have gaps."""

    def kept(self, local: Path, size: int) -> int:
        """The bytes of a result that an earlier try has left, and that ``fetch`` goes on with."""


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


class Wanted(NamedTuple):
    """One result that should come."""

    path: str
    """Its path on the farm."""
    result: FetchedResult
    """The place that it goes to, with what the farm says of it."""
    digest: str = ""
    """Its SHA-256 where the farm tells."""
    before: FetchedResult | None = None
    """The result that was fetched of the same path before."""


class _Come(NamedTuple):
    """A result that is whole and synced."""

    wanted: Wanted
    part: Path | None
    """The file in which it waits; None where it lies in its place already."""
    sha256: str


class Fetching:
    """The way home of one task's results; use it as a context manager.

    Results wait in a folder of their own until they are whole, on the same disk as where they go. What is in it stays
    after a failure, since the next try goes on with it.
    """

    def __init__(self, journal: Journal, engine: Engine, row: Row, stop: Callable[[], None],
                 limiter: RateLimiter, told: Callable[[str, FetchedResult], object] = lambda _path, _result: None
                 ) -> None:
        """``told`` is called with each result that lies in its place, before that is written down."""
        self._journal = journal
        self._engine = engine
        self._row = row
        self._stop = stop
        self._limiter = limiter
        self._told = told
        self._rate = 0
        """Bytes a second, as the user limited them last; only the calling thread asks the journal."""
        self._shared = RateLimiter(lambda: self._rate)
        self._moving: dict[str, int] = {}
        """Bytes that have come, of the results that are under way."""
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._watchdog = Watchdog()
        self._meter = SpeedMeter()
        self._reported = 0.0
        self._done = 0
        self._staging = staging(row)

    def __enter__(self) -> Fetching:
        with contextlib.suppress(OSError):
            remove_folder(self._staging / MANY)
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):  # something waits in it
            remove_folder(self._staging / MANY)
            self._staging.rmdir()
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
        """Have an engine fetch several at once, if it can: those that ``come`` is for now, and why not the others."""
        every = [path for path, _result in results]
        if not isinstance(self._engine, BringsMany):
            return every, None
        try:
            self._engine.bring([(path, result.size) for path, result in results], self._staging / MANY,
                               self._progress("", 0), self._limiter.limit())
        except TransferFailed as error:
            # What came is not for nothing.
            return [path for path in every if self._engine.brought(path)], error
        except OSError as error:
            raise unwritable(self._staging, error) from error
        return every, None

    def come(self, wanted: Iterable[Wanted]) -> Iterator[str]:
        """Bring results to their places, several at a time; yield the path of each that is in its place for good.

        Raises:
            TransferFailed: with ``retry``, where it may come later.
        """
        at_once = 1 if isinstance(self._engine, BringsMany) else AT_ONCE
        together: SideBySide[_Come] = SideBySide(at_once, self._look)
        for come in together.run(functools.partial(self._come, each, together.halted) for each in wanted):
            self._put(come)
            yield come.wanted.path

    def _put(self, come: _Come) -> None:
        """Give a result its name, and write it down once that outlives a power cut."""
        result, local = come.wanted.result, Path(come.wanted.result.local)
        try:
            with touching(local):
                if come.part:
                    local.parent.mkdir(parents=True, exist_ok=True)
                    make_way(local, come.wanted.before)
                    replace(come.part, local)
                sync_folders([local], Path(self._row.folder))
                status = local.stat()
        except OSError as error:
            raise unwritable(local, error) from error
        result = result._replace(mtime_ns=status.st_mtime_ns, sha256=come.sha256)
        self._told(come.wanted.path, result)
        self._journal.fetched(self._row.id, come.wanted.path, result)
        self._moving.pop(come.wanted.path, None)
        self._done += result.size

    def _come(self, wanted: Wanted, halted: threading.Event) -> _Come:
        """Fetch one result, and sync it; on a thread of its own."""
        local = Path(wanted.result.local)

        def check() -> None:
            if halted.is_set():
                raise Stopped
            self._stop()

        try:
            if self._lies_there(local, wanted.result.size, wanted.digest, check):
                with touching(local):
                    sync_file(local)
                return _Come(wanted, None, wanted.digest)
            return self._fetch(wanted, check)
        except OSError as error:
            raise unwritable(local, error) from error

    def _lies_there(self, local: Path, size: int, digest: str, check: Callable[[], None]) -> bool:
        if not digest or local.is_symlink() or not local.is_file() or local.stat().st_size != size:
            return False
        return self._content(local, check).sha256 == digest

    def _content(self, file: Path, check: Callable[[], None]) -> SentContent:
        """Read and hash a file, which is no standstill however long it takes."""
        def going_on() -> None:
            self._watchdog.rest()
            check()

        return read_and_hash(file, going_on)

    def _fetch(self, wanted: Wanted, check: Callable[[], None]) -> _Come:
        path, size = wanted.path, wanted.result.size
        self._staging.mkdir(parents=True, exist_ok=True)
        part = self._staging / part_name(path, wanted.result, wanted.digest)
        said = ""
        try:
            if not self._lies_there(part, size, wanted.digest, check):  # else an agent was killed before its last step
                said = self._engine.fetch(path, part, size, self._progress(path, self._kept(part, size), check))
            there = self._content(part, check)
            if there.size != size or {wanted.digest, said or ""} - {"", there.sha256}:
                raise TransferFailed(_("{path} did not arrive whole.").format(path=path), path=path, retry=True)
            with touching(part):
                sync_file(part)
        except BaseException:
            with contextlib.suppress(OSError):  # only what the engine can go on with stays
                remove(part)
            raise
        return _Come(wanted, part, there.sha256)

    def _kept(self, part: Path, size: int) -> int:
        return self._engine.kept(part, size) if isinstance(self._engine, KnowsKept) else _size(unfinished(part))

    def _look(self) -> None:
        """See to it, on the calling thread, whether to go on, and record how far it is."""
        self._stop()
        self._watchdog.check()
        self._rate = self._limiter.limit()
        now = time.monotonic()
        if now - self._reported > REPORT:
            self._reported = now
            with self._lock:
                moving, speed = sum(self._moving.values()), self._meter.speed(now)
            self._journal.record(self._row.id, speed=speed, fetch_done=self._done + moving)

    def _progress(self, path: str, before: int, check: Callable[[], None] | None = None) -> Progress:
        """Count what comes of a result of which ``before`` bytes are here; ``check`` where it is on another thread."""
        def progress(done: int) -> None:
            nonlocal before
            moved, before = (done - before if done >= before else done), done  # it may begin again
            self._watchdog.moved(done, path)
            if moved:
                pulse().go_on()
            with self._lock:
                self._moving[path] = done
                self._meter.moved(moved, time.monotonic())
            if check is None:
                self._look()
            (check or self._stop)()

            def held_back() -> None:
                pulse().go_on()  # the speed limit holds us back
                (check or self._look)()

            with self._turn:
                self._shared.take(moved, held_back)

        return progress


def part_name(path: str, result: FetchedResult, digest: str) -> str:
    """Return the name of a result's file in the staging folder; another content has another name."""
    return hashlib.sha256(f"{path}\n{result.size}\n{digest or result.modified}".encode(
        "utf-8", "surrogatepass")).hexdigest()[:24]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def staging(row: Row) -> Path:
    """Return the folder in which the results of a submission wait until they are whole."""
    return Path(row.folder) / f"{STAGING}{row.id[:12]}"


def remove_staging(row: Row) -> None:
    """Remove the folder with what waits in it; an agent that was killed may have left it."""
    if row.folder:
        with contextlib.suppress(OSError):
            remove_folder(staging(row))


def make_way(local: Path, before: FetchedResult | None) -> None:
    """Move aside what has the name and is not what we put there."""
    try:
        status = local.lstat()
    except FileNotFoundError:
        return
    ours = before is not None and before.mtime_ns in (0, status.st_mtime_ns) and before.size == status.st_size
    empty = before is not None and status.st_size == 0  # as a power cut leaves it: there is nothing to keep
    if (ours or empty) and local.is_file() and not local.is_symlink():
        return
    for number in range(1, 1000):
        aside = local.with_name(f"{local.name}.bak-{number}")
        # Links are not followed: what a link names is not ours to move.
        with contextlib.suppress(FileNotFoundError):
            aside.lstat()
            continue
        replace(local, aside)
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
