"""``api.task``: commands on whole tasks. A command that does not apply to a task's state leaves the task as it is."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _
from ..base import catalogue, hardware
from ..base.database import now
from ..base.parameters import integer, integers, need, text, texts
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body, route
from ..farm import Farm
from ..rules import billing
from ..rules.rules import Event, happen
from ..rules.tasks import known_tasks, live_task, with_layers
from ..rules.waiting import prepare
from .records import record

SUCCESS = "SUCCESS"
"""Answer that the document's example shows for some commands; the others answer null."""


@route("/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask")
def stop_task(farm: Farm, body: Body) -> None:
    """Stop waiting and rendering frames; finished ones are kept."""
    _to_all(farm, Event.STOP, body)


@route("/api/render/handle/startTask", "/api/rendering/task/renderingTask/startTask")
def start_task(farm: Farm, body: Body) -> None:
    """Resume tasks that were stopped or that pause after their test frames."""
    billing.need_balance(farm.database, farm.options.balance)
    _to_all(farm, Event.RESUME, body)


@route("/api/render/handle/abandonTask")
def abandon_task(farm: Farm, body: Body) -> None:
    """Abandon tasks: finished frames are kept and nothing more is rendered."""
    _to_all(farm, Event.ABANDON, body)


@route("/api/render/handle/fullSpeedRendering")
def full_speed_rendering(farm: Farm, body: Body) -> str:
    """Render all frames without waiting for approval of the test frames."""
    _to_all(farm, Event.FULL_SPEED, body)
    return SUCCESS


@route("/api/render/handle/deleteTask")
def delete_task(farm: Farm, body: Body) -> None:
    """Move tasks to the recycle bin; rendering frames are stopped first."""
    numbers = known_tasks(farm, body)
    _happen(farm, Event.STOP, numbers)
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            change.execute("UPDATE tasks SET recycled = ? WHERE id = ?", (now(), task))
            record(change, "delete", task)


@route("/api/rendering/task/renderingTask/updateTaskUserLevel")
def update_task_user_level(farm: Farm, body: Body) -> None:
    """Set the place of a task in the queue; the higher the level, the sooner it is rendered."""
    _set(farm, [live_task(farm, integer(body, "taskId"))["id"]], "user_level",
         integer(body, "taskUserLevel", least=0))


@route("/api/render/handle/updateTaskLimit")
def update_task_limit(farm: Farm, body: Body) -> None:
    """Set how many nodes may render the task at once."""
    _set(farm, [live_task(farm, integer(body, "taskId"))["id"]], "node_limit", integer(body, "taskLimit", least=1))


@route("/api/render/handle/setTaskOverTimeStop")
def set_task_over_time_stop(farm: Farm, body: Body) -> str:
    """Set after how many seconds of rendering the tasks are stopped."""
    _set(farm, known_tasks(farm, body), "task_seconds", integer(body, "overTime", least=0))
    return SUCCESS


@route("/api/render/handle/editTaskHardwareConfig")
def edit_task_hardware_config(farm: Farm, body: Body) -> None:
    """Give tasks other nodes, from their next frame on."""
    numbers = known_tasks(farm, body)
    need(body, "hardwareConfigIds")
    chosen = integers(body, "hardwareConfigIds")
    for name in ("model", "gpuNum", "ram"):
        text(body, name, "")
    for number in chosen:
        hardware.usable(number)
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            cg_id = change.execute("SELECT cg_id FROM tasks WHERE id = ?", (task,)).fetchone()["cg_id"]
            kind = hardware.usable(chosen[0])
            if cg_id in kind["notSupportCgId"]:
                raise Refusal(INVALID, _("hardwareConfigIds: hardware {number} does not render {software}.").format(
                    number=chosen[0], software=catalogue.software_name(cg_id)))
        change.executemany("UPDATE tasks SET ram = ? WHERE id = ?",
                           [(hardware.ram(chosen[0]), task) for task in with_layers(change, numbers)])
    _set(farm, numbers, "hardware", ",".join(map(str, chosen)))


def _to_all(farm: Farm, event: Event, body: Body) -> None:
    texts(body, "status")
    _happen(farm, event, known_tasks(farm, body))
    farm.wake()


def _happen(farm: Farm, event: Event, numbers: list[int]) -> None:
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            happen(change, event, task)
            prepare(change, task)
            record(change, event.name.lower(), task)


def _set(farm: Farm, numbers: list[int], column: str, value: Any) -> None:
    """Set one property of tasks and of their layers."""
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            change.execute(f"UPDATE tasks SET {column} = ? WHERE id = ?", (value, task))  # noqa: S608 - our own names
            record(change, column, task, str(value))
    farm.wake()
