"""The threads of the agent: one that died is started again, in the place of one that hangs comes another."""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Mapping
from typing import Callable

from ..journal.beats import AGENT, Beat
from .pulse import LeftBehind, Pulse, live_as

log = logging.getLogger(__name__)

WAITS = (0.2, 1.0, 5.0, 30.0)  # seconds before a thread that died is started again; the last one again and again
SOUND = 60.0  # seconds after which a thread that dies begins with the first of them again


class Member:
    """One task of the crew, and the thread that does it now."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self._work = work
        self._deaths = 0
        self._said = ""
        self._why: BaseException | None = None
        self._due = 0.0
        self.start()

    def start(self) -> None:
        """Have a new thread do it."""
        self._why, self._began = None, time.monotonic()
        self.pulse = Pulse(self.name)
        self.thread = threading.Thread(target=self._run, args=(self.pulse,), name=self.name, daemon=True)
        # Ctrl+C in the middle of a thread's start may leave it waiting for ever: no such thread keeps the process.
        self.thread.start()

    def start_again(self) -> None:
        """Start a thread in the place of one that died, when that is due; its reason is noted once."""
        now = time.monotonic()
        if self.thread.is_alive():
            return
        if not self._due:
            self._deaths = 1 if now - self._began > SOUND else self._deaths + 1
            self._due = now + WAITS[min(self._deaths, len(WAITS)) - 1]
            said = repr(self._why)
            if said != self._said:
                self._said = said
                log.error("the thread %s died, and is started again", self.name, exc_info=self._why)
        if now >= self._due:
            self._due = 0.0
            self.start()

    def beat(self) -> Beat:
        """Return its sign of life."""
        own, now = self.pulse, time.time()
        return Beat(self.name, now, own.submission, now - (time.monotonic() - own.moved), own.path or own.waits_for)

    def _run(self, pulse: Pulse) -> None:
        live_as(pulse)
        try:
            self._work()
        except LeftBehind:
            log.info("a thread that was left behind has ended: %s", pulse.name)
        except BaseException as error:  # whoever supervises starts another one, and says why
            self._why = error


class Crew:
    """All threads of an agent; use it from the thread that supervises them."""

    def __init__(self, tasks: Mapping[str, Callable[[], None]]) -> None:
        self.members = [Member(name, work) for name, work in tasks.items()]
        self._process = f"{os.getpid()} {platform.node()}"

    def start_again(self) -> None:
        """Start those again that died."""
        for member in self.members:
            member.start_again()

    def leave_behind(self, member: Member) -> threading.Thread:
        """Have another thread in the place of one that hangs; return the one that does."""
        left = member.thread
        member.pulse.leave()
        log.warning("%s hangs and is left behind: %s", member.name, member.pulse.path or member.pulse.waits_for)
        member.start()
        return left

    def beats(self) -> list[Beat]:
        """Return the signs of life of all, and of the agent itself."""
        return [Beat(AGENT, time.time(), self._process), *(member.beat() for member in self.members)]

    def join(self, seconds: float) -> None:
        """Wait for the threads to end; one that hangs is not waited for longer than that."""
        until = time.monotonic() + seconds
        for member in self.members:
            while member.thread.is_alive() and not member.pulse.path and time.monotonic() < until:
                member.thread.join(0.1)
