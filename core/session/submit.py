"""What the artist chooses; from choices to plans, and from plans into the journal."""

from __future__ import annotations

import dataclasses
import functools
import threading
from pathlib import Path
from typing import Any, Callable, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..assets.locate import with_moves
from ..common.disk import error_sentence
from ..common.i18n import _, sentences
from ..model.apart import selected
from ..model.choices import Choices
from ..model.finding import ADAPT, ADD_PROJECT, MAKE, READ, SAVE, Finding
from ..model.host import Scene as HostScene
from ..model.overrides import overrides_of
from ..model.unit_details import ALONE
from ..plan.hook_change import HookChange
from ..plan.plan import Plan
from ..plan.recall import choices_of
from ..plan.reuse import ready
from ..transfer.copies import Copies
from ..transfer.write_down import write_down
from .compare import Comparison
from .events import (
    EnvironmentMisfits,
    Events,
    FilesLocated,
    FoldersAccepted,
    PreferencesChanged,
    ProjectWanted,
    RequestSent,
)
from .hooks.hooks import Hooks
from .link import FarmLink, Workers
from .planning import plan_of_task, planner
from .scene import Scene
from .scene_memory import SceneMemory
from .state import SubmitState
from .store import Part, Store
from .typed import reasons_with_names

UsePlans = Callable[[Tuple[Plan, ...]], Tuple[str, ...]]
"""A function that takes finished plans and returns the ids of the submissions."""


class Submit:
    """Choose, submit, or save what would be submitted."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers, scene: Scene,
                 memory: SceneMemory, hooks: Hooks) -> None:
        self._store = store
        self._part: Part[SubmitState] = Part(store, "submit")
        self._events = events
        self._link = link
        self._workers = workers
        self._scene = scene
        self._memory = memory
        self._hooks = hooks
        self._hooked: tuple[HookChange, ...] = ()
        """The choices that the studio's hooks changed for the submission that is being made."""
        self._comparison = Comparison(store, link, workers, scene)
        self._then: UsePlans | None = None
        """The action that waits for the scene to be saved and read again."""
        self._writing = threading.Lock()
        self._written: tuple[str, ...] = ()
        self._copies = Copies(link.settings.home)
        self._called_off = False
        self._copy: Path | None = None
        """The copy of the scene that is being submitted."""
        self._kept: Choices | None = None
        """The choices that come back after a submission with others."""
        scene.begin_with(self._part.now.choices)

    def tick(self, now: float) -> None:
        """Have the scene remember choices that have settled."""
        self._memory.tick(now, self._chosen)

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``, but for what the studio has locked."""
        if self._kept is not None:
            self._kept = self._with(self._kept, changes)
        if self._take(self._with(self._part.now.choices, changes)):
            self._memory.changed()

    def choose_once(self, **changes: Any) -> None:
        """Set fields of ``Choices`` for the next submission only: neither the scene nor the session keeps them."""
        self._kept = self._chosen
        self._take(self._with(self._part.now.choices, changes))

    def forget_once(self) -> None:
        """Choose again what was chosen before ``choose_once``."""
        kept, self._kept = self._kept, None
        if kept is not None:
            self._take(kept)

    @property
    def _chosen(self) -> Choices:
        """The choices that are kept."""
        return self._part.now.choices if self._kept is None else self._kept

    def _with(self, choices: Choices, changes: dict[str, Any]) -> Choices:
        locked = self._store.state.settings.locked
        return dataclasses.replace(choices, **{name: value for name, value in changes.items() if name not in locked})

    def _take(self, choices: Choices) -> bool:
        """Go by other choices; False where they are the same."""
        if choices == self._part.now.choices:
            return False
        self._part.change(choices=choices, since="")  # what was said of other choices holds no more
        self._scene.follow(choices)
        return True

    def choose_as(self, task_id: int, **changes: Any) -> None:
        """Choose what was chosen for a task that was submitted from this machine, but for these fields."""
        self._workers.disk.run(lambda: plan_of_task(self._link, task_id), functools.partial(self._choose_as, changes),
                               self._failed)

    def fix(self, finding: Finding) -> None:
        """Do what the finding offers to put it right."""
        if finding.fix is not None:
            self.choose(**finding.fix.changes)
            if finding.fix.roots:
                self._events.tell(FoldersAccepted(finding.fix.roots))
            if finding.fix.action == SAVE:
                self._save_scene()
            elif finding.fix.action == READ:
                self._scene.refresh()
            elif finding.fix.action == ADAPT:
                self._events.tell(EnvironmentMisfits(self._part.now.choices.environment))
            elif finding.fix.action == MAKE:
                self._events.tell(EnvironmentMisfits(""))
            elif finding.fix.action == ADD_PROJECT:
                self._events.tell(ProjectWanted(self._part.now.choices.project))

    def submit(self) -> None:
        """Save the scene if it changed, plan, and write the plans into the journal."""
        if self._store.state.can_submit:
            self._begin(self._write_down)

    def submit_plan(self, plan: Plan) -> None:
        """Submit a plan that was saved, for this account; its files must be as they were."""
        facts, account, platform = self._link.facts, self._link.account, self._link.platform
        if facts is None:
            self._store.say(self._store.state.account.trouble or _("The farm does not answer yet."))
            return
        self._store.say("")
        self._part.change(planning=True)
        self._workers.disk.run(lambda: self._write_down((ready(plan, account, platform, facts),)), self._planned,
                               self._failed)

    def save_plan(self, path: Path) -> None:
        """Write what Submit would submit to a file; several plans get numbers."""
        if self._store.state.can_submit:
            self._begin(lambda plans: self._save(plans, path))

    def call_off(self) -> tuple[str, ...]:
        """Write no submission down any more; return the ids of what this session has written all the same."""
        with self._writing:
            self._called_off = True
            return self._written

    # What other subjects tell.

    def scene_read(self, _event: object = None) -> None:
        """Take over what the scene remembers, once for each scene."""
        self._part.change(since="")
        self.recall()

    def recall(self) -> None:
        """Choose what the open scene remembers now."""
        choices = self._memory.recall() if self._store.state.scene.scene is not None else None
        if choices is not None:
            self._kept = None
            self._part.change(choices=choices)
            self._scene.begin_with(choices)

    def files_found(self, _event: object) -> None:
        """Go on with what waited for the scene to be read again."""
        then, self._then = self._then, None
        if then is not None and self._store.state.can_submit:
            self._plan_read(then)
        elif then is not None:
            self._keep_back()

    def forget_after(self, _event: object = None) -> None:
        """Wait for no task with the next submission: another is submitted, or of another account."""
        self.choose(after=(), if_failed=Choices().if_failed)

    def compare(self, _event: object) -> None:
        """Say what is different since the scene was last submitted."""
        self._comparison.begin()

    def locate(self, event: FilesLocated) -> None:
        """Take files from where they were found."""
        self.choose(relocated=with_moves(self._part.now.choices.relocated, event.moves))

    def host_failed(self, _event: object) -> None:
        """Leave what waited for the host."""
        self._then = None
        self._part.change(planning=False)
        self._over()

    def follow(self, event: PreferencesChanged) -> None:
        """Choices that are as the settings were become as the settings are."""
        choices = self._part.now.choices
        changes = {name: value for name, value in event.now.items()
                   if value != event.before[name] and getattr(choices, name) == event.before[name]}
        if changes:
            self.choose(**changes)

    # Planning.

    def _begin(self, then: UsePlans) -> None:
        """Ask the studio's hooks what they change, where it has any, and plan with that."""
        if not self._hooks.there:
            self._plan(then)
            return
        scene = self._scene.describe()
        if scene is None:
            return

        def changed(choices: Choices, changes: tuple[HookChange, ...]) -> None:
            self._hooked = changes
            if changes:
                self.choose_once(**{each.choice: getattr(choices, each.choice) for each in changes})
            # Behind the files that these choices name: they are looked for on the same worker.
            self._workers.disk.run(lambda: None, lambda _nothing: self._go_on(functools.partial(self._plan, then)),
                                   self._failed)

        self._store.say("")
        self._part.change(planning=True)
        self._hooks.before(scene, changed)

    def _go_on(self, then: Callable[[], None]) -> None:
        """Go on with what the hooks were asked for, unless something keeps it back now."""
        self._part.change(planning=False)
        if self._store.state.can_submit:
            then()
        else:
            self._keep_back()

    def _keep_back(self) -> None:
        reasons = sentences(*reasons_with_names(self._store.state))
        self._over()
        self._store.say(reasons)

    def _plan(self, then: UsePlans) -> None:
        """Have ``then`` called with the plans on a worker; of the scene as it is now, not as it was read."""
        self._memory.remember(self._chosen)
        scene = self._scene.describe()
        if scene is None:
            return
        if self._scene.from_file:
            self._plan_file(then, scene)
        elif self._scene.written_each_time:
            self._write(then, scene)
        elif scene.unsaved:
            self._then = then
            self._save_scene()
        elif self._scene.changed_since_read(scene):
            self._then = then
            self._scene.refresh()
        else:
            self._then = then
            self._plan_looked_at()

    def _plan_file(self, then: UsePlans, scene: HostScene) -> None:
        """Plan a scene that was read from its file; one that was written since is read again first."""
        state = self._store.state.scene
        self._then = then
        if not state.gathered or scene != state.scene or scene.unsaved:
            self._scene.refresh()
            return
        self._plan_looked_at()

    def _plan_looked_at(self) -> None:
        """Plan the scene as it was read; if a file of it was written since then, read it again first."""

        def looked(changed: bool) -> None:
            self._part.change(planning=False)
            if changed:
                self._scene.refresh()
            elif self._then is not None:
                waiting, self._then = self._then, None
                self._plan_read(waiting)

        self._store.say("")
        self._part.change(planning=True)
        self._scene.look_at_file(looked, self._failed)

    def _write(self, then: UsePlans, scene: HostScene) -> None:
        """Write the scene as it is now, to its own file or to a copy, and go on once it is read again.

        A copy is also what a camera needs that is rendered alone, since in the artist's file markers switch to others,
        and what view layers and settings need that are chosen otherwise than there.
        """
        self._then = then
        choices = self._part.now.choices
        units, overrides = selected(scene, choices), overrides_of(choices, size=True)
        if scene.path is None or not (choices.as_copy or choices.view_layers or overrides
                                      or any(ALONE in dict(unit.details) for unit in units)):
            self._scene.save()
            return
        try:
            self._copy = self._copies.new(scene.path)
        except OSError as error:
            self._then = None
            self._failed(error)
            return
        self._scene.write_copy(self._copy, units, overrides)

    def _save_scene(self) -> None:
        self._memory.remember(self._chosen)
        self._scene.save()

    def _plan_read(self, then: UsePlans) -> None:
        """Plan the scene as it was read, without asking the host again; what the studio's hooks find goes before."""
        if self._hooks.there:
            self._part.change(planning=True)
            self._hooks.validated(self._hooked, lambda: self._go_on(lambda: self._build(then)))
        else:
            self._build(then)

    def _build(self, then: UsePlans) -> None:
        build = planner(self._store.state, self._link, self._copy, self._hooked)
        if build is None:
            self._over()
            return
        self._store.say("")
        self._part.change(planning=True)

        def plan() -> tuple[str, ...]:
            plans = build(self._link.settings.home / "packed")
            self._scene.need_same_file()
            return then(plans)

        self._workers.disk.run(plan, self._planned, self._failed)

    def _planned(self, submitted: tuple[str, ...]) -> None:
        self._part.change(planning=False, submitted=submitted or self._part.now.submitted)
        if submitted:
            self.forget_after()
        self._over()
        self._events.tell(RequestSent())

    def _failed(self, error: Exception) -> None:
        self._part.change(planning=False)
        self._over()
        self._store.say(error_sentence(error))

    def _over(self) -> None:
        """Leave nothing of a submission: neither its copy of the scene nor choices that were made for it alone."""
        copy, self._copy, self._hooked = self._copy, None, ()
        if copy is not None:
            self._copies.remove(copy)
        self.forget_once()

    def _write_down(self, plans: tuple[Plan, ...]) -> tuple[str, ...]:
        """Worker thread."""
        with self._writing:
            if self._called_off:
                return ()
            submitted = write_down(self._link.settings, plans, self._link.access_id)
            self._written += submitted
            if self._copy is not None:
                self._copies.hand_over(self._copy, submitted)
                self._copy = None  # whoever sends it takes it away
            self._link.wake_agent()
        return submitted

    def _choose_as(self, changes: dict[str, Any], plan: Plan) -> None:
        offered = self._store.state.environments
        self.choose(**{**choices_of(plan, offered.known, offered.hardware), **changes})

    def _save(self, plans: tuple[Plan, ...], path: Path) -> tuple[str, ...]:
        """Worker thread."""
        for number, plan in enumerate(plans):
            plan.save(path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}"))
        if self._copy is not None:
            self._copies.keep(self._copy)
            self._copy = None
        return ()
