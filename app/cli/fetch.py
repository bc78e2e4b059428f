"""``foxsubmit fetch``: bring a task's results to this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.common.i18n import _
from ..job.opening import find_task
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected, write_down
from .common.following import FOLLOWED, report
from .common.signals import if_stopped

SHAPE = FOLLOWED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which task's results come, and where to."""
    home_and_account(parser)
    parser.add_argument("task", type=int, metavar="ID")
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where they go (default: where the submission said)"))
    parser.add_argument("--as-it-is", action="store_true",
                        help=_("use the folder although it is not the one that results were put into before; it is "
                               "made where there is none"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the wish down, then follow it."""
    with if_stopped(_("Stopped: nothing is fetched.")):
        session = connected(options)
        find_task(session, options.task, options.timeout)
    folder = str(options.output.resolve()) if options.output else ""
    transfer = write_down(
        session, options.timeout, lambda *calls: session.transfers.fetch_and_tell(
            options.task, folder, *calls, as_it_is=options.as_it_is))
    return report(options, session, [transfer])
