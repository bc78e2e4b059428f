"""``foxsubmit costs``: what tasks cost, by project, artist or day."""

from __future__ import annotations

import argparse

from rich.table import Table

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.common.whole_numbers import within
from ..core.money import costs
from ..core.offer.facts import read_account
from ..core.settings.settings import Settings
from .common.arguments import as_json, home_and_account
from .common.output import write_answer
from .common.shapes import usual
from .common.terminal import Terminal, cell, say

LONGEST = 36_500  # days
SUM = {"tasks": "how many", "cost": "a text with all decimals, null where none is known",
       "unknown": "tasks whose cost the farm does not tell"}
SHAPE = usual({
    "by": "what is added up together", "currency": "the account's", "total": ("the sum of all rows", SUM),
    "rows": ("each sum", [{"project?": "its name, with --by project; null where it is not known",
                           "artist?": "with --by artist", "day?": "with --by day: 2026-03-01", **SUM}]),
    "without_deleted": "a sentence where deleted tasks are not in it, else null"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is added up, and how it is printed."""
    home_and_account(parser)
    parser.add_argument("--by", choices=costs.WAYS, default=costs.PROJECT, help=_(
        "what is added up together (default: %(default)s)"))
    parser.add_argument("--days", type=within(1, LONGEST), default=0, metavar="N", help=_(
        "only tasks that were submitted in so many days, today included"))
    parser.add_argument("--csv", action="store_true", help=_("print a table for other programs"))
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Read the farm's whole list, and add it up."""
    settings = Settings(options.home)
    with settings.credentials(options.account or settings.account()).api() as api:
        found = costs.read_costs(api, read_account(api).currency, options.days)
    if options.json:
        SHAPE.write(**costs.as_json(found, options.by))
    elif options.csv:
        for line in costs.as_csv(found, options.by).splitlines():
            write_answer(line)
    elif found.tasks:
        _table(found, options.by)
    else:
        write_answer(_("There are no tasks yet."))
    if found.without_deleted:
        say(found.without_deleted)
    return ExitCode.DONE


def _table(found: costs.Costs, by: str) -> None:
    table = Table(box=None)
    for title in ({costs.PROJECT: _("Project"), costs.ARTIST: _("Artist"), costs.DAY: _("Day")}[by], _("Tasks")):
        table.add_column(title)
    table.add_column(_("Cost"), justify="right")
    for row in costs.rows(found, by):
        table.add_row(*map(cell, (costs.named(row, by), f"{row.sum.tasks:,}",
                                  costs.cost_in_words(row.sum, found.currency))))
    total = costs.total(found)
    table.add_row(*map(cell, (_("Total"), f"{total.tasks:,}", costs.cost_in_words(total, found.currency))),
                  style="bold")
    Terminal().print(table)
