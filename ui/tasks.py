"""The columns of the task tree."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.i18n import _
from ..core.state import TaskRow, TaskStatus
from . import format, words
from .cells import Cell
from .rows import Column


def part(task: TaskRow) -> float:
    """How much of it needs no more rendering, failed frames included."""
    return (task.done + task.failed) / task.frames if task.frames else float(task.status.over)


def columns() -> tuple[Column, ...]:
    """As in the tree."""
    return (
        Column(_("Task"), lambda task: Cell(task.name), sort=lambda task: task.name.lower()),
        Column(_("ID"), lambda task: Cell(str(task.id), "text_2"), 86, sort=lambda task: task.id),
        Column(_("Status"), _status, 96, sort=lambda task: task.status_number),
        Column(_("Progress"), lambda task: Cell(bar=words.task_status(task).status, part=part(task)), 164, sort=part),
        Column(_("Frames"), _frames, 84, right=True, sort=lambda task: task.frames),
        Column(_("Cost"), lambda task: Cell(format.money(task.cost)), 82, right=True, sort=lambda task: task.cost),
        Column(_("Time"), lambda task: Cell(format.rough_duration(task.seconds), "text_2"), 92, right=True,
               sort=lambda task: task.seconds),
    )


def find(tasks: Sequence[TaskRow], task_id: int | None) -> TaskRow | None:
    """At whatever depth."""
    for task in tasks:
        if task.id == task_id:
            return task
        below = find(task.children, task_id)
        if below:
            return below
    return None


def wanted(tasks: Sequence[TaskRow], text: str) -> list[TaskRow]:
    """Those that have the text in their name or ID, or in a child's."""
    text = text.strip().lower()
    return [task for task in tasks if text in f"{task.name} {task.id}".lower() or wanted(task.children, text)]


def _status(task: TaskRow) -> Cell:
    word = words.task_status(task)
    return Cell(word.text, chip=word.status, tip=_("The account’s balance is used up. The farm keeps the task.")
                if task.status is TaskStatus.NO_BALANCE else "")


def _frames(task: TaskRow) -> Cell:
    return Cell(f"{format.number(task.done)} / {format.number(task.frames)}")
