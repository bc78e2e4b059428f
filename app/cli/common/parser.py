"""The parser of the command line, and the one table of its commands."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _
from ...core.common.version import VERSION
from .output import write_line


def commands() -> dict[str, str]:
    """Name of each command, and what it does.

    The module of the same name beside this package, or in the folder that ``FOLDERS`` names, has its arguments
    (``arguments(parser)``), runs it (``run(options)``) and says what it writes with ``--json`` (``SHAPE``).
    """
    return {
        "demo": _("render a small scene end to end on a farm of its own"),
        "farm": _("run a farm on this machine until Ctrl+C, or tell whether one runs"),
        "submit": _("gather, upload and render a scene, or submit a plan"),
        "plan": _("write what would be submitted to a file; check it, compare two"),
        "tasks": _("list the newest tasks"),
        "task": _("start, stop, change, restart or delete tasks; show one with its frames, logs, results and pictures"),
        "costs": _("add up what tasks cost, by project, artist or day"),
        "budget": _("say what a task or a project may cost: it is paused when that is used up; let it go on"),
        "notices": _("list notices; send them by mail or to a chat, and test that"),
        "watch": _("follow a task until it is over, whoever submitted it; an interrupted upload goes on"),
        "fetch": _("bring a task's results to this machine"),
        "transfers": _("list what is sent and fetched, of every application; pause, resume, cancel, limit the speed"),
        "hardware": _("list the kinds of render nodes"),
        "environments": _("list, show, add, edit and delete render environments, and choose the default"),
        "account": _("show the account: balance, defaults, frames, rented nodes; set after how long a frame is slow"),
        "projects": _("list, add and delete the projects that tasks are booked on"),
        "records": _("list what was done with tasks and by whom, or who signed in"),
        "verify": _("compare results, and what the farm holds, with what arrived; fetch again what is wrong"),
        "triage": _("say which frames on this machine look wrong: black, noisy, half, unlike those beside them"),
        "movie": _("make a movie, a GIF or numbered pictures of frames on this machine"),
        "panel": _("open the panel on a scene"),
        "agent": _("send what waits in the journal, then end"),
        "install": _("have a host application show the Fox menu"),
        "uninstall": _("take back what install wrote"),
        "presets": _("list, show, export and import presets: named sets of choices"),
        "studio": _("show what the studio's file sets and its hooks; check, export or import one"),
        "inventory": _("list which workstation runs which version, where the studio's file asks for that"),
        "completion": _("print a script with which a shell completes all of this"),
        "doctor": _("check this installation, and say what is missing"),
    }


FOLDERS = {"setting_up": ("completion", "install", "inventory", "presets", "studio", "uninstall"),
           "tasks": ("task", "tasks")}
"""Folder -> the commands whose modules lie in it."""


def module_of(name: str) -> ModuleType:
    """Return the module of a command."""
    folder = next((f"{folder}." for folder, names in FOLDERS.items() if name in names), "")
    return importlib.import_module(f"..{folder}{name}", __package__)


class WrongUsage(SystemExit):
    """Raised where the arguments are not those of a command; the exit code is that of bad input."""

    def __init__(self, message: str) -> None:
        super().__init__(int(ExitCode.BAD_INPUT))
        self.message = message


class Parser(argparse.ArgumentParser):
    """A parser whose errors are told to a script too."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong on stderr, and raise ``WrongUsage``."""
        self.print_usage(sys.stderr)
        write_line(_("{program}: error: {message}").format(program=self.prog, message=message))
        raise WrongUsage(message)


def parse(typed: Sequence[str]) -> argparse.Namespace:
    """Read a command and its arguments.

    ``run`` of the answer runs it; ``opens_home`` is whether its home folder has to be there before.

    Raises:
        WrongUsage: there is no such command, or it takes no such arguments.
    """
    parser = Parser(prog="foxsubmit", description=_("Submit scenes to Fox Renderfarm, or to a farm on this machine."))
    parser.add_argument("--version", action="version", version=f"foxsubmit {VERSION}")
    parser.add_argument("--debug", action="store_true", help=_("say on stderr what is being done"))
    adding = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, words in commands().items():
        command = adding.add_parser(name, help=words)
        if name in typed:  # the others are not imported: each needs much that this one does not
            module = module_of(name)
            command.set_defaults(run=module.run, opens_home=True)
            module.arguments(command)
    return parser.parse_args(typed)


def parser_of(name: str) -> argparse.ArgumentParser:
    """Return the parser of one command."""
    parser = Parser(prog=f"foxsubmit {name}", description=commands()[name])
    module_of(name).arguments(parser)
    return parser


def wants_json(typed: Sequence[str]) -> bool:
    """Whether --json is among what was typed, perhaps abbreviated."""
    return any(len(word) > len("--") and "--json".startswith(word) for word in typed)
