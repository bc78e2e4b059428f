"""``api.tag``: projects (the API calls them labels too) and the tags of tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from ...core.common.i18n import _
from ..base.parameters import either, integer, integers, need, text, texts
from ..base.refusal import EXISTS, INVALID, Refusal
from ..base.routes import Body, route
from ..farm import Farm
from ..rules.tasks import known_tasks, live_task

ON, OFF = 0, 1
OWN, MAIN_TOO, EVERY_ONE = 0, 1, 2
"""Values of ``flag`` of the list of projects."""


@route("/api/render/project/getList", "/api/render/project/list")
def get_list(farm: Farm, body: Body) -> Any:
    """List the projects that tasks are booked on: the account's own, and by ``flag`` those of its kin after them."""
    flag = integer(body, "flag", OWN)
    if flag not in {OWN, MAIN_TOO, EVERY_ONE}:
        raise Refusal(INVALID, _("The parameter flag must be 0, 1 or 2."))
    rows = farm.database.rows("SELECT id, name FROM projects ORDER BY id")
    found = [(row["id"], row["name"]) for row in rows]
    if flag:
        found += farm.kin.of_main() if flag == MAIN_TOO else farm.kin.of_the_others()
    return {"projectNameList": [{"projectId": number, "projectName": name} for number, name in found]}


@route("/api/render/project/add")
def add_project(farm: Farm, body: Body) -> None:
    """Add a project; its name must be new."""
    name, status = text(body, "newName"), integer(body, "status", OFF)
    if status not in {ON, OFF}:
        raise Refusal(INVALID, _("The parameter status must be 0 (on) or 1 (off)."))
    with farm.database.change() as change:
        try:
            last = change.execute("SELECT COALESCE(MAX(id), 0) FROM projects").fetchone()[0]
            change.execute("INSERT INTO projects VALUES (?, ?, ?)",
                           (max(last + 1, farm.kin.first_project), name, status))
        except sqlite3.IntegrityError as error:
            raise Refusal(EXISTS, _("newName: there is a project “{name}” already.").format(name=name)) from error


@route("/api/render/project/delete")
def delete_project(farm: Farm, body: Body) -> None:
    """Delete a project; its tasks keep the name."""
    name = text(body, "delName")
    with farm.database.change() as change:
        if not change.execute("DELETE FROM projects WHERE name = ?", (name,)).rowcount:
            raise Refusal(INVALID, _("delName: there is no project “{name}”.").format(name=name))


@route("/api/render/handle/addTaskLabel")
def add_task_label(farm: Farm, body: Body) -> None:
    """Add a tag to tasks; tasks that have it already are left alone."""
    name = text(body, either(body, "label", "tag"))
    tasks = known_tasks(farm, body)
    with farm.database.change() as change:
        for task in tasks:
            add_labels(change, task, [name])


@route("/api/render/handle/deleteTaskLabel", "/api/render/task/deleteTaskLabel")
def delete_task_label(farm: Farm, body: Body) -> None:
    """Remove tags from tasks, by the tags' ids or by name from the given tasks."""
    key = either(body, "labelIds", "tagIds")
    names, numbers = texts(body, "labelNames"), integers(body, "taskIds")
    if not integers(body, key) and not names:
        need(body, key)
    tasks = [live_task(farm, number, "taskIds")["id"] for number in numbers]
    with farm.database.change() as change:
        for number in integers(body, key):
            change.execute("DELETE FROM labels WHERE id = ?", (number,))
        for task in tasks:
            change.executemany("DELETE FROM labels WHERE task = ? AND name = ?", [(task, name) for name in names])


def add_labels(change: sqlite3.Connection, task: int, names: Iterable[str]) -> None:
    """Add tags to a task."""
    change.executemany("INSERT OR IGNORE INTO labels (task, name) VALUES (?, ?)", [(task, name) for name in names])
