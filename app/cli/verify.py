"""``foxsubmit verify``: compare results on the disk, and what the farm holds of the files, with the journal."""

from __future__ import annotations

import argparse
import contextlib
from typing import Any

from ..core.common.errors import FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.settings.settings import Settings
from ..core.transfer.engines import open_engine
from ..core.transfer.fetch.verify import Fault, Verified, verify_inputs, verify_results
from ..core.transfer.journal.journal import Journal
from ..core.transfer.start import ensure_agent
from ..core.transfer.states import Transfer, TransferState
from .common.arguments import as_json, home_and_account
from .common.output import write_json
from .common.signals import if_stopped
from .common.terminal import say
from .common.transfer_ids import SHORT, find_transfer


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
        found = [(each, *_verify(journal, settings, each)) for each in chosen]
        again = sum(_repair(journal, each, results) for each, results, _inputs in found) if options.repair else 0
    if again:
        ensure_agent(settings)
    right = all(not results.faults and not inputs.faults for _each, results, inputs in found)
    if options.json:
        write_json([_as_data(*each) for each in found])
    else:
        for each in found:
            _print(*each)
        if not found:
            say(_("Nothing was fetched: there is nothing to verify."))
        if again:
            say(count("{n} result is fetched again: “foxsubmit transfers” shows it; verify again afterwards.",
                      "{n} results are fetched again: “foxsubmit transfers” shows it; verify again afterwards.", again))
    return ExitCode.DONE if right else ExitCode.FAILED


def _verify(journal: Journal, settings: Settings, each: Transfer) -> tuple[Verified, Verified]:
    results = verify_results(journal, each.id, lambda: None)
    if not each.fetched:
        results = Verified(0, (*results.faults, Fault("", _("No result was fetched."))))
    if not each.host:
        return results, Verified(0, ())
    try:
        with settings.credentials(each.account, journal.get(each.id).farm).api() as api:
            engine = open_engine(api, settings)
            return results, verify_inputs(journal, each.id, engine, api.client.access_id)
    except FoxError as error:
        text = _("What the farm holds of the files is not known: {reason}").format(reason=error)
        return results, Verified(0, (Fault("", text),))


def _repair(journal: Journal, each: Transfer, results: Verified) -> int:
    """Have results that are wrong fetched again, and return how many."""
    paths = [fault.result for fault in results.faults if fault.result]
    if paths and each.task_id and each.state in (TransferState.FETCHED, TransferState.WATCHING):
        journal.fetch_again(each.id, paths)
        return len(paths)
    return 0


def _print(each: Transfer, results: Verified, inputs: Verified) -> None:
    for fault in (*results.faults, *inputs.faults):
        say(fault.sentence)
    right = results.right + inputs.right
    wrong = len(results.faults) + len(inputs.faults)
    say(_("{name} ({id}): {right}, {wrong}.").format(
        name=each.name, id=each.id[:SHORT], right=count("{n} file is right", "{n} files are right", right),
        wrong=count("{n} is not, or is not known", "{n} are not, or are not known", wrong)))


def _as_data(each: Transfer, results: Verified, inputs: Verified) -> dict[str, Any]:
    return {"id": each.id, "task_id": each.task_id, "name": each.name,
            **{name: {"right": found.right, "wrong": [{"path": fault.path, "message": fault.sentence}
                                                      for fault in found.faults]}
               for name, found in (("results", results), ("inputs", inputs))}}
