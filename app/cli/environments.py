"""``foxsubmit environments``: list render environments, make, change and delete them, choose the default."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, listed
from ..core.model import format
from ..core.offer import layer_types
from ..core.offer.drafts import Draft
from ..core.offer.environment_edit import delete_question
from ..core.offer.environments import WINDOWS
from ..core.offer.values import Environment
from ..core.plan.hosts import modules, traits_of
from ..core.session.following import change_environments
from ..core.session.session import Session
from ..hosts.recorded import nothing_open
from .common.arguments import as_json, home_and_account, patience
from .common.confirming import can_be_confirmed, confirm
from .common.connecting import connected
from .common.output import write_answer
from .common.shapes import usual
from .common.terminal import Terminal, cell

ACTIONS = ("list", "show", "add", "edit", "delete", "default")
EDITS = ("add", "edit")
SHAPE = usual({"environments": ("each, as it is after the action; of add, edit, show and default the one", [{
    "host": "the application's short name", "name": "of the environment", "software": "the application",
    "release": "its version", "plugins": ("in the farm's order", [{"name": "of the plug-in", "version": "of it"}]),
    "default": "whether it is the default", "system": "windows or linux",
    "layers": "legacy or render setup where the application has both, else null"}])})

Found = tuple[str, Environment]
"""The name of a host, and one of its environments."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done, to which environment, and what it is made of."""
    home_and_account(parser)
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", metavar="ACTION",
                        help=_("{names} (default: list)").format(names=listed(ACTIONS)))
    parser.add_argument("name", nargs="?", metavar="NAME", help=_("of the environment"))
    parser.add_argument("--host", choices=tuple(modules()), help=_(
        "of this application alone; add needs it"))
    parser.add_argument("--version", help=_("with add and edit: of the application (default of add: the newest)"))
    parser.add_argument("--plugin", action="append", default=[], type=_plugin, metavar="NAME=VERSION", help=_(
        "with add and edit: this version of a plug-in, or none after the sign; repeatable"))
    parser.add_argument("--rename", metavar="NAME", help=_("with edit: call it so"))
    parser.add_argument("--default", action="store_true", help=_("with add and edit: make it the default"))
    can_be_confirmed(parser)
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Do it, and show what there is then."""
    _check(options)
    if options.action == "list":
        return _write(options, [pair for host in _hosts(options) for pair in _known(_session(options, host), host)])
    if options.action == "add":
        return _add(options)
    session, host, there = _find(options)
    if options.action == "delete":
        confirm(options, *delete_question(there.name))
        change_environments(session, lambda: session.environments.delete(there.name), options.timeout)
        return _write(options, _known(session, host))
    name = there.name
    if options.action == "default":
        change_environments(session, lambda: session.environments.set_default(name), options.timeout)
    elif options.action == "edit":
        session.environments.edit(name)
        name = _save(options, session, options.rename or name)
    return _write(options, [pair for pair in _known(session, host) if pair[1].name == name])


def _check(options: argparse.Namespace) -> None:
    """See that what was typed goes together.

    Raises:
        BadInput: it does not.
    """
    if (options.action == "list") == (options.name is not None):
        raise BadInput(_("“environments list” takes no name.") if options.name is not None else
                       _("“environments {action}” needs the name of the environment.").format(action=options.action))
    changes = options.version is not None or options.plugin or options.default
    if options.action not in EDITS and changes:
        raise BadInput(_("--version, --plugin and --default are for “environments add” and “edit”."))
    if options.rename is not None and options.action != "edit":
        raise BadInput(_("--rename is for “environments edit”."))
    if options.action == "add" and not options.host:
        raise BadInput(_("“environments add” needs --host: {names}.").format(names=listed(modules())))
    if options.action == "edit" and not changes and options.rename is None:
        raise BadInput(_("Say what is changed: --version, --plugin, --rename or --default."))


def _add(options: argparse.Namespace) -> int:
    session = _session(options, options.host)
    session.environments.edit()
    session.environments.change(name=options.name)
    name = _save(options, session, options.name)
    return _write(options, [pair for pair in _known(session, options.host) if pair[1].name == name])


def _save(options: argparse.Namespace, session: Session, name: str) -> str:
    """Put what was typed into the environment that is being edited, and have the farm take it; its name then.

    Raises:
        BadInput: the farm has no such version or plug-in, or the name is taken.
        FoxError: the farm does not take it, or does not say what it offers.
    """
    draft = _draft(session)
    if options.version is not None:
        if options.version not in draft.versions:
            raise BadInput(_("{software} {version} is not on the farm: it has {versions}.").format(
                software=draft.software, version=options.version, versions=listed(draft.versions)))
        session.environments.change(version=options.version)
    if options.default:
        session.environments.change(default=True)
    for plugin, version in options.plugin:
        session.environments.choose_plugin(_spelled(_draft(session), plugin), version)
    session.environments.change(name=name)
    change_environments(session, session.environments.save, options.timeout)
    return name.strip()


def _draft(session: Session) -> Draft:
    draft = session.state.environments.editor
    if draft is None:
        raise FoxError(session.state.message)
    return draft


def _spelled(draft: Draft, plugin: str) -> str:
    """Return a plug-in's name as the environment or the farm spells it; of one that neither has, as it was typed."""
    names = (*(name for name, _version in draft.plugins), *(name for name, _version in draft.more))
    return next((name for name in names if name.casefold() == plugin.casefold()), plugin)


def _plugin(typed: str) -> tuple[str, str]:
    """Read a plug-in and its version.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    name, sign, version = (part.strip() for part in typed.partition("="))
    if not name or not sign:
        raise argparse.ArgumentTypeError(_("“{text}” is not NAME=VERSION").format(text=typed))
    return name, version


def _hosts(options: argparse.Namespace) -> Sequence[str]:
    return (options.host,) if options.host else tuple(modules())


def _session(options: argparse.Namespace, host: str) -> Session:
    """Connect for one application.

    Raises:
        FoxError: the farm does not answer, or does not say which environments there are.
    """
    session = connected(options, nothing_open(host))
    if "environments" in session.state.environments.withheld:
        raise FoxError(_("This account may not list its environments."))
    return session


def _find(options: argparse.Namespace) -> tuple[Session, str, Environment]:
    """Return the environment, and the session of its application.

    Raises:
        BadInput: there is none of this name.
    """
    for host in _hosts(options):
        session = _session(options, host)
        for each in session.state.environments.known:
            if each.name == options.name:
                return session, host, each
    raise BadInput(_("There is no environment “{name}”: see “foxsubmit environments”.").format(name=options.name))


def _known(session: Session, host: str) -> list[Found]:
    return [(host, each) for each in session.state.environments.known]


def _write(options: argparse.Namespace, found: Sequence[Found]) -> int:
    if options.json:
        SHAPE.write(environments=[_plain(*pair) for pair in found])
    elif found:
        Terminal().print(_table(found))
    else:
        write_answer(_("There are no environments."))
    return ExitCode.DONE


def _plain(host: str, environment: Environment) -> dict[str, Any]:
    found = dataclasses.asdict(environment)
    return {"host": host, "name": found["name"], "software": found["software"], "release": found["version"],
            "plugins": [{"name": name, "version": version} for name, version in environment.plugins],
            "default": found["default"], "system": "windows" if environment.os_name == WINDOWS else "linux",
            "layers": ("render setup" if environment.layer_type else "legacy") if traits_of(host).layered else None}


def _table(found: Sequence[Found]) -> Table:
    table = Table(box=None)
    for title in (_("Environment"), _("Application"), _("Plug-ins"), _("Layers"), _("Use")):
        table.add_column(title)
    for host, each in found:
        table.add_row(*map(cell, (
            each.name, f"{each.software} {each.version}",
            listed(f"{name} {version}" for name, version in each.plugins) or format.NOTHING,
            layer_types.name_of(each.layer_type) if traits_of(host).layered else format.NOTHING,
            _("Default") if each.default else format.NOTHING)))
    return table
