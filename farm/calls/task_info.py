"""Describe a task and a frame in the API's fields."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.api.codes import FrameStatus, FrameType, SoftwareId
from ..base import constants
from ..base.database import Database, now
from ..base.states import MISSED
from ..farm import Farm
from ..rules.scene import from_json
from .records import alias

TASK: dict[str, Any] = {  # what is the same for every task of this farm
    "preTaskStatus": None, "preStatusText": None, "taskLevel": 50, "munuTaskId": "", "munuTaskIds": "",
    "couponConsume": 0.0, "qyCouponConsume": None, "shareMainCapital": 0, "locationOutput": "", "channel": 4,
    "remark": "", "waitingCount": None,
}

FRAME: dict[str, Any] = {  # what is the same for every frame
    "framePrice": constants.CPU_PRICE, "feeType": 0, "platform": constants.PLATFORM,
    "arrearsFee": None, "munuJobId": "0", "munuTaskId": "", "couponFee": 0.0, "isCopy": None,
    "averageCpu": 0, "averageMemory": 0, "overOneMonth": None, "renderRam": None, "nodeId": "127.0.0.1",
    "openRenderRam": None,
}

MAIN, PHOTON, SIMULATION = "Render", "RenderPhoton", "GopRender"
TEXTS = {MAIN: "render_major_picture_task", PHOTON: "render_photons_task", SIMULATION: None}
MANY = 500
"""Values in one statement; fewer than the limit of any SQLite."""

Counts = Mapping[int, Sequence[sqlite3.Row]]


def task_infos(farm: Farm, rows: Sequence[sqlite3.Row], balance_left: float) -> list[dict[str, Any]]:
    """Describe tasks, layered ones with their layers; a hundred tasks take as many queries as one."""
    numbers, database = [row["id"] for row in rows], farm.database
    layers = _gather(database, "SELECT * FROM tasks WHERE parent IN ({}) ORDER BY id", numbers, "parent")
    everyone = numbers + [layer["id"] for group in layers.values() for layer in group]
    counts = _gather(database, "SELECT * FROM counts WHERE task IN ({}) AND n > 0", everyone, "task")
    labels = _gather(database, "SELECT * FROM labels WHERE task IN ({}) ORDER BY id", everyone, "task")

    def show(row: sqlite3.Row) -> dict[str, Any]:
        below = layers.get(row["id"], ())
        counted = [count for each in (row, *below) for count in counts.get(each["id"], ())]
        return {
            **_plain(row, counted, balance_left), "userId": farm.kin.user_id, "userName": farm.kin.user_name,
            "labels": json.dumps({label["name"]: label["id"] for label in labels.get(row["id"], ())},
                                 ensure_ascii=False),
            "isOpen": 1 if below else 0,
            "respRenderingTaskList": [show(layer) for layer in below] or None,
        }

    return [show(row) for row in rows]


def _gather(
    database: Database, statement: str, numbers: Sequence[int], key: str
) -> dict[int, list[sqlite3.Row]]:
    """Return the rows that belong to the numbers, grouped by number."""
    found: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for first in range(0, len(numbers), MANY):
        some = numbers[first : first + MANY]
        for row in database.rows(statement.format(", ".join("?" * len(some))), *some):
            found[row[key]].append(row)
    return found


def _plain(row: sqlite3.Row, counts: Sequence[sqlite3.Row], balance_left: float) -> dict[str, Any]:
    unit = from_json(row["unit"]) if row["output"] else None
    kind = _kind(counts)
    elapsed = (now() - row["running"]) // 1000 if row["running"] else 0
    return {
        **TASK,
        **_totals(counts),
        "id": row["id"], "taskAlias": alias(row["id"]), "sceneName": row["scene_name"],
        "taskStatus": row["status"], "statusText": f"render_task_status_{row['status']}",
        "framesRange": unit.shown_frames if unit else "", "projectName": row["project_name"],
        "taskArrears": max(0.0, -balance_left),
        "submitDate": row["submitted"] or row["created"], "startTime": row["started"],
        "completedDate": row["completed"], "producer": row["producer"] or row["artist"] or None,
        "taskUserLevel": row["user_level"], "taskLimit": row["node_limit"], "taskRam": row["ram"],
        "taskOverTime": row["remind_seconds"], "overTimeStop": row["task_seconds"],
        "isOverTime": int(elapsed > row["remind_seconds"]),
        "outputFileName": row["output"] or None, "layerParentId": row["parent"], "cgId": row["cg_id"],
        "renderCamera": unit.camera if unit else "", "cloneParentId": row["clone_of"],
        "cloneOriginalId": row["clone_of"], "layerName": unit.name if unit else "",
        "taskType": kind, "taskTypeText": TEXTS[kind] if row["cg_id"] == SoftwareId.MAX else None,
        "taskKeyValueVo": {"tiles": str(row["tiles"]) if row["tiles"] > 1 else None, "allCamera": None,
                           "renderableCamera": (unit.camera if unit else None) or None},
        "isDelete": 0 if row["recycled"] else 1, "stopType": 0,
    }


def _kind(counts: Sequence[sqlite3.Row]) -> str:
    """Return ``taskType``, which depends on what the task renders now."""
    if any(count["type"] == FrameType.SIMULATION for count in counts):
        return SIMULATION
    photon = any(count["type"] == FrameType.PHOTON and count["status"] != FrameStatus.DONE for count in counts)
    return PHOTON if photon else MAIN


def _totals(counts: Sequence[sqlite3.Row]) -> dict[str, Any]:
    numbers: dict[int, int] = defaultdict(int)
    for count in counts:
        numbers[count["status"]] += count["n"]
    fee = round(sum(count["fee"] for count in counts), 6)
    return {
        "totalFrames": sum(numbers.values()),
        "abortFrames": numbers[FrameStatus.STOPPED],
        "executingFrames": numbers[FrameStatus.RENDERING],
        "doneFrames": numbers[FrameStatus.DONE],
        "failedFrames": sum(numbers[state] for state in MISSED),
        "renderConsume": fee,
        "userAccountConsume": fee,
        "renderDuration": math.ceil(sum(count["seconds"] for count in counts)),
    }


def frame_info(row: sqlite3.Row, task: sqlite3.Row, user: int) -> dict[str, Any]:
    """Describe one frame of a task."""
    ended = row["ended"] is not None and row["status"] != FrameStatus.RENDERING
    elapsed = (now() - row["started"]) // 1000 if row["status"] == FrameStatus.RENDERING else 0
    simulation = row["type"] == FrameType.SIMULATION
    return {
        **FRAME,
        "id": row["id"], "taskId": row["task"], "frameIndex": row["name"],
        "frameBlock": str(row["block"]) if row["block"] else "",
        "frameStatus": row["status"], "frameStatusText": f"task_frame_status_{row['status']}",
        "frameType": row["type"], "startTime": row["started"] or 0, "endTime": row["ended"] or 0,
        "frameExecuteTime": math.ceil(row["seconds"]), "currentRenderTime": elapsed,
        "feeAmount": row["fee"] if ended or row["fee"] else None, "recommitFlag": row["recommits"],
        "taskOverTime": task["frame_seconds"], "isOverTime": int(elapsed > task["remind_seconds"]),
        "frameRam": task["ram"], "userId": user, "gopName": from_json(task["unit"]).name if simulation else None,
    }
