"""Follow submissions and tasks of the farm where nothing ticks, and say how they ended."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from typing import Callable, Optional

from ..common.errors import BadInput, FoxError, NoAnswer
from ..common.exit_codes import ExitCode
from ..common.i18n import _
from ..jobs.schedule import WATCHED_MOVING
from ..jobs.tasks import TaskRow
from ..model.ending import End, Failures, ended, sentence
from ..transfer.cancelling import cancelling
from ..transfer.states import BEFORE_TASK, Transfer, TransferState
from .following import PATIENCE, find_on_farm, until
from .session import Session
from .state import State

Show = Callable[[Optional[Transfer], Optional[TaskRow]], None]
"""Called again and again with a submission and its task, as far as they are known."""


@dataclasses.dataclass(frozen=True)
class FollowedTask:
    """A submission of this machine, a task of the farm, or both, as they are now."""

    transfer: Transfer | None = None
    task: TaskRow | None = None
    """None while the farm has not said how it is."""
    failures: Failures | None = None

    @property
    def end(self) -> End | None:
        """How the task ended or rests: as the farm says, else as the agent noted it down; None where it goes on."""
        if self.transfer is not None and self.transfer.state in BEFORE_TASK:
            return self.transfer.end
        if self.task is not None:
            return None if self.task.moving else ended(self.task)
        return self.transfer.end if self.transfer is not None and self.transfer.state.over else None

    @property
    def settled(self) -> bool:
        """Nothing more will happen by itself, or nobody knows when: a farm that does not confirm that it cancelled."""
        if self.transfer is None:
            return self.end is not None
        if self.transfer.state is TransferState.PAUSED:
            return True
        if self.transfer.state is TransferState.CANCELLING:
            return bool(self.transfer.message)
        rests = self.end is not None and not self.end.over
        return self.transfer.state.over or rests


class Follower:
    """Follows submissions by their ids, or one task by its number where this machine did not submit it."""

    def __init__(self, session: Session, show: Show, ids: Sequence[str] = (), task: int | None = None, *,
                 patience: float = PATIENCE) -> None:
        self._session = session
        self._show = show
        self._patience = patience
        self._ids = ids
        self._task = task
        self._asking = False
        self._ask_at = 0.0
        self._unread_since: float | None = None

    def run(self, seconds: float | None = None) -> tuple[FollowedTask, ...]:
        """Show them until nothing more happens; they as they ended.

        Raises:
            FoxError: the farm no longer has the task, or the journal cannot be read.
            NoAnswer: ``seconds`` have passed.
        """
        found = self._found(until(self._session, self._over, seconds))
        if not self._settled(found):
            raise NoAnswer(_("It is not over after {seconds:g} seconds, and goes on.").format(seconds=seconds))
        return tuple(self._complete(each) for each in found)

    def _over(self, state: State) -> bool:
        self._ask(state)
        self._check(state)
        found = self._found(state)
        for each in found:
            self._show(each.transfer, each.task)
        return self._settled(found)

    def _settled(self, found: Sequence[FollowedTask]) -> bool:
        return len(found) == max(1, len(self._ids)) and all(each.settled for each in found)

    def _found(self, state: State) -> tuple[FollowedTask, ...]:
        if self._task is not None:
            return (FollowedTask(None, self._row(state, self._task)),)
        return tuple(FollowedTask(each, self._row(state, each.task_id)) for each in state.transfers.rows
                     if each.id in self._ids)

    def _row(self, state: State, number: int | None) -> TaskRow | None:
        """Return the task, preferring the answer by id: it is never older than the list."""
        return None if number is None else state.jobs.named.get(number) or state.jobs.task(number)

    def _ask(self, state: State) -> None:
        """Ask the farm for the tasks themselves: the list has the newest ones only."""
        now = time.monotonic()
        numbers = [self._task] if self._task is not None else [
            each.transfer.task_id for each in self._found(state)
            if each.transfer is not None and each.transfer.state is TransferState.WATCHING]
        wanted = [number for number in numbers if number is not None]
        if wanted and not self._asking and now >= self._ask_at:
            self._asking = True
            self._session.jobs.ask(wanted, self._answered, self._answered)

    def _answered(self, _told: object) -> None:
        """The farm said how the tasks are, or did not answer: it is asked again in a moment."""
        self._asking = False
        self._ask_at = time.monotonic() + WATCHED_MOVING

    def _check(self, state: State) -> None:
        """End where following has no sense any more."""
        if self._task is not None and self._task in state.jobs.named and state.jobs.named[self._task] is None:
            raise BadInput(_("The farm no longer has task {task}.").format(task=self._task))
        trouble, now = state.transfers.trouble, time.monotonic()
        self._unread_since = (self._unread_since or now) if trouble else None
        if self._unread_since is not None and now - self._unread_since > self._patience:
            raise FoxError(trouble)

    def _complete(self, each: FollowedTask) -> FollowedTask:
        """Add the task's final state on the farm, which the journal lacks: it knows no numbers of frames."""
        number = each.transfer.task_id if each.transfer is not None else self._task
        try:
            if number is not None and (each.task is None or each.end is None):
                row = find_on_farm(self._session, number, self._patience)
                each = dataclasses.replace(each, task=row)
        except NoAnswer:
            each = dataclasses.replace(each, task=None)  # what is known is old: the journal knows how it ended
        noted = each.transfer is not None and bool(each.transfer.message)
        if each.task is not None and each.end is not None and each.end.failed and not noted:
            return dataclasses.replace(each, failures=self._explain(each.task))
        return each

    def _explain(self, task: TaskRow) -> Failures | None:
        said: list[Failures | None] = []
        self._session.jobs.explain(task, said.append)
        until(self._session, lambda _state: bool(said), self._patience)
        return said[0] if said else None


def paused(transfer: Transfer) -> str:
    """The sentence about a transfer that goes on only when somebody resumes it."""
    return _("{name} is paused: “foxsubmit transfers resume {id}” has it go on.").format(
        name=transfer.name, id=transfer.id[:8])


NOT_DONE: dict[TransferState, Callable[[Transfer], str]] = {
    TransferState.FAILED: lambda transfer: transfer.message,
    TransferState.PAUSED: paused,
    TransferState.CANCELLING: cancelling,
    TransferState.CANCELLED: lambda transfer: transfer.message or _("{name} was cancelled.").format(name=transfer.name),
}
"""The sentence about a transfer in each state in which its task does not decide how it ended."""


def outcome(each: FollowedTask) -> tuple[ExitCode, str]:
    """The exit code, and a sentence where there is something to say: only a task that is done is ``DONE``."""
    transfer, task, end = each.transfer, each.task, each.end
    noted = transfer.message if transfer is not None else ""
    if transfer is not None and transfer.state in NOT_DONE:
        return ExitCode.FAILED, NOT_DONE[transfer.state](transfer)
    if end is None:
        number = task.id if task is not None else transfer.task_id if transfer is not None else None
        return ExitCode.FAILED, _("It is not known how task {task} ended: “foxsubmit watch {task}” asks the farm "
                                  "again.").format(task=number)
    if end is End.DONE:
        return ExitCode.DONE, sentence(end, task) if transfer is None and task is not None else noted
    if transfer is not None and (transfer.end is end or task is None) and noted:
        return ExitCode.FAILED, noted
    return ExitCode.FAILED, sentence(end, task, each.failures) if task is not None else ""
