"""What is said when a task ends, or cannot go on."""

from __future__ import annotations

from typing import Any

from ...api.codes import TaskStatus
from ...common.i18n import _, count
from ...jobs.tasks import TaskRow
from ...offer.drafts import Notice
from .ground import Ground

MOST = 5
"""Notices that are kept."""


class NoticeIntents(Ground):
    """A task that was seen before and ends now is news; one that is over when the panel opens is not."""

    def close_notice(self, notice: str) -> None:
        """It was read."""
        self._change(notices=tuple(each for each in self.state.notices if each.id != notice))

    def _change(self, **changes: Any) -> None:
        before = self.state.tasks
        super()._change(**changes)
        if "tasks" in changes and self.state.tasks is not before and self.state.preferences.notices:
            known = {task.id: task.status for task in before}
            news = tuple(notice for task in self.state.tasks
                         if known.get(task.id, task.status) != task.status and (notice := _notice(task)))
            if news:
                super()._change(notices=(*news, *self.state.notices)[:MOST])


def _notice(task: TaskRow) -> Notice | None:
    texts = {
        TaskStatus.DONE: (_("“{name}” is done.").format(name=task.name), "ok"),
        TaskStatus.DONE_WITH_FAILURES: (_("“{name}” is done, but for {failed}: look at their logs.").format(
            name=task.name, failed=count("{n} frame that failed", "{n} frames that failed", task.failed)), "error"),
        TaskStatus.FAILED: (_("“{name}” failed: look at the log of a frame.").format(name=task.name), "error"),
        TaskStatus.TEST_DONE: (_("The test frames of “{name}” are done: look at them, then render the rest.").format(
            name=task.name), "warn"),
        TaskStatus.NO_BALANCE: (_("“{name}” has stopped: the balance is used up.").format(name=task.name), "error"),
        TaskStatus.TIMED_OUT: (_("“{name}” was stopped: it took longer than it may.").format(name=task.name), "error"),
    }
    found = texts.get(task.status)
    return Notice(f"{task.id} {int(task.status)} {task.done} {task.failed}", *found, task_id=task.id) if found else None
