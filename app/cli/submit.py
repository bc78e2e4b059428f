"""``foxsubmit submit``: gather a scene, check it, send it and follow it; or send a plan that was saved."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, clauses, count, full_stop, listed
from ..core.model.job_identity import check_texts
from ..core.plan.plan import Plan
from ..core.session.session import Session
from ..hosts.folders import scenes_of
from ..hosts.recorded import nothing_open
from ..job.plan_files import read_plan
from .common.after import after, chosen_after
from .common.arguments import as_json, choices, home_and_account, patience
from .common.connecting import connected
from .common.following import FOLLOWED
from .common.planned import PLANS, saved
from .common.scene import prepare
from .common.sending import send, sent, sent_together, written_down
from .common.shapes import Shape
from .common.signals import if_stopped
from .common.terminal import say

SHAPE = Shape(FOLLOWED.version, {**FOLLOWED.documents, "--plan": PLANS})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a scene and what is chosen for it, or a plan."""
    home_and_account(parser)
    parser.add_argument("scenes", type=Path, nargs="+", metavar="SCENE.blend|PLAN.json|FOLDER",
                        help=_("several are submitted in one go; of a folder the scenes that lie in it"))
    choices(parser)
    after(parser)
    parser.add_argument("--in-turn", action="store_true",
                        help=_("of several scenes each waits until the tasks of the one before it have ended"))
    parser.add_argument("--plan", type=Path, metavar="FILE", help=_("write the plan and submit nothing"))
    parser.add_argument("--no-wait", action="store_true",
                        help=_("print the submission's id, and the task's where it has one, when it is written down; "
                               "the agent sends"))
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """Submit each scene or plan; of several the worst end is that of the command."""
    files = [file for path in options.scenes for file in scenes_of(path)]
    if options.plan and options.after:
        raise BadInput(_("A plan that is written to a file waits for no task: name --after when it is submitted."))
    if len(files) > 1:
        return _submit_several(options, files)
    (file,) = files
    if options.plan and file.suffix.lower() != ".json":
        return _save(options, file)
    return sent(options, *_submit(options, file))


def _submit_several(options: argparse.Namespace, files: Sequence[Path]) -> int:
    """Submit all of them in one go, then follow them together."""
    if options.plan:
        raise BadInput(_("--plan writes the plan of one scene: {n} were named.").format(n=len(files)))
    codes: dict[Path, int] = {}
    going: dict[Path, tuple[str, ...]] = {}
    session, before, broken = None, tuple(options.after), False
    for number, file in enumerate(files, 1):
        say(_("{number} of {all}: {name}").format(number=number, all=len(files), name=file.name))
        try:
            if broken:
                raise BadInput(_("It is not submitted: the scene before it was not."))
            session, going[file] = _submit(argparse.Namespace(**{**vars(options), "after": before}), file)
            before = going[file] if options.in_turn else before
        except FoxError as error:
            say(str(error))
            codes[file] = ExitCode.BAD_INPUT if isinstance(error, BadInput) else ExitCode.FAILED
            broken = options.in_turn
    if session is not None:
        codes.update(sent_together(options, session, going))
    _summary(codes)
    return max(codes.values())


def _summary(codes: Mapping[Path, int]) -> None:
    failed = [file.name for file, code in codes.items() if code != ExitCode.DONE]
    good = len(codes) - len(failed)
    say(full_stop(clauses(count("{n} scene is done", "{n} scenes are done", good),
                          _("not so: {names}").format(names=listed(failed)) if failed else "")))


def _submit(options: argparse.Namespace, file: Path) -> tuple[Session, tuple[str, ...]]:
    """Submit a scene or a plan; a session to follow it with, and the ids of what was written down."""
    if file.suffix.lower() == ".json":
        return _submit_plan(options, file)
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = prepare(options, file)
        session.submit.choose(**chosen_after(options, session))
    return session, send(options, session)


def _save(options: argparse.Namespace, scene: Path) -> int:
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = prepare(options, scene)
    saved(options, session, options.plan, SHAPE)
    return ExitCode.DONE


def _with_typed(plan: Plan, options: argparse.Namespace) -> Plan:
    """The plan with what was typed that it can take over."""
    if "{" in (options.name or ""):
        raise BadInput(_("The job of a saved plan takes a name as it is: write it without braces."))
    check_texts(options.comment or "", options.batch or "", options.name or "")
    said = {"check_content": options.check_content, "job_name": options.name, "comment": options.comment,
            "batch": options.batch}
    return dataclasses.replace(plan, **{name: value for name, value in said.items() if value is not None})


def _submit_plan(options: argparse.Namespace, file: Path) -> tuple[Session, tuple[str, ...]]:
    """Submit what a plan says, for the account that the options name."""
    plan = read_plan(file)
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = connected(options, nothing_open(plan.host))
        waits = {"after": (), **chosen_after(options, session)}
    typed = _with_typed(plan, options)
    session.submit.submit_plan(dataclasses.replace(typed, choices={**(typed.choices or {}), **waits}))
    return session, written_down(options, session, plain=True)
