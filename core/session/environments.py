"""Render environments: made, changed, deleted, and which one is the default."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, Callable

from ..api import FoxAPI
from ..common.disk import error_sentence
from ..common.errors import BadInput
from ..common.i18n import _
from ..model.apart import selected
from ..model.traits import HostTraits
from ..offer import layer_types
from ..offer.account_details import add_project
from ..offer.drafts import Draft
from ..offer.environment_edit import draft_again, draft_of, matched, new_draft, shown, to_farm
from ..offer.facts import read_environments
from ..offer.software import Offer
from ..offer.values import Environment
from ..plan.plan import Plan
from ..plan.recall import environment_of, found_again, same_contents
from .events import Connected, EnvironmentMisfits, ProjectsChanged, ProjectWanted
from .link import FarmLink, Workers
from .planning import plan_of_task
from .state import EnvironmentsState
from .store import Part, Store


class Environments:
    """One environment at a time is edited, in the part's ``editor``; the farm learns of it when it is saved."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, traits: HostTraits,
                 choose: Callable[[str], None]) -> None:
        """``choose`` makes the submission use the environment of this name."""
        self._store = store
        self._part: Part[EnvironmentsState] = Part(store, "environments")
        self._link = link
        self._workers = workers
        self._traits = traits
        self._choose = choose

    def edit(self, name: str | None = None) -> None:
        """Begin to change an environment, or to make one from the scene's needs."""
        offer, found, scene = self._offer(), self._named(name), self._store.state.scene.scene
        if offer is not None:
            self._part.change(editor=draft_of(self._traits, found, offer, scene) if found
                              else new_draft(self._traits, offer, scene, self._names()))

    def edit_of(self, task_id: int) -> None:
        """Begin to change the environment that a task from this machine had; one that is gone can be made again."""
        editor = self._part.now.editor
        if editor is not None and editor.original and editor.changes:
            self._store.say(_("“{name}” has changes that are not saved: save or discard them first.").format(
                name=editor.original))
            return
        self._workers.disk.run(lambda: plan_of_task(self._link, task_id), functools.partial(self._edit_of, task_id),
                               lambda error: self._store.say(error_sentence(error)))

    def change(self, **changes: Any) -> None:
        """Change ``name``, ``version`` or ``default`` of what is being edited."""
        if self._part.now.editor is not None:
            self._show(dataclasses.replace(self._part.now.editor, error="", **changes))

    def choose_plugin(self, plugin: str, version: str) -> None:
        """Take this version of a plug-in; an empty one leaves it out."""
        if self._part.now.editor is not None:
            plugins = dict(self._part.now.editor.plugins)
            if version:
                plugins[plugin] = version
            else:
                plugins.pop(plugin, None)
            self.change(plugins=tuple(plugins.items()))

    def match(self) -> None:
        """Take the versions that go best with the scene."""
        facts, draft = self._link.facts, self._part.now.editor
        if draft is not None and facts is not None and facts.offer is not None:
            self._show(matched(self._traits, draft, facts.offer, self._store.state.scene.scene))

    def close(self) -> None:
        """Leave the editor; what is not saved is lost."""
        self._part.change(editor=None)

    def save(self) -> None:
        """Have the farm take over what is being edited; the submission uses it then."""
        self._save(self._saved)

    def _save(self, saved: Callable[[str, tuple[Environment, ...]], None]) -> None:
        draft, facts = self._part.now.editor, self._link.facts
        if draft is None or facts is None or facts.offer is None:
            return
        try:
            made = to_farm(draft, facts.offer)
            if made["editName"] != draft.original and self._named(made["editName"]):
                raise BadInput(_("There is an environment “{name}” already: choose another name.").format(
                    name=made["editName"]))
        except BadInput as error:
            self._show(dataclasses.replace(draft, error=str(error)))
            return

        def job(api: FoxAPI) -> None:
            if draft.original == made["editName"]:
                api.env.update_render_env(made)
            else:
                api.env.add_render_env(made)
            if draft.default:
                api.env.set_default_render_env(made["editName"])
            if draft.original not in ("", made["editName"]):
                # The farm knows an environment by its name: under another one it is another.
                api.env.delete_render_env(draft.original)

        self._edit(draft, job, functools.partial(saved, made["editName"]))

    def delete(self, name: str) -> None:
        """Have the farm delete an environment."""
        draft = self._part.now.editor or Draft(name)
        self._edit(draft, lambda api: api.env.delete_render_env(name), self._deleted)

    def set_default(self, name: str) -> None:
        """Have submissions begin with this environment."""
        draft = self._part.now.editor or Draft(name)
        self._edit(draft, lambda api: api.env.set_default_render_env(name), functools.partial(self._saved, name))

    # What other subjects tell.

    def adapt(self, event: EnvironmentMisfits) -> None:
        """Have the farm change an environment to what the scene needs beside versions, its render layers, or make one.

        The editor shows it while it is saved, and stays open only where the farm does not take it.
        """
        self.edit(event.name or None)
        editor = self._part.now.editor
        if editor is not None and editor.original == event.name:
            state = self._store.state
            units = selected(state.scene.scene, state.submit.choices) if state.scene.scene else ()
            # A scene may have layers of both kinds: what is rendered of it decides.
            needed = layer_types.layer_type(units)
            self.change(layer_type=editor.layer_type if needed is None else needed)
            self._save(self._adapted)

    def add_project(self, event: ProjectWanted) -> None:
        """Have the farm add a project, and take over the projects that it has then."""
        api, name = self._link.api, event.name
        if api is None or not name:
            return
        self._store.say("")
        self._link.run(lambda: add_project(api, name), self._take_projects,
                       lambda error: self._store.say(error_sentence(error)))

    def projects_changed(self, event: ProjectsChanged) -> None:
        """Offer the projects that the farm has now."""
        self._take_projects(event.projects)

    def connected(self, event: Connected) -> None:
        """Take over what the farm offers."""
        facts = event.facts
        self._part.change(known=facts.environments, hardware=facts.hardware,
                          projects=tuple(name for name, _id in facts.projects), withheld=facts.withheld)
        self._store.refresh()  # what the farm offers may have changed where these have not

    def forget_account(self, _event: object) -> None:
        """Another account: its farm has not said yet what it offers."""
        self._part.change(known=(), hardware=(), projects=(), withheld=frozenset(), editor=None)

    def _edit_of(self, task_id: int, plan: Plan) -> None:
        had, offer, scene = environment_of(plan), self._offer(), self._store.state.scene.scene
        if offer is None:
            return
        if plan.host != self._traits.name:
            self._store.say(_("Task {task} was submitted from {software}: open its environment there.").format(
                task=task_id, software=had.software))
            return
        found = found_again(had, self._part.now.known)
        if found is None:
            draft = draft_again(self._traits, had, offer, scene, self._names())
            note = _("Task {task} had this environment, and the farm does not have it any more: saving makes it "
                     "again.").format(task=task_id)
        else:
            draft = draft_of(self._traits, found, offer, scene)
            note = "" if same_contents(found, had) else _(
                "It was changed since task {task} was submitted, which had {contents}.").format(
                    task=task_id, contents=had.contents)
        self._part.change(editor=dataclasses.replace(draft, note=note))

    def _offer(self) -> Offer | None:
        """Return what an environment can be made of; None, and the panel says why, before the farm has told it."""
        facts = self._link.facts
        if facts is None or facts.offer is None:
            self._store.say(self._store.state.account.trouble or _("The farm does not answer yet."))
            return None
        return facts.offer

    def _names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._part.now.known)

    def _edit(self, draft: Draft, job: Callable[[FoxAPI], None],
              done: Callable[[tuple[Environment, ...]], None]) -> None:
        api = self._link.api
        if api is None or draft.busy:
            return

        def work() -> tuple[Environment, ...]:
            job(api)
            return read_environments(api, self._traits)

        self._part.change(editor=dataclasses.replace(draft, busy=True, error=""))
        self._link.run(work, done, self._not_edited)

    def _saved(self, name: str, environments: tuple[Environment, ...]) -> None:
        self._take(environments)
        self._choose(name)
        self.edit(name)

    def _adapted(self, name: str, environments: tuple[Environment, ...]) -> None:
        self._take(environments)
        self._choose(name)
        self.close()

    def _deleted(self, environments: tuple[Environment, ...]) -> None:
        self._take(environments)
        first = next(iter(self._part.now.known), None)
        self.edit(first.name if first else None)

    def _take(self, environments: tuple[Environment, ...]) -> None:
        if self._link.facts is not None:
            self._link.facts = dataclasses.replace(self._link.facts, environments=environments)
        self._part.change(known=environments)

    def _take_projects(self, projects: tuple[tuple[str, str], ...]) -> None:
        if self._link.facts is not None:
            self._link.facts = dataclasses.replace(self._link.facts, projects=projects)
        self._part.change(projects=tuple(name for name, _id in projects))
        self._store.refresh()  # the names may be as they were, and the facts are not

    def _not_edited(self, error: Exception) -> None:
        if self._part.now.editor is not None:
            self._part.change(editor=dataclasses.replace(
                self._part.now.editor, busy=False, error=error_sentence(error)))

    def _show(self, draft: Draft) -> None:
        facts = self._link.facts
        self._part.change(editor=shown(self._traits, draft, self._named(draft.original), facts.offer if facts else None,
                                       self._store.state.scene.scene))

    def _named(self, name: str | None) -> Environment | None:
        return next((each for each in self._part.now.known if each.name == name), None)
