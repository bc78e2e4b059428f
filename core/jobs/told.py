"""What tells a task from others: as the farm says it, else as this machine's journal knows it. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Optional, Union

from ..common.i18n import _
from ..model import format
from ..money.amounts import Sum
from ..transfer.states import Transfer
from .spent import of_tasks
from .tasks import TaskRow


class Told(NamedTuple):
    """What is known of one task. None is not known; an empty text is known to be none."""

    name: str
    unit: Optional[str]
    camera: Optional[str]
    artist: Optional[str]
    project: Optional[str]
    batch: str
    comment: str
    submitted: float
    """Seconds since 1970; 0 where nobody knows."""


def told(task: TaskRow, transfer: Transfer | None = None) -> Told:
    """Return what is known of a task; ``transfer`` is its submission in the journal, if this machine made it."""
    about = transfer.about if transfer is not None else None
    return Told(
        name=task.title or (about.name if about else "") or task.name,
        unit=task.layer or (about.unit if about else None),
        camera=task.camera or (about.camera if about else None),
        artist=task.artist or (about.artist if about else task.artist),
        project=task.project or (about.project if about else task.project),
        batch=task.batch or (about.batch if about else ""),
        comment=task.comment or (about.comment if about else ""),
        submitted=task.submitted or (transfer.created if transfer is not None and transfer.host else 0.0))


def found_by_name(text: str, submissions: Mapping[int, Transfer]) -> tuple[int, ...]:
    """Return the numbers of tasks whose name, batch or comment has the text: the farm does not look in these."""
    wanted = text.strip().lower()
    return tuple(number for number, each in submissions.items() if wanted and each.about is not None
                 and wanted in f"{each.about.name}\n{each.about.batch}\n{each.about.comment}".lower())


def unknown() -> str:
    """The word for what neither the farm nor the journal says: it need not be none."""
    return _("unknown")


def shown(value: str | None) -> str:
    """Return a text as a list shows it: a dash for none, a word for what is not known."""
    return unknown() if value is None else value or format.NOTHING


def when(seconds: float) -> str:
    """``2026-03-01 14:05``, in local time; a word where it is not known."""
    if not seconds:
        return unknown()
    return datetime.datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


SCENE, BATCH, DAY = "scene", "batch", "day"
GROUPINGS = (SCENE, BATCH, DAY)


class TaskGroup(NamedTuple):
    """Tasks that are listed together, with what they add up to."""

    id: tuple[str, str]
    """The grouping, and the value that the tasks share."""
    name: str
    """The value in words."""
    children: tuple[TaskRow, ...]
    frames: int
    done: int
    failed: int
    cost: Sum
    seconds: float


Listed = Union[TaskRow, TaskGroup]


def grouped(tasks: Iterable[TaskRow], by: str, transfers: Mapping[int, Transfer]) -> tuple[Listed, ...]:
    """Return the tasks in groups, each where its first task was; without a grouping the tasks themselves."""
    if by not in GROUPINGS:
        return tuple(tasks)
    found: dict[str, list[TaskRow]] = {}
    for task in tasks:
        found.setdefault(_shared(task, by, transfers.get(task.id)), []).append(task)
    return tuple(_group(by, value, rows) for value, rows in found.items())


def _shared(task: TaskRow, by: str, transfer: Transfer | None) -> str:
    if by == SCENE:
        return task.name
    if by == BATCH:
        return task.batch or told(task, transfer).batch
    submitted = task.submitted or told(task, transfer).submitted
    return datetime.date.fromtimestamp(submitted).isoformat() if submitted else ""


def _group(by: str, value: str, rows: Sequence[TaskRow]) -> TaskGroup:
    without = {SCENE: "", BATCH: _("Without a batch"), DAY: _("Day not known")}
    return TaskGroup(
        (by, value), value or without[by], tuple(rows), sum(row.frames for row in rows), sum(row.done for row in rows),
        sum(row.failed for row in rows), of_tasks(rows), sum(row.seconds for row in rows))
