"""The columns of the task tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ...core.api.codes import TaskStatus
from ...core.common.i18n import _, count, dotted
from ...core.jobs.spent import in_words, of_tasks
from ...core.jobs.tasks import TaskFilter, TaskRow
from ...core.jobs.told import Listed, TaskGroup, Told, shown, told, when
from ...core.model import format
from ...core.transfer.states import Transfer
from ..kit import words
from ..kit.cells import Cell
from ..table.model import Column

COST = 5
"""Index of the cost column, whose title has the currency."""

PRIORITY = ("status", "progress", "frames", "cost", "id", "submitted", "camera", "unit", "artist", "time", "project")
"""The columns that are shown where there is room, the first ones first; the others where somebody wants them."""

NARROWEST_NAME, ROOMY_NAME = 150, 220
WIDE = 1100
"""Pixels of the table from which on the bar is long."""


def least_name(width: int) -> int:
    """Return the pixels that the name keeps in a table of this width: it holds scene, unit, camera and version."""
    return max(NARROWEST_NAME, min(ROOMY_NAME, width // 4))


def widest(rows: Sequence[Listed]) -> dict[str, Cell]:
    """Return what needs the most room in the columns whose numbers know no bounds, by the names of the columns."""
    frames = format.number(max((row.frames for row in rows), default=0))
    return {
        "frames": Cell(f"{frames} / {frames}"),
        "cost": Cell(_cost(max(rows, key=_known, default=None))),
        "time": Cell(format.rough_duration(max((row.seconds for row in rows), default=0.0))),
    }


def _known(row: Listed) -> float:
    """Return the known cost; below all others where there is none."""
    if isinstance(row, TaskGroup):
        return float(row.cost.known)
    return -1.0 if row.cost is None else row.cost


def _cost(row: Listed | None) -> str:
    return "" if row is None else in_words(row.cost if isinstance(row, TaskGroup) else of_tasks([row]))


def part(task: Listed) -> float:
    """How much of it needs no more rendering, failed frames included."""
    if not task.frames:
        return float(isinstance(task, TaskRow) and task.status.over)
    return (task.done + task.failed) / task.frames


class TaskColumns:
    """The columns, and the journal's transfers by the numbers of their tasks, from which some cells are made."""

    def __init__(self) -> None:
        self.transfers: Mapping[int, Transfer] = {}
        self._told: dict[int, tuple[TaskRow, Transfer | None, Told]] = {}
        """What was told of each task the last time, and of which row and transfer: sorting asks for all of them."""
        self.columns = self._columns()

    def told(self, task: TaskRow) -> Told:
        """Return the facts that farm and journal tell of a task."""
        known, transfer = self._told.get(task.id), self.transfers.get(task.id)
        if known is not None and known[0] is task and known[1] is transfer:
            return known[2]
        found = told(task, transfer)
        self._told[task.id] = (task, transfer, found)
        return found

    def _columns(self) -> tuple[Column, ...]:
        money, taken = format.money(12_345.67), format.duration(88 * 3600)
        return (
            Column(_("Task"), self._name, sort=lambda row: _sorting(row, lambda task: self.told(task).name),
                   name="task", typed=self._called),
            Column(_("ID"), lambda row: Cell("" if isinstance(row, TaskGroup) else str(row.id), "text_2"), 86,
                   sort=lambda row: row.id, sample=Cell("35736251"), name="id",
                   typed=lambda row: "" if isinstance(row, TaskGroup) else str(row.id)),
            Column(_("Status"), _status, 96, sort=lambda row: 0 if isinstance(row, TaskGroup) else row.status_number,
                   sample=Cell(_("No balance"), chip="error"), name="status"),
            Column(_("Progress"), _progress, 164, sort=part, name="progress"),
            Column(_("Frames"), _frames, 84, right=True, sort=lambda row: row.frames, sample=Cell("1,200 / 1,200"),
                   name="frames"),
            Column(_("Cost"), lambda row: Cell(_cost(row)), 92, right=True, sort=_known,
                   sample=Cell(money), name="cost"),
            Column(_("Time"), lambda row: Cell(format.rough_duration(row.seconds), "text_2"), 92, right=True,
                   sort=lambda row: row.seconds, sample=Cell(taken), name="time"),
            self._text(_("Unit"), "unit", 92), self._text(_("Camera"), "camera", 92),
            self._text(_("Artist"), "artist", 84), self._text(_("Project"), "project", 92),
            Column(_("Submitted"), self._submitted, 118, sort=lambda row: 0.0 if isinstance(row, TaskGroup) else
                   self.told(row).submitted, sample=Cell("2026-03-01 14:05"), name="submitted"),
            self._text(_("Batch"), "batch", 92), self._text(_("Comment"), "comment", 160),
        )

    def _text(self, title: str, field: str, width: int) -> Column:
        def value(task: TaskRow) -> str | None:
            found: str | None = getattr(self.told(task), field)
            return found

        def cell(row: Listed) -> Cell:
            if isinstance(row, TaskGroup):
                return Cell()
            text = value(row)
            return Cell(shown(text), "text" if text else "text_2", path=True, tip=_not_told() if text is None else "")

        return Column(title, cell, width, grows=1, sort=lambda row: _sorting(row, value), name=field)

    def _called(self, row: Listed) -> str:
        return row.name if isinstance(row, TaskGroup) else self.told(row).name

    def _name(self, row: Listed) -> Cell:
        """A layer is called by what it is: its task has the scene's name already."""
        if isinstance(row, TaskGroup):
            tasks = count("{n} task", "{n} tasks", len(row.children))
            return Cell(row.name, second=tasks, path=True, tip=f"{row.name}\n{tasks}")
        known, tags = self.told(row), dotted(*row.tags)
        lines = (known.name, row.name if row.name != known.name else "", known.batch, known.comment, tags)
        return Cell(known.name, second=tags, path=True, tip="\n".join(filter(None, lines)))

    def _submitted(self, row: Listed) -> Cell:
        if isinstance(row, TaskGroup):
            return Cell()
        seconds = self.told(row).submitted
        return Cell(when(seconds), "text_2", tip="" if seconds else _not_told())


def _sorting(row: Listed, value: Callable[[TaskRow], str | None]) -> tuple[bool, Any]:
    """Return what a text is sorted by: what is not known comes last, and case does not count."""
    text = row.name if isinstance(row, TaskGroup) else value(row)
    return text is None, (text or "").lower()


def _not_told() -> str:
    return _("Neither the farm nor the journal of this computer says it.")


def wanted(tasks: Sequence[TaskRow], by: TaskFilter) -> list[TaskRow]:
    """Return the tasks with the status, and with the text in a name of theirs, a tag or the ID, or in a layer's."""
    text = by.text.lower()
    return [task for task in tasks if (not by.statuses or task.status in by.statuses) and (
        text in " ".join((task.name, str(task.id), task.title, task.batch, *task.tags)).lower()
        or wanted(task.children, TaskFilter(text)))]


def _status(row: Listed) -> Cell:
    if isinstance(row, TaskGroup):
        return Cell()
    word = words.task_status(row)
    return Cell(word.text, chip=word.status, tip=_("The account’s balance is used up. The farm keeps the task.")
                if row.status is TaskStatus.NO_BALANCE else "")


def _progress(row: Listed) -> Cell:
    if isinstance(row, TaskGroup):
        return Cell(bar="error" if row.failed else "ok" if part(row) >= 1 else "run", part=part(row))
    return Cell(bar=words.task_status(row).status, part=part(row))


def _frames(row: Listed) -> Cell:
    return Cell(f"{format.number(row.done)} / {format.number(row.frames)}")
