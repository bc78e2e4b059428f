"""``foxsubmit agent``: work the journal off in this process, or have it started at login."""

from __future__ import annotations

import argparse

from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..core.settings.settings import Settings
from ..core.transfer.agent import main as run_agent
from ..core.transfer.login.login import LoginStart, state, switch_off, switch_on
from .common.arguments import as_json, home_and_account
from .common.output import write_answer
from .common.shapes import Shape
from .common.signals import if_stopped

SHAPE = Shape(1, {"login": {
    "login": "whether the agent starts when you log in", "place": "where that is written, or null",
    "gone": "the program that should start and is not there, or null"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take whose journal it is, and whether it is worked off now or after each login."""
    home_and_account(parser)
    parser.usage = ("foxsubmit agent\n"
                    "       foxsubmit agent login [on|off|status] [--json]")
    parser.add_argument("action", nargs="?", choices=("run", "login"), default="run",
                        help=_("work it off now (default), or say whether it starts when you log in"))
    parser.add_argument("what", nargs="?", choices=("on", "off", "status"),
                        help=_("have it started at login, have it started no more, or say how that stands (default)"))
    as_json(parser, _("print how it stands as JSON"))


def run(options: argparse.Namespace) -> int:
    """Send what waits, and end when nothing is under way; or see to the start at login."""
    settings = Settings(options.home)
    if options.action == "login":
        return login(settings, options.what or "status", to_script=options.json)
    if more := options.what or ("--json" if options.json else ""):
        raise BadInput(_("“foxsubmit agent run” takes no “{more}”: see “foxsubmit agent login {more}”.").format(
            more=more))
    with if_stopped(_("The agent has ended. “foxsubmit transfers” starts one again for what is under way.")):
        return run_agent(["--home", str(settings.home)])


def login(settings: Settings, what: str, *, to_script: bool) -> int:
    """Change whether the agent starts at login, and say how it stands; 1 where it would not start."""
    if what == "on":
        switch_on(settings)
    elif what == "off":
        switch_off(settings)
    now = state(settings)
    if to_script:
        SHAPE.write(login=now.on, place=now.place or None, gone=now.gone or None)
    else:
        write_answer(told(now))
    return ExitCode.FAILED if now.gone else ExitCode.DONE


def told(now: LoginStart) -> str:
    """Return the sentence that says how it stands."""
    if not now.on:
        return _("The agent does not start when you log in: “foxsubmit agent login on” has it started.")
    if now.gone:
        return _("The agent should start when you log in, but {path} is gone: “foxsubmit agent login on” mends "
                 "it.").format(path=now.gone)
    return _("The agent starts when you log in, and ends when nothing is under way ({place}).").format(place=now.place)
