"""The farm's entries as rows. What an entry lacks or says strangely becomes a default."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..api.codes import FrameStatus, FrameType, SoftwareId, TaskStatus
from ..model.frames import readable
from ..model.job_identity import told_by
from ..money.amounts import cost_of, cost_of_frame
from .tasks import FrameRow, TaskRow

OWN_LABEL = re.compile(r"fox-[0-9a-f]{12}")
"""What the agent writes on a task to find it again (transfer/submit.py): no tag of the artist's."""

MOST_BELOW = 2
"""Layers below layers; the farm has one."""


def number(value: object) -> float:
    """Also of a number in a text; 0 where it is none."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def task_row(item: Mapping[str, Any], below: int = MOST_BELOW) -> TaskRow:
    """A task with its layers."""
    children = item.get("respRenderingTaskList") or () if below else ()
    status = item["taskStatus"]
    limit = item.get("taskLimit")
    told, tags = told_by(_tags(item.get("labels")))
    return TaskRow(
        id=item["id"],
        name=item.get("sceneName") or "",
        status=TaskStatus(status),
        status_number=status,
        frames=item.get("totalFrames") or 0,
        done=item.get("doneFrames") or 0,
        failed=item.get("failedFrames") or 0,
        rendering=item.get("executingFrames") or 0,
        cost=_number(cost_of(item)),
        seconds=number(item.get("renderDuration")),
        output=item.get("outputFileName") or "",
        children=tuple(task_row(child, below - 1) for child in children),
        tags=tags,
        title=told.get("name", ""),
        comment=told.get("comment", ""),
        batch=told.get("batch", ""),
        artist=_told(item, "producer"),
        user=_text(item.get("userName")),
        project=_told(item, "projectName"),
        submitted=number(item.get("submitDate")) / 1000,
        started=number(item.get("startTime")) / 1000,
        ended=number(item.get("completedDate")) / 1000,
        range=readable(_text(item.get("framesRange"))),
        priority=int(number(item.get("taskUserLevel"))) or 50,
        node_limit=int(number(limit)) if limit else None,
        stop_after=int(number(item.get("overTimeStop"))),
        software=int(number(item.get("cgId"))) or int(SoftwareId.UNKNOWN),
        camera=_text(item.get("renderCamera")),
        layer=_text(item.get("layerName")),
    )


def frame_row(item: Mapping[str, Any]) -> FrameRow:
    """A frame."""
    status = item["frameStatus"]
    running = status == FrameStatus.RENDERING
    return FrameRow(
        id=item["id"],
        name=str(item["frameIndex"]),
        status=FrameStatus(status),
        status_number=status,
        seconds=number(item.get("currentRenderTime")) if running else number(item.get("frameExecuteTime")),
        cost=_number(cost_of_frame(item)),
        task_id=item["taskId"],
        kind=int(number(item.get("frameType"))) or int(FrameType.MAIN),
        block=_text(item.get("frameBlock")),
        memory=int(number(item.get("averageMemory"))),
        ram=int(number(item.get("frameRam"))),
        node=_text(item.get("nodeId")),
        again=int(number(item.get("recommitFlag"))),
        ended=int(number(item.get("endTime"))),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _told(item: Mapping[str, Any], name: str) -> str | None:
    """A text, also an empty one; None where the farm does not tell."""
    value = item.get(name)
    return value if isinstance(value, str) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _tags(labels: object) -> tuple[str, ...]:
    """``labels`` is JSON in a text: a list of names, or an object with names as keys."""
    try:
        found = json.loads(labels) if isinstance(labels, str) else labels
    except ValueError:
        return ()
    names = found if isinstance(found, (list, dict)) else ()
    return tuple(name for name in names if isinstance(name, str) and not OWN_LABEL.fullmatch(name))
