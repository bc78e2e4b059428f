"""``foxsubmit watch``: follow a task until it is over."""

from __future__ import annotations

import argparse

from ..core.common.i18n import _
from ..job.opening import taken_up
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected, write_down
from .common.following import FOLLOWED, report

SHAPE = FOLLOWED


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
    ids, task = taken_up(session, options.task, options.timeout, write_down)
    return report(options, session, ids, task)
