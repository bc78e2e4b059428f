"""``foxsubmit tasks``: what the farm has, however old, and whoever submitted it."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from typing import Any

from rich.table import Table

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.jobs.tasks import Listing, TaskRow
from ..core.model.ending import ended
from ..core.session.following import list_tasks
from ..ui.kit import words
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected
from .common.output import write_json
from .common.terminal import Terminal, cell, say

NEWEST = 50
"""Tasks that are listed where nobody says how many: a page of the farm's."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many are listed."""
    home_and_account(parser)
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--limit", type=_number, default=NEWEST, metavar="N",
                        help=_("how many, the newest first (default: %(default)s)"))
    number.add_argument("--all", action="store_true", help=_("list all that the farm has"))
    patience(parser)
    as_json(parser, _("print them as JSON"))


def _number(text: str) -> int:
    """Read how many.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
    return int(text)


def run(options: argparse.Namespace) -> int:
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
        table.add_row(*map(cell, cells))
    return table


def _left(listing: Listing, cut: int) -> str:
    """How many tasks were not listed, and how to see them; empty where all were."""
    if not listing.more and not cut:
        return ""
    if listing.more and listing.older is None:
        return _("There are older tasks: “foxsubmit tasks --all” lists all.")
    return count("{n} older task is not listed: “foxsubmit tasks --all” lists all.",
                 "{n} older tasks are not listed: “foxsubmit tasks --all” lists all.", cut + (listing.older or 0))
