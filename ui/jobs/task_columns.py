"""The columns of the task tree."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.api.codes import TaskStatus
from ...core.common.i18n import _
from ...core.jobs.tasks import TaskFilter, TaskRow
from ...core.model import format
from ..kit import words
from ..kit.cells import Cell
from ..table.model import Column

COST = 5
"""Index of the cost column, whose title has the currency."""


def part(task: TaskRow) -> float:
    """How much of it needs no more rendering, failed frames included."""
    return (task.done + task.failed) / task.frames if task.frames else float(task.status.over)


def columns() -> tuple[Column, ...]:
    """Return the columns of the task table."""
    return (
        Column(_("Task"), _name, sort=lambda task: task.name.lower()),
        Column(_("ID"), lambda task: Cell(str(task.id), "text_2"), 86, sort=lambda task: task.id),
        Column(_("Status"), _status, 96, sort=lambda task: task.status_number,
               sample=Cell(_("No balance"), chip="error")),
        Column(_("Progress"), lambda task: Cell(bar=words.task_status(task).status, part=part(task)), 164, sort=part),
        Column(_("Frames"), _frames, 84, right=True, sort=lambda task: task.frames,
               sample=Cell("1,200 / 1,200")),
        Column(_("Cost"), lambda task: Cell(format.money(task.cost)), 92, right=True, sort=lambda task: task.cost,
               sample=Cell(format.money(12_345.67))),
        Column(_("Time"), lambda task: Cell(format.rough_duration(task.seconds), "text_2"), 92, right=True,
               sort=lambda task: task.seconds, sample=Cell(format.duration(88 * 3600))),
    )


def wanted(tasks: Sequence[TaskRow], by: TaskFilter) -> list[TaskRow]:
    """Return the tasks with the status, and with the text in their name or ID, or in a layer's."""
    text = by.text.lower()
    return [task for task in tasks if (not by.statuses or task.status in by.statuses) and (
        text in f"{task.name} {task.id}".lower() or wanted(task.children, TaskFilter(text)))]


def _name(task: TaskRow) -> Cell:
    """A layer is called by what it is: its task has the scene's name already."""
    tags = " · ".join(task.tags)
    return Cell(task.name, second=tags, tip="\n".join(filter(None, (task.name, tags))))


def _status(task: TaskRow) -> Cell:
    word = words.task_status(task)
    return Cell(word.text, chip=word.status, tip=_("The account’s balance is used up. The farm keeps the task.")
                if task.status is TaskStatus.NO_BALANCE else "")


def _frames(task: TaskRow) -> Cell:
    return Cell(f"{format.number(task.done)} / {format.number(task.frames)}")
