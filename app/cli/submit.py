"""``foxsubmit submit``: gather a scene, check it, send it and follow it; or send a plan that was saved."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path

from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.model.job_identity import check_texts
from ..core.plan.plan import Plan
from ..hosts.folders import scenes_of
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
    parser.add_argument("scenes", type=Path, nargs="+", metavar="SCENE.blend|PLAN.json|FOLDER",
                        help=_("several are submitted one after the other; of a folder the scenes that lie in it"))
    choices(parser)
    parser.add_argument("--plan", type=Path, metavar="FILE", help=_("write the plan and submit nothing"))
    parser.add_argument("--no-wait", action="store_true",
                        help=_("print the submission's id, and the task's where it has one, when it is written down; "
                               "the agent sends"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Submit each scene or plan; of several the worst end is that of the command."""
    files = [file for path in options.scenes for file in scenes_of(path)]
    if len(files) == 1:
        return _submit_one(options, files[0])
    if options.plan:
        raise BadInput(_("--plan writes the plan of one scene: {n} were named.").format(n=len(files)))
    if options.json:
        raise BadInput(_("--json is for one scene: {n} were named.").format(n=len(files)))
    codes: dict[Path, int] = {}
    for number, file in enumerate(files, 1):
        say(_("{number} of {all}: {name}").format(number=number, all=len(files), name=file.name))
        try:
            codes[file] = _submit_one(options, file)
        except FoxError as error:
            say(str(error))
            codes[file] = ExitCode.BAD_INPUT if isinstance(error, BadInput) else ExitCode.FAILED
    _summary(codes)
    return max(codes.values())


def _submit_one(options: argparse.Namespace, file: Path) -> int:
    return _submit_plan(options, file) if file.suffix.lower() == ".json" else _submit_scene(options, file)


def _summary(codes: Mapping[Path, int]) -> None:
    failed = [file.name for file, code in codes.items() if code != ExitCode.DONE]
    good = len(codes) - len(failed)
    say(count("{n} scene is done", "{n} scenes are done", good) + (
        "." if not failed else _("; not so: {names}.").format(names=", ".join(failed))))


def _submit_scene(options: argparse.Namespace, scene: Path) -> int:
    """Gather, check, submit; then follow until the frames are here."""
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = prepare(options, scene)
    if options.plan:
        for path in save_plan(session, options.plan):
            say(_("The plan is in {path}.").format(path=path))
        return ExitCode.DONE
    return sent(options, session, send(options, session))


def _with_typed(plan: Plan, options: argparse.Namespace) -> Plan:
    """The plan with what was typed that it can take over."""
    if "{" in (options.name or ""):
        raise BadInput(_("The job of a saved plan takes a name as it is: write it without braces."))
    check_texts(options.comment or "", options.batch or "", options.name or "")
    said = {"check_content": options.check_content, "job_name": options.name, "comment": options.comment,
            "batch": options.batch}
    return dataclasses.replace(plan, **{name: value for name, value in said.items() if value is not None})


def _submit_plan(options: argparse.Namespace, plan: Path) -> int:
    """Submit what a plan says, for the account that the options name."""
    saved = read_plan(plan)
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = connected(options, nothing_open(saved.host))
    session.submit.submit_plan(_with_typed(saved, options))
    return sent(options, session, submitted(options, session, lambda state: state.message))
