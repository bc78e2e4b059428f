"""``foxsubmit projects``: list the projects that tasks can be booked on, add and delete them."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Callable

from rich.table import Table

from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.jobs.account_told import delete_question, owner
from ..core.offer.account_details import AccountProject
from ..core.session.following import read_detail
from ..core.session.session import Session
from .common.arguments import as_json, home_and_account, patience
from .common.confirming import can_be_confirmed, confirm
from .common.connecting import connected
from .common.shapes import usual
from .common.terminal import Terminal, cell

SHAPE = usual({"projects": ("each project, as it is after the action", [{
    "id": "the farm's number", "name": "its name", "own": "whether it is this account's, else the main account's"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether one is added or deleted, and which."""
    home_and_account(parser)
    parser.add_argument("action", nargs="?", choices=("list", "add", "delete"), default="list",
                        help=_("list them (default), add one, delete one"))
    parser.add_argument("name", nargs="?", metavar="NAME", help=_("of the project that is added or deleted"))
    can_be_confirmed(parser)
    patience(parser)
    as_json(parser, _("print the projects as JSON"))


def run(options: argparse.Namespace) -> int:
    """Add or delete one, then list them."""
    if (options.action == "list") == bool(options.name):
        raise BadInput(_("“projects list” takes no name.") if options.name else
                       _("“projects {action}” needs the name of the project.").format(action=options.action))
    session = connected(options)
    projects = _projects(options, session)
    if options.json:
        SHAPE.write(projects=[dataclasses.asdict(each) for each in projects])
    elif projects:
        Terminal().print(_table(projects))
    else:
        Terminal().print(_("There are no projects."))
    return ExitCode.DONE


def _projects(options: argparse.Namespace, session: Session) -> tuple[AccountProject, ...]:
    details = session.details
    found = _read(options, session, details.read_projects)
    if options.action == "add":
        return _read(options, session, lambda: details.add_project(options.name))
    if options.action == "delete":
        project = next((each for each in found if each.own and each.name == options.name), None)
        if project is None:
            raise BadInput(_("This account has no project “{name}” of its own: see “foxsubmit projects”.").format(
                name=options.name))
        confirm(options, *delete_question(project))
        return _read(options, session, lambda: details.delete_project(project.name))
    return found


def _read(options: argparse.Namespace, session: Session, ask: Callable[[], object]) -> tuple[AccountProject, ...]:
    return read_detail(session, "account_projects", ask, options.timeout).account_projects or ()


def _table(projects: Sequence[AccountProject]) -> Table:
    table = Table(box=None)
    for title in ("ID", _("Project"), _("Owner")):
        table.add_column(title)
    for each in projects:
        table.add_row(cell(str(each.id)), cell(each.name), cell(owner(each)))
    return table
