"""``foxsubmit tasks``: what the farm has, however old, and whoever submitted it."""

from __future__ import annotations

import argparse
import contextlib
import sys

from ..core.api.codes import TaskStatus
from ..core.common.errors import FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.jobs.status_groups import GROUPS
from ..core.jobs.tasks import Listing, TaskFilter
from ..core.jobs.told import GROUPINGS
from ..core.session.following import list_tasks, read_transfers
from ..core.session.state import submissions
from ..core.settings.settings import Settings
from ..core.settings.task_filters import SavedFilter, find_filter
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected
from .common.output import write_json
from .common.task_table import USUAL, columns_typed, plain_task, task_table
from .common.terminal import Terminal, say

NEWEST = 50
"""Tasks that are listed where nobody says how many: a page of the farm's."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many are listed."""
    home_and_account(parser)
    parser.add_argument("--columns", type=columns_typed, default=USUAL, metavar="NAME,…", help=_(
        "which columns, or all (default: {names})").format(names=",".join(USUAL)))
    parser.add_argument("--search", default="", metavar="TEXT", help=_(
        "only tasks whose scene or number contains this: of a scene its earlier tasks"))
    parser.add_argument("--status", choices=[name for name in GROUPS if name], help=_("only tasks in this state"))
    parser.add_argument("--days", type=_number, default=0, metavar="N", help=_(
        "only tasks that were submitted in so many days, today included"))
    parser.add_argument("--filter", metavar="NAME", help=_("a filter that was saved in the panel"))
    parser.add_argument("--group", choices=GROUPINGS, help=_("tasks of one scene, batch or day together, with sums"))
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
    wanted, group = _wanted(options)
    session = connected(options)
    if wanted:
        session.jobs.filter(wanted)
    jobs = list_tasks(session, None if options.all else options.limit, options.timeout).jobs
    listed = jobs.tasks if options.all else jobs.tasks[: options.limit]
    with contextlib.suppress(FoxError):  # a journal that cannot be read takes no task away
        read_transfers(session, options.timeout)
    transfers = submissions(session.state.transfers)
    if options.json:
        write_json([plain_task(task, transfers.get(task.id)) for task in listed])
    elif listed:
        Terminal().print(task_table(listed, transfers, options.columns, group))
    else:
        sys.stdout.write((_("No task matches.") if wanted else _("There are no tasks yet.")) + "\n")
    left = _left(jobs.listing, len(jobs.tasks) - len(listed))
    if left:
        say(left)
    return ExitCode.DONE


def _wanted(options: argparse.Namespace) -> tuple[TaskFilter, str]:
    """Return the filter and the grouping: those that were saved, with what was typed in their place.

    Raises:
        BadInput: there is no such filter.
    """
    saved = find_filter(Settings(options.home).task_filters, options.filter) if options.filter else SavedFilter("")
    statuses = GROUPS[options.status] if options.status else tuple(map(TaskStatus, saved.statuses))
    return (TaskFilter(options.search or saved.text, statuses, options.days or saved.days),
            options.group or saved.group)


def _left(listing: Listing, cut: int) -> str:
    """How many tasks were not listed, and how to see them; empty where all were."""
    if not listing.more and not cut:
        return ""
    if listing.more and listing.older is None:
        return _("There are older tasks: “foxsubmit tasks --all” lists all.")
    return count("{n} older task is not listed: “foxsubmit tasks --all” lists all.",
                 "{n} older tasks are not listed: “foxsubmit tasks --all” lists all.", cut + (listing.older or 0))
