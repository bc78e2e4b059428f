"""What tasks cost, by project, artist or day: read from the farm's list, added up, and as CSV."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Optional

from ..api import FoxAPI
from ..common.errors import FoxError
from ..common.i18n import _
from .amounts import Sum, add_up, amount, cost_of, shown
from .pages import all_of

PROJECT, ARTIST, DAY = "project", "artist", "day"
WAYS = (PROJECT, ARTIST, DAY)
TIME = "%Y-%m-%d %H:%M:%S"
UNKNOWN = "unknown"
"""The name of a group in tables for other programs, where the farm does not tell it."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""The beginnings of texts that programs for tables take for formulas."""


class TaskEntry(NamedTuple):
    """One task of the farm's list. None is what the farm does not tell, an empty text what is known to be none."""

    task: int
    project: Optional[str]
    artist: Optional[str]
    day: Optional[str]
    """``2026-03-01``, of its submission."""
    cost: Optional[Decimal]


class Costs(NamedTuple):
    """All tasks of an account that were submitted in some days."""

    tasks: tuple[TaskEntry, ...]
    currency: str
    without_deleted: str = ""
    """Why deleted tasks are not among them, one sentence; empty where they are."""


class CostRow(NamedTuple):
    """The tasks that share a project, an artist or a day, and what they cost."""

    value: Optional[str]
    sum: Sum


def read_costs(api: FoxAPI, currency: str, days: int = 0) -> Costs:
    """Read the tasks of the last days, today included, 0 for all; deleted ones too, since they were paid for.

    Raises:
        FoxError: the farm does not list its tasks.
    """
    first = datetime.date.today() - datetime.timedelta(days=days - 1) if days else None
    start = datetime.datetime.combine(first, datetime.time()).strftime(TIME) if first else None
    found = {entry.task: entry for entry in map(_entry, _submitted(all_of(api, start_time=start)))}
    missing = ""
    try:
        for entry in map(_entry, _submitted(all_of(api, recycle_flag=1))):
            if first is None or (entry.day or "") >= first.isoformat():
                found.setdefault(entry.task, entry)
    except FoxError as error:
        missing = _("Deleted tasks are not in it: {reason}").format(reason=error)
    return Costs(tuple(found.values()), currency, missing)


def _submitted(items: Iterable[Any]) -> Iterable[Any]:
    """Leave out numbers that were reserved and never used."""
    return (item for item in items if item.get("sceneName"))


def _entry(item: Mapping[str, Any]) -> TaskEntry:
    moment = amount(item.get("submitDate"))
    day = datetime.date.fromtimestamp(float(moment) / 1000).isoformat() if moment else None
    return TaskEntry(item["id"], _text(item.get("projectName")), _text(item.get("producer")), day, cost_of(item))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def rows(costs: Costs, by: str) -> tuple[CostRow, ...]:
    """Add the tasks up: days in their order, the newest first, all else the dearest first; unknown comes last."""
    groups: dict[str | None, list[Decimal | None]] = {}
    for task in costs.tasks:
        groups.setdefault(getattr(task, by), []).append(task.cost)
    found = [CostRow(value, add_up(values)) for value, values in groups.items()]
    if by == DAY:
        found.sort(key=lambda row: row.value or "", reverse=True)
    else:
        found.sort(key=lambda row: (row.value is None, -row.sum.known, row.value or ""))
    return tuple(found)


def total(costs: Costs) -> Sum:
    """Add all tasks up."""
    return add_up(task.cost for task in costs.tasks)


def named(row: CostRow, by: str) -> str:
    """Return what the tasks of a row share, in words."""
    if row.value is None:
        return _("unknown")
    return row.value or {PROJECT: _("Without a project"), ARTIST: _("Without an artist")}.get(by, _("unknown"))


def cost_in_words(found: Sum, currency: str) -> str:
    """``12.30 USD``; with the number of tasks whose cost is not in it, and ``unknown`` where none is known."""
    if found.tasks and found.unknown == found.tasks:
        return shown(None)
    text = shown(found.known, currency)
    return f"{text} + {_('{n} unknown').format(n=found.unknown)}" if found.unknown else text


def sample() -> str:
    """Return a text of ``cost_in_words`` that is as wide as most are, for columns."""
    return cost_in_words(Sum(Decimal("12345.6"), 99, 12), "USD")


def as_csv(costs: Costs, by: str) -> str:
    """Return the rows as a table for other programs: amounts with all decimals that the farm tells.

    A cost that the farm does not tell is empty, a name that it does not tell is ``unknown``, and none is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((by, "tasks", "cost", "currency", "tasks_of_unknown_cost"))
    for row in rows(costs, by):
        writer.writerow((_plain(row.value), row.sum.tasks, _told(row.sum), costs.currency, row.sum.unknown))
    return text.getvalue()


def as_json(costs: Costs, by: str) -> dict[str, Any]:
    """Return the rows for scripts: amounts are texts, so that no digit is lost; what is not known is null."""
    def plain(found: Sum) -> dict[str, Any]:
        return {"tasks": found.tasks, "cost": _told(found) or None, "unknown": found.unknown}

    return {"by": by, "currency": costs.currency, "total": plain(total(costs)),
            "rows": [{by: row.value, **plain(row.sum)} for row in rows(costs, by)],
            "without_deleted": costs.without_deleted or None}


def _told(found: Sum) -> str:
    """Return the cost with all its decimals; empty where the farm tells none of it."""
    return "" if found.tasks and found.unknown == found.tasks else str(found.known)


def _plain(value: str | None) -> str:
    """Return a name that no program takes for a formula."""
    return UNKNOWN if value is None else f"'{value}" if value.startswith(RISKY) else value


def by_day(costs: Costs, most: int) -> Sequence[tuple[str, Decimal]]:
    """Return the known cost of each day in a row, the last ``most`` of them, days without a task too."""
    sums = {row.value: row.sum.known for row in rows(costs, DAY) if row.value}
    if not sums:
        return ()
    last, first = (datetime.date.fromisoformat(end) for end in (max(sums), min(sums)))
    number = min(most, (last - first).days + 1)
    days = [(last - datetime.timedelta(days=back)).isoformat() for back in reversed(range(number))]
    return [(day, sums.get(day, Decimal(0))) for day in days]
