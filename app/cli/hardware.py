"""``foxsubmit hardware``: the kinds of render nodes that tasks can be given."""

from __future__ import annotations

import argparse

from rich.table import Table

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.model import format
from ..core.offer.account_details import NodeKind
from ..core.session.following import read_detail
from ..job.opening import find_task
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected
from .common.shapes import usual
from .common.terminal import Terminal, cell

SHAPE = usual({"hardware": ("each kind of render node", [{
    "id": "its number, as --hardware takes it", "label": "what it is", "on": "whether the account may use it",
    "current": "whether the task of --task is rendered on it"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the task whose hardware is marked."""
    home_and_account(parser)
    parser.add_argument("--task", type=int, metavar="ID", help=_("mark what this task is rendered on"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """List every kind."""
    session = connected(options)
    if options.task is not None:
        find_task(session, options.task, options.timeout)
    kinds = read_detail(session, "node_kinds", lambda: session.details.read_node_kinds(options.task),
                        options.timeout).node_kinds or ()
    if options.json:
        SHAPE.write(hardware=[_plain(each) for each in kinds])
        return ExitCode.DONE
    table = Table(box=None)
    for title in ("ID", _("Hardware"), _("Use")):
        table.add_column(title)
    for each in kinds:
        use = _("This task") if each.current else _("Switched off") if not each.on else format.NOTHING
        table.add_row(cell(str(each.id)), cell(each.label), cell(use))
    Terminal().print(table)
    return ExitCode.DONE


def _plain(kind: NodeKind) -> dict[str, object]:
    return {"id": kind.id, "label": kind.label, "on": kind.on, "current": kind.current}
