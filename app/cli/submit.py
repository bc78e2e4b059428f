"""``foxsubmit submit``: gather a scene, check it, send it and follow it; or send a plan that was saved."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _
from ..hosts.recorded import nothing_open
from .common.arguments import as_json, choices, home_and_account, patience
from .common.connecting import connected
from .common.plan_files import read_plan, save_plan
from .common.scene import prepare
from .common.sending import send, sent, submitted
from .common.signals import if_stopped
from .common.terminal import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a scene and what is chosen for it, or a plan."""
    home_and_account(parser)
    parser.add_argument("scene", type=Path, metavar="SCENE.blend|PLAN.json")
    choices(parser)
    parser.add_argument("--plan", type=Path, metavar="FILE", help=_("write the plan and submit nothing"))
    parser.add_argument("--no-wait", action="store_true",
                        help=_("print the submission's id, and the task's where it has one, when it is written down; "
                               "the agent sends"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Submit a scene or a plan, whichever the file is."""
    return _submit_plan(options) if options.scene.suffix.lower() == ".json" else _submit_scene(options)


def _submit_scene(options: argparse.Namespace) -> int:
    """Gather, check, submit; then follow until the frames are here."""
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = prepare(options)
    if options.plan:
        for path in save_plan(session, options.plan):
            say(_("The plan is in {path}.").format(path=path))
        return ExitCode.DONE
    return sent(options, session, send(options, session))


def _submit_plan(options: argparse.Namespace) -> int:
    """Submit what a plan says, for the account that the options name."""
    saved = read_plan(options.scene)
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = connected(options, nothing_open(saved.host))
    session.submit.submit_plan(saved)
    return sent(options, session, submitted(options, session, lambda state: state.message))
