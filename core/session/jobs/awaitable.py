"""The tasks that a submission may wait for: those of this machine under way, and others that the farm lists. Pure."""

from __future__ import annotations

from typing import NamedTuple

from ...transfer.states import TransferState
from ..state import TransfersState, of_account
from .state import JobsState


class Awaitable(NamedTuple):
    """A task that may be waited for."""

    key: str
    """The value in ``Choices.after``: the id of its submission, else its number."""
    number: int | None
    """Its number on the farm; None while it has none."""
    name: str


def awaitable(transfers: TransfersState, jobs: JobsState) -> tuple[Awaitable, ...]:
    """Return the tasks, the newest first."""
    sent = [each for each in transfers.rows if each.host and of_account(each, transfers.whose)]
    known = {each.task_id for each in sent}
    own = [Awaitable(each.id, each.task_id, (each.about.name if each.about else "") or each.name) for each in sent
           if not each.state.over and each.state is not TransferState.CANCELLING]
    others = [Awaitable(str(task.id), task.id, task.title or task.name) for task in jobs.tasks
              if not task.status.over and task.id not in known]
    return (*own, *others)
