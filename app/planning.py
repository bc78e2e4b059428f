"""``foxsubmit plan``: write a plan, check it, compare two; and ``submit`` of one that was saved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .asking import connected
from .commands import prepare, save_plan, sent, submitted
from .core.common.errors import BadInput
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _, count
from .core.common.system_errors import system_reason
from .core.plan.diff import compare
from .core.plan.plan import Plan, from_json
from .core.plan.reuse import changes_since
from .hosts.recorded import nothing_open
from .output import write_json
from .signals import if_stopped
from .terminal import say

DIFFERENT = ExitCode.FAILED
"""What a check that found changes and a comparison that found differences end with, as diff does."""

ACTIONS = {"check": 1, "diff": 2}
"""Word -> how many plans it takes."""


def plan(options: argparse.Namespace) -> int:
    """``plan SCENE``, ``plan check PLAN``, ``plan diff OLD NEW``."""
    action, *rest = options.what
    if action in ACTIONS:
        if len(rest) != ACTIONS[action]:
            raise BadInput(_("“plan {action}” takes {files}.").format(
                action=action, files=count("{n} plan", "{n} plans", ACTIONS[action])))
        plans = [read(Path(path)) for path in rest]
        return _check(options, plans[0]) if action == "check" else _diff(options, *plans)
    if rest:
        raise BadInput(_("One scene at a time: “{more}” is too much.").format(more=" ".join(rest)))
    options.scene = Path(action)
    return _make(options)


def read(path: Path) -> Plan:
    """The plan in a file.

    Raises:
        BadInput: there is none, or it is no plan.
    """
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(_("The plan {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    except (BadInput, UnicodeDecodeError) as error:
        said = str(error) if isinstance(error, BadInput) else _("This is not a plan.")
        raise BadInput(f"{path}: {said}") from error


def submit(options: argparse.Namespace) -> int:
    """``submit PLAN``: what a plan says, for the account that the options name."""
    saved = read(options.scene)
    with if_stopped(_("Stopped: nothing was submitted.")):
        session = connected(options, nothing_open(saved.host))
    session.submit.submit_plan(saved)
    return sent(options, session, submitted(options, session, lambda state: state.message))


def _make(options: argparse.Namespace) -> int:
    with if_stopped(_("Stopped: no plan was written.")):
        session = prepare(options)
    target = options.out or Path(f"{options.scene.stem}.plan.json")
    paths = save_plan(session, target)
    for path in paths:
        say(_("The plan is in {path}.").format(path=path))
    _print(options, [{"plan": str(path), **_summary(read(path))} for path in paths])
    return ExitCode.DONE


def _check(options: argparse.Namespace, saved: Plan) -> int:
    """Whether what the plan says of the disk still holds; its form was checked while it was read."""
    changes = changes_since(saved)
    for sentence in changes.sentences:
        say(sentence)
    if not changes:
        say(_("{name}: {files}, all as they were.").format(
            name=saved.name, files=count("{n} file", "{n} files", len(saved.files))))
    _print(options, {**_summary(saved), "gone": changes.gone, "changed": changes.changed})
    return DIFFERENT if changes else ExitCode.DONE


def _diff(options: argparse.Namespace, old: Plan, new: Plan) -> int:
    sentences = compare(old, new)
    for sentence in sentences or (_("The two plans say the same."),):
        say(sentence)
    _print(options, {"differences": sentences})
    return DIFFERENT if sentences else ExitCode.DONE


def _summary(saved: Plan) -> dict[str, Any]:
    return {
        "host": saved.host, "scene": saved.name, "account": saved.account, "files": len(saved.files),
        "bytes": saved.bytes, "tips": saved.tips,
    }


def _print(options: argparse.Namespace, data: Any) -> None:
    if options.json:
        write_json(data)
