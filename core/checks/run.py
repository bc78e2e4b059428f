"""Run the checks. Each is a function from the facts of a submission to its findings, in a module of its subject."""

from __future__ import annotations

from ..model.finding import Finding
from ..model.tips import explained
from . import account, blender, files, frames, places, scene, target
from . import max as threeds_max
from .submission import CHECKS, Submission, check

__all__ = ["CHECKS", "SUBJECTS", "Submission", "check", "run_checks"]

SUBJECTS = (scene, files, places, frames, target, account, blender, threeds_max)
"""In the order in which findings of the same severity are shown."""


def run_checks(submission: Submission) -> tuple[Finding, ...]:
    """All findings, the gravest first."""
    found = tuple(finding for each in CHECKS for finding in each(submission))
    found = explained(found, submission.facts.texts if submission.facts else ())
    found += tuple(target.refused_by_hardware(submission, found))
    return tuple(sorted(found, key=lambda finding: -finding.severity))
