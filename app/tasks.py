"""tasks, watch, fetch: what the farm has, however old, and who submitted it."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from typing import Any, Callable

from rich.table import Table
from rich.text import Text

from .asking import connected
from .commands import report
from .core.common.errors import BadInput, FoxError, NoAnswer
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _, count
from .core.jobs.tasks import Listing, TaskRow
from .core.model.ending import ended
from .core.session.following import find_on_farm, list_tasks, read_transfers, until
from .core.session.session import Session
from .core.session.transfers import Failed, Then
from .core.transfer.states import TransferState
from .output import write_json
from .signals import if_stopped
from .terminal import Terminal, say
from .ui.kit import words


def tasks(options: argparse.Namespace) -> int:
    """List the newest tasks, or all."""
    session = connected(options)
    jobs = list_tasks(session, None if options.all else options.limit, options.timeout).jobs
    shown = jobs.tasks if options.all else jobs.tasks[: options.limit]
    if options.json:
        write_json([_plain(task) for task in shown])
    elif shown:
        Terminal().print(_table(shown))
    else:
        sys.stdout.write(_("There are no tasks yet.") + "\n")
    left = _left(jobs.listing, len(jobs.tasks) - len(shown))
    if left:
        say(left)
    return ExitCode.DONE


def watch(options: argparse.Namespace) -> int:
    """Follow a task; an upload that was interrupted goes on."""
    session = connected(options)
    mine = [each for each in read_transfers(session, options.timeout).transfers.rows
            if each.account == session.state.account.id and options.task in (None, each.task_id)]
    if not mine and options.task is None:
        raise BadInput(_("Nothing was submitted with this account from this machine yet."))
    number = mine[0].task_id if mine else options.task
    task = _known(session, number, options.timeout, bool(mine)) if number is not None else None
    if not mine:
        return report(options, session, task=number)
    transfer = mine[0]
    if transfer.state in (TransferState.FETCHED, TransferState.CANCELLED):
        again = task is not None and (task.moving or transfer.end not in (None, ended(task)))
        if task is None or not again:
            return report(options, session, [transfer.id])
        if transfer.state is TransferState.CANCELLED or not transfer.folder:
            return report(options, session, task=task.id)
        _wait(session, options.timeout, lambda *calls: session.transfers.fetch_and_tell(task.id, "", *calls))
    else:
        _wait(session, options.timeout, lambda *calls: session.transfers.resume_and_tell(transfer.id, *calls))
    return report(options, session, [transfer.id])


def fetch(options: argparse.Namespace) -> int:
    """Bring a task's results to this machine."""
    with if_stopped(_("Stopped: nothing is fetched.")):
        session = connected(options)
        _known(session, options.task, options.timeout)
    folder = str(options.output.resolve()) if options.output else ""
    return report(options, session, [
        _wait(session, options.timeout, lambda *calls: session.transfers.fetch_and_tell(options.task, folder, *calls))])


def _known(session: Session, number: int, seconds: float, noted: bool = False) -> TaskRow | None:
    """The task as the farm has it; of one that the journal knows an answer is not needed to go on.

    Raises:
        BadInput: the farm has none of this number.
        NoAnswer: it does not say.
    """
    try:
        task = find_on_farm(session, number, seconds)
    except NoAnswer:
        if noted:
            return None
        raise
    if task is None and not noted:
        raise BadInput(_("The farm has no task {task}: see “foxsubmit tasks --all”.").format(task=number))
    return task


def _wait(session: Session, seconds: float, ask: Callable[[Then, Failed], None]) -> str:
    """Ask for something that is written into the journal; the id of the transfer once the journal says so.

    Raises:
        FoxError: it cannot be written.
    """
    written: list[str] = []
    wrong: list[Exception] = []
    ask(written.append, wrong.append)
    with if_stopped(_("Stopped. “foxsubmit transfers” shows whether it is written down.")):
        until(session, lambda _state: bool(written or wrong), seconds)
    if not written:
        raise wrong[0] if wrong else FoxError(_("The journal could not be written in time: try again."))
    return written[0]


def _plain(task: TaskRow) -> dict[str, Any]:
    end = ended(task)
    return {**dataclasses.asdict(task), "status": task.status.name.lower(), "end": end.value if end else None}


def _table(shown: tuple[TaskRow, ...]) -> Table:
    table = Table(box=None)
    for name in (_("Task"), _("Scene"), _("Status"), _("Frames"), _("Cost")):
        table.add_column(name)
    for task in shown:
        cells = (str(task.id), task.name, words.task_status(task).text, f"{task.done} / {task.frames}",
                 f"{task.cost:.2f}")
        table.add_row(*map(Text, cells))  # as they are: a name may look like Rich's markup
    return table


def _left(listing: Listing, cut: int) -> str:
    """How many tasks were not listed, and how to see them; empty where all were."""
    if not listing.more and not cut:
        return ""
    if listing.more and listing.older is None:
        return _("There are older tasks: “foxsubmit tasks --all” lists all.")
    return count("{n} older task is not listed: “foxsubmit tasks --all” lists all.",
                 "{n} older tasks are not listed: “foxsubmit tasks --all” lists all.", cut + (listing.older or 0))
