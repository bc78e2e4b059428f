"""Find and add rows of tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from ...core.common.i18n import _
from ..base.database import now
from ..base.parameters import either, integers, need
from ..base.refusal import INVALID, Refusal
from ..base.routes import Body
from ..farm import Farm

FIRST = 1000
"""The number of a farm's first task."""

NEXT = "next_task"
"""Setting of the database: the least number that was never given, as it was noted when the farm started."""


def add_task(change: sqlite3.Connection, values: dict[str, Any]) -> int:
    """Add a row and return its number, which is one that was never given unless ``values`` has it."""
    columns = {"created": now(), **values}
    if "id" not in columns:
        columns["id"] = change.execute(
            "SELECT MAX(?, COALESCE((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?), 0),"
            " COALESCE((SELECT MAX(id) + 1 FROM tasks), 0))", (FIRST, NEXT)).fetchone()[0]
    marks = ", ".join("?" for _each in columns)
    change.execute(f"INSERT INTO tasks ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 - our own names
                   list(columns.values()))
    return int(columns["id"])


def known_task(farm: Farm, number: int, name: str = "taskId") -> sqlite3.Row:
    """Return the row of a task, deleted or not, or refuse."""
    row = farm.database.row("SELECT * FROM tasks WHERE id = ?", number)
    if row is None:
        raise Refusal(INVALID, _("{name}: there is no task {number}.").format(name=name, number=number))
    return row


def live_task(farm: Farm, number: int, name: str = "taskId") -> sqlite3.Row:
    """Return the row of a task that is not deleted, or refuse."""
    row = known_task(farm, number, name)
    if row["recycled"]:
        raise Refusal(INVALID, _("{name}: task {number} was deleted.").format(name=name, number=number))
    return row


def known_tasks(farm: Farm, body: Body) -> list[int]:
    """Return ``taskIds``; all of them are checked before anything is done to one."""
    key = either(body, "taskIds", "taskParamList", "taskIdList")
    need(body, key)
    return [live_task(farm, number, key)["id"] for number in integers(body, key)]


def with_layers(change: sqlite3.Connection, tasks: Iterable[int]) -> list[int]:
    """Return the tasks and their layers."""
    found: list[int] = []
    for task in tasks:
        rows = change.execute("SELECT id FROM tasks WHERE parent = ? ORDER BY id", (task,)).fetchall()
        found += [task, *(row["id"] for row in rows)]
    return found
