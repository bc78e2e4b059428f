"""``foxsubmit verify``: compare results on the disk, and what the farm holds of the files, with the journal."""

from __future__ import annotations

import argparse
import contextlib
from typing import Any

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.settings.settings import Settings
from ..core.transfer.fetch.checking import Checked, check_transfer, in_words, repair
from ..core.transfer.journal.journal import Journal
from ..core.transfer.start import ensure_agent
from ..core.transfer.states import Transfer
from .common.arguments import as_json, home_and_account
from .common.shapes import usual
from .common.signals import if_stopped
from .common.terminal import say
from .common.transfer_ids import SHORT, find_transfer

CHECKED = {"right": "how many", "wrong": ("each that is not, or is not known", [{
    "path": "which", "message": "a sentence"}])}
SHAPE = usual({"transfers": ("each that was looked at", [{
    "id": "its id", "task_id": "the task's number, or null", "name": "the scene's file",
    "results": ("results on the disk", CHECKED), "inputs": ("files on the farm", CHECKED)}]),
    "fetched_again": "results that --repair has fetched again"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which transfers are looked at, and whether what is wrong is fetched again."""
    home_and_account(parser)
    parser.add_argument("id", nargs="?", metavar="ID",
                        help=_("the beginning of an id, or a task number (default: every transfer with results)"))
    parser.add_argument("--repair", action="store_true",
                        help=_("fetch results again that are gone or others; what lies there is kept as NAME.bak-1"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Verify, say what is wrong, and repair it where that is wanted."""
    settings = Settings(options.home)
    with contextlib.closing(Journal(settings.journal)) as journal, if_stopped(_("Stopped: not all was verified.")):
        every = journal.transfers()
        chosen = [find_transfer(every, options.id)] if options.id else [each for each in every if each.fetched]
        found = [(each, check_transfer(journal, settings, each, lambda: None)) for each in chosen]
        again = sum(repair(journal, each, checked) for each, checked in found) if options.repair else 0
    if again:
        ensure_agent(settings)
    right = not any(checked.faults for _each, checked in found)
    if options.json:
        SHAPE.write(transfers=[_as_data(*each) for each in found], fetched_again=again)
    else:
        for each in found:
            _print(*each)
        if not found:
            say(_("Nothing was fetched: there is nothing to verify."))
        if again:
            say(count("{n} result is fetched again: “foxsubmit transfers” shows it; verify again afterwards.",
                      "{n} results are fetched again: “foxsubmit transfers” shows it; verify again afterwards.", again))
        elif options.repair and not right:
            say(_("Nothing is fetched again: what is wrong is no result that the farm would give out again, or the "
                  "transfer was cancelled."))
    return ExitCode.DONE if right else ExitCode.FAILED


def _print(each: Transfer, checked: Checked) -> None:
    for fault in checked.faults:
        say(fault.sentence)
    say(f"{each.name} ({each.id[:SHORT]}): {in_words(checked)}")


def _as_data(each: Transfer, checked: Checked) -> dict[str, Any]:
    return {"id": each.id, "task_id": each.task_id, "name": each.name,
            **{name: {"right": found.right, "wrong": [{"path": fault.path, "message": fault.sentence}
                                                      for fault in found.faults]}
               for name, found in checked._asdict().items()}}
