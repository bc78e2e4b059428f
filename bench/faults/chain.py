"""Two submissions, of which the second waits for the first: it is sent at once, and started when that one has ended.

What goes wrong does so from the moment on at which the second is held: while it waits, while the first ends, while the
second is let go, and after that. See docs/decisions/0017 for what shall become of it.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from typing import Any, Callable

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.model.choices import GIVE_UP, START, WAIT
from foxsubmit.core.model.ending import End
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.farm.base.states import FINISHED

from .case import FRAMES, SCENE, Case

THEN = "then.blend"
SECONDS = 0.06
"""Seconds of a frame: the first one renders still when the second is held."""

WELL, FAILS, CANCELLED = "ends well", "has a failed frame", "is cancelled"
FATES = ((WELL, WAIT), (WELL, WAIT), (WELL, WAIT), *(
    (fate, if_failed) for fate in (FAILS, CANCELLED) for if_failed in (WAIT, START, GIVE_UP)))
"""How the first one shall end, and what shall become of the second where that is not well."""

BEYOND = (TransferState.HELD, TransferState.SUBMITTING, TransferState.WATCHING, TransferState.FETCHED)
LET_WAIT = "until you start it."
"""The end of the sentence of one that waits until somebody decides."""

ONE_IN = 3
"""One run in so many is such a pair."""

Make = Callable[..., Case]


class Chain(Case):
    """Such a pair. Use it as a context manager."""

    def __init__(self, *arguments: Any, fate: str = WELL, if_failed: str = WAIT, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.seconds = max(self.seconds, SECONDS)
        self.fate = fate
        self.if_failed = if_failed
        self.faulty_frames = f"shot_{FRAMES:04}" if fate == FAILS else ""
        self.held = False
        """Whether the second has come so far."""
        self.released = False
        """Whether a person has had the second started."""
        self._cancelled = False
        self._due: Callable[[], None] = lambda: None

    @property
    def scenes(self) -> tuple[str, ...]:
        """Return the names of both."""
        return (SCENE, THEN)

    def when_due(self, begin: Callable[[], None]) -> None:
        """Let the fault begin when the second one is held."""
        self._due = begin
        if self.held:
            begin()

    def submit(self) -> str:
        """Submit both; the id of the second."""
        first = self.submit_scene(SCENE)
        submission = self.submit_scene(THEN, after=(first,), if_failed=self.if_failed)
        self.submitted = True
        return submission

    def at_rest(self, found: tuple[Transfer, ...]) -> bool:
        """Whether both are over, or the second waits until somebody decides."""
        first, second = found
        if not self.held and second.state in BEYOND:
            self.held = True
            self._due()
        if self.held and self.fate == CANCELLED and not self._cancelled:
            self.journal(lambda journal: journal.wish(first.id, "cancel"))
            self._cancelled = True
        waits = self._waits(second) and (self.farm_forgets or not well(first))
        return first.state.over and (second.state.over or waits)

    def _waits(self, second: Transfer) -> bool:
        return second.state is TransferState.HELD and bool(second.after) and second.message.endswith(LET_WAIT)

    def progress(self) -> float:
        """0 to 1, from the moment on at which the second one is held; below 0 before."""
        first, second = self.transfers()
        if not self.held:
            return -1.0
        if second.state is TransferState.HELD:
            return 0.45 if first.state.over else 0.1 * first.fetched
        return 1.0 if second.state.over else 0.5 + 0.49 * second.fetched / FRAMES

    def wanted(self) -> tuple[Transfer, ...]:
        """Return both, or the second where the first one was cancelled."""
        first, second = self.transfers()
        cancelled = self._cancelled and first.state is TransferState.CANCELLED
        return (second,) if cancelled else (first, second)

    def forgotten(self, ends: tuple[Transfer, ...]) -> bool:
        """Whether the farm has forgotten the first one, or what it had of the second."""
        first, second = ends
        lacks = second.state is TransferState.FAILED and not second.after
        return first.state is TransferState.FAILED or lacks or (well(first) and second.state is TransferState.HELD)

    def too_early(self, started: dict[int, dict[int, int]]) -> Iterator[tuple[str, str]]:
        """Yield whether the second one was started before the first had ended as was chosen."""
        first, second = (now.task_id or 0 for now in self.transfers())
        status = started.get(second, {}).get(first)
        if status is None or self.released:
            return
        fits = (TaskStatus.DONE,) if self.if_failed != START else (*FINISHED, TaskStatus.STOPPED, TaskStatus.ABANDONED)
        if status not in fits:
            yield "unexplained", f"it was started while the task that it waits for had status {status}"

    def decide(self) -> None:
        """Start the second, which rests: where the first one is well by now it only has to go on."""
        first, second = self.transfers()
        if second.state is TransferState.FAILED and well(first):
            self.journal(lambda journal: journal.wish(second.id, "go"))
        elif second.after:
            self.released = True
            self.journal(lambda journal: journal.afters().release(second.id))


def well(transfer: Transfer) -> bool:
    """Whether a task has ended well."""
    return transfer.state is TransferState.FETCHED and transfer.end is End.DONE


def pairs(number: int, chance: random.Random) -> tuple[str, Make]:
    """Return how the submissions of a run are made, and in words what they are: every third time such a pair."""
    if number % ONE_IN != ONE_IN - 1:
        return "", Case
    fate, if_failed = chance.choice(FATES)
    said = f" while one waits for one that {fate}" + (f" ({if_failed})" if fate != WELL else "")
    return said, functools.partial(Chain, fate=fate, if_failed=if_failed)
