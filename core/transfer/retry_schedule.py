"""When each submission is due again: growing waits after a failure, longer looks at what does not move."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import Callable

from ..common.i18n import _, count

WAITS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)  # seconds before another try; the last one again and again
WATCH = (1.0, 15.0)  # seconds between two looks at a task: while it moves, at most
SLOWER = 1.3  # times as long as before, while nothing moves
LONG = 60.0  # seconds of a wait from which on the time of day is said


class RetrySchedule:
    """One for all threads of the agent; each submission is worked on by one of them at a time."""

    def __init__(self, waits: Sequence[float] = WAITS,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._waits = tuple(waits)
        self._clock = clock
        self._due: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._quiet: dict[str, float] = {}
        self._progress: dict[str, object] = {}
        self._asked: dict[str, int] = {}

    def due(self, submission: str, asked: int = 0) -> bool:
        """Whether it may be worked on now; ``asked`` changes when the user wishes something: then it is."""
        if self._asked.get(submission, asked) != asked:
            self.forget(submission)
        self._asked[submission] = asked
        return self._clock() >= self._due.get(submission, 0.0)

    def worked(self, submission: str, *, moved: bool) -> None:
        """It went well; look again soon if it moved, ever later if not."""
        self._failures.pop(submission, None)
        shortest, longest = WATCH
        wait = shortest if moved else min(longest, self._quiet.get(submission, shortest) * SLOWER)
        self._quiet[submission] = wait
        self._due[submission] = self._clock() + wait

    def failed(self, submission: str, progress: object = None) -> tuple[int, float]:
        """It did not go well: how often by now, and the seconds before it is due again. It is never given up.

        ``progress`` is whatever changes when something moves: then the tries are counted from one again.
        """
        if self._progress.get(submission) != progress:
            self._failures.pop(submission, None)
            self._progress[submission] = progress
        tries = self._failures[submission] = self._failures.get(submission, 0) + 1
        wait = self._waits[min(tries, len(self._waits)) - 1]
        self._due[submission] = self._clock() + wait
        return tries, wait

    def forget(self, submission: str) -> None:
        """Begin anew."""
        for known in (self._due, self._failures, self._quiet, self._progress):
            known.pop(submission, None)

    def keep(self, submissions: Collection[str]) -> None:
        """Know nothing of any others: they are over, and an agent may run for months."""
        # A thread that read the journal before this may ask for one of them once more: that goes with the next call.
        for known in (self._due, self._failures, self._quiet, self._progress, self._asked):
            for each in [name for name in list(known) if name not in submissions]:
                known.pop(each, None)


def tried(reason: str, tries: int, wait: float) -> str:
    """Why something did not go well, how often, and when it is tried next: of a long wait the time of day."""
    times = count("{n} time", "{n} times", tries)
    if wait < LONG:
        return _("{reason} Tried {times}, again in {seconds}.").format(
            reason=reason, times=times, seconds=count("{n} second", "{n} seconds", max(1, round(wait))))
    return _("{reason} Tried {times}, again at {time}.").format(
        reason=reason, times=times, time=time.strftime("%H:%M", time.localtime(time.time() + wait)))
