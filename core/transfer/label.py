"""Label every task, so that it is found again if the agent died after creating it and before storing its id."""

from __future__ import annotations

import json

from ..api import FoxAPI
from ..api.types import TaskInfo
from .journal.records import Row

RECENT = 100
"""Tasks looked through."""


def label_of(row: Row) -> str:
    """The submission's own."""
    return f"fox-{row.id[:12]}"


def labelled(api: FoxAPI, row: Row) -> int | None:
    """The task with the submission's label, if an earlier try got one."""
    label = label_of(row)
    for task in api.query.get_task_list(page_num=1, page_size=RECENT)["items"]:
        if label in _labels(task):
            return task["id"]
    return None


def _labels(task: TaskInfo) -> list[str]:
    try:
        labels = json.loads(task.get("labels") or "[]")
    except ValueError:
        return []
    # A list, or an object of names and ids; the document's example shows an empty object.
    return [str(label) for label in labels] if isinstance(labels, (list, dict)) else []
