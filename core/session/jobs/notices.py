"""Notices that a task has ended or cannot go on."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ...common.i18n import _
from ...jobs.tasks import TaskRow
from ...model.ending import End, Failures, ended, sentence
from ...offer.drafts import Notice
from ..state import JobsState
from ..store import Part
from .failures import FailureReasons

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
        for task in reversed(now):
            end = ended(task)
            if end in SAID and known.get(task.id, task.status) != task.status:
                self._tell(task, end)

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
        text = (_("“{name}” is done.").format(name=task.name) if end is End.DONE else
                _("“{name}”: {what}").format(name=task.name, what=sentence(end, task, failures)))
        notice = Notice(f"{task.id} {int(task.status)} {task.done} {task.failed}", text, end.tone, task_id=task.id)
        self._part.change(notices=(notice, *self._part.now.notices)[:MOST])
