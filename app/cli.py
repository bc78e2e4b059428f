"""The command line. Every command drives the same Session as the panel."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from .core.errors import BadInput, FoxError
from .core.i18n import _
from .core.version import VERSION

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # subscripted by the checker only
FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 failed, 2 bad input."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.DEBUG if options.debug else logging.WARNING, format="%(name)s: %(message)s")
    try:
        return int(options.run(options))
    except BadInput as error:
        print(error, file=sys.stderr)  # noqa: T201
        return BAD_INPUT
    except FoxError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        print(_("Stopped. What was submitted goes on; see it with “foxsubmit watch”."), file=sys.stderr)  # noqa: T201
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="foxsubmit", description=_("Submit scenes to Fox Renderfarm, or to a farm on this machine."))
    parser.add_argument("--version", action="version", version=f"foxsubmit {VERSION}")
    parser.add_argument("--debug", action="store_true", help=_("say on stderr what is being done"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", type=Path, help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    common.add_argument("--account", help=_("access id to use, or “local” for the farm on this machine"))
    for add in (_demo, _farm, _submit, _tasks, _watch, _fetch, _panel, _agent):
        add(commands, common)
    return parser


def _demo(commands: Commands, _common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("demo", help=_("render a small scene end to end on a farm of its own"))
    parser.add_argument("--folder", type=Path, default=Path("foxsubmit-demo"),
                        help=_("where everything goes (default: %(default)s)"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of the panel during rendering; needs no display"))
    parser.add_argument("--no-panel", action="store_true", help=_("do not open the panel"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("demo").run(options))


def _farm(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("farm", help=_("run a farm on this machine until Ctrl+C"), parents=[common])
    parser.add_argument("--folder", type=Path, help=_("where it keeps its data (default: below the home folder)"))
    parser.add_argument("--port", type=int, default=8700, help=_("0 takes a free one (default: %(default)s)"))
    parser.add_argument("--samples", type=int, default=8, help=_("of a Blender frame (default: %(default)s)"))
    parser.add_argument("--engine", default="CYCLES",
                        help=_("Blender's render engine; “scene” takes the scene's own (default: %(default)s)"))
    parser.add_argument("--simulate", action="store_true", help=_("draw frames instead of rendering them"))
    parser.set_defaults(run=lambda options: _commands("farming").serve(options))


def _submit(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("submit", help=_("gather, upload and render a scene"), parents=[common])
    parser.add_argument("scene", type=Path, metavar="SCENE.blend")
    parser.add_argument("--frames", help=_("for example 1-10, 1-10[2] or 1,5,9 (default: the scene's own)"))
    parser.add_argument("--environment", help=_("name of the render environment (default: the one that fits)"))
    parser.add_argument("--hardware", type=int, help=_("id of the hardware configuration"))
    parser.add_argument("--project", default="")
    parser.add_argument("--camera", help=_("render this camera instead of the active one"))
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where the frames go (default: fox_renders beside the scene)"))
    parser.add_argument("--no-download", action="store_true", help=_("leave the frames on the farm"))
    parser.add_argument("--allow-missing", action="store_true", help=_("submit although files are not on disk"))
    parser.add_argument("--plan", type=Path, metavar="FILE", help=_("write the plan and submit nothing"))
    parser.add_argument("--no-wait", action="store_true", help=_("return when it is written down; the agent sends"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("commands").submit(options))


def _tasks(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("tasks", help=_("list the newest tasks"), parents=[common])
    parser.add_argument("--json", action="store_true", help=_("print them as JSON"))
    parser.set_defaults(run=lambda options: _commands("commands").tasks(options))


def _watch(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("watch", parents=[common],
                                 help=_("follow a task until it is over; an interrupted upload goes on"))
    parser.add_argument("task", type=int, nargs="?", metavar="ID", help=_("default: the newest submission"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("commands").watch(options))


def _fetch(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("fetch", help=_("bring a task's results to this machine"), parents=[common])
    parser.add_argument("task", type=int, metavar="ID")
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where they go (default: where the submission said)"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("commands").fetch(options))


def _panel(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("panel", help=_("open the panel on a scene"), parents=[common])
    parser.add_argument("scene", type=Path, nargs="?", metavar="SCENE.blend")
    parser.add_argument("--task", type=int, metavar="ID", help=_("show this task's frames"))
    parser.add_argument("--submission", metavar="ID", help=_("show this submission's frames"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of it and end; needs no display"))
    parser.set_defaults(run=lambda options: _commands("window").show(options))


def _agent(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("agent", help=_("send what waits in the journal, then end"), parents=[common])
    parser.set_defaults(run=lambda options: _commands("commands").agent(options))


def _commands(name: str) -> ModuleType:
    """Import a command's module when it is asked for: --help needs neither Qt nor a farm."""
    return importlib.import_module(f".{name}", __package__)
