"""Label every task, so that it is found again if the agent died after creating it and before storing its id."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from ..api import FoxAPI
from ..api.types import TaskInfo
from .journal.records import Row

PAGE = 100
"""Tasks that are asked for at once."""


def label_of(row: Row) -> str:
    """The submission's own."""
    return f"fox-{row.id[:12]}"


def labelled(api: FoxAPI, row: Row) -> int | None:
    """The task with the submission's label, if an earlier try got one."""
    label = label_of(row)
    for task in _every_task(api):
        if label in _labels(task):
            return task["id"]
    return None


def _every_task(api: FoxAPI) -> Iterator[TaskInfo]:
    """Yield all tasks of the account, newest first: no filter of the farm knows labels.

    A task that is made meanwhile moves the others to later pages, so none is passed over.
    """
    seen: set[int] = set()
    for number in itertools.count(1):
        page = api.query.get_task_list(page_num=number, page_size=PAGE)["items"]
        new = [task for task in page if task["id"] not in seen]
        yield from new
        seen.update(task["id"] for task in new)
        if not new or len(page) < PAGE:
            return


def _labels(task: TaskInfo) -> list[str]:
    try:
        labels = json.loads(task.get("labels") or "[]")
    except ValueError:
        return []
    # A list, or an object of names and ids; the document's example shows an empty object.
    return [str(label) for label in labels] if isinstance(labels, (list, dict)) else []
