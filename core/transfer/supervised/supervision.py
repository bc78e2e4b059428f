"""What the agent's main thread does: it looks at the others, leaves behind what hangs, notes signs of life."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable

from ...common.i18n import _, count
from ..journal.journal import Journal
from .crew import Crew, Member
from .pulse import Pulse

log = logging.getLogger(__name__)

BEAT = 1.0  # seconds between two signs of life in the journal
ANSWER = 1.0  # seconds for a thread to hear that somebody wishes something else
ENDING = 10.0  # seconds to end what it does once it has heard so
HANG = 10.0  # seconds for a system call on a file


class Supervision:
    """Call ``look`` several times a second."""

    def __init__(self, crew: Crew, release: Callable[[str, Pulse], None]) -> None:
        self._crew = crew
        self._release = release
        """Called with the submission and the pulse of a thread that is left behind: another may work on it."""
        self._beaten = 0.0
        self._wished: dict[Member, tuple[str, float]] = {}
        """Since when a thread has worked on what should rest."""
        self._left: dict[str, tuple[threading.Thread, str]] = {}
        """Submission -> the thread that hangs in one of its files, and what is said of that."""

    def look(self, journal: Journal) -> None:
        """Do what is due."""
        self._crew.start_again()
        for member in self._crew.members:
            self._look_at(member, journal)
        if time.monotonic() - self._beaten >= BEAT:
            self._beaten = time.monotonic()
            journal.beat(self._crew.beats())
            self._say(journal)

    def hangs(self, submission: str) -> bool:
        """Whether a thread still hangs in one of its files: a second one would hang there, too. Any thread."""
        left = self._left.get(submission)
        return left is not None and left[0].is_alive()

    def _look_at(self, member: Member, journal: Journal) -> None:
        own, now = member.pulse, time.monotonic()
        submission = own.submission
        if not submission:
            self._wished.pop(member, None)
            return
        if journal.get(submission).wish == own_wish(member):
            self._wished.pop(member, None)
            if own.path and now - own.moved > HANG:
                self._leave_behind(member, submission, journal)
            return
        which, since = self._wished.setdefault(member, (submission, now))
        if which != submission:
            self._wished[member] = (submission, now)
        elif now - since > (ENDING if own.stopping else ANSWER):
            self._leave_behind(member, submission, journal)

    def _leave_behind(self, member: Member, submission: str, journal: Journal) -> None:
        own, path = member.pulse, member.pulse.path
        said = _("{path} has not answered for {seconds}: the rest goes on, and this when its drive or its network "
                 "folder answers.").format(
            path=path, seconds=count("{n} second", "{n} seconds", round(HANG))) if path else ""
        self._wished.pop(member, None)
        thread = self._crew.leave_behind(member)
        self._left[submission] = (thread, said)
        self._release(submission, own)
        journal.record(submission, speed=0.0)

    def _say(self, journal: Journal) -> None:
        """Say of what waits for a file that it does; whoever wishes something takes that away."""
        for submission, (thread, said) in list(self._left.items()):
            row = journal.get(submission)
            if not thread.is_alive():
                del self._left[submission]
                if said and row.message == said:
                    journal.record(submission, message="")
            elif said and not row.state.over and row.wish == "go" and row.message != said:
                journal.record(submission, message=said)


def own_wish(member: Member) -> str:
    """Return what must be wished for this thread to go on with what it does."""
    return "cancel" if member.name == CANCELLER else "go"


CANCELLER = "canceller"
"""The name of the thread that ends what is cancelled."""
