"""A background thread whose results come back when the main thread asks for them.

No Qt: a panel calls ``pump`` from a QTimer, Blender from ``bpy.app.timers``, the CLI in a loop.
"""

from __future__ import annotations

import functools
import logging
import queue
import threading
from typing import Any, Callable

log = logging.getLogger(__name__)

Job = Callable[[], Any]
Call = Callable[[Any], None]


class Worker:
    """Runs jobs in order on one daemon thread; quitting the host never waits for it."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._started = False

    def run(self, job: Job, done: Call, failed: Callable[[Exception], None]) -> None:
        """Run ``job`` in the background; ``pump`` then calls ``done`` or ``failed``. Main thread."""
        self._jobs.put(functools.partial(self._work, job, done, failed))
        if not self._started:
            self._started = True
            threading.Thread(target=self._loop, name="foxsubmit worker", daemon=True).start()

    def pump(self) -> None:
        """Make the calls that have arrived. Main thread."""
        for _ in range(self._calls.qsize()):
            self._calls.get_nowait()()

    def close(self) -> None:
        """End the thread after the job it is at; nothing is delivered any more. Main thread."""
        self._calls = queue.SimpleQueue()
        self._jobs.put(None)

    def _work(self, job: Job, done: Call, failed: Callable[[Exception], None]) -> None:
        try:
            result = job()
        except Exception as error:
            log.info("%s failed: %s", getattr(job, "__name__", job), error)
            self._calls.put(functools.partial(failed, error))
        else:
            self._calls.put(functools.partial(done, result))

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
