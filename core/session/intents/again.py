"""Submitting once more what was submitted before."""

from __future__ import annotations

import contextlib

from ...common.errors import BadInput
from ...common.i18n import _
from ...plan.plan import Plan
from ...plan.recall import choices_of
from ...transfer.journal.journal import Journal
from .scene import SceneIntents


class AgainIntents(SceneIntents):
    """The settings of a task, chosen again. Main thread, but for what says otherwise."""

    def choose_as(self, task_id: int) -> None:
        """Choose what was chosen for a task that was submitted from this machine."""
        self._disk.run(lambda: self._plan_of(task_id), self._choose_as, self._failed)

    def _plan_of(self, task_id: int) -> Plan:
        """Worker thread."""
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            row = journal.find(task_id)
            if row is None or not row.host:
                raise BadInput(_("Task {task} was not submitted from this machine: its settings are not known "
                                 "here.").format(task=task_id))
            return row.plan()

    def _choose_as(self, plan: Plan) -> None:
        self.choose(**choices_of(plan, self.state.environments, self.state.hardware))
