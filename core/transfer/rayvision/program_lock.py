"""The lock on the vendor's program: one run at a time, and none outlives the agent that comes next.

The program ends its raysync helper with ``killall``, so a second run would lose its own (docs/decisions/0008). And a
run whose agent was killed goes on by itself: whoever comes next ends it before it begins.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Callable

from ...common.atomic import write_text
from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.lock import Lock

if sys.platform == "win32":
    from .windows_tree import end_tree

POLL = 0.2  # seconds
TIMEOUT = 60.0  # seconds to wait for another transfer to end
SHELL = "cmd.exe"
"""The program that Windows runs for one that is a batch file."""

MARK = "FOXSUBMIT_RUN"
"""The variable by which a program is known whose agent was killed before it could note the program's number."""
_taken: set[Path] = set()
"""The locks that this process holds, on any of its threads."""


class ProgramLock:
    """A lock that the started programs hold too; use it as a context manager.

    ``program`` is what is run; ``check`` is called while it waits, and may raise.

    Raises:
        TransferFailed: another transfer has it and does not end (``retry``).
    """

    def __init__(
        self, path: Path, program: Path, check: Callable[[], None], timeout: float = TIMEOUT
    ) -> None:
        self._lock = Lock(path)
        self._program = program
        self._runs = path.with_suffix(".runs")
        self._check = check
        self._timeout = timeout
        self._started: list[int] = []
        self.mark = secrets.token_hex(16)
        """The value of ``MARK`` in the environment of each program that holds the lock."""

    def __enter__(self) -> ProgramLock:
        self._wait()
        _taken.add(self._lock.path)
        self._end_leftovers()  # ascp does not hold the lock, and on Windows no child does
        self._note()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + self._timeout
        while not self._lock.acquire():
            if not self._owner_lives():
                self._end_leftovers()
            self._check()
            if time.monotonic() > until:
                raise TransferFailed(_("Another transfer is using the farm's transfer program: this one waits until "
                                       "it is done."), retry=True)
            time.sleep(POLL)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._started.clear()
        self._note()
        _taken.discard(self._lock.path)
        self._lock.release()

    def handles(self) -> tuple[int, ...]:
        """Return the handles that a program must inherit to hold the lock as long as it lives."""
        return () if sys.platform == "win32" else (self._lock.fileno(),)

    def started(self, process: int) -> None:
        """A program with a group of its own has begun."""
        self._started.append(process)
        self._note()

    def _note(self) -> None:
        noted = {"folder": str(self._program.parent), "processes": self._started, "mark": self.mark}
        write_text(self._runs, json.dumps(noted), private=True)

    def _owner_lives(self) -> bool:
        """Whether the agent that took the lock is still there; its programs may be without it."""
        if sys.platform == "win32":
            return True  # only a living one can hold the lock
        try:
            owner = int(self._lock.path.read_text(encoding="utf-8"))
            if owner == os.getpid():
                return self._lock.path in _taken  # else its number became ours
            os.kill(owner, 0)
        except ProcessLookupError:
            return False
        except (OSError, ValueError):
            return True
        return True

    def _end_leftovers(self) -> None:
        """End the programs that a killed agent started and did not end."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            noted = json.loads(self._runs.read_text(encoding="utf-8"))
            groups = set(map(int, noted["processes"]))
            if sys.platform != "win32":
                groups = _left_over(groups, noted["folder"], noted.get("mark"))
            image = self._program.name if self._program.suffix.lower() == ".exe" else SHELL
            for group in groups:
                end_group(group, force=True, image=image)


def _left_over(numbers: set[int], folder: str, mark: str | None) -> set[int]:
    """Return the process groups of a killed agent's programs: noted ones, and those with its mark.

    A noted number may be another program's by now, so that somebody in the group has to be of the program in
    ``folder``.
    """
    groups = set()
    marked = os.fsencode(f"{MARK}={mark}") if mark else None
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            group, environment = os.getpgid(int(process.name)), (process / "environ").read_bytes()
            known = (process / "cmdline").read_bytes() + environment
            if (group in numbers and os.fsencode(folder) in known) or (marked and marked in environment.split(b"\0")):
                groups.add(group)
    return groups


def end_group(process: int, *, force: bool, image: str = "") -> None:
    """End a program with all its helpers; nothing if it is gone.

    On Windows only what is called ``image`` is ended, where the number may be another program's by now: not while
    somebody holds the process.
    """
    if sys.platform == "win32":
        end_tree(process, image)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL if force else signal.SIGTERM)
