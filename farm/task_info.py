"""A task and a frame in the API's own fields."""

from __future__ import annotations

import math
import sqlite3
from typing import Any

from . import account
from .scene import from_json
from .state import Farm
from .states import FrameStatus

TASK: dict[str, Any] = {  # what is the same for every task of this farm
    "preTaskStatus": None, "preStatusText": None, "taskArrears": 0.0, "taskLevel": 50, "taskLimit": 1,
    "taskOverTime": 43200, "overTimeStop": 86400, "munuTaskId": "", "munuTaskIds": "", "couponConsume": 0.0,
    "qyCouponConsume": None, "shareMainCapital": 0, "taskRam": 64, "taskTypeText": None, "locationOutput": "",
    "isDelete": 1, "channel": 4, "remark": "", "isOverTime": 0, "waitingCount": None, "stopType": 0,
    "taskKeyValueVo": {"tiles": None, "allCamera": None, "renderableCamera": None}, "taskType": "Render",
    "userId": account.USER_ID, "userName": account.USER_NAME,
}

FRAME: dict[str, Any] = {  # what is the same for every frame
    "userId": account.USER_ID, "framePrice": account.CPU_PRICE, "feeType": 0, "platform": account.PLATFORM,
    "currentRenderTime": 0, "arrearsFee": None, "munuJobId": "0", "munuTaskId": "", "couponFee": 0.0,
    "recommitFlag": 0, "isCopy": None, "frameBlock": "", "taskOverTime": 259200, "gopName": None, "frameRam": 64,
    "averageCpu": 0, "averageMemory": 0, "isOverTime": 0, "overOneMonth": None, "renderRam": None,
    "nodeId": "127.0.0.1", "openRenderRam": None,
}

COUNTS = f"""
SELECT COUNT(*) AS total, SUM(fee) AS fee, SUM(seconds) AS seconds,
    SUM(status = {int(FrameStatus.RENDERING)}) AS rendering, SUM(status = {int(FrameStatus.STOPPED)}) AS stopped,
    SUM(status = {int(FrameStatus.DONE)}) AS done, SUM(status = {int(FrameStatus.FAILED)}) AS failed
FROM frames WHERE task IN (SELECT id FROM tasks WHERE id = ? OR parent = ?)
"""  # noqa: S608 - the farm's own numbers


def task_info(farm: Farm, row: sqlite3.Row) -> dict[str, Any]:
    """One task; a layered one with its layers."""
    layers = farm.database.rows("SELECT * FROM tasks WHERE parent = ? ORDER BY id", row["id"])
    unit = from_json(row["unit"]) if row["output"] else None
    return {
        **TASK,
        **_counts(farm, row["id"]),
        "id": row["id"],
        "taskAlias": f"2W{row['id']}",
        "sceneName": row["scene_name"],
        "taskStatus": row["status"],
        "statusText": f"render_task_status_{row['status']}",
        "framesRange": unit.frames if unit else "",
        "projectName": row["project_name"],
        "submitDate": row["submitted"] or row["created"],
        "startTime": row["started"],
        "completedDate": row["completed"],
        "producer": row["producer"] or row["artist"] or None,
        "taskUserLevel": row["user_level"],
        "outputFileName": row["output"] or None,
        "layerParentId": row["parent"],
        "cgId": row["cg_id"],
        "isOpen": 1 if layers else 0,
        "renderCamera": unit.camera if unit else "",
        "cloneParentId": row["clone_of"],
        "cloneOriginalId": row["clone_of"],
        "layerName": unit.name if unit else "",
        "labels": row["labels"],
        "respRenderingTaskList": [task_info(farm, layer) for layer in layers] or None,
    }


def frame_info(row: sqlite3.Row) -> dict[str, Any]:
    """One frame."""
    ended = row["status"] in {FrameStatus.DONE, FrameStatus.FAILED}
    return {
        **FRAME,
        "id": row["id"],
        "taskId": row["task"],
        "frameIndex": str(row["number"]),
        "frameStatus": row["status"],
        "frameStatusText": f"task_frame_status_{row['status']}",
        "frameType": row["type"],
        "startTime": row["started"] or 0,
        "endTime": row["ended"] or 0,
        "frameExecuteTime": math.ceil(row["seconds"]),
        "feeAmount": row["fee"] if ended else None,
    }


def _counts(farm: Farm, task: int) -> dict[str, Any]:
    row = farm.database.rows(COUNTS, task, task)[0]
    fee = round(row["fee"] or 0.0, 6)
    return {
        "totalFrames": row["total"],
        "abortFrames": row["stopped"] or 0,
        "executingFrames": row["rendering"] or 0,
        "doneFrames": row["done"] or 0,
        "failedFrames": row["failed"] or 0,
        "renderConsume": fee,
        "userAccountConsume": fee,
        "renderDuration": math.ceil(row["seconds"] or 0),
    }
