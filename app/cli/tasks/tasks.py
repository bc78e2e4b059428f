"""``foxsubmit tasks``: what the farm has, however old, and whoever submitted it."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from typing import NamedTuple, Optional

from ...core.api.codes import TaskStatus
from ...core.common.errors import BadInput, FoxError
from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, count
from ...core.jobs.status_groups import GROUPS
from ...core.jobs.tasks import TaskFilter, TaskRow
from ...core.jobs.told import GROUPINGS
from ...core.session.details.state import Listed
from ...core.session.following import list_tasks, read_list, read_transfers
from ...core.session.session import Session
from ...core.session.state import of_account, submissions
from ...core.settings.settings import Settings
from ...core.settings.task_filters import SavedFilter, find_filter
from ...core.transfer.after.held import in_words, waiting
from ..common.arguments import as_json, home_and_account, number_above_0, patience
from ..common.connecting import connected
from ..common.output import write_answer
from ..common.shapes import usual
from ..common.task_table import TASKS, USUAL, columns_typed, plain_task, task_table
from ..common.terminal import Terminal, say

ELSEWHERE = ("id", "task", "user", "artist", "status", "frames")
"""The columns of what renders elsewhere, where nobody names any."""

NEWEST = 50
"""Tasks that are listed where nobody says how many: a page of the farm's."""
SHAPE = usual({**TASKS, "page": "which, null with --all", "more": "whether there are older ones behind it",
               "older": "how many of these, null where the farm does not say"})


class Part(NamedTuple):
    """The tasks that are listed, and what is known of those behind them."""

    rows: Sequence[TaskRow]
    more: bool
    older: Optional[int]


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
    parser.add_argument("--page", type=number_above_0, metavar="N", help=_(
        "the page of so many tasks as --limit says (default: the first)"))
    patience(parser)
    as_json(parser, _("print them as JSON"))


def run(options: argparse.Namespace) -> int:
    """List the newest tasks, or all."""
    wanted, group = _wanted(options)
    if options.recycled and wanted:
        raise BadInput(_("The recycle bin is listed whole: --recycled goes with no filter."))
    if options.elsewhere and (wanted or options.recycled):
        raise BadInput(_("What renders elsewhere is listed whole: --elsewhere goes with no filter."))
    if options.all and options.page:
        raise BadInput(_("--all lists every page: it goes without --page."))
    session = connected(options)
    part = (_of_account(session, options) if options.elsewhere or options.recycled else
            _listed(session, options, wanted))
    listed = part.rows
    with contextlib.suppress(FoxError):  # a journal that cannot be read takes no task away
        read_transfers(session, options.timeout)
    transfers = submissions(session.state.transfers)
    if options.json:
        SHAPE.write(tasks=[plain_task(task, transfers.get(task.id)) for task in listed],
                    page=None if options.all else options.page or 1, more=part.more, older=part.older)
    elif listed:
        names = ELSEWHERE if options.elsewhere and options.columns == USUAL else options.columns
        Terminal().print(task_table(listed, transfers, names, group))
    else:
        write_answer(_none(options, wanted))
    for each in () if options.elsewhere or options.recycled else waiting(session.state.transfers.rows):
        if of_account(each, session.state.transfers.whose):
            say(in_words(each))
    left = _left(options, part)
    if left:
        say(left)
    return ExitCode.DONE


def _none(options: argparse.Namespace, wanted: TaskFilter) -> str:
    """Say that nothing is listed, and of what."""
    if (options.page or 1) > 1:
        return _("There are not so many tasks: page {page} is empty.").format(page=options.page)
    if options.recycled:
        return _("The recycle bin is empty.")
    if options.elsewhere:
        return _("Nothing that others have submitted waits or renders, as far as the farm lists it.")
    return _("No task matches.") if wanted else _("There are no tasks yet.")


def _window(options: argparse.Namespace) -> tuple[int, int | None]:
    """Return where the page begins in the list, and where it ends; None for the end of the list."""
    page = options.page or 1
    return (page - 1) * options.limit, None if options.all else page * options.limit


def _listed(session: Session, options: argparse.Namespace, wanted: TaskFilter) -> Part:
    """Read the tasks that the farm lists."""
    if wanted:
        session.jobs.filter(wanted)
    first, last = _window(options)
    jobs = list_tasks(session, last, options.timeout).jobs
    cut = len(jobs.tasks[last:]) if last is not None else 0
    known = not jobs.listing.more or jobs.listing.older is not None
    return Part(jobs.tasks[first:last], jobs.listing.more or cut > 0,
                cut + (jobs.listing.older or 0) if known else None)


def _of_account(session: Session, options: argparse.Namespace) -> Part:
    """Read the tasks in the recycle bin, or those of others."""
    first, last = _window(options)
    name = "elsewhere" if options.elsewhere else "recycled"
    found: Listed = getattr(read_list(session, name, last, options.timeout), name)
    cut = len(found.rows[last:]) if last is not None else 0
    return Part(found.rows[first:last], found.more or cut > 0, None if found.more else cut)


def _wanted(options: argparse.Namespace) -> tuple[TaskFilter, str]:
    """Return the filter and the grouping: those that were saved, with what was typed in their place.

    Raises:
        BadInput: there is no such filter.
    """
    saved = find_filter(Settings(options.home).task_filters, options.filter) if options.filter else SavedFilter("")
    statuses = GROUPS[options.status] if options.status else tuple(map(TaskStatus, saved.statuses))
    return (TaskFilter(options.search or saved.text, statuses, options.days or saved.days),
            options.group or saved.group)


def _left(options: argparse.Namespace, part: Part) -> str:
    """How many tasks were not listed, and how to see them; empty where all were."""
    if not part.more:
        return ""
    if options.elsewhere:
        return _("There are more: “foxsubmit tasks --elsewhere --all” lists all.")
    if options.recycled:
        return _("There are older tasks: “foxsubmit tasks --recycled --all” lists all.")
    if part.older is None:
        return _("There are older tasks: “foxsubmit tasks --all” lists all.")
    return count("{n} older task is not listed: “foxsubmit tasks --all” lists all.",
                 "{n} older tasks are not listed: “foxsubmit tasks --all” lists all.", part.older)
