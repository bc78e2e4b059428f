"""``api.query``: software, tasks, frames and thumbnails."""

from __future__ import annotations

import json
from typing import Any

from ...core.api.codes import FrameStatus
from ...core.common.i18n import _
from ..base import catalogue
from ..base.pages import cut, cut_list
from ..base.parameters import integer, integers, text, texts
from ..base.refusal import EMPTY, INVALID, Refusal
from ..base.routes import Body, route
from ..base.states import MISSED, MOVING
from ..farm import Farm
from ..rules import billing
from ..rules.tasks import known_task
from .codes import CHINESE, error_detail
from .records import moment
from .task_info import frame_info, task_infos


@route("/api/render/common/queryPlatforms")
def platforms(_farm: Farm, _body: Body) -> Any:
    """Return the farm's only zone."""
    return catalogue.PLATFORMS


@route("/api/render/submit/queryAnalyseErrorDetail")
def error_details(_farm: Farm, body: Body) -> Any:
    """Explain codes of tips.json."""
    codes = [*([text(body, "code")] if body.get("code") else []), *texts(body, "codes")]
    if not codes:
        raise Refusal(EMPTY, _("One of the parameters code and codes is needed."))
    language = integer(body, "language", CHINESE)
    return [error_detail(code, language) for code in codes]


@route("/api/render/handle/getTaskList", "/api/render/handle/getTaskList/v2")
def get_task_list(farm: Farm, body: Body) -> Any:
    """List tasks, newest first, including reserved ones: a client that crashed finds the task that it created.

    With recycleFlag the whole recycle bin is listed: the vendor's client says that the flag excludes the other filters.
    """
    conditions, values = ["parent = 0", "recycled IS NULL"], []
    if integer(body, "recycleFlag", 0):
        conditions = ["parent = 0", "recycled IS NOT NULL"]
    else:
        for condition, value in _filters(body):
            conditions.append(condition)
            values += value
    left = billing.balance_left(farm.database, farm.options.balance)
    return cut(farm.database, body, "tasks", " AND ".join(conditions), values, "id DESC",
               lambda rows: task_infos(farm, rows, left))


def _filters(body: Body) -> list[tuple[str, list[Any]]]:
    """Return the SQL conditions of the given filters, each with its values."""
    states, keyword = integers(body, "statusList"), text(body, "searchKeyword", "")
    first, last = moment(body, "startTime"), moment(body, "endTime")
    found: list[tuple[str, list[Any]]] = []
    if states:
        found.append(("status IN (SELECT value FROM json_each(?))", [json.dumps(states)]))
    if keyword:
        found.append(("(instr(fold(scene_name), ?) OR instr('2W' || id, ?))", [keyword.casefold(), keyword]))
    if first is not None:
        found.append(("COALESCE(submitted, created) >= ?", [first]))
    if last is not None:
        # The parameter has whole seconds: the last one counts to its end.
        found.append(("COALESCE(submitted, created) < ?", [last + 1000]))
    return found


@route("/api/render/handle/queryTaskInfo", "/api/render/handle/queryTaskInfo/v2")
def query_task_info(farm: Farm, body: Body) -> Any:
    """Return the given tasks; unknown ones are left out."""
    wanted = integers(body, "taskIds")
    found = {row["id"]: row for row in farm.database.rows(
        "SELECT * FROM tasks WHERE id IN (SELECT value FROM json_each(?))", json.dumps(wanted))}
    left = billing.balance_left(farm.database, farm.options.balance)
    rows = [found[number] for number in dict.fromkeys(wanted) if number in found]
    return cut_list(rows, body, show=lambda some: task_infos(farm, some, left))


@route("/api/render/handle/queryTaskFrames")
def query_task_frames(farm: Farm, body: Body) -> Any:
    """List the frames of a task; those of a layered task belong to its layers."""
    task, keyword = known_task(farm, integer(body, "taskId")), text(body, "searchKeyword", "")
    number = task["id"]
    if keyword:
        condition, values, total = "task = ? AND instr(name, ?)", [number, keyword], None
    else:
        counted = farm.database.rows("SELECT COALESCE(SUM(n), 0) AS n FROM counts WHERE task = ?", number)
        condition, values, total = "task = ?", [number], counted[0]["n"]
    return cut(farm.database, body, "frames", condition, values, "id",
               lambda rows: [frame_info(row, task, farm.kin.user_id) for row in rows], total=total)


@route("/api/render/handle/queryAllFrameStats")
def query_all_frame_stats(farm: Farm, _body: Body) -> Any:
    """Count the frames in each state, over all tasks that are not deleted."""
    numbers = {row["status"]: row["n"] for row in farm.database.rows(
        "SELECT status, SUM(CASE WHEN task = 0 THEN n ELSE -n END) AS n FROM counts "
        "WHERE task = 0 OR task IN (SELECT id FROM tasks WHERE recycled IS NOT NULL) GROUP BY status")}
    executing = numbers.get(FrameStatus.RENDERING, 0)
    return {
        "executingFramesTotal": executing,
        "doneFramesTotal": numbers.get(FrameStatus.DONE, 0),
        "failedFramesTotal": sum(numbers.get(state, 0) for state in MISSED),
        "waitingFramesTotal": sum(numbers.get(state, 0) for state in MOVING) - executing,
        "abandonFramesTotal": numbers.get(FrameStatus.STOPPED, 0),
        "totalFrames": sum(numbers.values()),
    }


@route("/api/render/handle/loadingFrameThumbnail")
def loading_frame_thumbnail(farm: Farm, body: Body) -> Any:
    """Return the pictures of a finished frame, as URLs that nobody can guess."""
    number = integer(body, "id")
    integer(body, "frameStatus", FrameStatus.DONE)
    row = farm.database.row("SELECT status, thumbnail FROM frames WHERE id = ?", number)
    if row is None:
        raise Refusal(INVALID, _("id: there is no frame {number}.").format(number=number))
    if row["status"] != FrameStatus.DONE:
        return []
    return [farm.thumbnail_url(token) for token in row["thumbnail"].split()]


@route("/api/render/plugin/querySoftwareList")
def query_software_list(_farm: Farm, _body: Body) -> Any:
    """List every application of the vendor; frames of those that this machine lacks are drawn."""
    return catalogue.software_list()


@route("/api/render/plugin/querySoftwareDetail")
def query_software_detail(farm: Farm, body: Body) -> Any:
    """List the versions and plug-ins of one application."""
    cg_id = integer(body, "cgId")
    if cg_id not in catalogue.SOFTWARE:
        raise Refusal(INVALID, _("cgId: the farm has no software {number}.").format(number=cg_id))
    return catalogue.software_detail(cg_id, farm.blender_version)


@route("/api/render/submit/getUserPackNodeInfo")
def get_user_pack_node_info(_farm: Farm, _body: Body) -> Any:
    """List the rented nodes: only this machine."""
    return [{"packNodeId": 1, "packName": _("this machine")}]
