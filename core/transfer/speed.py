"""Measure and limit the speed of transfers."""

from __future__ import annotations

import time
from collections import deque
from typing import Callable

LOOK = 0.5  # seconds between two looks at the limit
STEP = 0.1  # seconds asleep before somebody may stop us
LEAST = 0.001  # seconds asleep
BURST = 0.5  # seconds' worth of bytes that may go at once after a rest


class RateLimiter:
    """Holds back whoever moves bytes so that there are no more than ``limit()`` of them a second; 0 is no limit."""

    def __init__(self, limit: Callable[[], int]) -> None:
        self._ask = limit
        self._limit = 0
        self._looked = -LOOK
        self._debt = 0.0  # bytes that have gone too early; negative after a rest
        self._since = 0.0

    def limit(self) -> int:
        """Return the limit, which is at most half a second old."""
        return self._limit_at(time.monotonic())

    def _limit_at(self, now: float) -> int:
        if now - self._looked >= LOOK:
            self._looked = now
            self._limit = max(0, self._ask())
        return self._limit

    def take(self, count: int, check: Callable[[], None]) -> None:
        """Count bytes that have gone, and wait until the limit allows them. ``check`` may raise while it waits."""
        now = time.monotonic()
        if not self._limit_at(now):
            self._debt, self._since = 0.0, now  # as below, for many thousands of small files
            return
        self._owed()  # a rest before is not for these bytes
        self._debt += count
        while self._owed() > 0:
            time.sleep(max(LEAST, min(STEP, self._debt / self._limit)))
            check()

    def _owed(self) -> float:
        now = time.monotonic()
        limit = self._limit_at(now)
        if limit:
            self._debt = max(self._debt - limit * (now - self._since), -limit * BURST)
        else:
            self._debt = 0.0
        self._since = now
        return self._debt


class SpeedMeter:
    """Bytes a second over the last few seconds."""

    WINDOW = 5.0  # seconds
    APART = 0.1  # seconds between two samples

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()
        self._total = 0

    def moved(self, count: int, now: float) -> None:
        """Count further bytes that have moved by the time ``now``."""
        if not self._samples:
            self._samples.append((now, 0))
        self._total += count
        if now - self._samples[-1][0] >= self.APART:
            self._samples.append((now, self._total))

    def speed(self, now: float) -> float:
        """Bytes a second, until now."""
        while len(self._samples) > 1 and now - self._samples[0][0] > self.WINDOW:
            self._samples.popleft()
        if not self._samples or now - self._samples[-1][0] > self.WINDOW:
            return 0.0
        first, start = self._samples[0]
        return (self._total - start) / (now - first) if now > first else 0.0
