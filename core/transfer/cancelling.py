"""Cancel a submission and report what remains on the farm."""

from __future__ import annotations

import logging

from ..api import FoxAPI
from ..api.codes import TaskStatus
from ..common.errors import Refused
from ..common.i18n import _, count
from .journal.records import Row
from .label import labelled
from .states import TransferState

log = logging.getLogger(__name__)

def needs_farm(row: Row) -> bool:
    """Whether there may be something on the farm to be ended."""
    # Where a number was asked for and none is noted, an agent was killed in between: the farm may have given one.
    return row.submitted_here and row.state is not TransferState.PLANNED and (
        row.task_id is not None or row.state is TransferState.CREATING)


def give_up(api: FoxAPI, row: Row, arrived: int) -> str:
    """Stop or delete the task; a sentence about what stays. ``arrived`` counts the files that were sent.

    Raises:
        CannotConnect, BadAnswer: the farm does not answer, so the task may go on.
    """
    task = row.task_id or labelled(api, row)
    if task is None:
        return ""
    items = api.query.task_info([task])["items"]
    # A reserved number has no scene yet.
    if not items or not items[0].get("sceneName"):
        return _reserved(api, task, arrived)
    if TaskStatus(items[0]["taskStatus"]).over:
        return _("Task {task} was over already; its results stay on the farm.").format(task=task)
    try:
        api.task.stop_task([task])
    except Refused as error:
        log.warning("task %s could not be stopped: %s", task, error)
        return _("Task {task} could not be stopped: {reason} It may still cost money.").format(task=task, reason=error)
    return _("Task {task} is stopped; its finished frames and the files that were sent stay on the farm.").format(
        task=task)


def _reserved(api: FoxAPI, task: int, arrived: int) -> str:
    """The task was not started: nothing is rendered, and nothing costs."""
    try:
        api.task.delete_task([task])
    except Refused as error:
        log.info("task %s stays as a number without a scene: %s", task, error)
    if not arrived:
        return _("Task {task} was not started.").format(task=task)
    files = count("{n} file that had arrived stays", "{n} files that had arrived stay", arrived)
    return _("Task {task} was not started; {files} in the farm's storage and need not be sent again.").format(
        task=task, files=files)
