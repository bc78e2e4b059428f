"""Go on with a submission whose plan was lost with the journal (journal/restoring.py): its task may render already."""

from __future__ import annotations

from ..api import FoxAPI
from ..common.errors import TransferFailed
from ..common.i18n import _
from .journal.journal import Journal
from .journal.records import Row
from .label import labelled
from .states import TransferState


def is_started(api: FoxAPI, task_id: int) -> bool:
    """Whether the task was submitted: a reserved number has no scene yet."""
    items = api.query.task_info([task_id])["items"]
    return bool(items and items[0].get("sceneName"))


def find_lost(journal: Journal, api: FoxAPI, row: Row) -> None:
    """Have the task of a submission watched, found by its number or its label.

    Raises:
        TransferFailed: it was not submitted before the journal was lost.
    """
    task_id = row.task_id or labelled(api, row)
    if task_id is None or not is_started(api, task_id):
        raise TransferFailed(_("The journal was lost before {name} was submitted: submit it again.").format(
            name=row.name))
    journal.record(row.id, TransferState.WATCHING, task_id=task_id, message="")
