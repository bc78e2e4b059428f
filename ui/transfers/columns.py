"""The columns of the transfer table, and the groups of its rows."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from typing import Any, NamedTuple, Union

from ...core.common.i18n import _, count
from ...core.jobs.told import BATCH, GROUPINGS, SCENE, shown, when
from ...core.model import format
from ...core.transfer.states import Transfer
from ..kit import words
from ..kit.cells import Cell
from ..table.model import Column
from . import transfer_words
from .actions import MOST, SIDE


class TransferGroup(NamedTuple):
    """Transfers that are listed together."""

    id: tuple[str, str]
    """The grouping, and the value that the transfers share."""
    name: str
    children: tuple[Transfer, ...]

    @property
    def part(self) -> float:
        """The progress of all of them, 0.0 to 1.0."""
        return sum(map(transfer_words.part, self.children)) / max(1, len(self.children))


Listed = Union[Transfer, TransferGroup]


def grouped(rows: Sequence[Transfer], by: str) -> Sequence[Listed]:
    """Return the transfers in groups, each where its first one was; without a grouping the transfers themselves."""
    if by not in GROUPINGS:
        return rows
    found: dict[str, list[Transfer]] = {}
    for each in rows:
        found.setdefault(_shared(each, by), []).append(each)
    without = _("Without a batch") if by == BATCH else _("Day not known")
    return [TransferGroup((by, value), value or without, tuple(several)) for value, several in found.items()]


def _shared(each: Transfer, by: str) -> str:
    if by == SCENE:
        return each.name
    if by == BATCH:
        return each.about.batch if each.about else ""
    return time.strftime("%Y-%m-%d", time.localtime(each.created)) if each.created else ""


def _name(each: Transfer) -> Cell:
    word = words.transfer_state(each)
    icon = "download" if transfer_words.fetches(each) and word.icon == "upload" else word.icon
    name = called(each)
    more = (each.about.batch, each.about.comment) if each.about else ()
    lines = (name, each.name if each.name != name else "", *more)
    return Cell(name, icon=icon, icon_tone=word.status, icon_size=16, below=transfer_words.what(each), path=True,
                tip="\n".join(filter(None, lines)))


def called(each: Transfer) -> str:
    """The job's name; the scene's where it has none."""
    return (each.about.name if each.about else "") or each.name


def _about(title: str, field: str, width: int) -> Column:
    """A column of what the journal was told of the job: what it was not told is unknown."""
    def value(each: Transfer) -> str | None:
        return None if each.about is None else str(getattr(each.about, field))

    def cell(each: Transfer) -> Cell:
        text = value(each)
        return Cell(shown(text), "text" if text else "text_2", path=True)

    return Column(title, cell, width, sort=lambda each: (value(each) is None, (value(each) or "").lower()), name=field)


def _progress(each: Transfer) -> Cell:
    word = words.transfer_state(each)
    tone = {"run": "text_2", "wait": "text_2"}.get(word.status, word.status)
    below = transfer_words.progress(each)
    return Cell(bar=word.status, part=transfer_words.part(each), below=below, below_tone=tone, tip=below)


def columns() -> tuple[Column, ...]:
    """Return the columns of the transfer table; a group has its name and its progress only."""
    return tuple(_of_groups(column) for column in _columns())


def _of_groups(column: Column) -> Column:
    """The column with what it shows for a group, and sorts it by."""
    def cell(row: Listed) -> Cell:
        if isinstance(row, Transfer):
            return column.cell(row)
        if column.name == "transfer":
            return Cell(row.name, path=True, below=count("{n} transfer", "{n} transfers", len(row.children)))
        return Cell(bar="run" if row.part < 1 else "ok", part=row.part) if column.name == "progress" else Cell()

    def sort(row: Listed) -> Any:
        return column.sort(row.children[0] if isinstance(row, TransferGroup) else row) if column.sort else None

    return dataclasses.replace(column, cell=cell, sort=sort if column.sort else None)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Transfer"), _name, sort=lambda each: called(each).lower(), name="transfer",
               typed=lambda row: called(row) if isinstance(row, Transfer) else row.name),
        Column(_("Progress"), _progress, 336, grows=2, sort=transfer_words.part, name="progress"),
        Column(_("Speed"), lambda each: Cell(format.speed(each.speed)), 84, right=True,
               sort=lambda each: each.speed, sample=Cell(format.speed(88.8e6)), name="speed"),
        Column(_("Time left"), lambda each: Cell(transfer_words.time_left(each), "text_2"), 92, right=True,
               sort=lambda each: each.seconds_left or 0.0, sample=Cell(format.duration(58 * 60)), name="left"),
        Column(_("Task"), lambda each: Cell(str(each.task_id or format.NOTHING), "text_2"), 86,
               sort=lambda each: each.task_id or 0, sample=Cell("35736251"), name="task"),
        _about(_("Unit"), "unit", 92), _about(_("Camera"), "camera", 92), _about(_("Artist"), "artist", 84),
        _about(_("Project"), "project", 92),
        Column(_("Submitted"), lambda each: Cell(when(each.created), "text_2"), 118, sort=lambda each: each.created,
               sample=Cell("2026-03-01 14:05"), name="submitted"),
        _about(_("Batch"), "batch", 92), _about(_("Comment"), "comment", 160),
        Column("", lambda _each: Cell(), MOST * SIDE + 8),
    )
