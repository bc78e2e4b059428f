"""``api.query``: software, tasks, frames, thumbnails."""

from __future__ import annotations

import datetime
import sqlite3
from typing import Any

from ..core.i18n import _
from . import catalogue
from .codes import CHINESE, error_detail
from .pages import page
from .parameters import EMPTY, INVALID, integer, integers, text, texts
from .routes import Body, Refuse, route
from .state import Farm
from .states import FrameStatus
from .task_info import frame_info, task_info

TIME = "%Y-%m-%d %H:%M:%S"


@route("/api/render/common/queryPlatforms")
def platforms(_farm: Farm, _body: Body) -> Any:
    """The one zone there is."""
    return catalogue.PLATFORMS


@route("/api/render/submit/queryAnalyseErrorDetail")
def error_details(_farm: Farm, body: Body) -> Any:
    """Codes of tips.json explained."""
    codes = [*([text(body, "code")] if body.get("code") else []), *texts(body, "codes")]
    if not codes:
        raise Refuse(EMPTY, _("One of the parameters code and codes is needed."))
    language = integer(body, "language", CHINESE)
    return [error_detail(code, language) for code in codes]


@route("/api/render/handle/getTaskList", "/api/render/handle/getTaskList/v2")
def get_task_list(farm: Farm, body: Body) -> Any:
    """Tasks, newest first: reserved ones too, so that a client that crashed finds what it created."""
    rows = farm.database.rows("SELECT * FROM tasks WHERE parent = 0 ORDER BY id DESC")
    states, keyword = integers(body, "statusList"), text(body, "searchKeyword", "")
    first, last = _moment(body, "startTime"), _moment(body, "endTime")

    def wanted(row: sqlite3.Row) -> bool:
        moment = row["submitted"] or row["created"]
        return (
            (not states or row["status"] in states)
            and (keyword.lower() in row["scene_name"].lower() or keyword in f"2W{row['id']}")
            and (first is None or moment >= first)
            and (last is None or moment <= last)
        )

    return page([row for row in rows if wanted(row)], body, lambda row: task_info(farm, row))


@route("/api/render/handle/queryTaskInfo", "/api/render/handle/queryTaskInfo/v2")
def query_task_info(farm: Farm, body: Body) -> Any:
    """The tasks asked for; unknown ones are left out."""
    rows = [farm.database.row("SELECT * FROM tasks WHERE id = ?", number) for number in integers(body, "taskIds")]
    return page([row for row in rows if row], body, lambda row: task_info(farm, row))


@route("/api/render/handle/queryTaskFrames")
def query_task_frames(farm: Farm, body: Body) -> Any:
    """The frames of a task; those of a layered one belong to its layers."""
    task, keyword = integer(body, "taskId"), text(body, "searchKeyword", "")
    if farm.database.row("SELECT id FROM tasks WHERE id = ?", task) is None:
        raise Refuse(INVALID, _("taskId: there is no task {number}.").format(number=task))
    rows = farm.database.rows("SELECT * FROM frames WHERE task = ? ORDER BY id", task)
    return page([row for row in rows if keyword in str(row["number"])], body, frame_info)


@route("/api/render/handle/loadingFrameThumbnail")
def loading_frame_thumbnail(farm: Farm, body: Body) -> Any:
    """The picture of a finished frame, as a URL that nobody can guess."""
    number = integer(body, "id")
    row = farm.database.row("SELECT * FROM frames WHERE id = ?", number)
    if row is None:
        raise Refuse(INVALID, _("id: there is no frame {number}.").format(number=number))
    if row["status"] != FrameStatus.DONE or not row["thumbnail"]:
        return []
    return [f"http://{farm.domain}/thumbnails/{row['thumbnail']}.jpg"]


@route("/api/render/plugin/querySoftwareList")
def query_software_list(_farm: Farm, _body: Body) -> Any:
    """Every application of the vendor's list; what is not on this machine is drawn."""
    return catalogue.software_list()


@route("/api/render/plugin/querySoftwareDetail")
def query_software_detail(farm: Farm, body: Body) -> Any:
    """Versions and plug-ins of one application."""
    cg_id = integer(body, "cgId")
    if cg_id not in catalogue.SOFTWARE:
        raise Refuse(INVALID, _("cgId: the farm has no software {number}.").format(number=cg_id))
    return catalogue.software_detail(cg_id, farm.blender.version if farm.blender else "")


def _moment(body: Body, name: str) -> int | None:
    """A time of the user's own clock in ms since 1970."""
    value = text(body, name, "")
    if not value:
        return None
    try:
        return int(datetime.datetime.strptime(value, TIME).timestamp() * 1000)
    except ValueError as error:
        raise Refuse(INVALID, _("The parameter {name} must look like 2026-01-31 18:00:00.").format(
            name=name)) from error
