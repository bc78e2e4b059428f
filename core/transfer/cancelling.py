"""Cancel a submission and report what remains on the farm: "cancelled" is only what the farm has confirmed."""

from __future__ import annotations

import logging

from ..api import FoxAPI
from ..api.codes import TaskStatus
from ..api.types import TaskInfo
from ..common.errors import Refused, TransferFailed
from ..common.i18n import _, count
from .journal.records import Row
from .label import labelled
from .passing import may_pass
from .states import Transfer, TransferState

log = logging.getLogger(__name__)

STOPPED = (TaskStatus.STOPPED, TaskStatus.USER_STOPPED)
"""Statuses of a task that nobody but its owner starts again."""


def needs_farm(row: Row) -> bool:
    """Whether there may be something on the farm to be ended."""
    # Where a number was asked for and none is noted, an agent was killed in between: the farm may have given one.
    return row.submitted_here and row.state is not TransferState.PLANNED and (
        row.task_id is not None or row.state is TransferState.CREATING)


def unconfirmed(task: int | None) -> str:
    """The sentence about a submission that is cancelled here while the farm has not confirmed it."""
    if task is None:
        return _("It is being cancelled: until the farm confirms it, its task may still render and cost money.")
    return _("Task {task} is being cancelled: until the farm confirms it, it may still render and cost money.").format(
        task=task)


def cancelling(transfer: Transfer) -> str:
    """The sentence about a transfer that is being cancelled: what was noted down, or what that means for its task."""
    if transfer.message:
        return transfer.message
    if not transfer.host or transfer.stage is TransferState.PLANNED:
        return _("It is being cancelled.")
    return unconfirmed(transfer.task_id)


def give_up(api: FoxAPI, row: Row, arrived: int) -> str:
    """Stop or delete the task; a sentence about what stays, once the farm has confirmed that nothing is rendered.

    ``arrived`` counts the files that were sent.

    Raises:
        FoxError: the farm has not confirmed it, so the task may go on.
    """
    task = row.task_id or labelled(api, row)
    if task is None:
        return ""
    found = _found(api, task)
    # A reserved number has no scene yet.
    if found is None or not found.get("sceneName"):
        return _reserved(api, task, arrived)
    status = TaskStatus(found["taskStatus"])
    if status.over:
        return _("Task {task} was over already; its results stay on the farm.").format(task=task)
    if status not in STOPPED:
        _stop(api, task, status)
    return _("Task {task} is stopped; its finished frames and the files that were sent stay on the farm.").format(
        task=task)


def _found(api: FoxAPI, task: int) -> TaskInfo | None:
    items = api.query.task_info([task])["items"]
    return items[0] if items else None


def _stop(api: FoxAPI, task: int, status: TaskStatus) -> None:
    """Have the task stopped, and ask the farm whether it is."""
    try:
        api.task.stop_task([task])
    except Refused as error:
        log.warning("task %s could not be stopped: %s", task, error)
        if not status.rests:
            raise
    found = _found(api, task)
    if found is None:
        return
    now = TaskStatus(found["taskStatus"])
    if not now.over and not now.rests:
        raise TransferFailed(_("The farm has not stopped it yet."), retry=True)


def _reserved(api: FoxAPI, task: int, arrived: int) -> str:
    """The task was not started: nothing is rendered, and nothing costs."""
    try:
        api.task.delete_task([task])
    except Refused as error:
        if may_pass(error):
            raise
        log.info("task %s stays as a number without a scene: %s", task, error)
    if not arrived:
        return _("Task {task} was not started.").format(task=task)
    files = count("{n} file that had arrived stays", "{n} files that had arrived stay", arrived)
    return _("Task {task} was not started; {files} in the farm's storage and need not be sent again.").format(
        task=task, files=files)
