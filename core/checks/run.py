"""Run the checks. Each is a function from the facts of a submission to its findings, in a module of its subject."""

from __future__ import annotations

import importlib
import importlib.util

from ..model.finding import Finding
from ..model.tips import explained
from ..plan.hosts import modules
from . import account, cards, files, frames, order, places, scene, simulations, target
from .submission import CHECKS, Submission, check

__all__ = ["CHECKS", "SUBJECTS", "Submission", "check", "run_checks"]

OF_HOSTS = tuple(importlib.import_module(f".{host}", __package__) for host in modules()
                 if importlib.util.find_spec(f".{host}", __package__))
"""What only scenes of one host have is checked in ``<host>.py``: by the details of a scene, whose host nobody asks."""

SUBJECTS = (account, files, frames, order, places, scene, simulations, target, cards, *OF_HOSTS)
"""The modules with checks. Findings of the same severity are shown in this order."""


def run_checks(submission: Submission) -> tuple[Finding, ...]:
    """All findings, the gravest first."""
    found = tuple(finding for each in CHECKS for finding in each(submission))
    found = explained(found, submission.facts.texts if submission.facts else ())
    found += tuple(target.refused_by_hardware(submission, found))
    return tuple(sorted(found, key=lambda finding: -finding.severity))
