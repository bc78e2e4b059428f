"""The engine for Fox's storage: drives the vendor's ``rayvision_transmitter`` (docs/decisions/0008)."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Callable

from ...common.atomic import remove_folder, replace
from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import FileToSend, Progress, Report, StoredPart
from ..supervised.watchdog import Watchdog
from .fetch import Batch, batches
from .file_list import cut, write_upload
from .program import make_runnable
from .program_lock import ProgramLock
from .route import Route
from .run import POLL, Run, Runs
from .send import FATAL, FileStates, broken_off

PROCESSES = {"aspera": 3, "raysync": 1}
"""Side by side. The raysync helper of one run ends those of all others."""

SHARE = 64 << 20
"""Bytes, or a hundred files, that are worth a process of their own: it takes seconds to begin and to end."""

PORTION = 2 << 30
"""Bytes after which a raysync upload lets a waiting download have its turn."""

BREATH = 1.0  # seconds
SILENCE = 600.0
"""Seconds without a word after which a run is hopeless: it hashes large files before it sends them."""

FASTEST = 1048576  # KB/s: the most that the program takes; its own default is 2000
TRIES = "2"  # of the program's, within a run; the agent tries again with growing waits
UDP_THEN_TCP = "0"  # UDP alone never ends where nobody answers
OLD = 86400.0  # seconds


class RayvisionEngine:
    """Files in and out of an account's storage.

    ``home`` holds the lists while they are used, ``logs`` the program's logs, ``lock`` is what transfers that must
    not run side by side have in common.
    """

    asks = False

    def __init__(self, program: Path, route: Route, home: Path, logs: Path, lock: Path, processes: int = 0) -> None:
        self._program = program
        self._route = route
        self._home = home
        self._logs = logs
        self._lock = lock
        self._processes = processes or PROCESSES[route.engine]
        self._brought: dict[str, Path] = {}

    def have(self, files: Sequence[tuple[str, int]]) -> list[StoredPart]:
        """Nothing is known: the program compares each file with the farm's when it sends it."""
        return [StoredPart()] * len(files)

    def send(self, items: Sequence[FileToSend], report: Report) -> None:
        """Send files; a changed speed limit begins what has not arrived anew.

        Raises:
            TransferFailed: with ``path`` where it is one file's, and ``retry`` where trying again may help.
        """
        make_runnable(self._program)
        for portion in self._portions(items):
            files = FileStates(portion, report)
            while left := files.left():
                with self._program_lock("send", report.check) as lock:
                    self._round(files, left, report, lock)
            if len(portion) < len(items):
                _wait(BREATH, report.check)

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> str:
        """Fetch one result to ``local``, whole or not at all; at once if ``bring`` brought it."""
        if server not in self._brought or not self._brought[server].exists():
            self.bring([(server, size)], local.with_name(f".{local.name}.fetch"), progress)
        replace(self._brought.pop(server), local)
        with contextlib.suppress(OSError):
            remove_folder(local.with_name(f".{local.name}.fetch"))
        return ""

    def bring(
        self, files: Sequence[tuple[str, int]], folder: Path, progress: Progress, limit: int = 0
    ) -> None:
        """Fetch results, (server path, size), into ``folder``, which is ours; ``fetch`` then puts each in its place.

        The program takes seconds to begin and to end, so frames are not fetched one by one. ``limit`` is in bytes a
        second, 0 for as many as can be.

        Raises:
            TransferFailed: as ``send`` does.
        """
        make_runnable(self._program)
        done = 0

        def check() -> None:
            progress(done)

        for batch in batches(folder, files):
            batch.write()
            try:
                with self._program_lock("fetch", check) as lock, self._runs(lock) as (runs, _folder):
                    run = runs.start(self._arguments("download_list", str(batch.folder), str(batch.list),
                                                     self._route.output, self._route.output_user, limit))
                    self._follow(runs, batch, run, progress, done)
            finally:
                found = batch.brought()
                self._brought.update(found)
            batch.check()
            done += sum(size for server, size in files if server in found)

    def brought(self, server: str) -> bool:
        """Whether ``bring`` has brought a result that ``fetch`` has not put in its place."""
        return server in self._brought

    def _follow(self, runs: Runs, batch: Batch, run: Run, progress: Progress, before: int) -> None:
        moved = before

        def note(done: int) -> None:
            nonlocal moved
            moved = done
            progress(done)

        for _run, said in runs.listen(lambda: progress(moved)):
            if said is not None:
                batch.heard(said, before, note)
        if run.code != 0:
            raise self._failed(run, lambda: progress(moved))

    def _round(self, files: FileStates, left: Sequence[FileToSend], report: Report, lock: ProgramLock) -> None:
        """One start of the program, or of several side by side, with all that is left."""
        limit = report.limit()
        share = max(1, min(self._processes, sum(item.size for item in left) // SHARE + len(left) // 100))
        with self._runs(lock) as (runs, folder):
            shares: dict[Run, list[FileToSend]] = {}
            parts = cut(left, share)
            for number, part in enumerate(parts):
                path = folder / f"upload-{number}.json"
                write_upload(path, part)
                run = runs.start(self._arguments("upload_json", str(path), "/", self._route.input,
                                                 self._route.input_user, -(-limit // len(parts))))
                shares[run] = part
            with contextlib.suppress(_OtherLimitError):
                self._watch(runs, shares, files, report, limit)

    def _watch(self, runs: Runs, shares: dict[Run, list[FileToSend]], files: FileStates, report: Report,
               limit: int) -> None:
        """Wait until all programs have ended; one that cannot be helped ends the others."""
        watchdog = Watchdog(SILENCE)

        def check() -> None:
            report.check()
            watchdog.check()
            if report.limit() != limit:
                raise _OtherLimitError

        failed: list[TransferFailed] = []
        for run, said in runs.listen(check):
            if said is not None:
                watchdog.moved(int(said.percent * 1000), said.path + said.kind.value)
                files.heard(said)
            elif error := files.ended(run, shares[run], self._route):
                failed.append(error if error.path else self._failed(run, report.check))
                if not failed[-1].retry:
                    break
        if failed:
            raise failed[-1]

    def _arguments(self, kind: str, local: str, remote: str, storage: str, user: str, limit: int) -> list[str]:
        speed = min(FASTEST, max(1, limit // 1024)) if limit else FASTEST
        return ["-E", self._route.engine, "-H", self._route.host, "-P", self._route.port, "-S", storage, "-U", user,
                "-T", kind, "-L", local, "-R", remote, "-r", TRIES, "-K", "false" if kind == "upload_json" else "true",
                "-s", str(speed), "-p", UDP_THEN_TCP]

    def _failed(self, run: Run, check: Callable[[], None]) -> TransferFailed:
        """Why a run failed. For a name that does not resolve, one build says “fatal”; the network may come back."""
        if run.code == FATAL and not _resolves(self._route.host, check):
            return TransferFailed(_("The farm's transfer server {host} is not found: check the network.").format(
                host=self._route.host), retry=True)
        return broken_off(run, self._route)

    def _program_lock(self, what: str, check: Callable[[], None]) -> ProgramLock:
        """Aspera sends and fetches at the same time, raysync one after the other, whoever asks."""
        alone = self._route.engine == "raysync"
        return ProgramLock(self._lock if alone else self._home / f"{what}.lock", self._program, check)

    @contextlib.contextmanager
    def _runs(self, lock: ProgramLock) -> Iterator[tuple[Runs, Path]]:
        """The runs, and a folder for what they read, which is gone with them."""
        self._home.mkdir(parents=True, exist_ok=True)
        for old in self._home.glob("run-*"):
            if time.time() - old.stat().st_mtime > OLD:
                with contextlib.suppress(OSError):
                    remove_folder(old)
        folder = Path(tempfile.mkdtemp(prefix="run-", dir=self._home))
        try:
            with Runs(self._program, folder, self._logs, lock) as runs:
                yield runs, folder
        finally:
            with contextlib.suppress(OSError):
                remove_folder(folder)

    def _portions(self, items: Sequence[FileToSend]) -> Iterator[list[FileToSend]]:
        portion: list[FileToSend] = []
        size = 0
        for item in items:
            if portion and size + item.size > PORTION and self._route.engine == "raysync":
                yield portion
                portion, size = [], 0
            portion.append(item)
            size += item.size
        if portion:
            yield portion


class _OtherLimitError(Exception):
    """The program takes a speed limit only when it begins."""


def _wait(seconds: float, check: Callable[[], None]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        check()
        time.sleep(POLL)


def _resolves(host: str, check: Callable[[], None]) -> bool:
    """Whether the network knows the name; asked on a thread, since that may take as long as it likes."""
    known: list[bool] = []

    def ask() -> None:
        with contextlib.suppress(OSError):
            socket.getaddrinfo(host, None)
            known.append(True)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    while thread.is_alive():
        check()
        thread.join(POLL)
    return bool(known)
