"""Whether what a submission waits for has ended, and what becomes of it then."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...api import FoxAPI
from ...api.types import TaskInfo
from ...common.errors import TransferFailed
from ...common.i18n import _
from ...model import format
from ...model.choices import GIVE_UP, START
from ...model.ending import End, counted, ended, sentence
from ..journal.journal import Journal
from ..journal.records import Row
from ..rendered_again import is_deleted
from ..states import BEFORE_TASK, TransferState
from ..task_guard import need_task
from .table import Awaited

KIND = "after"
"""The kind of the notices about this."""


class Fate(enum.Enum):
    """The state of a task that is waited for."""

    GOES_ON = "goes on"
    """It renders, waits itself, or is not submitted yet."""
    DONE = "done"
    RESTS = "rests"
    """It is stopped, and may be started again by somebody."""
    FAILED = "failed"
    """It will not end well by itself: frames failed, it was abandoned, cancelled or deleted, or could not be sent."""


class Seen(NamedTuple):
    """One task that is waited for, as it is now."""

    awaited: Awaited
    fate: Fate
    said: str = ""
    """A sentence on why it has not ended well; empty where it has, or goes on."""


def let_go(journal: Journal, api: FoxAPI, row: Row) -> bool:
    """Have a submission that waits started, where what it waits for has ended; whether anything has changed.

    Raises:
        TransferFailed: it is given up, as somebody chose for a task that does not end well.
        FoxError: the farm does not answer: it waits on.
    """
    afters = journal.afters()
    waits = afters.of(row.id)
    numbers = [each.task_id for each in waits if each.task_id]
    asked = [*numbers, *([row.task_id] if row.task_id else [])]
    tasks = {item["id"]: item for item in api.query.task_info(asked)["items"]} if asked else {}
    own = tasks.get(row.task_id or 0)
    if own is not None and own.get("sceneName") and not is_deleted(own):  # somebody has started it elsewhere
        afters.release(row.id)
        return _go(journal, row)
    seen = [look_at(each, tasks) for each in waits]
    met = [each for each in seen if each.fate is Fate.DONE
           or (each.fate is Fate.FAILED and row.if_failed == START)]
    afters.met(row.id, [each.awaited.other for each in met])
    left = [each for each in seen if each not in met]
    failed = [each for each in left if each.fate is Fate.FAILED]
    if failed and row.if_failed == GIVE_UP:
        raise TransferFailed(_("It is not started, as chosen: {why}").format(why=_why(failed)))
    if afters.of(row.id):
        _note(journal, row, left, failed)
        return bool(met)
    if row.task_id:
        need_task(api, row.task_id)
    return _go(journal, row)


def look_at(each: Awaited, tasks: Mapping[int, TaskInfo]) -> Seen:
    """Return what has become of a task, by what the farm has of its number and by its submission in the journal."""
    item = tasks.get(each.task_id)
    if item is not None and item.get("sceneName") and not is_deleted(item):
        return _of_farm(each, item)
    if item is not None and is_deleted(item):
        return _failed(each, _("It was deleted on the farm."))
    if each.state is TransferState.CANCELLED:
        return _failed(each, _("It was cancelled."))
    if item is None and (each.state is None or (each.task_id and each.state not in BEFORE_TASK)):
        return _failed(each, _("The farm has it no more."))
    if each.state is TransferState.FAILED:
        return _failed(each, _("It could not be submitted."))
    return Seen(each, Fate.GOES_ON)


def _of_farm(each: Awaited, item: TaskInfo) -> Seen:
    counts = counted(item)
    end = ended(counts)
    if end is None or end is End.DONE:
        return Seen(each, Fate.GOES_ON if end is None else Fate.DONE)
    if end.over:
        return _failed(each, sentence(end, counts))
    if each.state is TransferState.CANCELLED:
        return _failed(each, _("It was cancelled."))
    return Seen(each, Fate.RESTS, _said(each, sentence(end, counts)))


def _failed(each: Awaited, what: str) -> Seen:
    return Seen(each, Fate.FAILED, _said(each, what))


def _said(each: Awaited, what: str) -> str:
    """Return a sentence about a task, beginning with its number, or with its scene while it has none."""
    if each.task_id:
        return _("Task {task}: {what}").format(task=each.task_id, what=what)
    return _("“{name}”: {what}").format(name=each.name or each.other, what=what)


def _why(seen: Sequence[Seen]) -> str:
    return format.sentences(*(each.said for each in seen))


def _go(journal: Journal, row: Row) -> bool:
    """Have it submitted: whoever sends asks the farm first whether it was."""
    journal.record(row.id, TransferState.SUBMITTING, message="")
    settle(journal, row)
    return True


def _note(journal: Journal, row: Row, left: Sequence[Seen], failed: Sequence[Seen]) -> None:
    """Note down why it waits where that is not for a task that goes on; tell it where somebody has to decide."""
    if failed:
        why = _why(failed)
        journal.telling().tell(
            f"{KIND} {row.id} {row.asked} {why}",
            _("“{name}” (task {id}) waits: {why} Start it now, or it waits until that ends well.").format(
                name=row.name, id=row.task_id, why=why),
            account=row.account, farm=row.farm, task_id=row.task_id, kind=KIND, leads_to="release")
    else:
        settle(journal, row)
    why = _why([each for each in left if each.said])
    said = _("{why} It waits until that ends well, or until you start it.").format(why=why) if why else ""
    if said != row.message:
        journal.record(row.id, message=said)


def settle(journal: Journal, row: Row) -> None:
    """Take away what was told of its waiting."""
    journal.telling().settle(account=row.account, farm=row.farm, task_id=row.task_id)
