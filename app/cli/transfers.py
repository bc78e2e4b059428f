"""``foxsubmit transfers``: what is on its way to the farm and back, of every application on this machine."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import time
from collections.abc import Collection, Sequence
from typing import Callable

from rich.table import Table
from rich.text import Text

from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, aside, full_stop, labelled, sentences, together
from ..core.model import format
from ..core.session.following import words
from ..core.settings.settings import Settings
from ..core.transfer.after.words import can_start
from ..core.transfer.cancelling import cancelling
from ..core.transfer.journal.journal import Journal
from ..core.transfer.journal.totals import totals
from ..core.transfer.start import ensure_agent, see_agent_start
from ..core.transfer.states import Transfer, TransferState
from ..job.opening import tell_of_restored, wake_agent
from .common.arguments import as_json, home_and_account
from .common.progress import pace
from .common.shapes import usual
from .common.speed import read_speed
from .common.terminal import Terminal, cell, say
from .common.transfer_ids import SHORT, find_transfer

WIDE = 120
"""Columns of a terminal below which what happens to a transfer has a line of its own."""

START = "start"
"""What is wished of a submission that waits for a task; the journal keeps it otherwise than the other wishes."""

CONFIRM = 2.0  # seconds in which the farm usually confirms that a task is cancelled
LOOK = 0.05  # seconds between two looks at the journal meanwhile

SHAPE = usual({"transfers": ("those that are listed, or that the action was for", [{
    "id": "its id", "name": "the scene's file", "state": "planned, creating, uploading, configuring, held, "
    "submitting, watching, fetched, paused, cancelling, cancelled or failed",
    "task_id": "the task's number, null before it has one", "message": "why it waits or failed",
    "files": "how many it has", "files_done": "how many have arrived", "bytes": "their size",
    "bytes_done": "how much of that is looked at or sent", "bytes_new": "how much of it has to be sent",
    "bytes_sent": "how much of that has left", "speed": "bytes a second", "fetched": "results on this machine",
    "folder": "where they go", "account": "who submitted", "farm": "the id of the farm of this machine, else empty",
    "host": "the application that submitted, empty where results alone are fetched", "priority": "a higher one first",
    "created": "seconds since 1970", "started": "the same, or null", "ended": "the same, or null",
    "fetch": "finished or end", "fetch_files": "results that the farm has", "fetch_bytes": "their size",
    "fetch_done": "how much of that is here", "stage": "its state below a pause, or null",
    "end": "how its task ended, or null", "look_at": "when its finished task is looked at again, or 0",
    "wanted": "names of frames that are fetched first", "folder_gone": "whether its folder is not there",
    "after": "tasks that it waits for", "if_failed": "what becomes of it where one of those fails",
    "about": ("what it is called, or null", {
        "name": "of the job", "comment": "for people", "batch": "of the job", "unit": "the view layer or node",
        "camera": "its name", "artist": "who", "project": "its name", "scene": "its path",
        "frames": "the range"}),
    "silent": "seconds without a sign of life", "silent_of": "of what", "seconds_left": "at this speed, or null"}])},
    {"limit": {"limit": "bytes a second, 0 for none"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done, and with which transfers."""
    home_and_account(parser)
    parser.usage = ("foxsubmit transfers [--all] [--json]\n"
                    "       foxsubmit transfers pause|resume|retry|start|cancel ID… | --all\n"
                    "       foxsubmit transfers limit [SPEED|off]")
    parser.add_argument("action", nargs="?", default="list",
                        choices=("list", "pause", "resume", "retry", "start", "cancel", "limit"))
    parser.add_argument("what", nargs="*", metavar="ID|SPEED",
                        help=_("the beginning of an id, or a task number; for “limit” a speed such as 2M, or off"))
    parser.add_argument("--all", action="store_true",
                        help=_("list also what is over; with an action: every transfer that it fits"))
    as_json(parser, _("print JSON"))


def run(options: argparse.Namespace) -> int:
    """``transfers ACTION …``"""
    settings = Settings(options.home)
    with contextlib.closing(Journal(settings.journal)) as journal:
        tell_of_restored(journal, say)
        if options.action == "list":
            return _list(options, settings, journal)
        if options.action == "limit":
            return _limit(options, journal)
        return _wish(options, settings, journal)


def _list(options: argparse.Namespace, settings: Settings, journal: Journal) -> int:
    if options.what:
        raise BadInput(_("“transfers list” takes no ids: “{more}” is too much.").format(more=" ".join(options.what)))
    every = journal.transfers()
    shown = [each for each in every if options.all or not each.state.over or each.state is TransferState.FAILED]
    if options.json:
        _print_json(shown)
    else:
        _print_table(shown, every, journal)
    return ExitCode.DONE if wake_agent(settings, every, say) else ExitCode.FAILED


def _print_table(shown: Sequence[Transfer], every: Sequence[Transfer], journal: Journal) -> None:
    out = Terminal()
    if not shown:
        out.print(_("Nothing is being sent or fetched.") if not every else
                  _("Nothing is being sent or fetched; “foxsubmit transfers --all” lists what is over."))
        return
    out.print(_table(shown) if out.width >= WIDE else _stacked(shown))
    together = totals(shown)
    if together.speed:
        out.print(_("{left} left, {speed}, {time}").format(
            left=format.size(together.bytes_left), speed=format.speed(together.speed),
            time=format.rough_duration(together.seconds_left or 0.0)))
    if journal.limit():
        out.print(_("Limited to {speed}.").format(speed=format.speed(journal.limit())))


def _table(transfers: Sequence[Transfer]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("ID", _("Scene"), _("From"), _("Task")):
        table.add_column(name, no_wrap=True)
    table.add_column(_("What happens"), ratio=1, overflow="fold")
    for name in (_("Sent"), _("Speed"), _("Time left")):
        table.add_column(name, justify="right", no_wrap=True)
    for each in transfers:
        left = each.seconds_left
        cells = (each.id[:SHORT], each.name, each.host or "–", str(each.task_id or "–"), words(each, None),
                 f"{100 * each.part:.0f} %", format.speed(each.speed),
                 format.NOTHING if left is None else format.rough_duration(left))
        table.add_row(*map(cell, cells))
    return table


def _stacked(transfers: Sequence[Transfer]) -> Table:
    """Return a row for each transfer with two lines: which it is and how far, and below what happens."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for each in transfers:
        which = together(each.name, each.host, str(each.task_id or ""), f"{100 * each.part:.0f} %", pace(each))
        table.add_row(cell(each.id[:SHORT]), Text.assemble(cell(which), "\n", cell(words(each, None))))
    return table


def _limit(options: argparse.Namespace, journal: Journal) -> int:
    if len(options.what) > 1:
        raise BadInput(_("“transfers limit” takes one speed, for example 2M, or off."))
    if options.what:
        journal.set_limit(read_speed(options.what[0]))
    limit = journal.limit()
    if options.json:
        SHAPE.write(limit=limit)
    else:
        Terminal().print(_("Transfers take up to {speed}.").format(speed=format.speed(limit)) if limit else
                        _("Transfers take what the network gives."))
    return ExitCode.DONE


def _wish(options: argparse.Namespace, settings: Settings, journal: Journal) -> int:
    wish, may, said, otherwise = wishes()[options.action]
    if bool(options.what) == options.all:
        raise BadInput(_("“transfers {action}” takes ids or task numbers as “foxsubmit transfers” lists them, or "
                         "--all.").format(action=options.action))
    every = journal.transfers()
    fitting = [each for each in every if may(each) and each.state is not TransferState.CANCELLED]
    chosen = fitting if options.all else [find_transfer(every, text) for text in options.what]
    for each in chosen:
        if not may(each):
            raise BadInput(otherwise.format(id=each.id[:SHORT], name=each.name))
    asked = [each for each in chosen if each.state is not TransferState.CANCELLED]
    for each in asked:
        if wish == START:
            journal.afters().release(each.id)
        else:
            journal.wish(each.id, wish)
    if wish != "pause" and asked:
        ensure_agent(settings)
        see_agent_start(settings)
    after = _after(journal, {each.id for each in chosen}, CONFIRM if wish == "cancel" else 0.0)
    unconfirmed = wish == "cancel" and any(each.state is TransferState.CANCELLING for each in after)
    code = ExitCode.FAILED if unconfirmed else ExitCode.DONE
    if options.json:
        _print_json(after)
        return code
    for each in after:
        say(cancelled(each) if wish == "cancel" else labelled(said, aside(each.name, each.id[:SHORT])))
    if not after:
        say(_("There is nothing to {action}.").format(action=options.action))
    return code


def _after(journal: Journal, ids: Collection[str], seconds: float) -> list[Transfer]:
    """The transfers as they are now, or once the agent has said of each what became of its end, after ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        found = [each for each in journal.transfers() if each.id in ids]
        if time.monotonic() >= end or all(each.state.over or each.message for each in found):
            return found
        time.sleep(LOOK)


def cancelled(each: Transfer) -> str:
    """How far the end of a transfer is: what the farm has confirmed, or that it has not."""
    name = aside(each.name, each.id[:SHORT])
    if each.state is TransferState.CANCELLING:
        return sentences(full_stop(labelled(_("Being cancelled"), name)), cancelling(each))
    done = labelled(_("Cancelled"), name)
    return sentences(full_stop(done), each.message) if each.message else done


def wishes() -> dict[str, tuple[str, Callable[[Transfer], bool], str, str]]:
    """Action -> what the agent is told, for which transfers, what is said then, and what otherwise."""
    return {
        "pause": ("pause", _moves, _("Paused"),
                  _("{name} ({id}) is over or being cancelled: there is nothing to pause.")),
        "resume": ("go", lambda each: _moves(each) or each.state is TransferState.FAILED, _("Goes on"),
                   _("{name} ({id}) is over or being cancelled: there is nothing to resume.")),
        "retry": ("go", lambda each: each.state is TransferState.FAILED or (bool(each.message) and not each.state.over),
                  _("Tried again"), _("{name} ({id}) has not failed: there is nothing to try again.")),
        "start": (START, can_start, _("Started, whatever it waits for"),
                  _("{name} ({id}) waits for no task: there is nothing to start.")),
        "cancel": ("cancel", lambda each: each.state is not TransferState.FETCHED, _("Being cancelled"),
                   _("{name} ({id}) has been fetched: stop a task that still renders in the panel.")),
    }


def _moves(each: Transfer) -> bool:
    return not each.state.over and each.state is not TransferState.CANCELLING


def _print_json(transfers: Sequence[Transfer]) -> None:
    rows = [{**dataclasses.asdict(each), "state": each.state.value, "stage": each.stage and each.stage.value,
             "end": each.end and each.end.value,
             "seconds_left": each.seconds_left, "wanted": sorted(name for _task, name in each.wanted)}
            for each in transfers]
    SHAPE.write(transfers=rows)
