"""``foxsubmit records``: what was done with tasks and by whom, and who signed in."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.jobs.account_told import operation
from ..core.jobs.told import shown, when
from ..core.model import format
from ..core.offer.account_details import Record
from ..core.session.following import read_list
from .common.arguments import as_json, home_and_account, number_above_0, patience
from .common.connecting import connected
from .common.shapes import usual
from .common.terminal import Terminal, cell, say

LISTS = {"tasks": "task_records", "sign-ins": "sign_ins"}
NEWEST = 50
"""Records that are listed where nobody says how many: a page of the farm's."""
SHAPE = usual({"records": ("the newest first", [{
    "key": "distinguishes it from the others", "moment": "seconds since 1970, null where the farm does not say",
    "who": "the account", "what": "the farm's word for what was done", "task": "the task's number, or null",
    "more": "whatever else the farm says, in words", "address": "where a sign-in came from"}]),
    "more": "whether there are older ones"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which records are listed, and how many."""
    home_and_account(parser)
    parser.add_argument("what", nargs="?", choices=tuple(LISTS), default="tasks", metavar="tasks|sign-ins", help=_(
        "what was done with tasks (default), or who signed in and from where"))
    parser.add_argument("--days", type=number_above_0, default=0, metavar="N", help=_(
        "only those of so many days, today included"))
    parser.add_argument("--limit", type=number_above_0, default=NEWEST, metavar="N",
                        help=_("how many, the newest first (default: %(default)s)"))
    patience(parser)
    as_json(parser, _("print them as JSON"))


def run(options: argparse.Namespace) -> int:
    """List the newest records."""
    details = read_list(connected(options), LISTS[options.what], options.limit, options.timeout, options.days)
    listed = details.task_records if options.what == "tasks" else details.sign_ins
    rows: Sequence[Record] = listed.rows[: options.limit]
    more = listed.more or len(listed.rows) > len(rows)
    if options.json:
        SHAPE.write(records=[_plain(each) for each in rows], more=more)
    elif rows:
        Terminal().print(_tasks(rows) if options.what == "tasks" else _sign_ins(rows))
    else:
        Terminal().print(_("There are no records."))
    if more:
        say(_("There are older ones: list more with --limit."))
    return ExitCode.DONE


def _plain(record: Record) -> dict[str, Any]:
    return {**dataclasses.asdict(record), "moment": record.moment or None}


def _tasks(rows: Sequence[Record]) -> Table:
    return _table((_("When"), _("Who"), _("Task"), _("What"), ""), [
        (when(each.moment), shown(each.who or None), str(each.task or format.NOTHING), operation(each), each.more)
        for each in rows])


def _sign_ins(rows: Sequence[Record]) -> Table:
    return _table((_("When"), _("Who"), _("From"), ""), [
        (when(each.moment), shown(each.who or None), shown(each.address or None), each.more) for each in rows])


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None)
    for title in titles:
        table.add_column(title)
    for each in rows:
        table.add_row(*map(cell, each))
    return table
