"""The command line. Every command drives the same Session as the panel."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from .core.common.disk import on_disk, unusable
from .core.common.errors import BadInput, FoxError
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _
from .core.common.streams import escape_what_is_lacking
from .core.common.version import VERSION
from .core.settings.settings import Settings
from .farm.base.arguments import add_options
from .hosts.installers import names
from .output import flush, reader_gone, write_error, write_line, write_no_more
from .signals import AskedToEnd, hears_requests_to_end

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # subscripted by the checker only
TIMEOUT = 60.0  # seconds; a request may take 30
SCREENSHOT_TIMEOUT = 120.0  # seconds
NEWEST = 50
"""Tasks that are listed where nobody says how many: a page of the farm's."""
STATUS_TIMEOUT = 10.0  # seconds; the farm is on this machine
LONGEST = 86_400.0  # seconds, a day
NEED_NO_HOME = ("demo", "doctor", "install", "uninstall")
"""Commands that have a folder of their own, or that say themselves how the home is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what it ends with is an ``ExitCode``."""
    escape_what_is_lacking()
    try:
        try:
            with hears_requests_to_end():
                return _run(arguments)
        finally:
            flush()
    except OSError as error:
        write_no_more()
        if reader_gone(error):
            return ExitCode.UNREAD
        if not on_disk(error):
            raise
        return _failed(FoxError(unusable(error, _("the output"))), ExitCode.FAILED)


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


def _run(arguments: Sequence[str] | None) -> int:
    Settings().speak()
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser().parse_args(typed)
    except WrongUsage as error:
        if "--json" in typed:
            write_error(FoxError(error.message))
        raise
    logging.basicConfig(level=logging.DEBUG if options.debug else logging.WARNING, format="%(name)s: %(message)s")
    trouble = Settings().studio().trouble
    if trouble:
        write_line(trouble)
    as_json = bool(getattr(options, "json", False))
    try:
        if options.command not in NEED_NO_HOME and getattr(options, "action", "") != "status":
            Settings(getattr(options, "home", None)).open_home()
        return int(options.run(options))
    except BadInput as error:
        return _failed(error, ExitCode.BAD_INPUT, as_json=as_json)
    except FoxError as error:
        return _failed(error, ExitCode.FAILED, as_json=as_json)
    except KeyboardInterrupt as stop:
        said = str(stop) or _("Stopped.")
        return _failed(FoxError(said), ExitCode.ENDED if isinstance(stop, AskedToEnd) else ExitCode.INTERRUPTED,
                       as_json=as_json)
    except OSError as error:
        if reader_gone(error) or not (error.filename and on_disk(error)):
            raise
        log.debug("%s", options.command, exc_info=True)
        return _failed(FoxError(unusable(error)), ExitCode.FAILED, as_json=as_json)


def _failed(error: FoxError, code: ExitCode, *, as_json: bool = False) -> int:
    """Say why, for a person on stderr, and for a script on stdout if it wants JSON."""
    write_line(str(error))
    if as_json:
        write_error(error)
    return code


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(
        prog="foxsubmit", description=_("Submit scenes to Fox Renderfarm, or to a farm on this machine."))
    parser.add_argument("--version", action="version", version=f"foxsubmit {VERSION}")
    parser.add_argument("--debug", action="store_true", help=_("say on stderr what is being done"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", type=Path, help=_("folder with accounts and the journal (FOXSUBMIT_HOME)"))
    common.add_argument("--account", help=_("access id to use, or “local” for the farm on this machine"))
    for add in (_demo, _farm, _submit, _plan, _tasks, _watch, _fetch, _transfers, _panel, _agent, _install,
                _uninstall, _doctor):
        add(commands, common)
    return parser


def _demo(commands: Commands, _common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("demo", help=_("render a small scene end to end on a farm of its own"))
    parser.add_argument("--folder", type=Path, default=Path("foxsubmit-demo"),
                        help=_("where everything goes (default: %(default)s)"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of the panel during rendering; needs no display"))
    parser.add_argument("--no-panel", action="store_true", help=_("do not open the panel"))
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("demo").run(options))


def _farm(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("farm", parents=[common],
                                 help=_("run a farm on this machine until Ctrl+C, or tell whether one runs"))
    parser.add_argument("action", nargs="?", choices=("start", "status"), default="start",
                        help=_("start it (default), or tell its address, tasks, frames and disk use"))
    parser.add_argument("--folder", type=Path, help=_("where it keeps its data (default: below the home folder)"))
    parser.add_argument("--json", action="store_true", help=_("print the status as JSON"))
    _timeout(parser, _("“status” waits so many seconds for the farm's answer (default: %(default)g)"), STATUS_TIMEOUT)
    add_options(parser)
    parser.set_defaults(run=lambda options: _commands("farming").run(options))


def _patience(parser: argparse.ArgumentParser) -> None:
    """The deadline of every command that asks the farm."""
    _timeout(parser, _("seconds to wait for an answer of the farm (default: %(default)g)"), TIMEOUT)


def _timeout(parser: argparse.ArgumentParser, words: str, seconds: float) -> None:
    parser.add_argument("--timeout", type=_seconds, default=seconds, metavar="SECONDS", help=words)


def _seconds(text: str) -> float:
    """A time to wait.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number of seconds above 0").format(text=text))
    return seconds


def _number(text: str) -> int:
    """How many.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
    return int(text)


def _submit(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("submit", help=_("gather, upload and render a scene, or submit a plan"),
                                 parents=[common])
    parser.add_argument("scene", type=Path, metavar="SCENE.blend|PLAN.json")
    _choices(parser)
    parser.add_argument("--plan", type=Path, metavar="FILE", help=_("write the plan and submit nothing"))
    parser.add_argument("--no-wait", action="store_true",
                        help=_("print the submission's id, and the task's where it has one, when it is written down; "
                               "the agent sends"))
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=_submit_scene_or_plan)


def _submit_scene_or_plan(options: argparse.Namespace) -> int:
    module = "planning" if options.scene.suffix.lower() == ".json" else "commands"
    return int(_commands(module).submit(options))


def _plan(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "plan", parents=[common], help=_("write what would be submitted to a file; check it, compare two"),
        usage="foxsubmit plan SCENE.blend [-o PLAN.json] …\n"
              "       foxsubmit plan check PLAN.json\n       foxsubmit plan diff OLD.json NEW.json",
        epilog=_("“check” and “diff” end with 1 when something has changed. Submit a plan with “foxsubmit submit "
                 "PLAN.json”."))
    parser.add_argument("what", nargs="+", metavar="SCENE.blend",
                        help=_("or check PLAN.json, or diff OLD.json NEW.json"))
    parser.add_argument("-o", "--out", type=Path, metavar="PLAN.json",
                        help=_("where the plan goes (default: SCENE.plan.json here)"))
    _choices(parser)
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("planning").plan(options))


def _choices(parser: argparse.ArgumentParser) -> None:
    """What ``commands._choose`` reads."""
    parser.add_argument("--frames", help=_("for example 1-10, 1-10[2] or 1,5,9 (default: the scene's own)"))
    parser.add_argument("--environment", help=_("name of the render environment (default: the one that fits)"))
    parser.add_argument("--hardware", type=int, help=_("id of the hardware configuration"))
    parser.add_argument("--project")
    parser.add_argument("--camera", help=_("render this camera instead of the active one"))
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where the frames go (default: fox_renders beside the scene)"))
    parser.add_argument("--no-download", action="store_true", default=None, help=_("leave the frames on the farm"))
    parser.add_argument("--fetch", choices=("finished", "end"),
                        help=_("fetch each frame as it finishes (default), or all at the end"))
    parser.add_argument("--name-pattern", default=None, metavar="PATTERN",
                        help=_("where a frame goes below the folder, for example {name}_{task}/{file}"))
    parser.add_argument("--priority", type=int, choices=(50, 60),
                        help=_("60 goes before 50, here and on the farm"))
    parser.add_argument("--allow-missing", action="store_true", help=_("submit although files are not on disk"))


def _tasks(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("tasks", help=_("list the newest tasks"), parents=[common])
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--limit", type=_number, default=NEWEST, metavar="N",
                        help=_("how many, the newest first (default: %(default)s)"))
    number.add_argument("--all", action="store_true", help=_("list all that the farm has"))
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print them as JSON"))
    parser.set_defaults(run=lambda options: _commands("tasks").tasks(options))


def _watch(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("watch", parents=[common],
                                 help=_("follow a task until it is over, whoever submitted it; an interrupted "
                                        "upload goes on"))
    parser.add_argument("task", type=int, nargs="?", metavar="ID",
                        help=_("default: the newest submission of this machine"))
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("tasks").watch(options))


def _fetch(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("fetch", help=_("bring a task's results to this machine"), parents=[common])
    parser.add_argument("task", type=int, metavar="ID")
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help=_("where they go (default: where the submission said)"))
    _patience(parser)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("tasks").fetch(options))


def _transfers(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "transfers", parents=[common],
        help=_("list what is sent and fetched, of every application; pause, resume, cancel, limit the speed"),
        usage="foxsubmit transfers [--all] [--json]\n       foxsubmit transfers pause|resume|retry|cancel ID… | --all\n"
              "       foxsubmit transfers limit [SPEED|off]")
    parser.add_argument("action", nargs="?", default="list",
                        choices=("list", "pause", "resume", "retry", "cancel", "limit"))
    parser.add_argument("what", nargs="*", metavar="ID|SPEED",
                        help=_("the beginning of an id, or a task number; for “limit” a speed such as 2M, or off"))
    parser.add_argument("--all", action="store_true",
                        help=_("list also what is over; with an action: every transfer that it fits"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=lambda options: _commands("transfers").run(options))


def _panel(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("panel", help=_("open the panel on a scene"), parents=[common])
    parser.add_argument("scene", type=Path, nargs="?", metavar="SCENE.blend")
    parser.add_argument("--task", type=int, metavar="ID", help=_("show this task's frames"))
    parser.add_argument("--submission", metavar="ID", help=_("show this submission's frames"))
    parser.add_argument("--screenshot", type=Path, metavar="FILE",
                        help=_("write a picture of it and end; needs no display"))
    _timeout(parser, _("--screenshot waits so many seconds for what is to be seen (default: %(default)g)"),
             SCREENSHOT_TIMEOUT)
    parser.set_defaults(run=lambda options: _commands("window").show(options))


def _agent(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("agent", help=_("send what waits in the journal, then end"), parents=[common])
    parser.set_defaults(run=lambda options: _commands("commands").agent(options))


def _install(commands: Commands, _common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("install", help=_("have a host application show the Fox menu"))
    parser.add_argument("host", choices=names())
    parser.add_argument("--version", action="append", metavar="VERSION",
                        help=_("of the host; may be given several times (default: those on this machine)"))
    _where(parser)
    parser.set_defaults(run=lambda options: _installer(options).install(options))


def _uninstall(commands: Commands, _common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("uninstall", help=_("take back what install wrote"))
    parser.add_argument("host", choices=names())
    _where(parser)
    parser.set_defaults(run=lambda options: _installer(options).uninstall(options))


def _installer(options: argparse.Namespace) -> ModuleType:
    """A host that is installed its own way has a module of its own for it."""
    own = f"installing_{options.host}"
    return _commands(own if importlib.util.find_spec(f".{own}", __package__) else "installing")


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", type=lambda text: Path(text).resolve(), metavar="FOLDER",
                        help=_("a studio's share instead of this user's folders"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be written or removed; do nothing"))


def _doctor(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("doctor", parents=[common], help=_("check this installation, and say what is missing"))
    parser.add_argument("scene", type=Path, nargs="?", metavar="SCENE.blend",
                        help=_("also try every call of the host on this scene"))
    _timeout(parser, _("seconds that one check may take (default: %(default)g)"), TIMEOUT)
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    parser.set_defaults(run=lambda options: _commands("doctor.command").doctor(options))


def _commands(name: str) -> ModuleType:
    """Import a command's module when it is asked for: --help needs neither Qt nor a farm."""
    return importlib.import_module(f".{name}", __package__)
