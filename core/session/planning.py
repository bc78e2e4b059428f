"""Plans of a session's state, made on a worker, and those of tasks from this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Callable

from ..common.errors import BadInput
from ..common.i18n import _
from ..plan.build import build_plans
from ..plan.hook_change import HookChange
from ..plan.plan import Plan
from ..transfer.journal.journal import Journal
from .link import FarmLink
from .state import State


def planner(state: State, link: FarmLink, copy: Path | None = None,
            hooks: Sequence[HookChange] = ()) -> Callable[..., tuple[Plan, ...]] | None:
    """Return a function that builds the plans of a state; None where scene or farm are not known.

    It may run on any thread, and takes the folder for packed scenes; without one nothing is packed. ``copy`` is the
    file that is sent as the scene, where that is not the scene's own; ``hooks`` is what the studio's hooks changed.
    """
    scene, facts = state.scene.scene, link.facts
    if scene is None or facts is None:
        return None
    account, platform = link.account, link.platform

    def build(folder: Path | None = None) -> tuple[Plan, ...]:
        return build_plans(state.scene.host, account, platform, facts, scene, state.scene.assets,
                           state.submit.findings, state.submit.choices, packed=folder, copy=copy,
                           hooks=hooks)

    return build


def plan_of_task(link: FarmLink, task_id: int) -> Plan:
    """Return the plan by which a task was submitted; it reads the journal, on any thread.

    Raises:
        BadInput: the task was not submitted from this machine.
    """
    with contextlib.closing(Journal(link.settings.journal)) as journal:
        row = journal.find(task_id, link.account)
        if row is None or not row.host:
            raise BadInput(_("Task {task} was not submitted from this machine: its settings are not known "
                             "here.").format(task=task_id))
        return row.plan()
