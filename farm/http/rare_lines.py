"""A log that a stranger cannot fill: whoever sends rubbish costs a few lines a minute."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable

MOST = 10
"""Lines of one period."""

PERIOD = 60.0  # seconds


class RareLines(logging.Filter):
    """Lets the first lines of each period through; the first of a later one says how many were left out before it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._since = clock()
        self._lines = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written; logging calls it for each."""
        with self._lock:
            now, left_out = self._clock(), 0
            if now - self._since >= PERIOD:
                left_out = max(0, self._lines - MOST)
                self._since, self._lines = now, 0
            self._lines += 1
            if left_out:
                record.msg, record.args = f"{record.getMessage()} ({left_out} lines before were left out)", ()
            return self._lines <= MOST
