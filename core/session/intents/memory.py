"""Choices that outlive the panel: those saved with a scene, and presets."""

from __future__ import annotations

import dataclasses
import logging
import time
from pathlib import Path
from typing import Any, Callable

from ...model.host import Remembers
from ...settings.presets import from_text, to_text
from .ground import sentence
from .submit import SubmitIntents, Then

log = logging.getLogger(__name__)

SETTLED = 1.0  # seconds after which a choice is not being typed any more


class MemoryIntents(SubmitIntents):
    """The scene's own choices go before the user's and the studio's, but for what the studio has locked."""

    _remembered = ""
    """What the scene had when it was last looked at or written."""
    _settles = 0.0
    """When what was chosen goes into the scene (time.monotonic); 0 where nothing was: looking changes no scene."""

    def refresh(self) -> None:
        """Read the scene, its choices and its files."""
        super().refresh()
        if self.state.scene is not None:
            self._recall()
        self._door.run(self._settings.presets.names, self._presets_known, self._failed)

    def choose(self, **changes: Any) -> None:
        """Set fields of ``Choices``, but for what the studio has locked."""
        free = {name: value for name, value in changes.items() if name not in self.state.locked}
        before = self.state.choices
        if free:
            super().choose(**free)
        if self.state.choices != before:
            self._settles = time.monotonic() + SETTLED

    def recall(self) -> None:
        """The host has undone or done again something: what the scene remembers now is chosen."""
        if self.state.scene is not None:
            self._recall()

    def save_preset(self, name: str) -> None:
        """Keep the choices under a name."""
        choices = self.state.choices
        self._with_presets(lambda: self._settings.presets.save(name, choices))

    def apply_preset(self, name: str) -> None:
        """Choose as a preset says; an environment or hardware that is not there is left as it is."""
        choices = self.state.choices
        self._door.run(lambda: self._settings.presets.apply(name, choices), self._apply, self._preset_failed)

    def rename_preset(self, name: str, new: str) -> None:
        """Give a preset another name."""
        self._with_presets(lambda: self._settings.presets.rename(name, new))

    def delete_preset(self, name: str) -> None:
        """Take a preset away."""
        self._with_presets(lambda: self._settings.presets.delete(name))

    def export_preset(self, name: str, path: Path) -> None:
        """Write a preset to a file."""
        self._with_presets(lambda: self._settings.presets.export(name, path))

    def import_preset(self, path: Path) -> None:
        """Keep the preset of a file."""
        self._with_presets(lambda: self._settings.presets.take_in(path))

    def _with_presets(self, do: Callable[[], object]) -> None:
        def job() -> tuple[str, ...]:
            do()
            return self._settings.presets.names()

        self._door.run(job, self._presets_known, self._preset_failed)

    def _presets_known(self, names: tuple[str, ...]) -> None:
        if names != self.state.presets:
            self._change(presets=names)

    def _preset_failed(self, error: Exception) -> None:
        self._change(message=sentence(error))

    def _apply(self, choices: Any) -> None:
        changes = {name: value for name, value in vars(choices).items()
                   if value != getattr(self.state.choices, name)}
        offered: dict[str, list[Any]] = {"environment": [each.name for each in self.state.environments],
                   "hardware": [each.id for each in self.state.hardware]}
        for name, there in offered.items():
            if changes.get(name) and changes[name] not in there:
                del changes[name]
        self.choose(**changes)

    def _recall(self) -> None:
        """Take over what the scene remembers, once for each scene."""
        text = ""
        try:
            if isinstance(self._host, Remembers):
                text = self._host.recall()
        except Exception:  # a host may raise anything; the scene is read all the same
            log.exception("%s did not recall its choices", self._host.name)
        if text != self._remembered:
            self._remembered, self._settles = text, 0.0
            first, studio = self._settings.first_choices(), self._settings.studio()
            self._change(choices=studio.choose(dataclasses.replace(first, **from_text(text))))

    def _remember(self) -> None:
        """Have the scene remember what was chosen: it has settled, or the scene is being saved or submitted."""
        chosen, self._settles = self._settles, 0.0
        text = to_text(self.state.choices)
        if not chosen or text == self._remembered or not isinstance(self._host, Remembers):
            return
        try:
            self._host.remember(text)
            self._remembered = text
        except Exception:  # the submission matters more
            log.exception("%s did not remember the choices", self._host.name)

    def _remember_settled(self, now: float) -> None:
        if self._settles and now >= self._settles:
            self._remember()

    def _save_and_gather(self) -> None:
        self._remember()
        super()._save_and_gather()

    def _plan(self, then: Then) -> None:
        self._remember()
        super()._plan(then)
