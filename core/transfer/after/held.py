"""Tasks that are not on the farm's list, since they wait for another one before they are started. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ...common.i18n import labelled, together
from ..states import Transfer, TransferState
from .words import held, waits_for_tasks


def waiting(transfers: Iterable[Transfer]) -> list[Transfer]:
    """Return those that wait for a task, with their files on the farm or on the way to it, the oldest first."""
    found = [each for each in transfers if each.after and not each.state.over
             and each.state is not TransferState.CANCELLING]
    return sorted(found, key=lambda each: each.created)


def in_words(transfer: Transfer) -> str:
    """Return a line about one: its number on the farm, its scene, and for what it waits."""
    which = together(str(transfer.task_id or ""), transfer.name)
    return labelled(which, held(transfer) if transfer.state is TransferState.HELD else waits_for_tasks(transfer))
