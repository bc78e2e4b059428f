"""Which submission is sent first, and when a large one makes room for an urgent one.

A higher priority goes first; among equals the one that is of a smaller kind (a tenth of the bytes), then
the older one. Nobody starves: who has waited for ``STARVING`` seconds gets a turn of ``TURN`` seconds.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Callable

from .journal.records import Row

STARVING = 300.0  # seconds without a turn
TURN = 60.0  # seconds that nobody interrupts
SMALL = 7  # digits of a number of bytes; below 10 MB all are alike


class SendScheduler:
    """Chooses the submission that is sent next; the thread that sends has one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}
        """Since when each has waited."""
        self._kept_until = 0.0

    def first(self, rows: Sequence[Row]) -> Row | None:
        """Return the submission to send now, out of those that may be sent."""
        now = self._clock()
        self._note(rows, now)
        if not rows:
            return None
        starving = [row for row in rows if self._starves(row, now)]
        if starving:
            self._kept_until = now + TURN
            return min(starving, key=lambda row: self._since[row.id])
        self._kept_until = 0.0
        return min(rows, key=rank)

    def makes_room(self, current: Row, others: Sequence[Row]) -> bool:
        """Whether the one that is being sent lets one of the others go first."""
        now = self._clock()
        self._note(others, now)
        self._since[current.id] = now
        if now < self._kept_until:
            return False
        return any(rank(other) < rank(current) or self._starves(other, now)
                   for other in others if other.id != current.id)

    def _note(self, rows: Sequence[Row], now: float) -> None:
        """Note since when each submission waits; one that is paused or retrying takes no place in the queue."""
        self._since = {row.id: self._since.get(row.id, now) for row in rows}

    def _starves(self, row: Row, now: float) -> bool:
        return now - self._since.get(row.id, now) > STARVING


def rank(row: Row) -> tuple[int, int, float]:
    """The smallest goes first."""
    return -row.priority, max(SMALL, len(str(row.size))), row.created
