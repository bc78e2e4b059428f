"""Plans that a command wrote or read, as sentences and as JSON."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from ...core.common.i18n import _
from ...core.plan.plan import Plan
from ...core.session.session import Session
from ...job.plan_files import read_plan, save_plan
from ...job.preparing import plain
from .shapes import Shape
from .terminal import say

FINDING = {"code": "as docs and logs name it", "severity": "note, warning or error", "text": "a sentence",
           "nodes": "names of what it is about", "details": "paths and the like"}
SUMMARY = {"host": "the application", "scene": "its name", "account": "whose", "files": "how many go along",
           "bytes": "their size", "tips": "sentences", "findings": ("what was found in the scene", [FINDING]),
           "hooks": ("what a studio's hooks changed", [{
               "file": "the hook's", "function": "its name", "choice": "which", "was": "its value before",
               "now": "its value since"}])}
PLANS = {"plans": ("each that was written", [{"plan": "its path", **SUMMARY}])}


def saved(options: argparse.Namespace, session: Session, target: Path, shape: Shape) -> None:
    """Write what the session would submit to a file, to several where it makes several tasks, and tell."""
    paths = save_plan(session, target)
    for path in paths:
        say(_("The plan is in {path}.").format(path=path))
    if options.json:
        shape.write(plans=[{"plan": str(path), **summary(read_plan(path))} for path in paths])


def summary(plan: Plan) -> dict[str, Any]:
    """Return what ``SUMMARY`` describes."""
    return {"host": plan.host, "scene": plan.name, "account": plan.account, "files": len(plan.files),
            "bytes": plan.bytes, "tips": plan.tips, "findings": plain(plan.findings),
            "hooks": [dataclasses.asdict(each) for each in plan.hooks]}
