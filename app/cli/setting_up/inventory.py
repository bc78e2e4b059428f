"""``foxsubmit inventory``: which workstation runs which version, where the studio's file asks for that."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from ...core.common.errors import BadInput
from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, listed
from ...core.jobs.told import when
from ...core.settings.inventory import Start, read_inventory
from ...core.settings.settings import Settings
from ..common.arguments import as_json
from ..common.shapes import usual
from ..common.terminal import Terminal, cell, say

SHAPE = usual({"starts": ("the last start of each application on each workstation", [{
    "machine": "the workstation", "application": "maya and the like, or agent", "version": "of foxsubmit",
    "python": "the Python's version", "moment": "seconds since 1970"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder."""
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER",
                        help=_("the folder of the inventory (default: the one that the studio's file names)"))
    as_json(parser)
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """List the last start of each application on each workstation."""
    folder = options.folder or Settings().studio().inventory
    if not folder:
        raise BadInput(_("The studio's file names no “inventory”: name its folder."))
    starts, unreadable = read_inventory(Path(folder))
    if options.json:
        SHAPE.write(starts=[dataclasses.asdict(each) for each in starts])
    elif starts:
        Terminal().print(_table(starts))
    else:
        Terminal().print(_("No workstation has noted a start in {folder} yet.").format(folder=folder))
    if unreadable:
        say(_("These files cannot be read and are left out: {names}.").format(names=listed(unreadable)))
    return ExitCode.DONE


def _table(starts: Sequence[Start]) -> Table:
    table = Table(box=None)
    for title in (_("Workstation"), _("Application"), _("Version"), "Python", _("Last start")):
        table.add_column(title)
    for each in starts:
        table.add_row(*map(cell, (each.machine, each.application, each.version, each.python, when(each.moment))))
    return table
