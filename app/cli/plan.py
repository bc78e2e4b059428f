"""``foxsubmit plan``: write what would be submitted, check a plan, compare two."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.common.errors import BadInput
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, count
from ..core.plan.diff import compare
from ..core.plan.plan import Plan
from ..core.plan.reuse import changes_since
from ..job.plan_files import read_plan
from .common.arguments import as_json, choices, home_and_account, patience
from .common.planned import PLANS, SUMMARY, saved, summary
from .common.scene import prepare_to_plan
from .common.shapes import Shape
from .common.signals import if_stopped
from .common.terminal import say

DIFFERENT = ExitCode.FAILED
"""What a check that found changes and a comparison that found differences end with, as diff does."""

ACTIONS = {"check": 1, "diff": 2}
"""Word -> how many plans it takes."""

SHAPE = Shape(1, {"": PLANS,
                  "check": {**SUMMARY, "gone": "paths of files that are not there any more",
                            "changed": "paths of files that are others"},
                  "diff": {"differences": "a sentence each"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a scene and what is chosen for it, or a word and the plans that it is about."""
    home_and_account(parser)
    parser.usage = ("foxsubmit plan SCENE.blend [-o PLAN.json] …\n"
                    "       foxsubmit plan check PLAN.json\n       foxsubmit plan diff OLD.json NEW.json")
    parser.epilog = _("“check” and “diff” end with 1 when something has changed. Submit a plan with “foxsubmit submit "
                      "PLAN.json”.")
    parser.add_argument("what", nargs="+", metavar="SCENE.blend",
                        help=_("or check PLAN.json, or diff OLD.json NEW.json"))
    parser.add_argument("-o", "--out", type=Path, metavar="PLAN.json",
                        help=_("where the plan goes (default: SCENE.plan.json here)"))
    choices(parser)
    patience(parser)
    as_json(parser)


def run(options: argparse.Namespace) -> int:
    """``plan SCENE``, ``plan check PLAN``, ``plan diff OLD NEW``."""
    action, *rest = options.what
    if action in ACTIONS:
        if len(rest) != ACTIONS[action]:
            raise BadInput(_("“plan {action}” takes {files}.").format(
                action=action, files=count("{n} plan", "{n} plans", ACTIONS[action])))
        plans = [read_plan(Path(path)) for path in rest]
        return _check(options, plans[0]) if action == "check" else _diff(options, *plans)
    if rest:
        raise BadInput(_("One scene at a time: “{more}” is too much.").format(more=" ".join(rest)))
    return _make(options, Path(action))


def _make(options: argparse.Namespace, scene: Path) -> int:
    with if_stopped(_("Stopped: no plan was written.")):
        session = prepare_to_plan(options, scene)
    saved(options, session, options.out or Path(f"{scene.stem}.plan.json"), SHAPE)
    return ExitCode.DONE


def _check(options: argparse.Namespace, plan: Plan) -> int:
    """Whether what the plan says of the disk still holds; its form was checked while it was read."""
    changes = changes_since(plan)
    for sentence in changes.sentences:
        say(sentence)
    if not changes:
        say(_("{name}: {files}, all as they were.").format(
            name=plan.name, files=count("{n} file", "{n} files", len(plan.files))))
    if options.json:
        SHAPE.write(**summary(plan), gone=changes.gone, changed=changes.changed)
    return DIFFERENT if changes else ExitCode.DONE


def _diff(options: argparse.Namespace, old: Plan, new: Plan) -> int:
    sentences = compare(old, new)
    for sentence in sentences or (_("The two plans say the same."),):
        say(sentence)
    if options.json:
        SHAPE.write(differences=sentences)
    return DIFFERENT if sentences else ExitCode.DONE
