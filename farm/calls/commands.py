"""``api.task``: what is done to whole tasks. A task in whose state a command means nothing stays as it is."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _
from ..base import catalogue, hardware
from ..base.database import now
from ..base.parameters import integer, integers, need, text, texts
from ..base.refusal import INVALID, Refuse
from ..base.routes import Body, route
from ..farm import Farm
from ..rules import billing
from ..rules.rules import Event, happen
from ..rules.tasks import known_tasks, live_task, with_layers
from ..rules.waiting import prepare
from .records import record

SUCCESS = "SUCCESS"
"""What the document's example answers where others answer nothing."""


@route("/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask")
def stop_task(farm: Farm, body: Body) -> None:
    """Stop what waits or renders; finished frames are kept."""
    _to_all(farm, Event.STOP, body)


@route("/api/render/handle/startTask", "/api/rendering/task/renderingTask/startTask")
def start_task(farm: Farm, body: Body) -> None:
    """Go on with what was stopped or waits after its test frames."""
    billing.need_balance(farm.database, farm.options.balance)
    _to_all(farm, Event.RESUME, body)


@route("/api/render/handle/abandonTask")
def abandon_task(farm: Farm, body: Body) -> None:
    """Give tasks up: what they have is kept, nothing more is rendered."""
    _to_all(farm, Event.ABANDON, body)


@route("/api/render/handle/fullSpeedRendering")
def full_speed_rendering(farm: Farm, body: Body) -> str:
    """Render everything without waiting for anybody to look at the test frames."""
    _to_all(farm, Event.FULL_SPEED, body)
    return SUCCESS


@route("/api/render/handle/deleteTask")
def delete_task(farm: Farm, body: Body) -> None:
    """Into the recycle bin; what renders is stopped first."""
    numbers = known_tasks(farm, body)
    _happen(farm, Event.STOP, numbers)
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            change.execute("UPDATE tasks SET recycled = ? WHERE id = ?", (now(), task))
            record(change, "delete", task)


@route("/api/rendering/task/renderingTask/updateTaskUserLevel")
def update_task_user_level(farm: Farm, body: Body) -> None:
    """The place in the queue: the higher, the sooner."""
    _set(farm, [live_task(farm, integer(body, "taskId"))["id"]], "user_level",
         integer(body, "taskUserLevel", least=0))


@route("/api/render/handle/updateTaskLimit")
def update_task_limit(farm: Farm, body: Body) -> None:
    """How many nodes may render the task at once."""
    _set(farm, [live_task(farm, integer(body, "taskId"))["id"]], "node_limit", integer(body, "taskLimit", least=1))


@route("/api/render/handle/setTaskOverTimeStop")
def set_task_over_time_stop(farm: Farm, body: Body) -> str:
    """Stop the tasks when they have been rendering for so many seconds."""
    _set(farm, known_tasks(farm, body), "task_seconds", integer(body, "overTime", least=0))
    return SUCCESS


@route("/api/render/handle/editTaskHardwareConfig")
def edit_task_hardware_config(farm: Farm, body: Body) -> None:
    """Other nodes for tasks, from their next frame on."""
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
                raise Refuse(INVALID, _("hardwareConfigIds: hardware {number} does not render {software}.").format(
                    number=chosen[0], software=catalogue.software_name(cg_id)))
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
    """One property of tasks and of their layers."""
    with farm.database.change() as change:
        for task in with_layers(change, numbers):
            change.execute(f"UPDATE tasks SET {column} = ? WHERE id = ?", (value, task))  # noqa: S608 - our own names
            record(change, column, task, str(value))
    farm.wake()
