"""``foxsubmit task``: start, stop, change or delete tasks on the farm; show one with its frames, logs and results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Callable

from ...core.common.errors import BadInput
from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, count, listed
from ...core.jobs import inputs
from ...core.jobs.actions import PRIORITIES, TaskAction, fitting, reasons
from ...core.jobs.tasks import TaskRow
from ...core.session.following import find_on_farm
from ...core.session.session import Session
from ...job.opening import act, find_task
from ...ui.jobs.questions import question
from ..common.arguments import as_json, home_and_account, number_above_0, patience
from ..common.confirming import can_be_confirmed, confirm
from ..common.connecting import connected
from ..common.shapes import usual
from ..common.signals import if_stopped
from ..common.task_table import TASKS, plain_task
from ..common.terminal import say
from .one import again, blocks, frames, log, output, show, thumbnails

ACTIONS = {
    "start": TaskAction.START, "stop": TaskAction.STOP, "abandon": TaskAction.ABANDON, "delete": TaskAction.DELETE,
    "full-speed": TaskAction.FULL_SPEED, "restart-failed": TaskAction.RESTART_FAILED,
    "restart-all": TaskAction.RESTART_ALL, "priority": TaskAction.PRIORITY, "nodes": TaskAction.NODE_LIMIT,
    "stop-after": TaskAction.STOP_AFTER, "hardware": TaskAction.HARDWARE, "tag": TaskAction.ADD_TAG,
    "untag": TaskAction.REMOVE_TAG,
}

Run = Callable[[argparse.Namespace, Session, TaskRow], int]
OF_ONE: dict[str, tuple[Run, tuple[str, ...]]] = {
    "show": (show.run, ()), "frames": (frames.run, ("frames",)), "log": (log.run, ("frames",)),
    "output": (output.run, ()), "thumbnails": (thumbnails.run, ("frames", "output")), "blocks": (blocks.run, ()),
    "restart": (again.restart, ("frames",)), "stop-frames": (again.stop, ("frames",)),
}
"""Action on one task -> what does it, and the options that it takes."""
SHAPE = usual(TASKS, {**{module.__name__.rpartition(".")[2]: module.SHAPE.documents[""]
                         for module in (show, frames, log, output, thumbnails, blocks)},
                      "restart and stop-frames": again.SHAPE.documents[""]})


def _priority(typed: str) -> int:
    """Read a priority.

    Raises:
        BadInput: it is none.
    """
    if typed not in map(str, PRIORITIES):
        raise BadInput(_("Give a priority: 50 or 60."))
    return int(typed)


def _hardware(typed: str) -> int:
    """Read the id of a kind of render node.

    Raises:
        BadInput: it is none.
    """
    if not typed.isdigit():
        raise BadInput(_("Give the number of the hardware, as “foxsubmit hardware” lists it."))
    return int(typed)


VALUES: dict[TaskAction, Callable[[str], Any]] = {
    TaskAction.PRIORITY: _priority, TaskAction.NODE_LIMIT: inputs.nodes, TaskAction.STOP_AFTER: inputs.seconds,
    TaskAction.HARDWARE: _hardware, TaskAction.ADD_TAG: inputs.tag, TaskAction.REMOVE_TAG: inputs.tag,
}
"""Action -> reads its value; the others take none."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done to which tasks, or is shown of which."""
    home_and_account(parser)
    parser.add_argument("action", choices=(*ACTIONS, *OF_ONE), metavar="ACTION", help=_(
        "to tasks: {of_tasks}; of one task: {of_one}").format(of_tasks=listed(ACTIONS), of_one=listed(OF_ONE)))
    parser.add_argument("tasks", type=int, nargs="+", metavar="ID")
    parser.add_argument("--value", metavar="VALUE", help=_(
        "priority: 50 or 60; nodes: how many; stop-after: hours, or never; hardware: its number; tag, untag: the name"))
    parser.add_argument("--frames", metavar="FRAMES", help=_(
        "with restart and stop-frames, frames, thumbnails, log: these frames, for example 1-10,15"))
    parser.add_argument("--output", type=Path, metavar="FOLDER", help=_("with thumbnails: where the pictures go"))
    nodes = parser.add_mutually_exclusive_group()
    nodes.add_argument("--hardware", type=int, metavar="NUMBER", help=_(
        "with restart-failed: on this kind of node, as “foxsubmit hardware” numbers them"))
    nodes.add_argument("--memory", type=number_above_0, metavar="GB", help=_(
        "with restart-failed: on nodes like those that each task has now, with so much memory"))
    can_be_confirmed(parser)
    patience(parser)
    as_json(parser, _("print the tasks as JSON"))


def run(options: argparse.Namespace) -> int:
    """Do it, and say how the tasks are then; or show something of one task."""
    if options.action in OF_ONE:
        return _of_one(options)
    if options.frames is not None or options.output is not None:
        raise BadInput(_("“task {action}” takes neither --frames nor --output.").format(action=options.action))
    action, value = _on_nodes(options) or (ACTIONS[options.action], None)
    if value is None:
        value = _value(options, action)
    with if_stopped(_("Stopped: nothing was done.")):
        session = connected(options)
        tasks = _found(session, options)
    why_not = reasons(action, tasks)
    if why_not:
        raise BadInput(why_not[0])
    ids = fitting(action, tasks)
    asked = question(action, [task for task in tasks if task.id in ids], _nodes(session, action, value))
    if asked:
        confirm(options, asked.title, asked.text)
    with if_stopped(_("Stopped. Whether the farm has done it shows “foxsubmit tasks”.")):
        act(session, action, ids, value, options.timeout)
    after = [find_on_farm(session, number, options.timeout) for number in options.tasks]
    if options.json:
        SHAPE.write(tasks=[plain_task(task, None) for task in after if task])
    else:
        say(count("The farm has done it to {n} task.", "The farm has done it to {n} tasks.", len(ids)))
        left = len(tasks) - len(ids)
        if left:
            say(count("{n} task is as it was: it does not apply to it.",
                      "{n} tasks are as they were: it does not apply to them.", left))
    return ExitCode.DONE


def _of_one(options: argparse.Namespace) -> int:
    """Show something of one task, or do something to its frames.

    Raises:
        BadInput: several tasks were named, or what is for others.
    """
    run_it, takes = OF_ONE[options.action]
    if len(set(options.tasks)) > 1:
        raise BadInput(_("“task {action}” is about one task: name one.").format(action=options.action))
    named = {name: getattr(options, name) for name in ("value", "hardware", "memory", "frames", "output")}
    wrong = [name for name, value in named.items() if value is not None and name not in takes]
    if wrong:
        raise BadInput(_("“task {action}” takes no --{option}.").format(action=options.action, option=wrong[0]))
    with if_stopped(_("Stopped: nothing was done.")):
        session = connected(options)
        (task,) = _found(session, options)
        return run_it(options, session, task)


def _on_nodes(options: argparse.Namespace) -> tuple[TaskAction, int] | None:
    """Return how failed frames go to other nodes, and to which; None where they stay.

    Raises:
        BadInput: no frames are restarted.
    """
    if options.hardware is None and options.memory is None:
        return None
    if ACTIONS[options.action] is not TaskAction.RESTART_FAILED or options.value is not None:
        raise BadInput(_("--hardware and --memory are for “task restart-failed”."))
    if options.hardware is not None:
        return TaskAction.RESTART_ON, options.hardware
    return TaskAction.RESTART_LARGER, options.memory


def _nodes(session: Session, action: TaskAction, value: Any) -> str:
    """Return what the nodes are called to which failed frames go; empty where they stay."""
    if action is TaskAction.RESTART_LARGER:
        return _("nodes like now with {ram} GB").format(ram=value)
    if action is not TaskAction.RESTART_ON:
        return ""
    kind = next((each for each in session.state.environments.hardware if each.id == value), None)
    return kind.label if kind is not None else _("hardware {number}").format(number=value)


def _found(session: Session, options: argparse.Namespace) -> list[TaskRow]:
    numbers = dict.fromkeys(options.tasks)
    return list(filter(None, [find_task(session, number, options.timeout) for number in numbers]))


def _value(options: argparse.Namespace, action: TaskAction) -> Any:
    """Read what the action takes.

    Raises:
        BadInput: it takes another value, one where there is none, or none.
    """
    read = VALUES.get(action)
    if read is None and options.value is not None:
        raise BadInput(_("“task {action}” takes no --value.").format(action=options.action))
    if read is not None and options.value is None:
        raise BadInput(_("“task {action}” needs --value.").format(action=options.action))
    return read(options.value) if read is not None else None
