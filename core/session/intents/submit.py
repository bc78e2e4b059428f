"""From choices to plans, and from plans into the journal."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...common.i18n import _
from ...common.quiet import bulk
from ...plan.build import build_plans
from ...plan.hosts import traits_of
from ...plan.plan import Plan
from ...plan.reuse import ready
from ...transfer.journal.journal import Journal
from ..gather import New, OnDisk, written
from ..since import said, since_last
from ..state import Step
from .scene import SceneIntents

Then = Callable[[Tuple[Plan, ...]], Tuple[str, ...]]
"""What is done with plans; the ids of what was submitted."""


class SubmitIntents(SceneIntents):
    """Submit, or save what would be submitted."""

    _plan_next: Optional[Then] = None
    """What waits for the scene to be saved and read again."""

    def submit(self) -> None:
        """Save the scene if it changed, plan, and write the plans into the journal."""
        if self.state.can_submit:
            self._plan(self._write_down)

    def submit_plan(self, plan: Plan) -> None:
        """Submit a plan that was saved, for this account; its files must be as they were."""
        facts, api = self._facts, self._api
        if facts is None or api is None:
            self._change(message=self.state.trouble or _("The farm does not answer yet."))
            return
        platform = api.client.platform
        self._change(step=Step.PLANNING, message="")
        self._disk.run(lambda: self._write_down((ready(plan, self._account, platform, facts),)),
                       self._planned, self._failed)

    def save_plan(self, path: Path) -> None:
        """Write what Submit would submit to a file; several plans get numbers."""
        if self.state.can_submit:
            self._plan(lambda plans: _save(plans, path))

    def _gathered(self, found: OnDisk) -> None:
        super()._gathered(found)
        then, self._plan_next = self._plan_next, None
        if then is not None and self.state.can_submit:
            self._plan_read(then)

    def _counted(self, new: New) -> None:
        super()._counted(new)
        self._compare()

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``; what was said of other ones holds no more."""
        if self.state.since:
            self._change(since="")
        super().choose(**changes)

    def _compare(self) -> None:
        """Say what is different since the scene was last submitted, if it was and could be now."""
        state, facts, reading = self.state, self._facts, self._reading
        scene = state.scene
        if scene is None or scene.path is None or facts is None or traits_of(state.host).packed or not state.can_submit:
            return
        name, platform = scene.path.name, self._api.client.platform if self._api else ""
        if not any(each.name == name and each.host == state.host and each.task_id for each in state.transfers):
            return

        def job() -> str:
            plans = build_plans(state.host, self._account, platform, facts, scene, state.assets, state.findings,
                                state.choices)
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                found = since_last(journal, plans[0]) if plans else None
            return "" if found is None else said(found)

        def done(text: str) -> None:
            if reading == self._reading and self.state.choices == state.choices:
                self._change(since=text)

        # What cannot be compared is not submitted either, and then Submit says why.
        self._disk.run(job, done, lambda _error: None)

    def _plan(self, then: Then) -> None:
        """Have ``then`` called with the plans, on the worker; of the scene as it is now, not as it was read."""
        state = self.state
        try:
            with bulk():
                scene = self._host.scene()
        except Exception as error:
            self._host_failed(error)
            return
        if scene.unsaved:
            self._plan_next = then
            self._save_and_gather()
        elif scene != state.scene or not state.gathered or written(scene.path) != state.saved_ns:
            self._plan_next = then
            self.refresh()
        else:
            self._plan_read(then)

    def _plan_read(self, then: Then) -> None:
        """The same of the scene as it was read."""
        state, facts = self.state, self._facts
        if state.scene is None or facts is None:
            return
        scene, api = state.scene, self._api
        platform = api.client.platform if api else ""

        def job() -> tuple[str, ...]:
            plans = build_plans(state.host, self._account, platform, facts, scene, state.assets, state.findings,
                                state.choices, self._settings.home / "packed")
            return then(plans)

        self._change(step=Step.PLANNING, message="")
        self._disk.run(job, self._planned, self._failed)

    def _planned(self, submitted: tuple[str, ...]) -> None:
        self._look_at = 0.0
        self._change(step=Step.READY, submitted=submitted or self.state.submitted)

    def _host_failed(self, error: Exception) -> None:
        self._plan_next = None
        super()._host_failed(error)

    def _write_down(self, plans: tuple[Plan, ...]) -> tuple[str, ...]:
        """Worker thread."""
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            submitted = tuple(journal.add(plan) for plan in plans)
        self._wake_agent()
        return submitted


def _save(plans: tuple[Plan, ...], path: Path) -> tuple[str, ...]:
    for number, plan in enumerate(plans):
        plan.save(path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}"))
    return ()
