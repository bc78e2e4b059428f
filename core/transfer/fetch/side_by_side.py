"""Do some things at the same time, where each waits for the network more than for this machine."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import Callable, Generic, TypeVar

from ..supervised.pulse import Pulse, live_as, pulse

Made = TypeVar("Made")

LOOK = 0.1  # seconds between two checks
HUNG = 1.0  # seconds in one call to the system
PATIENCE = 1.0
"""Seconds that threads have to notice that they should stop; then they are left behind."""


class SideBySide(Generic[Made]):
    """Does at most ``most`` jobs at a time, each on a thread of its own."""

    def __init__(self, most: int, check: Callable[[], None]) -> None:
        """``check`` is called on the calling thread between results, and may raise."""
        self._most = most
        self._check = check
        self._finished: queue.Queue[tuple[Made | None, BaseException | None]] = queue.Queue()
        self._running = 0
        self._pulses: list[Pulse] = []
        """The pulses of the threads under way."""
        self.halted = threading.Event()
        """Set when the jobs should stop."""

    def run(self, jobs: Iterator[Callable[[], Made]]) -> Iterator[Made]:
        """Yield what the jobs make, as they are done.

        After a failure no other job begins; those under way are waited for, and what they make is yielded.

        Raises:
            Exception: the first failure of a job, or what ``check`` raised.
        """
        failed: BaseException | None = None
        try:
            self._fill(jobs)
            while self._running:
                made, error = self._next()
                failed = failed or error
                if failed is None:
                    self._fill(jobs)  # before the caller has dealt with what was made: the line does not wait for that
                if made is not None:
                    yield made
        finally:
            self._halt()
        if failed:
            raise failed

    def _fill(self, jobs: Iterator[Callable[[], Made]]) -> None:
        while self._running < self._most and (job := next(jobs, None)):
            self._begin(job)

    def _begin(self, job: Callable[[], Made]) -> None:
        own = Pulse("fetching")

        def do() -> None:
            live_as(own)
            try:
                self._finished.put((job(), None))
            except BaseException as error:  # whatever it is, it is raised by ``run``
                self._finished.put((None, error))
            finally:
                self._pulses.remove(own)

        self._running += 1
        self._pulses.append(own)
        threading.Thread(target=do, name="fetching", daemon=True).start()

    def _next(self) -> tuple[Made | None, BaseException | None]:
        while True:
            self._pass_on()
            self._check()
            try:
                finished = self._finished.get(timeout=LOOK)
            except queue.Empty:
                continue
            self._running -= 1
            return finished

    def _pass_on(self) -> None:
        """Have the calling thread's pulse say what its threads are at: what moves, and a file that hangs."""
        own, every = pulse(), list(self._pulses)
        own.moved = max([own.moved, *(each.moved for each in every)])
        hung = [each for each in every if each.path and time.monotonic() - each.moved > HUNG]
        own.path = min(hung, key=lambda each: each.moved).path if hung else ""
        own.check()

    def _halt(self) -> None:
        """Wait a moment for what is under way: a thread that hangs is left behind."""
        self.halted.set()
        pulse().path = ""
        for each in list(self._pulses):
            each.leave()
        until = time.monotonic() + PATIENCE
        while self._running and (left := until - time.monotonic()) > 0:
            try:
                self._finished.get(timeout=left)
            except queue.Empty:
                return
            self._running -= 1
