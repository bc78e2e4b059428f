"""What a submission waits for, in people's words. Pure."""

from __future__ import annotations

from ...common.i18n import _, listed
from ..states import Transfer, TransferState


def waits_for_tasks(transfer: Transfer) -> str:
    """``Waits for 1003``; empty for a transfer that waits for no task."""
    return _("Waits for {tasks}").format(tasks=listed(transfer.after)) if transfer.after else ""


def held(transfer: Transfer) -> str:
    """Return a sentence about one whose files are on the farm; what was noted down says more."""
    return transfer.message or _("{waits}. Its files are on the farm.").format(waits=waits_for_tasks(transfer))


def can_start(transfer: Transfer) -> bool:
    """Whether somebody may have it started now: it waits for a task, or was given up for one."""
    return bool(transfer.after) and transfer.state is not TransferState.CANCELLING
