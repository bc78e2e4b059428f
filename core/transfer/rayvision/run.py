"""Runs of the vendor's program: what they say, how they end, and that nothing of them is left."""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Callable

from ...common import child
from ...common.system_errors import system_reason
from ..supervised.pulse import PROGRAM, pulse
from .output import LineKind, OutputLine, read_line
from .program_lock import MARK, ProgramLock, end_group

log = logging.getLogger(__name__)

POLL = 0.2  # seconds at most between two looks at what the user wishes
GRACE = 3.0  # seconds that a program has to end by itself
DRAIN = 2.0  # seconds for the rest of what it said
REASONS = 5  # last ones that are remembered
INHERITED = (
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT", "WINDIR", "COMSPEC",
    "PATHEXT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
"""All that the program gets of our environment: neither keys nor what a host puts there for itself."""

CHATTER = {LineKind.BEGIN, LineKind.PROGRESS, LineKind.DONE}
LOGS = 20_000_000  # bytes of the program's own logs that are kept


class Run:
    """One process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.reasons: list[str] = []
        self.started = False
        """Whether it said that it begins to transfer: its arguments and its list were good."""
        self.success = False
        """Whether it said that everything arrived."""
        self.readers: list[threading.Thread] = []
        self.over = 0.0
        """When it was seen to have ended."""

    @property
    def code(self) -> int:
        """The exit code; -1 as 255 on every system."""
        code = self.process.returncode
        return 255 if code in (0xFFFFFFFF, 255) else int(code)

    def ended(self) -> bool:
        """Whether it is over and all was heard. A helper that lives on must not keep us."""
        if self.process.poll() is None:
            return False
        self.over = self.over or time.monotonic()
        return not any(reader.is_alive() for reader in self.readers) or time.monotonic() - self.over > DRAIN


class Runs:
    """Programs side by side, as a context manager; leaving it ends them and all their helpers."""

    def __init__(self, program: Path, folder: Path, logs: Path, lock: ProgramLock) -> None:
        self._program = program
        self._folder = folder
        self._logs = logs
        self._lock = lock
        self._runs: list[Run] = []
        # WORKAROUND Python 3.9: get() of a SimpleQueue with a timeout may wait for ever.
        self._said: queue.Queue[tuple[Run, str]] = queue.Queue()

    def __enter__(self) -> Runs:
        _tidy(self._logs)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self._runs:
            if run.process.poll() is None:
                end_group(run.process.pid, force=False)
        until = time.monotonic() + GRACE
        while time.monotonic() < until and any(run.process.poll() is None for run in self._runs):
            time.sleep(0.02)
        for run in self._runs:
            end_group(run.process.pid, force=True)  # also helpers of one that has ended
            run.process.wait()
            for reader in run.readers:
                reader.join(DRAIN)

    def start(self, arguments: Sequence[str]) -> Run:
        """One more."""
        log.info("rayvision_transmitter %s", " ".join(arguments))
        process = subprocess.Popen(
            [str(self._program), *arguments], cwd=self._folder, env=self._environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=self._lock.handles(), **child.apart())
        run = Run(process)
        self._runs.append(run)
        self._lock.started(process.pid)
        for stream in (process.stdout, process.stderr):
            reader = threading.Thread(target=self._listen, args=(run, stream), daemon=True)
            run.readers.append(reader)
            reader.start()
        return run

    def listen(self, check: Callable[[], None]) -> Iterator[tuple[Run, OutputLine | None]]:
        """What they say, until all have ended; None for the end of one. ``check`` may raise, several times a second."""
        pulse().waits_for = PROGRAM
        left, checked = list(self._runs), 0.0
        while left:
            if time.monotonic() - checked > POLL:
                check()
                checked = time.monotonic()
            ended = [run for run in left if run.ended()]  # before the queue is read: then it holds all they said
            try:
                run, line = self._said.get(timeout=0.0 if ended else POLL)
            except queue.Empty:
                left = [run for run in left if run not in ended]
                yield from ((run, None) for run in ended)
                continue
            said = _heard(run, line)
            if said is not None:
                yield run, said

    def _listen(self, run: Run, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(stream.readline, b""):
                self._said.put((run, _decoded(line)))

    def _environment(self) -> dict[str, str]:
        own = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return {**own, "LD_LIBRARY_PATH": str(self._program.parent), "RAYVISION_LOG": str(self._logs),
                MARK: self._lock.mark}


def _heard(run: Run, line: str) -> OutputLine | None:
    said = read_line(line)
    if said is None or said.kind not in CHATTER:
        log.debug("%s: %s", run.process.pid, line)
    if said is None:
        return None
    if said.kind is LineKind.SUCCESS:
        run.success = True
    elif said.kind is LineKind.STARTED:
        run.started = True
    elif said.reason:
        run.reasons = [*run.reasons[1 - REASONS :], said.reason]
    return said


def _decoded(line: bytes) -> str:
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        return line.decode("gb18030", "replace").rstrip("\r\n")  # what the Windows build writes on a Chinese system


def _tidy(logs: Path) -> None:
    """Make the folder for the program's logs, for this user only; the oldest go when there is too much."""
    logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = sorted(((path.stat().st_mtime, path.stat().st_size, path) for path in logs.rglob("*") if path.is_file()),
                   reverse=True)
    total = 0
    for _time, size, path in files:
        total += size
        if total > LOGS:
            try:
                path.unlink()
            except OSError as error:
                log.warning("an old log stays: %s: %s", path.name, system_reason(error))
