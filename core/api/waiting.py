"""Wait for tasks: ``api.query.wait_for_tasks``."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Callable, Optional

from ..common.errors import BadInput, FoxError, NoAnswer
from ..common.i18n import _, listed
from .codes import TaskStatus
from .types import TaskInfo, TaskPage
from .wire.retry import Retry

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds between two looks
PATIENCE = 3600.0  # seconds without any answer that are waited out

Until = Optional[Callable[[TaskInfo], bool]]
OnLook = Optional[Callable[[list[TaskInfo]], object]]


def wait_for(
    look: Callable[[Sequence[int]], TaskPage], ids: Sequence[int], timeout: float | None, every: float, until: Until,
    on_look: OnLook
) -> list[TaskInfo]:
    """Look until nothing more is expected of any of the tasks.

    Raises:
        NoAnswer: the time is over, or a task is not there any more.
    """
    if not every > 0:
        raise BadInput(_("A look at the tasks every {every} seconds is not possible: give a number above 0.").format(
            every=every))
    wanted, ended = list(ids), until or _ended
    clock = time.monotonic
    ends = None if timeout is None else clock() + timeout
    heard = clock()
    while True:
        try:
            tasks = _in_order(look(wanted)["items"], wanted)
        except FoxError as error:
            if not Retry().again(error, change=False) or clock() - heard > PATIENCE:
                raise
            log.info("%s The tasks are looked at again.", error)
        else:
            heard = clock()
            if on_look is not None:
                on_look(tasks)
            if all(ended(each) for each in tasks):
                return tasks
        if ends is not None and clock() >= ends:
            raise NoAnswer(_("The farm has not finished in time: {tasks}.").format(tasks=listed(map(str, wanted))))
        time.sleep(every if ends is None else max(0.0, min(every, ends - clock())))


def _ended(task: TaskInfo) -> bool:
    status = TaskStatus(task["taskStatus"])
    return status.over or status.rests


def _in_order(found: Sequence[TaskInfo], wanted: Sequence[int]) -> list[TaskInfo]:
    by_id = {each["id"]: each for each in found}
    missing = [number for number in wanted if number not in by_id]
    if missing:
        raise NoAnswer(_("The farm does not have these tasks: {tasks}.").format(tasks=listed(map(str, missing))))
    return [by_id[number] for number in wanted]
