"""Named sets of choices that outlive the panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from ..common.disk import error_sentence
from ..model.choices import Choices
from ..settings.settings import Settings
from .link import Workers
from .state import SettingsState
from .store import Part, Store


class Presets:
    """Keeps presets and applies them; an environment or hardware that is not offered is left as it is."""

    def __init__(self, store: Store, settings: Settings, workers: Workers, choose: Callable[..., None]) -> None:
        """``choose`` sets fields of the choices."""
        self._store = store
        self._part: Part[SettingsState] = Part(store, "settings")
        self._presets = settings.presets
        self._workers = workers
        self._choose = choose

    def read(self, _event: object = None) -> None:
        """Read the names of all presets."""
        self._workers.accounts.run(self._presets.names, self._known, self._failed)

    def save(self, name: str) -> None:
        """Keep the choices of now under a name."""
        choices = self._store.state.submit.choices
        self._change(lambda: self._presets.save(name, choices))

    def apply(self, name: str) -> None:
        """Choose as a preset says."""
        choices = self._store.state.submit.choices
        self._workers.accounts.run(lambda: self._presets.apply(name, choices), self._apply, self._failed)

    def take(self, name: str) -> None:
        """Choose as a preset says, at once: reads the disk.

        Raises:
            BadInput: there is none of that name.
        """
        self._apply(self._presets.apply(name, self._store.state.submit.choices))

    def rename(self, name: str, new: str) -> None:
        """Give a preset another name."""
        self._change(lambda: self._presets.rename(name, new))

    def delete(self, name: str) -> None:
        """Delete a preset."""
        self._change(lambda: self._presets.delete(name))

    def export(self, name: str, path: Path) -> None:
        """Write a preset to a file."""
        self._change(lambda: self._presets.export(name, path))

    def take_in(self, path: Path) -> None:
        """Keep the preset of a file."""
        self._change(lambda: self._presets.take_in(path))

    def _change(self, do: Callable[[], object]) -> None:
        def job() -> tuple[str, ...]:
            do()
            return self._presets.names()

        self._workers.accounts.run(job, self._known, self._failed)

    def _known(self, names: tuple[str, ...]) -> None:
        self._part.change(presets=names)

    def _failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _apply(self, choices: Choices) -> None:
        now, offered = self._store.state.submit.choices, self._store.state.environments
        changes = {name: value for name, value in vars(choices).items() if value != getattr(now, name)}
        there: dict[str, list[Any]] = {"environment": [each.name for each in offered.known],
                                       "hardware": [each.id for each in offered.hardware]}
        for name, values in there.items():
            if changes.get(name) and changes[name] not in values:
                del changes[name]
        self._choose(**changes)
