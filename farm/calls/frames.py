"""``api.query``: commands on single frames, and frame logs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...core.api.codes import FrameStatus, TaskStatus
from ...core.common.i18n import _
from ..base.pages import cut_list
from ..base.parameters import integer, integers, text
from ..base.refusal import EMPTY, INVALID, Refusal
from ..base.routes import Body, route
from ..base.states import MISSED
from ..farm import Farm
from ..rules import billing
from ..rules.logs import frame_log
from ..rules.rules import Event, happen
from ..rules.tasks import known_tasks, live_task, with_layers
from ..rules.waiting import prepare
from .records import record

RENDER = "render"

SAME = {  # statuses of tasks, as recorded calls send them, where frames are meant: their scale ends at 12
    TaskStatus.NO_BALANCE: {FrameStatus.STOPPED}, TaskStatus.TIMED_OUT: {FrameStatus.TIMED_OUT},
    TaskStatus.DONE: {FrameStatus.DONE}, TaskStatus.DONE_WITH_FAILURES: set(MISSED),
    TaskStatus.ABANDONED: {FrameStatus.STOPPED}, TaskStatus.FAILED: set(MISSED),
}


@route("/api/render/handle/recommitTasks")
def recommit_tasks(farm: Farm, body: Body) -> None:
    """Render frames of tasks again: those that failed, or those in the given states."""
    numbers, states = known_tasks(farm, body), _states(body) or set(MISSED)
    _restart(farm, numbers, states, None)


@route("/api/render/handle/recommitTaskFrames")
def recommit_task_frames(farm: Farm, body: Body) -> None:
    """Render frames of a task again: the given ones, or with selectAll all of them or those in the given states."""
    task, chosen = _chosen(farm, body)
    _restart(farm, [task], _states(body) if chosen is None else set(), chosen)


@route("/api/render/handle/stopTaskFrames")
def stop_task_frames(farm: Farm, body: Body) -> None:
    """Stop some frames; the others of their task go on."""
    task, chosen = _chosen(farm, body)
    states = _states(body) if chosen is None else set()
    with farm.database.change() as change:
        for number in with_layers(change, [task]):
            happen(change, Event.STOP_FRAMES, number, _in_states(change, number, states, chosen))
            record(change, "stop frames", number)
    farm.wake()


@route("/api/render/handle/showLog")
def show_log(farm: Farm, body: Body) -> Any:
    """Return the render log of a frame, line by line."""
    number = integer(body, "id")
    row = farm.database.row("SELECT task, status FROM frames WHERE id = ?", number)
    if row is None:
        raise Refusal(INVALID, _("id: there is no frame {number}.").format(number=number))
    lines = frame_log(farm.folder, row["task"], number) if text(body, "renderingType", RENDER) == RENDER else []
    if row["task"] in farm.waits_for_room and row["status"] != FrameStatus.DONE:
        lines.append(_("The disk of the farm is full: the frames wait until there is room, and are rendered then."))
    return cut_list(lines, body)


def _restart(farm: Farm, tasks: list[int], states: set[int], chosen: list[int] | None) -> None:
    billing.need_balance(farm.database, farm.options.balance)
    with farm.database.change() as change:
        for number in with_layers(change, tasks):
            happen(change, Event.RESTART, number, _in_states(change, number, states, chosen))
            prepare(change, number)
            record(change, "restart", number)
    farm.wake()


def _chosen(farm: Farm, body: Body) -> tuple[int, list[int] | None]:
    """Return the task and the ids of the chosen frames; None stands for all frames."""
    every, named = integer(body, "selectAll", 0), integers(body, "ids")
    if every == 1:
        return live_task(farm, integer(body, "taskId"))["id"], None
    if not named:
        raise Refusal(EMPTY, _("The parameter ids is missing; selectAll 1 means all frames."))
    rows = farm.database.rows("SELECT id, task FROM frames WHERE id IN (SELECT value FROM json_each(?))",
                              "[" + ",".join(map(str, named)) + "]")
    tasks = {row["task"] for row in rows}
    absent = set(named) - {row["id"] for row in rows}
    if absent:
        raise Refusal(INVALID, _("ids: there is no frame {number}.").format(number=min(absent)))
    task = integer(body, "taskId", min(tasks))
    if tasks != {task}:
        raise Refusal(INVALID, _("ids: not all of these frames belong to task {number}.").format(number=task))
    return live_task(farm, task)["id"], named


def _states(body: Body) -> set[int]:
    """Read ``status`` as states of frames, whose numbers end at 12."""
    found: set[int] = set()
    for number in integers(body, "status"):
        found |= {*SAME[TaskStatus(number)]} if number in SAME else {number}
    return found


def _in_states(change: Any, task: int, states: Collection[int], chosen: list[int] | None) -> list[int] | None:
    """Return the ids of the frames in the given states; without states the chosen ids."""
    if not states:
        return chosen
    rows = change.execute("SELECT id, status FROM frames WHERE task = ?", (task,)).fetchall()
    return [row["id"] for row in rows if row["status"] in states]
