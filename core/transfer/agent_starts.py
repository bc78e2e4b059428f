"""Starts of a process in the background that fail: why is said once, and the next one waits longer each time."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Callable

from ..common.errors import FoxError
from ..common.foreign import harmless
from ..common.i18n import _, count

WAITS = (2.0, 5.0, 15.0, 60.0, 300.0)  # seconds before another start; the last one again and again
TAIL = 4096  # bytes of the log in which the last line is looked for
SILENT = 3
"""Starts that end well, but at once, until that is said: an agent does so where another one was quicker."""


class Starts:
    """The starts of one home's agent, by this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path()
        self._from = 0
        self._failures = 0
        self._due = 0.0
        self._said = ""

    def began(self, process: subprocess.Popen[bytes], log: Path, offset: int) -> None:
        """Note a process that was started; what it says stands in ``log`` behind ``offset``."""
        self._process, self._log, self._from = process, log, offset

    def went_well(self) -> None:
        """Note that an agent works."""
        self._process, self._failures, self._due, self._said = None, 0, 0.0, ""

    def under_way(self) -> bool:
        """Whether a process was started, and has not ended."""
        return self._process is not None and self._process.poll() is None

    def due(self) -> bool:
        """Whether another process may be started now.

        Raises:
            FoxError: the one before ended at its start; said once for each reason.
        """
        if self.under_way():
            return False
        self.check()
        return self._clock() >= self._due

    def check(self) -> None:
        """Take in that the process has ended by itself.

        Raises:
            FoxError: the sentence about that, where it was not said before.
        """
        process = self._process
        if process is None or process.poll() is None:
            return
        self._process = None
        self._failures += 1
        wait = WAITS[min(self._failures, len(WAITS)) - 1]
        self._due = self._clock() + wait
        why = self._last_line() or _("it ended with code {code} and without a message").format(code=process.returncode)
        if why != self._said and (process.returncode or self._failures >= SILENT):
            self._said = why
            raise FoxError(_("The agent that sends files does not start: {reason}. Another start is tried in "
                             "{seconds}, then after longer waits.").format(
                reason=why.rstrip("."), seconds=count("{n} second", "{n} seconds", round(wait))))

    def _last_line(self) -> str:
        try:
            with self._log.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(min(self._from, size), size - TAIL))
                lines = file.read(TAIL).decode("utf-8", "replace").split("\n")
        except OSError:
            return ""
        return harmless(next((line.strip() for line in reversed(lines) if line.strip()), ""))
