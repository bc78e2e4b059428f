"""Detect stalled transfers: raise when no progress was reported for ``LIMIT`` seconds.

One for each attempt: whoever moves bytes calls ``moved`` with any count that grows, and ``check`` at least
every half second, also while it waits for a program or a socket. An attempt that ``check`` ends is made
again after a growing wait (retry_schedule.py); what arrived stays.
"""

from __future__ import annotations

import threading
import time
from typing import Callable

from ...common.errors import TransferFailed
from ...common.i18n import _, count

LIMIT = 120.0
"""Seconds. As long as the longest timeout of the http engine, so that an engine's own reason comes first."""


class Watchdog:
    """Any thread may call it."""

    def __init__(self, limit: float = LIMIT, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._since = clock()

    def moved(self, done: int, what: str = "") -> None:
        """``done`` bytes of ``what`` have moved by now; the same number again is no movement."""
        with self._lock:
            if self._counts.get(what) != done:
                self._counts[what] = done
                self._since = self._clock()

    def rest(self) -> None:
        """Something else was waited for (a file was hashed, the farm was asked): count from now on."""
        with self._lock:
            self._since = self._clock()

    def check(self) -> None:
        """Nothing, as long as something moves.

        Raises:
            TransferFailed: nothing has moved for the limit; to be tried again.
        """
        with self._lock:
            still = self._clock() - self._since
        if still > self._limit:
            seconds = count("{n} second", "{n} seconds", round(still))
            raise TransferFailed(_("Nothing has moved for {seconds}.").format(seconds=seconds), retry=True)
