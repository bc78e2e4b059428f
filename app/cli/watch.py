"""``foxsubmit watch``: follow a task until it is over."""

from __future__ import annotations

import argparse

from ..core.common.errors import BadInput
from ..core.common.i18n import _
from ..core.model.ending import ended
from ..core.session.following import read_transfers
from ..core.transfer.states import TransferState
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected, find_task, write_down
from .common.following import report


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which task is followed."""
    home_and_account(parser)
    parser.add_argument("task", type=int, nargs="?", metavar="ID",
                        help=_("default: the newest submission of this machine"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Follow a task; an upload that was interrupted goes on."""
    session = connected(options)
    mine = [each for each in read_transfers(session, options.timeout).transfers.rows
            if each.account == session.state.account.id and options.task in (None, each.task_id)]
    if not mine and options.task is None:
        raise BadInput(_("Nothing was submitted with this account from this machine yet."))
    number = mine[0].task_id if mine else options.task
    task = find_task(session, number, options.timeout, bool(mine)) if number is not None else None
    if not mine:
        return report(options, session, task=number)
    transfer = mine[0]
    if transfer.state is TransferState.CANCELLING:
        return report(options, session, [transfer.id])
    if transfer.state in (TransferState.FETCHED, TransferState.CANCELLED):
        again = task is not None and (task.moving or transfer.end not in (None, ended(task)))
        if task is None or not again:
            return report(options, session, [transfer.id])
        if transfer.state is TransferState.CANCELLED or not transfer.folder:
            return report(options, session, task=task.id)
        write_down(session, options.timeout, lambda *calls: session.transfers.fetch_and_tell(task.id, "", *calls))
    else:
        write_down(session, options.timeout, lambda *calls: session.transfers.resume_and_tell(transfer.id, *calls))
    return report(options, session, [transfer.id])
