"""``api.query``: the progress of the pictures of a 3ds Max task."""

from __future__ import annotations

import datetime
import math
import sqlite3
from typing import Any

from ...core.api.codes import FrameStatus, FrameType, SoftwareId
from ...core.common.i18n import _
from ..base.database import now
from ..base.parameters import integer
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body, route
from ..base.states import COMPOSITES
from ..farm import Farm
from ..rules.scene import Unit, from_json
from ..rules.tasks import known_task
from .records import TIME
from .task_info import MAIN, PHOTON

SIZE = (640, 480)
"""Picture size if the scene has none: the default of 3ds Max."""


@route("/api/render/handle/loadTaskProcessImg")
def load_task_process_img(farm: Farm, body: Body) -> Any:
    """Return each frame as a row of blocks; 3ds Max only, as documented."""
    task = known_task(farm, integer(body, "taskId"))
    if task["cg_id"] != SoftwareId.MAX:
        raise Refusal(INVALID, _("taskId: only tasks of 3ds Max tell how far their pictures are."))
    unit = from_json(task["unit"]) if task["output"] else Unit("")
    rows = farm.database.rows("SELECT * FROM frames WHERE task = ? ORDER BY id", task["id"])
    photons = [row for row in rows if row["type"] == FrameType.PHOTON]
    pending = any(row["status"] != FrameStatus.DONE for row in photons)
    kind = integer(body, "frameType", FrameType.PHOTON if pending else FrameType.MAIN)
    if kind not in {FrameType.PHOTON, FrameType.MAIN}:
        raise Refusal(INVALID, _("The parameter frameType must be 2 (photon) or 5 (picture)."))
    shown = photons if kind == FrameType.PHOTON else [
        row for row in rows if row["type"] != FrameType.PHOTON and row["type"] not in COMPOSITES]
    return {
        "isRenderPhoton": bool(photons),
        "completedTime": clock(task["completed"]),
        "currentTaskType": PHOTON if pending else MAIN,
        "sceneName": f"{task['scene_name']}-{unit.camera}" if unit.camera else task["scene_name"],
        "grabInfo": [[_block(farm, row) for row in group] for group in _by_frame(shown)],
        "width": unit.width or SIZE[0], "height": unit.height or SIZE[1],
        "block": 1 if kind == FrameType.PHOTON else task["tiles"],
        "startTime": clock(task["started"]),
    }


def clock(moment: int | None) -> str | None:
    """Format a time as this call returns it."""
    return datetime.datetime.fromtimestamp(moment / 1000).strftime(TIME) if moment else None


def _by_frame(rows: list[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    found: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["number"], []).append(row)
    return list(found.values())


def _block(farm: Farm, row: sqlite3.Row) -> dict[str, Any]:
    """Return one block; every value is a text, as documented."""
    rendering, done = row["status"] == FrameStatus.RENDERING, row["status"] == FrameStatus.DONE
    used = (now() - row["started"]) / 1000 if rendering else float(row["seconds"])
    whole = max(farm.options.seconds, 0.001)
    part = 1.0 if done else min(0.99, used / whole) if rendering else 0.0
    url = next((farm.thumbnail_url(token) for token in row["thumbnail"].split()), "")
    return {
        "startTime": clock(row["started"]), "endTime": clock(row["ended"]), "frameStatus": str(row["status"]),
        "isMaxPrice": "0", "feeAmount": f"{row['fee']:.2f}", "couponFee": "0.00", "frameIndex": str(row["number"]),
        "frameBlock": str(row["block"]) if row["block"] else None, "framePercent": str(math.floor(100 * part)),
        "frameUsed": str(math.ceil(used)), "frameEst": str(math.ceil(max(0.0, whole - used)) if rendering else 0),
        "renderInfo": _("drawn, not rendered") if rendering else "", "grabUrl": url,
    }
