"""What is said when a task ends, or cannot go on."""

from __future__ import annotations

import functools
from typing import Any

from ...common.i18n import _
from ...jobs.tasks import TaskRow
from ...model.ending import End, Failures, ended, sentence
from ...offer.drafts import Notice
from .failures import FailureIntents

MOST = 5
"""Notices that are kept."""

SAID = (End.DONE, End.SOME_FAILED, End.ALL_FAILED, End.NO_BALANCE, End.TIMED_OUT, End.TEST_DONE)
"""What the artist did not do by hand."""


class NoticeIntents(FailureIntents):
    """A task that was seen before and ends now is news; one that is over when the panel opens is not."""

    def close_notice(self, notice: str) -> None:
        """It was read."""
        self._change(notices=tuple(each for each in self.state.notices if each.id != notice))

    def _change(self, **changes: Any) -> None:
        before = self.state.tasks
        super()._change(**changes)
        if "tasks" in changes and self.state.tasks is not before and self.state.preferences.notices:
            known = {task.id: task.status for task in before}
            for task in reversed(self.state.tasks):
                end = ended(task)
                if end in SAID and known.get(task.id, task.status) != task.status:
                    self._tell(task, end)

    def _tell(self, task: TaskRow, end: End) -> None:
        """Add the notice; where frames failed, once it is known why."""
        if end.failed:
            self._explain(task, functools.partial(self._add_notice, task, end))
        else:
            self._add_notice(task, end, None)

    def _add_notice(self, task: TaskRow, end: End, failures: Failures | None) -> None:
        text = (_("“{name}” is done.").format(name=task.name) if end is End.DONE else
                _("“{name}”: {what}").format(name=task.name, what=sentence(end, task, failures)))
        notice = Notice(f"{task.id} {int(task.status)} {task.done} {task.failed}", text, end.tone, task_id=task.id)
        self._change(notices=(notice, *self.state.notices)[:MOST])
