"""The columns of ``foxsubmit tasks``: those of the panel, by their names there."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Callable

from rich.table import Table

from ...core.common.i18n import _, count, listed
from ...core.jobs.spent import in_words, of_tasks
from ...core.jobs.tasks import TaskRow
from ...core.jobs.told import TaskGroup, Told, grouped, shown, told, when
from ...core.model import format
from ...core.model.ending import ended
from ...core.transfer.states import Transfer
from ...ui.kit import words
from .terminal import cell

Text = Callable[[TaskRow, Told], str]
Transfers = Mapping[int, Transfer]
USUAL = ("id", "task", "status", "frames", "cost", "submitted")
"""The columns that are printed where nobody names any."""
TASK = {
    "id": "the farm's number", "name": "the scene's file", "title": "the job's name, else the scene's file",
    "status": "the farm's word for it", "status_number": "its number",
    "end": "how it ended: done, some failed, all failed, stopped, no balance, timed out, test done, abandoned, or null",
    "frames": "how many", "done": "how many", "failed": "how many", "rendering": "how many",
    "range": "its frames, as people read them", "cost": "so far, null where the farm does not tell",
    "seconds": "of rendering", "output": "its folder in output storage", "tags": "names",
    "priority": "50 or 60", "node_limit": "most nodes at once, or null",
    "stop_after": "seconds after which it is stopped, 0 for never", "software": "the number of the application",
    "unit": "the view layer or node, null where nobody knows", "layer": "the same as the farm says it",
    "camera": "or null", "artist": "or null", "project": "or null", "user": "the account that submitted it, or empty",
    "batch": "or empty", "comment": "or empty", "submitted": "seconds since 1970, or null",
    "started": "seconds since 1970, or 0", "ended": "seconds since 1970, or 0",
    "children": "its layers: the same keys without end and unit",
}
"""The keys of a task in JSON."""
TASKS = {"tasks": ("each task", [TASK])}


def table_columns() -> dict[str, tuple[str, Text]]:
    """Return each column's title and its text for a task, by its name."""
    return {
        "id": (_("ID"), lambda task, _known: str(task.id)),
        "task": (_("Task"), lambda _task, known: known.name),
        "scene": (_("Scene"), lambda task, _known: task.name),
        "status": (_("Status"), lambda task, _known: words.task_status(task).text),
        "frames": (_("Frames"), lambda task, _known: f"{task.done} / {task.frames}"),
        "cost": (_("Cost"), lambda task, _known: in_words(of_tasks([task]))),
        "time": (_("Time"), lambda task, _known: format.rough_duration(task.seconds)),
        "unit": (_("Unit"), lambda _task, known: shown(known.unit)),
        "camera": (_("Camera"), lambda _task, known: shown(known.camera)),
        "artist": (_("Artist"), lambda _task, known: shown(known.artist)),
        "user": (_("Account"), lambda task, _known: shown(task.user or None)),
        "project": (_("Project"), lambda _task, known: shown(known.project)),
        "submitted": (_("Submitted"), lambda _task, known: when(known.submitted)),
        "batch": (_("Batch"), lambda _task, known: shown(known.batch)),
        "comment": (_("Comment"), lambda _task, known: shown(known.comment)),
        "tags": (_("Tags"), lambda task, _known: listed(task.tags)),
    }


def columns_typed(text: str) -> tuple[str, ...]:
    """Read the names of columns, ``all`` for every one.

    Raises:
        argparse.ArgumentTypeError: one is none.
    """
    known = tuple(table_columns())
    names = tuple(dict.fromkeys(each.strip() for each in text.split(",")))
    wrong = [name for name in names if name not in (*known, "all")]
    if wrong:
        raise argparse.ArgumentTypeError(_("there is no column “{name}”; there is: {known}").format(
            name=wrong[0], known=listed((*known, "all"))))
    return known if "all" in names else names


def task_table(tasks: Sequence[TaskRow], transfers: Transfers, names: Sequence[str], group: str = "") -> Table:
    """Return the tasks as a table; before each group stands its name, with what its tasks add up to."""
    table = Table(box=None)
    every = table_columns()
    for name in names:
        table.add_column(every[name][0])
    for each in grouped(tasks, group, transfers):
        if isinstance(each, TaskGroup):
            table.add_row(*map(cell, _sums(each, names)), style="bold")
        for task in each.children if isinstance(each, TaskGroup) else (each,):
            known = told(task, transfers.get(task.id))
            table.add_row(*[cell(every[name][1](task, known)) for name in names])
    return table


def _sums(group: TaskGroup, names: Sequence[str]) -> list[str]:
    sums = {"task": group.name, "scene": group.name, "cost": in_words(group.cost),
            "frames": f"{group.done} / {group.frames}", "time": format.rough_duration(group.seconds),
            "status": count("{n} task", "{n} tasks", len(group.children))}
    return [sums.get(name, "") for name in names]


def plain_task(task: TaskRow, transfer: Transfer | None) -> dict[str, Any]:
    """Return a task as JSON for scripts; what neither the farm nor the journal says is null."""
    end, known = ended(task), told(task, transfer)
    return {**dataclasses.asdict(task), "status": task.status.name.lower(), "end": end.value if end else None,
            **known._asdict(), "name": task.name, "title": known.name, "submitted": known.submitted or None}
