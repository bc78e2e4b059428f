"""The panel without the panel: what it shows, and what its buttons do.

The panel, the CLI and the tests call the intents, call ``pump`` again and again, and draw ``State``.
Nothing here imports Qt or a host application.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import logging
import time
from pathlib import Path
from typing import Any, Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .api import FoxAPI
from .assets.choosing import with_choices
from .assets.found import FoundAsset
from .checks.finding import SAVE, Finding
from .derive import derived
from .errors import BadInput, CannotConnect, FoxError
from .facts import Facts, read_account, read_facts
from .gather import OnDisk, Walk, look, look_for_extras, new_bytes
from .host import Host, Selects
from .i18n import _
from .jobs import Frames, read_tasks
from .plan.build import build_plans
from .plan.plan import Plan
from .plan.reuse import ready
from .settings import Settings
from .state import Connection, FrameRow, State, Step, TaskRow, Transfer, TransferState
from .transfer.journal import Journal
from .transfer.start import ensure_agent
from .worker import Worker

log = logging.getLogger(__name__)

Look = Tuple[Tuple[Transfer, ...], Tuple[TaskRow, ...], Optional[int], Tuple[FrameRow, ...]]
"""Transfers, tasks, the task whose frames were read, its frames."""

Then = Callable[[Tuple[Plan, ...]], Tuple[str, ...]]
"""What is done with plans; the ids of what was submitted."""

LOOK = 1.0  # seconds between two looks at the journal and the farm
RECONNECT = 5.0  # seconds before a farm that is away is asked again


class Session:
    """One open panel, or one run of the command line."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        self._host = host
        self._settings = settings or Settings()
        self._account = account or self._settings.account()
        # Two threads, so that a slow disk does not make the task list stale.
        self._farm, self._disk = Worker(), Worker()
        self._api: FoxAPI | None = None
        self._facts: Facts | None = None
        self._walk: Walk | None = None
        self._plan_next: Then | None = None
        self._frames = Frames(self._settings.thumbnails)
        self._looking = False
        self._look_at = 0.0
        self._connect_at: float | None = None
        self._drawn: State | None = None
        self.state = State(host=host.name)
        self.on_change: Callable[[State], None] = lambda _state: None

    # What the panel calls. Main thread.

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""
        self._connect_at = None
        self._farm.run(self._read_facts, self._connected, self._away)

    def refresh(self) -> None:
        """Read the scene and look for its files."""
        try:
            scene = self._host.scene()
            self._walk = Walk(self._host)
        except Exception as error:
            self._host_failed(error)
            return
        self._change(scene=scene, assets=(), gathered=False, new_bytes=None, step=Step.GATHERING, message="")

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``."""
        before = self.state.choices
        self._change(choices=dataclasses.replace(before, **changes))
        extras = self.state.choices.extra_files
        if extras != before.extra_files:
            self._disk.run(lambda: look_for_extras(extras), self._extras_found, self._failed)
        elif self.state.choices.excluded != before.excluded:
            self._count_new()

    def fix(self, finding: Finding) -> None:
        """Do what the finding offers to put it right."""
        if finding.fix is not None:
            self.choose(**finding.fix.changes)
            if finding.fix.action == SAVE:
                self._save_and_gather(None)

    def select(self, nodes: tuple[str, ...]) -> None:
        """Show the nodes of a finding in the host, where it can."""
        try:
            if isinstance(self._host, Selects):
                self._host.select(nodes)
        except Exception as error:
            self._host_failed(error)

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

    def pause(self, transfer_id: str) -> None:
        """Stop sending or fetching after the current block."""
        self._wish(transfer_id, "pause")

    def resume(self, transfer_id: str) -> None:
        """Go on where it stood; also after a failure."""
        self._wish(transfer_id, "go")

    def cancel(self, transfer_id: str) -> None:
        """Give up a transfer; a task that runs for it is stopped."""
        self._wish(transfer_id, "cancel")

    def select_task(self, task_id: int | None) -> None:
        """Show the frames of a task."""
        if task_id != self.state.task_id:
            self._change(task_id=task_id, task_frames=())
            self._look_at = 0.0

    def stop_task(self, task_id: int) -> None:
        """Stop rendering."""
        self._ask(lambda api: api.task.stop_task([task_id]))

    def start_task(self, task_id: int) -> None:
        """Go on rendering."""
        self._ask(lambda api: api.task.start_task([task_id]))

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Have the results of a task brought to ``folder``, or to where its submission said."""
        self._disk.run(lambda: self._add_fetch(task_id, folder), self._wished, self._failed)

    def close(self) -> None:
        """End the threads; what was submitted goes on."""
        self._walk = None
        self._farm.close()
        self._disk.close()

    def pump(self) -> None:
        """Do a slice of main-thread work, take what the workers have sent, draw once."""
        if self._walk is not None:
            self._gather(self._walk)
        self._farm.pump()
        self._disk.pump()
        now = time.monotonic()
        if self._connect_at is not None and now >= self._connect_at:
            self.connect()
        if not self._looking and now >= self._look_at:
            self._looking = True
            look_now = functools.partial(self._look, self._api, self.state.task_id)
            self._farm.run(look_now, self._looked, self._look_failed)
        if self.state is not self._drawn:
            self._drawn = self.state
            self.on_change(self.state)

    # Steps. Main thread.

    def _gather(self, walk: Walk) -> None:
        try:
            done = walk.step()
        except Exception as error:
            self._host_failed(error)
            return
        if done:
            self._walk = None
            scene = self.state.scene.path if self.state.scene else None
            read = functools.partial(look, walk.found, self.state.choices.extra_files, scene)
            self._disk.run(read, self._gathered, self._failed)

    def _extras_found(self, extras: tuple[FoundAsset, ...]) -> None:
        self._change(assets=with_choices(self.state.assets, extras=extras))
        self._count_new()

    def _gathered(self, found: OnDisk) -> None:
        self._change(step=Step.READY, assets=found.assets, saved_ns=found.saved_ns, gathered=True)
        self._count_new()
        then, self._plan_next = self._plan_next, None
        if then is not None and self.state.can_submit:
            self._plan(then)

    def _count_new(self) -> None:
        """What is new depends on the files and on the account: count when both are there."""
        scene, api = self.state.scene, self._api
        if api is not None and self.state.gathered and scene is not None:
            count = functools.partial(
                new_bytes, self.state.assets, scene.path, self._settings.journal, api.client.access_id)
            self._disk.run(count, lambda number: self._change(new_bytes=number), self._failed)

    def _plan(self, then: Then) -> None:
        """Have ``then`` called with the plans, on the worker."""
        state, facts = self.state, self._facts
        if state.scene is None or facts is None:
            return
        if state.scene.unsaved or not state.gathered:
            self._save_and_gather(then)
            return
        scene, api = state.scene, self._api
        platform = api.client.platform if api else ""

        def job() -> tuple[str, ...]:
            plans = build_plans(state.host, self._account, platform, facts, scene, state.assets, state.findings,
                                state.choices, self._settings.home / "packed")
            return then(plans)

        self._change(step=Step.PLANNING, message="")
        self._disk.run(job, self._planned, self._failed)

    def _save_and_gather(self, then: Then | None) -> None:
        try:
            self._host.save()
        except Exception as error:
            self._host_failed(error)
            return
        self._plan_next = then
        self.refresh()

    def _planned(self, submitted: tuple[str, ...]) -> None:
        self._look_at = 0.0
        self._change(step=Step.READY, submitted=submitted or self.state.submitted)

    def _host_failed(self, error: Exception) -> None:
        """Whatever a host raises ends in a sentence: an error in a timer would come back every tick."""
        if not isinstance(error, FoxError):
            log.exception("%s failed", self._host.name)
        self._walk = self._plan_next = None
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._change(step=Step.READY, message=_sentence(error))

    def _connected(self, found: tuple[FoxAPI, Facts]) -> None:
        self._api, self._facts = found
        facts = self._facts
        self._look_at = 0.0
        self._change(
            connection=Connection.CONNECTED, trouble="", domain=self._api.client.domain,
            platform=self._api.client.platform, account=facts.account, environments=facts.environments,
            hardware=facts.hardware, projects=tuple(name for name, _id in facts.projects))
        self._count_new()

    def _away(self, error: Exception) -> None:
        self._change(connection=Connection.AWAY, trouble=_sentence(error))
        if isinstance(error, CannotConnect):
            self._connect_at = time.monotonic() + RECONNECT

    def _looked(self, found: Look) -> None:
        transfers, tasks, task_id, frames = found
        self._look_done()
        changes: dict[str, Any] = {"transfers": transfers}
        if self._api is not None:
            changes["tasks"] = tasks
            if tasks != self.state.tasks:
                read = functools.partial(read_account, self._api)
                # The worker logs a failure, and the next change of a task asks again.
                self._farm.run(read, lambda account: self._change(account=account), lambda _error: None)
            if task_id == self.state.task_id:
                changes["task_frames"] = frames
        if any(getattr(self.state, name) != value for name, value in changes.items()):
            self._change(**changes)

    def _look_failed(self, error: Exception) -> None:
        self._look_done()
        if isinstance(error, CannotConnect) and self._api is not None:
            self._away(error)
        elif not isinstance(error, CannotConnect):
            self._change(message=_sentence(error))

    def _look_done(self) -> None:
        self._looking = False
        self._look_at = time.monotonic() + LOOK

    def _wished(self, _nothing: object) -> None:
        self._look_at = 0.0

    def _change(self, **changes: Any) -> None:
        """The next state, with what follows from it."""
        state = dataclasses.replace(self.state, **changes)
        if changes.keys() & {"scene", "choices", "assets", "environments", "account"} and state.scene is not None:
            state = derived(state, self._facts)
        self.state = state

    # Worker threads. They touch the farm, the disk and nothing of the state.

    def _read_facts(self) -> tuple[FoxAPI, Facts]:
        api = self._settings.credentials(self._account).api()
        return api, read_facts(api, self._host.name)

    def _look(self, api: FoxAPI | None, task_id: int | None) -> Look:
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            transfers = journal.transfers()
        if any(not each.state.over and each.state is not TransferState.PAUSED for each in transfers):
            ensure_agent(self._settings)
        if api is None:
            return transfers, (), task_id, ()
        tasks = read_tasks(api)
        listed = next((task for task in tasks if task.id == task_id), None)
        frames = self._frames.read(api, task_id, listed) if task_id is not None else ()
        return transfers, tasks, task_id, frames

    def _write_down(self, plans: tuple[Plan, ...]) -> tuple[str, ...]:
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            submitted = tuple(journal.add(plan) for plan in plans)
        ensure_agent(self._settings)
        return submitted

    def _wish(self, transfer_id: str, wish: str) -> None:
        def job() -> None:
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                journal.wish(transfer_id, wish)
            ensure_agent(self._settings)

        self._disk.run(job, self._wished, self._failed)

    def _add_fetch(self, task_id: int, folder: str) -> None:
        task = next((each for each in self.state.tasks if each.id == task_id), None)
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            known = journal.find(task_id)
            target = folder or (known.folder if known else "")
            if not target:
                raise BadInput(_("Choose a folder for the results of task {task}.").format(task=task_id))
            journal.add_fetch(self._account, task.name if task else str(task_id), task_id, target)
        ensure_agent(self._settings)

    def _ask(self, call: Callable[[FoxAPI], None]) -> None:
        api = self._api
        if api is not None:
            self._farm.run(lambda: call(api), self._wished, self._failed)


def _save(plans: tuple[Plan, ...], path: Path) -> tuple[str, ...]:
    for number, plan in enumerate(plans):
        plan.save(path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}"))
    return ()


def _sentence(error: Exception) -> str:
    """Ours are sentences; what is not ours is a defect and says so."""
    if isinstance(error, FoxError):
        return str(error)
    return _("Something unexpected happened ({kind}: {error}): see the log.").format(
        kind=type(error).__name__, error=error)
