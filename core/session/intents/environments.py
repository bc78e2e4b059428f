"""Render environments: made, changed, deleted, and which one is the default."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, Callable

from ...api import FoxAPI
from ...common.errors import BadInput
from ...common.i18n import _
from ...model.traits import HostTraits
from ...offer.drafts import Draft
from ...offer.environment_edit import draft_of, matched, new_draft, shown, to_farm
from ...offer.facts import Facts, read_environments
from ...offer.values import Environment
from ...plan.hosts import traits_of
from .ground import sentence
from .scene import SceneIntents


class EnvironmentIntents(SceneIntents):
    """One environment at a time is edited, in the state's ``editor``; the farm learns of it when it is saved."""

    def edit_environment(self, name: str | None = None) -> None:
        """Begin to change an environment, or to make one from the scene's needs."""
        facts = self._facts
        if facts is None or facts.offer is None:
            self._change(message=self.state.trouble or _("The farm does not answer yet."))
            return
        found = self._environment(name)
        names = tuple(each.name for each in self.state.environments)
        self._change(editor=draft_of(self._traits, found, facts.offer, self.state.scene) if found
                     else new_draft(self._traits, facts.offer, self.state.scene, names))

    def change_environment(self, **changes: Any) -> None:
        """Change ``name``, ``version`` or ``default`` of what is being edited."""
        if self.state.editor is not None:
            self._draft(dataclasses.replace(self.state.editor, error="", **changes))

    def choose_plugin(self, plugin: str, version: str) -> None:
        """Take this version of a plug-in; an empty one leaves it out."""
        if self.state.editor is not None:
            plugins = dict(self.state.editor.plugins)
            if version:
                plugins[plugin] = version
            else:
                plugins.pop(plugin, None)
            self.change_environment(plugins=tuple(plugins.items()))

    def match_environment(self) -> None:
        """Take the versions that go best with the scene."""
        facts = self._facts
        if self.state.editor is not None and facts is not None and facts.offer is not None:
            self._draft(matched(self._traits, self.state.editor, facts.offer, self.state.scene))

    def close_environment(self) -> None:
        """Leave what is not saved."""
        self._change(editor=None)

    def save_environment(self) -> None:
        """Have the farm take it over; the submission uses it then."""
        draft, facts = self.state.editor, self._facts
        if draft is None or facts is None or facts.offer is None:
            return
        try:
            made = to_farm(draft, facts.offer)
            if made["editName"] != draft.original and self._environment(made["editName"]):
                raise BadInput(_("There is an environment “{name}” already: choose another name.").format(
                    name=made["editName"]))
        except BadInput as error:
            self._draft(dataclasses.replace(draft, error=str(error)))
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

        self._edit(draft, job, functools.partial(self._saved, made["editName"]))

    def delete_environment(self, name: str) -> None:
        """Have the farm take it away."""
        draft = self.state.editor or Draft(name)
        self._edit(draft, lambda api: api.env.delete_render_env(name), self._deleted)

    def set_default_environment(self, name: str) -> None:
        """Have submissions begin with it."""
        draft = self.state.editor or Draft(name)
        self._edit(draft, lambda api: api.env.set_default_render_env(name), functools.partial(self._saved, name))

    def _edit(self, draft: Draft, job: Callable[[FoxAPI], None],
              done: Callable[[tuple[Environment, ...]], None]) -> None:
        api = self._api
        if api is None or draft.busy:
            return

        traits = self._traits

        def work() -> tuple[Environment, ...]:
            job(api)
            return read_environments(api, traits)

        self._change(editor=dataclasses.replace(draft, busy=True, error=""))
        self._farm.run(work, done, self._not_edited)

    def _saved(self, name: str, environments: tuple[Environment, ...]) -> None:
        self._take(environments)
        self.choose(environment=name)
        self.edit_environment(name)

    def _deleted(self, environments: tuple[Environment, ...]) -> None:
        self._take(environments)
        first = next(iter(self.state.environments), None)
        self.edit_environment(first.name if first else None)

    def _take(self, environments: tuple[Environment, ...]) -> None:
        if self._facts is not None:
            self._facts = dataclasses.replace(self._facts, environments=environments)
        self._change(environments=environments)

    def _not_edited(self, error: Exception) -> None:
        if self.state.editor is not None:
            self._change(editor=dataclasses.replace(self.state.editor, busy=False, error=sentence(error)))

    def _draft(self, draft: Draft) -> None:
        facts: Facts | None = self._facts
        self._change(editor=shown(self._traits, draft, self._environment(draft.original),
                                  facts.offer if facts else None, self.state.scene))

    @property
    def _traits(self) -> HostTraits:
        return traits_of(self._host.name)

    def _environment(self, name: str | None) -> Environment | None:
        return next((each for each in self.state.environments if each.name == name), None)
