"""Several submissions with one agent and one farm, and a model of what somebody wished for each of them."""

from __future__ import annotations

import collections
import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.transfer.journal.forgetting import ENTRIES
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.farm.base.states import OPEN

from .case import FRAMES, Case, digest

FAILING = "_0002"
"""Frames whose names hold this cannot be stored while frames fail."""


class World(Case):
    """What somebody does to submissions, and what must hold at every moment. Use it as a context manager."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.wished: dict[str, str] = {}
        """Submission -> ``go``, ``pause`` or ``cancel``."""

    def begin(self) -> None:
        """Start both."""
        self.make_project()
        self.start_farm()
        self.start("agent")

    def add(self) -> None:
        """Submit once more; the files are the same each time."""
        self.wished[self.submit()] = "go"

    def wish(self, submission: str, wish: str) -> None:
        """Pause, resume or cancel."""
        if self.wished[submission] != "cancel":  # nobody can take that back
            self.wished[submission] = wish
            self.journal(lambda journal: journal.wish(submission, wish))

    def end(self, name: str) -> None:
        """Kill the agent or the farm, and start it again."""
        self.kill(name)
        if name == "agent":
            self.start("agent")
        else:
            self.start_farm()

    def fail_frames(self, fail: bool) -> None:
        """Have the second frame of every task fail, or not any more."""
        faults = [{"kind": "bad-disk", "path": FAILING}] if fail else []
        with contextlib.suppress(FoxError), self.settings.credentials("local").api() as api:
            api.client.command("/farm/faults", faults=faults)

    def restart_failed(self, submission: str) -> None:
        """Have the frames that failed rendered again, as the panel's button does."""
        task = self.all()[submission].task_id
        if task is None:
            return
        with contextlib.suppress(FoxError), self.settings.credentials("local").api() as api:
            api.query.restart_failed_frames([task])
            self.journal(lambda journal: Journal.watch_again(journal, "local", [task]))

    def fetch(self, submission: str) -> None:
        """Ask for the results of a task that is over once more."""
        now = self.all()[submission]
        if now.state is TransferState.FETCHED and now.task_id is not None:
            self.journal(lambda journal: journal.add_fetch("local", now.name, now.task_id, now.folder))

    def all(self) -> dict[str, Transfer]:
        """Return every submission by its id."""
        found: tuple[Transfer, ...] = self.journal(Journal.transfers)
        return {each.id: each for each in found}

    def settled(self) -> bool:
        """Whether each is over, or rests as it was wished."""
        self.revive("agent", "farm")
        if self.wished and "agent" not in self.running:
            self.start("agent")
        return all(each.state.over or self.wished.get(each.id) == "pause" for each in self.all().values())

    def finish(self) -> list[str]:
        """Resume everything and wait; return what is wrong then."""
        self.fail_frames(fail=False)
        for submission, wish in self.wished.items():
            if wish != "cancel":
                self.wish(submission, "go")
        try:
            self.until(self.settled, 60)
            for submission, now in self.all().items():
                if now.end is not None and now.end.failed and self.wished[submission] != "cancel":
                    self.restart_failed(submission)
            self.until(self.settled, 60)
            self.until(lambda: not list(self.unfinished()), 20)
        except TimeoutError:
            stands = [f"{each.state.value} {each.end} {each.message}" for each in self.all().values()]
            return [f"hung: {stands}", *self.broken()]
        return [*self.broken(), *self.unfinished(), *self.dead]

    def unfinished(self) -> Iterator[str]:
        """Yield which submission that nobody cancelled has not all its frames here, and which file is not there."""
        for submission, now in self.all().items():
            wish = self.wished.get(submission, "go")
            here = {digest(path) for path in self.frames_of(now)}
            if wish == "cancel":
                if now.state not in (TransferState.CANCELLED, TransferState.FETCHED):
                    yield f"a cancelled submission ended as {now.state.value}: {now.message}"
            elif now.state is not TransferState.FETCHED or len(here) != FRAMES:
                yield f"a submission ended as {now.state.value} ({now.end}) with {len(here)} frames: {now.message}"

    def frames_of(self, now: Transfer) -> list[Any]:
        """Return the frames of a submission that are here."""
        return [path for path in self.frames.rglob("*.png") if path.parent.name.startswith(f"{now.task_id}_")]

    def broken(self) -> Iterator[str]:
        """Yield what must never be the case, whatever was done and whoever was killed."""
        now = self.all()
        # The journal forgets the oldest of those that are settled, as soon as there are more than it keeps.
        if set(now) - set(self.wished) or len(now) < min(len(self.wished), ENTRIES):
            yield f"the journal has {len(now)} submissions, {len(self.wished)} were made"
        with contextlib.closing(sqlite3.connect(self.farm_folder / "farm.sqlite")) as database:
            status = dict(database.execute("SELECT id, status FROM tasks"))
        if len(status) > len(self.wished):
            yield f"{len(status)} tasks for {len(self.wished)} submissions"
        for task, count in collections.Counter(each.task_id for each in now.values() if each.task_id).items():
            if count > 1:
                yield f"task {task} belongs to {count} submissions"
        for each in now.values():
            if each.state is TransferState.CANCELLED and status.get(each.task_id or 0) in OPEN:
                yield f"task {each.task_id} is said to be cancelled and goes on"
        for name, times in self.arrived().items():
            if times > 1:
                yield f"{name} arrived {times} times"

    def arrived(self) -> collections.Counter[str]:
        """Count how often each file has taken its place on the farm."""
        if not self.arrivals.exists():
            return collections.Counter()
        return collections.Counter(self.arrivals.read_text(encoding="utf-8").splitlines())
