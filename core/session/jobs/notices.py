"""Notices that a task has ended or cannot go on."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from ...api.codes import TaskStatus
from ...common.i18n import _
from ...jobs.tasks import TaskRow
from ...model.ending import End, Failures, ended, sentence
from ...offer.drafts import Notice
from ..store import Part
from .failures import FailureReasons
from .state import JobsState

MOST = 5
"""Notices that are kept."""

SAID = (End.DONE, End.SOME_FAILED, End.ALL_FAILED, End.NO_BALANCE, End.TIMED_OUT, End.TEST_DONE)
"""Ends that the artist did not bring about by hand."""


class Notices:
    """A task that was seen before and ends now is news; one that is over when the panel opens is not."""

    def __init__(self, part: Part[JobsState], reasons: FailureReasons) -> None:
        self._part = part
        self._reasons = reasons

    def compare(self, before: Sequence[TaskRow], now: Sequence[TaskRow]) -> None:
        """Say which tasks have ended between two looks at the farm."""
        known = {task.id: task.status for task in before}
        self.forget_past((), now)
        for task in reversed(now):
            end = ended(task)
            if end in SAID and known.get(task.id, task.status) != task.status:
                self._tell(task, end)

    def tasks(self) -> list[int]:
        """Return the tasks that notices are about: whether they still hold is to be seen wherever one looks."""
        return [notice.task_id for notice in self._part.now.notices]

    def forget_past(self, asked: Collection[int], now: Sequence[TaskRow]) -> None:
        """Take away what does not hold any more: the task was started again, has ended otherwise since, or is gone.

        A task of those ``asked`` for that is not among the tasks as they are ``now`` is gone.
        """
        status = {task.id: task.status for task in now}
        gone = set(asked) - status.keys()
        kept = tuple(each for each in self._part.now.notices if each.task_id not in gone and (
            each.task_id not in status or _of(each.task_id, status[each.task_id]) == _status_of(each)))
        if kept != self._part.now.notices:
            self._part.change(notices=kept)

    def close_all(self) -> None:
        """Take all notices away."""
        self._part.change(notices=())

    def close(self, notice: str) -> None:
        """Take a notice away: it was read."""
        self._part.change(notices=tuple(each for each in self._part.now.notices if each.id != notice))

    def _tell(self, task: TaskRow, end: End) -> None:
        """Add the notice; where frames failed, once it is known why."""
        if end.failed:
            self._reasons.explain(task, functools.partial(self._add, task, end))
        else:
            self._add(task, end, None)

    def _add(self, task: TaskRow, end: End, failures: Failures | None) -> None:
        """Say it in place of what was said of the same task before."""
        known = next((each for each in self._part.now.tasks if each.id == task.id), task)
        if known.status != task.status:
            return  # it was started again while the logs were read
        named = {"name": task.title or task.name, "id": task.id}
        text = (_("“{name}” (task {id}) is done.").format(**named) if end is End.DONE else
                _("“{name}” (task {id}): {what}").format(what=sentence(end, task, failures), **named))
        leads_to = "rest" if end is End.TEST_DONE else "why" if end.failed else ""
        notice = Notice(f"{_of(task.id, task.status)} {task.done} {task.failed}", text, end.tone, task.id, leads_to)
        others = (each for each in self._part.now.notices if each.task_id != task.id)
        self._part.change(notices=(notice, *others)[:MOST])


def _of(task_id: int, status: TaskStatus) -> str:
    """Return the beginning of the id of a notice: of which task it is, and of which status."""
    return f"{task_id} {int(status)}"


def _status_of(notice: Notice) -> str:
    return " ".join(notice.id.split(" ")[:2])
