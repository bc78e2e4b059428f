"""``foxsubmit tasks``: what the farm has, however old, and whoever submitted it."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence

from ..core.api.codes import TaskStatus
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.jobs.status_groups import GROUPS
from ..core.jobs.tasks import Listing, TaskFilter, TaskRow
from ..core.jobs.told import GROUPINGS
from ..core.session.following import list_tasks, read_list, read_transfers
from ..core.session.session import Session
from ..core.session.state import of_account, submissions
from ..core.settings.settings import Settings
from ..core.settings.task_filters import SavedFilter, find_filter
from ..core.transfer.after.held import in_words, waiting
from .common.arguments import as_json, home_and_account, number_above_0, patience
from .common.connecting import connected
from .common.output import write_json
from .common.task_table import USUAL, columns_typed, plain_task, task_table
from .common.terminal import Terminal, say

ELSEWHERE = ("id", "task", "user", "artist", "status", "frames")
"""The columns of what renders elsewhere, where nobody names any."""

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
    parser.add_argument("--days", type=number_above_0, default=0, metavar="N", help=_(
        "only tasks that were submitted in so many days, today included"))
    parser.add_argument("--filter", metavar="NAME", help=_("a filter that was saved in the panel"))
    parser.add_argument("--group", choices=GROUPINGS, help=_("tasks of one scene, batch or day together, with sums"))
    parser.add_argument("--recycled", action="store_true", help=_(
        "list the recycle bin: the tasks that were deleted, which nothing filters"))
    parser.add_argument("--elsewhere", action="store_true", help=_(
        "list what waits or renders and was not submitted from this machine, with whose it is where the farm tells"))
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--limit", type=number_above_0, default=NEWEST, metavar="N",
                        help=_("how many, the newest first (default: %(default)s)"))
    number.add_argument("--all", action="store_true", help=_("list all that the farm has"))
    patience(parser)
    as_json(parser, _("print them as JSON"))


def run(options: argparse.Namespace) -> int:
    """List the newest tasks, or all."""
    wanted, group = _wanted(options)
    if options.recycled and wanted:
        raise BadInput(_("The recycle bin is listed whole: --recycled goes with no filter."))
    if options.elsewhere and (wanted or options.recycled):
        raise BadInput(_("What renders elsewhere is listed whole: --elsewhere goes with no filter."))
    session = connected(options)
    read = _elsewhere if options.elsewhere else _recycled
    listed, left = (read(session, options) if options.elsewhere or options.recycled else
                    _listed(session, options, wanted))
    with contextlib.suppress(FoxError):  # a journal that cannot be read takes no task away
        read_transfers(session, options.timeout)
    transfers = submissions(session.state.transfers)
    if options.json:
        write_json([plain_task(task, transfers.get(task.id)) for task in listed])
    elif listed:
        names = ELSEWHERE if options.elsewhere and options.columns == USUAL else options.columns
        Terminal().print(task_table(listed, transfers, names, group))
    else:
        sys.stdout.write((_("The recycle bin is empty.") if options.recycled else _("No task matches.") if wanted else
                          _("Nothing that others have submitted waits or renders, as far as the farm lists it.")
                          if options.elsewhere else
                          _("There are no tasks yet.")) + "\n")
    for each in () if options.elsewhere or options.recycled else waiting(session.state.transfers.rows):
        if of_account(each, session.state.transfers.whose):
            say(in_words(each))
    if left:
        say(left)
    return ExitCode.DONE


def _listed(session: Session, options: argparse.Namespace, wanted: TaskFilter) -> tuple[Sequence[TaskRow], str]:
    """Return the tasks, and a sentence on those that were left out."""
    if wanted:
        session.jobs.filter(wanted)
    jobs = list_tasks(session, None if options.all else options.limit, options.timeout).jobs
    listed = jobs.tasks if options.all else jobs.tasks[: options.limit]
    return listed, _left(jobs.listing, len(jobs.tasks) - len(listed))


def _recycled(session: Session, options: argparse.Namespace) -> tuple[Sequence[TaskRow], str]:
    """Return the tasks in the recycle bin, and a sentence on those that were left out."""
    limit = None if options.all else options.limit
    bin_ = read_list(session, "recycled", limit, options.timeout).recycled
    listed: Sequence[TaskRow] = bin_.rows[:limit]
    older = bin_.more or len(bin_.rows) > len(listed)
    return listed, _("There are older tasks: “foxsubmit tasks --recycled --all” lists all.") if older else ""


def _elsewhere(session: Session, options: argparse.Namespace) -> tuple[Sequence[TaskRow], str]:
    """Return the tasks of others, and a sentence on those that were left out."""
    limit = None if options.all else options.limit
    found = read_list(session, "elsewhere", limit, options.timeout).elsewhere
    more = found.more or len(found.rows) > len(found.rows[:limit])
    return found.rows[:limit], _("There are more: “foxsubmit tasks --elsewhere --all” lists all.") if more else ""


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
