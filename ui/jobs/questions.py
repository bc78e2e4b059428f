"""What is asked before something is done to tasks that costs money, destroys, or is done to several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...core.api.codes import FrameStatus
from ...core.common.i18n import _, aside, count
from ...core.jobs.actions import TaskAction
from ...core.jobs.spent import of_frames, of_tasks, so_far
from ...core.jobs.tasks import FrameRow, TaskRow
from ...core.model import format

MOST_NAMED = 4
"""Tasks that a question names one by one."""

MOST_FRAMES = 12

ALWAYS = (TaskAction.DELETE, TaskAction.ABANDON, TaskAction.RESTART_ALL, TaskAction.FULL_SPEED, TaskAction.HARDWARE,
          TaskAction.RESTART_ON, TaskAction.RESTART_LARGER)
"""What is asked of one task, too: it cannot be taken back, or renders and costs again."""

SEVERAL = (TaskAction.START, TaskAction.STOP, TaskAction.RESTART_FAILED)


class Question(NamedTuple):
    """The words of a question, and the icon of the button that does it."""

    title: str
    text: str
    do: str
    icon: str


def question(action: TaskAction, tasks: Sequence[TaskRow], on: str = "") -> Question | None:
    """Return what is asked before something is done to these tasks; None where it is done at once.

    ``on`` names the nodes to which failed frames go.
    """
    if action not in ALWAYS and not (action in SEVERAL and len(tasks) > 1):
        return None
    n = len(tasks)
    one = {"name": _name(tasks[0]), "id": tasks[0].id} if n == 1 else {}
    verbs = {
        TaskAction.DELETE: (_("Delete {name} (task {id})?"), count("Delete {n} task?", "Delete {n} tasks?", n),
                            count("Delete task", "Delete {n} tasks", n), "delete"),
        TaskAction.ABANDON: (_("Abandon {name} (task {id})?"), count("Abandon {n} task?", "Abandon {n} tasks?", n),
                             _("Abandon") if one else count("Abandon {n} task", "Abandon {n} tasks", n), "cancel"),
        TaskAction.RESTART_ALL: (
            _("Render all frames of {name} (task {id}) again?"),
            count("Render all frames of {n} task again?", "Render all frames of {n} tasks again?", n),
            _("Restart all frames"), "retry"),
        TaskAction.FULL_SPEED: (
            _("Render the rest of {name} (task {id}) on all nodes?"),
            count("Render the rest of {n} task on all nodes?", "Render the rest of {n} tasks on all nodes?", n),
            _("Full speed"), "submit"),
        TaskAction.HARDWARE: (
            _("Render {name} (task {id}) on other hardware?"),
            count("Render {n} task on other hardware?", "Render {n} tasks on other hardware?", n),
            _("Change the hardware"), "cpu"),
        TaskAction.START: ("", count("Start {n} task?", "Start {n} tasks?", n),
                           count("Start {n} task", "Start {n} tasks", n), "play"),
        TaskAction.STOP: ("", count("Stop {n} task?", "Stop {n} tasks?", n),
                          count("Stop {n} task", "Stop {n} tasks", n), "stop"),
        TaskAction.RESTART_FAILED: (
            "", count("Restart the failed frames of {n} task?", "Restart the failed frames of {n} tasks?", n),
            _("Restart failed frames"), "retry"),
    }
    verbs[TaskAction.RESTART_ON] = verbs[TaskAction.RESTART_LARGER] = (
        _("Restart the failed frames of {name} (task {id}) on other nodes?"),
        count("Restart the failed frames of {n} task on other nodes?",
              "Restart the failed frames of {n} tasks on other nodes?", n), _("Restart failed frames"), "retry")
    of_one, of_several, do, icon = verbs[action]
    named = "" if one else _("{names}.").format(names=format.names(
        [aside(_name(task), str(task.id)) for task in tasks], MOST_NAMED))
    return Question(of_one.format(**one) if one else of_several, format.sentences(
        named, _more(action, tasks), _("They go to {nodes}.").format(nodes=on) if on else ""),
                    do, icon)


def frames_question(frames: Sequence[FrameRow], task: TaskRow) -> Question | None:
    """Return what is asked before frames are rendered again; None where none of them is done, and so paid for twice."""
    done = [frame for frame in frames if frame.status is FrameStatus.DONE]
    if not done:
        return None
    n, names = len(frames), format.names([frame.label for frame in frames], MOST_FRAMES)
    of = {"name": _name(task), "id": task.id}
    title = (_("Render frame {frame} of {name} (task {id}) again?").format(frame=names, **of) if n == 1 else
             count("Render {n} frame of {{name}} (task {{id}}) again?",
                   "Render {n} frames of {{name}} (task {{id}}) again?", n).format(**of))
    again = _paid_again(len(done))
    paid = so_far(of_frames(done))
    listed = "" if n == 1 else _("{names}.").format(names=names)
    return Question(title, format.sentences(listed, again, paid),
                    _("Restart frame") if n == 1 else count("Restart {n} frame", "Restart {n} frames", n), "retry")


def _name(task: TaskRow) -> str:
    return task.title or task.name


def _more(action: TaskAction, tasks: Sequence[TaskRow]) -> str:
    """Return what comes of it, with the amounts that are known."""
    if action is TaskAction.DELETE:
        return _deleted(tasks)
    if action is TaskAction.RESTART_ALL:
        again = _paid_again(sum(task.done for task in tasks))
        return format.sentences(again, so_far(of_tasks(tasks)))
    if action is TaskAction.FULL_SPEED:
        left = sum(max(0, task.frames - task.done - task.failed) for task in tasks)
        return count("{n} frame is left.", "{n} frames are left.", left) if left else ""
    if action in (TaskAction.RESTART_FAILED, TaskAction.RESTART_ON, TaskAction.RESTART_LARGER):
        failed = count("{n} frame failed.", "{n} frames failed.", sum(task.failed for task in tasks))
        other = _("Other nodes may have another price.") if action is not TaskAction.RESTART_FAILED else ""
        return format.sentences(failed, _price(tasks), other)
    return {
        TaskAction.ABANDON: _("Finished frames are kept. It cannot be started again."),
        TaskAction.HARDWARE: _("It holds from the next frame on, and may have another price."),
        TaskAction.STOP: _("Frames that render now are lost; finished ones are kept."),
    }.get(action, "")


def _price(tasks: Sequence[TaskRow]) -> str:
    """Return what the failed frames would cost at what those of each task cost so far; empty where one is unknown."""
    costs = [task.failed * task.cost / task.done for task in tasks if task.done and task.cost]
    if len(costs) < len(tasks):
        return ""
    return _("At what their frames cost so far that is about {price}.").format(price=format.money(sum(costs)))


def _paid_again(frames: int) -> str:
    return count("{n} finished frame is rendered and paid for again.",
                 "{n} finished frames are rendered and paid for again.", frames) if frames else ""


def _deleted(tasks: Sequence[TaskRow]) -> str:
    """Return what is removed; no number is said of frames that nobody has counted."""
    done = sum(task.done for task in tasks)
    text = count("{n} finished frame on the farm is removed too. This cannot be undone here.",
                 "{n} finished frames on the farm are removed too. This cannot be undone here.", done
                 ) if done else _("Whatever the farm keeps of it is removed too. This cannot be undone here.")
    stops = _("What still renders is stopped.") if any(task.moving for task in tasks) else ""
    return format.sentences(text, stops)
