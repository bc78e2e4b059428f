"""The agent's sign of life for whoever starts agents: a file whose time moves as long as the process runs.

A process that was stopped (SIGSTOP, a debugger, a frozen container) keeps the lock and does nothing. Whoever needs an
agent ends it and starts another: what it was at stands in the journal. It is no thread's beat, nor in the journal: a
disk that is full, or a journal that another program has locked, must not get a process killed that works.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import platform
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Callable

from ...common.atomic import remove, write_text
from ...common.lock import Lock
from ...common.system_errors import system_reason
from .process_start import start_of

log = logging.getLogger(__name__)

BEAT = 1.0  # seconds between two beats
SILENT = 15.0  # seconds without one, as the looker has seen them pass, after which the agent is stopped
MOST = 2.0
"""Seconds that one look may count for: a machine that slept between two looks has not waited for anybody."""
DEATH = 5.0  # seconds for the system to end a process and give its lock free


def heartbeat_of(lock: Path) -> Path:
    """Return the file that beats beside the lock of an agent; it says which process it is of."""
    return lock.with_suffix(".alive")


class Heartbeat:
    """The side of the agent, which holds the lock; use it as a context manager."""

    def __init__(self, lock: Path) -> None:
        self._path = heartbeat_of(lock)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        own = {"process": os.getpid(), "started": start_of(os.getpid()), "machine": platform.node()}
        with contextlib.suppress(OSError):  # without the file nobody ends this process
            remove(self._path)
            write_text(self._path, json.dumps(own), private=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()
        with contextlib.suppress(OSError):
            remove(self._path)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            with contextlib.suppress(OSError):
                os.utime(self._path)


class Looks:
    """The side of one process that looks at the agent of a home again and again."""

    def __init__(self, lock: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = lock
        self._path = heartbeat_of(lock)
        self._clock = clock
        self._beat: int | None = None
        self._looked = 0.0
        self._silent = 0.0

    def stopped(self) -> bool:
        """Look once more: whether the agent has not beaten for as long as it must."""
        now, beat = self._clock(), self._read()
        if beat is None or beat != self._beat:
            self._beat, self._silent = beat, 0.0
        else:
            self._silent += min(now - self._looked, MOST)
        self._looked = now
        return self._silent >= SILENT

    def old(self) -> bool:
        """Whether the last beat is old by the clock on the wall, so that it is worth looking several times."""
        beat = self._read()
        return beat is not None and abs(time.time() - beat / 1e9) > SILENT

    def end_stopped(self) -> bool:
        """End the agent; False where the process that has the lock is not surely the one that wrote the file."""
        process = self._holder()
        if process is None:
            return False
        self._silent = 0.0
        try:
            os.kill(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        except ProcessLookupError:
            pass
        except OSError as error:
            log.warning("the agent %s is stopped and cannot be ended: %s", process, system_reason(error))
            return False
        log.warning("the agent %s was stopped, and is ended", process)
        until = time.monotonic() + DEATH
        while Lock(self._lock).held() and time.monotonic() < until:
            time.sleep(BEAT / 20)
        return not Lock(self._lock).held()

    def _holder(self) -> int | None:
        """The process that wrote the file and the lock, if it still runs on this machine and is not this one."""
        try:
            noted = json.loads(self._path.read_text(encoding="utf-8"))
            process, started = int(noted["process"]), str(noted["started"])
            sure = (noted["machine"] == platform.node() and int(self._lock.read_text(encoding="utf-8")) == process
                    and process != os.getpid() and started and start_of(process) == started)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return process if sure else None

    def _read(self) -> int | None:
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return None
