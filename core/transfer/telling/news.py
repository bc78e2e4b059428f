"""What the agent tells of a task by itself: how it ended or why it rests, and that its files could not be sent."""

from __future__ import annotations

import hashlib

from ...common.i18n import _
from ...model.ending import End
from ..journal.journal import Journal
from ..journal.records import Row

TOLD = (End.DONE, End.SOME_FAILED, End.ALL_FAILED, End.NO_BALANCE, End.TIMED_OUT, End.TEST_DONE)
"""Ends that the artist did not bring about by hand."""


def notice_id(account: str, task_id: int | None, end: End, seen: str) -> str:
    """Return the id of the notice of an end; ``seen`` is what the farm says of the task."""
    return f"ended {account} {task_id} {end.value} {hashlib.sha256(seen.encode()).hexdigest()[:16]}"


def tell_end(journal: Journal, row: Row, end: End | None, said: str, seen: str) -> None:
    """Tell how a task ended, once for each time that it does; ``seen`` is what the farm says of the task.

    A task that goes on settles what was told of it before.
    """
    telling = journal.telling()
    if end not in TOLD or end is None:
        telling.settle(account=row.account, farm=row.farm, task_id=row.task_id)
        return
    named = {"name": row.name, "id": row.task_id}
    text = (_("“{name}” (task {id}) is done.").format(**named) if end is End.DONE else
            _("“{name}” (task {id}): {what}").format(what=said, **named))
    telling.tell(notice_id(row.account, row.task_id, end, seen), text, kind="ended", tone=end.tone,
                 leads_to="rest" if end is End.TEST_DONE else "why" if end.failed else "", account=row.account,
                 farm=row.farm, task_id=row.task_id)


def tell_failed(journal: Journal, row: Row, why: str) -> None:
    """Tell that files could not be sent or fetched, once for each time that somebody had it tried."""
    journal.telling().tell(
        f"failed {row.id} {row.asked}", _("“{name}” could not go on: {reason}").format(name=row.name, reason=why),
        account=row.account, farm=row.farm, task_id=row.task_id, kind="transfer", tone="error")
