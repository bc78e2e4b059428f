"""The part of the state from which the pages and bands about a task's next step are drawn."""

from __future__ import annotations

from typing import NamedTuple

from ....core.jobs.estimate import Measured
from ....core.jobs.failure_groups import Group
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.model.ending import Failures
from ....core.offer.values import Account, Hardware


class Why(NamedTuple):
    """The part of it from which the reasons are drawn: frames that go on rendering change nothing of them."""

    task_id: int | None
    groups: tuple[Group, ...]
    offered: tuple[Hardware, ...]
    away: bool
    known: bool


class Seen(NamedTuple):
    """The selected task, and what is known around it."""

    task: TaskRow | None
    frames: tuple[FrameRow, ...]
    measured: Measured
    """The frames that are done, taken together."""
    groups: tuple[Group, ...]
    """The frames that failed, by their reasons."""
    failures: Failures | None
    account: Account | None
    offered: tuple[Hardware, ...]
    """The kinds of nodes that the farm offers."""
    away: bool
    """The farm does not answer."""
    known: bool
    """The task's plan is on this machine."""
    folder: str
    """Its results go there; empty where nothing is fetched here."""
    domain: str
    """The account's."""

    @property
    def why(self) -> Why:
        """Return what the reasons are drawn from."""
        return Why(self.task.id if self.task is not None else None, self.groups, self.offered, self.away, self.known)

    @property
    def currency(self) -> str:
        """The account's."""
        return self.account.currency if self.account else ""
