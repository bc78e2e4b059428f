"""What can be done to tasks, when, and which call does it. One table for menus, keys and buttons."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from typing import Any, Callable

from ..api import FoxAPI
from ..api.codes import TaskStatus
from ..common.errors import BadInput
from ..common.i18n import _
from ..model import format
from .more_memory import move_to, put_on
from .tasks import TaskRow

PRIORITIES = (50, 60)
"""The documented ones: usual, high."""


class TaskAction(enum.Enum):
    """Something that the artist wants done to tasks."""

    START = "start"
    STOP = "stop"
    ABANDON = "abandon"
    DELETE = "delete"
    FULL_SPEED = "full speed"
    RESTART_FAILED = "restart failed"
    RESTART_ON = "restart on"
    """Takes the id of a kind of render node, to which the tasks go before their failed frames are restarted."""
    RESTART_LARGER = "restart larger"
    """Takes GB of memory: the tasks go to nodes like their own that have so much."""
    RESTART_ALL = "restart all"
    STOP_AFTER = "stop after"
    """Takes a number of seconds; 0 means never."""
    PRIORITY = "priority"
    """Takes 50 or 60."""
    NODE_LIMIT = "node limit"
    """Takes a number of nodes."""
    HARDWARE = "hardware"
    """Takes the id of a kind of render node."""
    ADD_TAG = "add tag"
    """Takes the name of a tag, like the next action."""
    REMOVE_TAG = "remove tag"


CAN_STOP = (TaskStatus.WAITING, TaskStatus.RENDERING, TaskStatus.PRE_RENDERING, TaskStatus.ANALYSING)
CAN_START = (TaskStatus.STOPPED, TaskStatus.USER_STOPPED, TaskStatus.NO_BALANCE, TaskStatus.TIMED_OUT,
             TaskStatus.TEST_DONE)
FULL = (TaskStatus.WAITING, TaskStatus.RENDERING, TaskStatus.PRE_RENDERING, TaskStatus.TEST_DONE)

Call = Callable[[FoxAPI, Sequence[int], Any], object]


@dataclasses.dataclass(frozen=True)
class _Rule:
    fits: Callable[[TaskRow], bool]
    call: Call


def _one_by_one(call: Callable[[FoxAPI, int, Any], object]) -> Call:
    def all_of_them(api: FoxAPI, ids: Sequence[int], value: Any) -> None:
        for number in ids:
            call(api, number, value)

    return all_of_them


def _to_hardware(api: FoxAPI, ids: Sequence[int], number: int) -> None:
    """Have tasks rendered on another kind of node."""
    found = next((each for each in api.user.get_hardware_config() if each["id"] == number), None)
    if found is None:
        raise BadInput(_("The farm has no hardware {number}: see “foxsubmit hardware”.").format(number=number))
    put_on(api, ids, found)


def _restart_on(api: FoxAPI, ids: Sequence[int], number: int) -> None:
    """Have failed frames of tasks rendered again on another kind of node."""
    _to_hardware(api, ids, number)
    api.query.restart_failed_frames(ids)


def _restart_larger(api: FoxAPI, ids: Sequence[int], ram: int) -> None:
    """Have failed frames of tasks rendered again on nodes like their own with more memory; all that can be.

    Raises:
        BadInput: some have no such nodes: those are as they were.
    """
    moved: list[int] = []
    left: list[str] = []
    for number in ids:
        try:
            move_to(api, number, ram)
            moved.append(number)
        except BadInput as error:
            left.append(_("Task {task}: {what}").format(task=number, what=error))
    if moved:
        api.query.restart_failed_frames(moved)
    if left:
        raise BadInput(format.sentences(*left))


RESTARTS = (TaskAction.RESTART_FAILED, TaskAction.RESTART_ON, TaskAction.RESTART_LARGER, TaskAction.RESTART_ALL)
"""Actions after which frames are rendered again that this machine may have taken for over."""

_A = TaskAction
RULES = {
    _A.START: _Rule(lambda task: task.status in CAN_START, lambda api, ids, _v: api.task.start_task(ids)),
    _A.STOP: _Rule(lambda task: task.status in CAN_STOP, lambda api, ids, _v: api.task.stop_task(ids)),
    _A.ABANDON: _Rule(lambda task: not task.status.over, lambda api, ids, _v: api.task.abort_task(ids)),
    _A.DELETE: _Rule(lambda _task: True, lambda api, ids, _v: api.task.delete_task(ids)),
    _A.FULL_SPEED: _Rule(lambda task: task.status in FULL, lambda api, ids, _v: api.task.full_speed(ids)),
    _A.RESTART_FAILED: _Rule(lambda task: task.failed > 0,
                             lambda api, ids, _v: api.query.restart_failed_frames(ids)),
    _A.RESTART_ON: _Rule(lambda task: task.failed > 0, _restart_on),
    _A.RESTART_LARGER: _Rule(lambda task: task.failed > 0, _restart_larger),
    _A.RESTART_ALL: _Rule(lambda task: task.done + task.failed > 0,
                          _one_by_one(lambda api, number, _v: api.query.restart_frame(number))),
    _A.STOP_AFTER: _Rule(lambda task: not task.status.over,
                         lambda api, ids, seconds: api.task.set_task_overtime_top(ids, seconds)),
    _A.PRIORITY: _Rule(lambda task: not task.status.over,
                       _one_by_one(lambda api, number, level: api.task.update_priority(number, level))),
    _A.NODE_LIMIT: _Rule(lambda task: not task.status.over,
                         _one_by_one(lambda api, number, nodes: api.task.update_task_limit(number, nodes))),
    _A.HARDWARE: _Rule(lambda task: task.status is not TaskStatus.ABANDONED, _to_hardware),
    _A.ADD_TAG: _Rule(lambda _task: True, lambda api, ids, name: api.tag.add_task_tag(name, ids)),
    _A.REMOVE_TAG: _Rule(lambda task: bool(task.tags),
                         lambda api, ids, name: api.tag.delete_task_tag(taskIds=ids, labelNames=[name])),
}


def fitting(action: TaskAction, tasks: Sequence[TaskRow]) -> tuple[int, ...]:
    """The ids of the tasks that it means something to; a layer whose task is there too is left out."""
    below = {child.id for task in tasks for child in task.children}
    return tuple(task.id for task in tasks if task.id not in below and RULES[action].fits(task))


def reasons(action: TaskAction, tasks: Sequence[TaskRow]) -> list[str]:
    """Why it cannot be done to any of them, as sentences; empty where it can."""
    if not tasks:
        return [_("Select a task first.")]
    return [] if fitting(action, tasks) else [_why(action)]


def _why(action: TaskAction) -> str:
    ended = _("The task has ended.")
    return {
        _A.START: _("Only a task that is stopped, or whose test is done, can be started."),
        _A.STOP: _("Only a task that is waiting or rendering can be stopped."),
        _A.FULL_SPEED: _("Only a task with frames left to render can go at full speed."),
        _A.RESTART_FAILED: _("No frame has failed."),
        _A.RESTART_ON: _("No frame has failed."),
        _A.RESTART_LARGER: _("No frame has failed."),
        _A.RESTART_ALL: _("No frame has been rendered yet."),
        _A.REMOVE_TAG: _("The task has no tags."),
    }.get(action, ended)


def perform(api: FoxAPI, action: TaskAction, ids: Sequence[int], value: Any = None) -> None:
    """Have the farm do it.

    Raises:
        FoxError: it does not.
    """
    RULES[action].call(api, list(ids), value)
