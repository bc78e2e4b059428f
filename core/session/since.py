"""What is different since the scene was last submitted. Reads the journal: not on a host's main thread."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Sequence
from typing import Protocol

from ..common.errors import BadInput
from ..common.i18n import _
from ..model import format
from ..model.choices import Choices
from ..plan.diff import cameras, compare_outline, units
from ..plan.outline import Outline
from ..plan.plan import Plan
from ..settings.presets import every_choice, to_changes
from ..transfer.states import Transfer

AT_ONCE = 60.0
"""Seconds between plans that one click submitted."""


class Submitted(Protocol):
    """One submission of the journal's."""

    def plan_head(self) -> Plan:
        """The document that was submitted, without its long lists."""

    def outline(self) -> Outline:
        """The document as far as another is compared with it."""


class SubmissionHistory(Protocol):
    """The questions that are put to the journal."""

    def transfers(self) -> Sequence[Transfer]:
        """Everything, newest first."""

    def get(self, submission: str) -> Submitted:
        """One submission."""


def last_submission(history: SubmissionHistory, plan: Plan) -> Submitted | None:
    """The last one of the same scene that became a task; of several made at once the one that renders the same."""
    found = list(_of_scene(history, plan))
    same = (each for each, head in found if (units(head), cameras(head)) == (units(plan), cameras(plan)))
    return next(same, found[0][0] if found else None)


def since_last(history: SubmissionHistory, plan: Plan) -> tuple[str, ...] | None:
    """One sentence a difference, none where all is as it was; None where the scene was never submitted."""
    last = last_submission(history, plan)
    if last is None:
        return None
    try:
        return compare_outline(last.outline(), plan)
    except BadInput:  # damaged
        return None


def as_hooks_changed(history: SubmissionHistory, name: str, host: str, choices: Choices) -> Choices:
    """The choices as a studio's hooks changed them for a scene's last submission: that is no difference to it."""
    last = next((each for each in history.transfers()
                 if (each.name, each.host) == (name, host) and each.task_id is not None), None)
    try:
        hooks = history.get(last.id).plan_head().hooks if last is not None else ()
    except BadInput:
        return choices
    before = every_choice(choices)
    return dataclasses.replace(choices, **to_changes(
        {each.choice: each.now for each in hooks if before.get(each.choice) == each.was}))


def said(differences: Sequence[str]) -> str:
    """Return the differences as one sentence: ``Since the last submission: 3 textures new; 1.2 GB more.``"""
    if not differences:
        return _("Nothing has changed since the last submission.")
    return _("Since the last submission: {differences}.").format(
        differences=format.clauses(*(each.rstrip(".。") for each in differences)))


def _of_scene(history: SubmissionHistory, plan: Plan) -> Iterator[tuple[Submitted, Plan]]:
    """Yield the scene's last submission, with the heads of the plans: one for each camera in Blender."""
    last = None
    for each in history.transfers():
        if each.host != plan.host or each.name != plan.name or each.task_id is None:
            continue
        if last is not None and last - each.created > AT_ONCE:
            return
        try:
            found = history.get(each.id)
            head = found.plan_head()
        except BadInput:
            continue  # of another version of this program: it cannot be compared
        if _scene(head) == _scene(plan):
            last = last or each.created
            yield found, head


def _scene(plan: Plan) -> str:
    return os.path.normcase(plan.stamp.path) if plan.stamp else plan.name
