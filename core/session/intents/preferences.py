"""What the user sets once: language, folders, limits; and how the panel was left."""

from __future__ import annotations

import contextlib
import functools
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...common.errors import FoxError
from ...settings.preferences import BEGINNINGS, Preferences, as_choices
from .ground import sentence
from .memory import MemoryIntents

OF_THE_LINE = {"proxy", "ca_bundle"}


class PreferenceIntents(MemoryIntents):
    """Settings are written at once; one that cannot be says why."""

    def prefer(self, **changes: Any) -> None:
        """Change settings."""
        self._door.run(lambda: self._settings.prefer(**changes), functools.partial(self._preferred, changes),
                       functools.partial(self._not_preferred, changes))

    def measure_cache(self) -> None:
        """See how much the kept pictures take."""
        self._door.run(lambda: _size(self._settings.thumbnails), self._measured, self._failed)

    def clear_cache(self) -> None:
        """Remove the kept pictures; those that are looked at are fetched again."""
        self._door.run(lambda: shutil.rmtree(self._settings.thumbnails, ignore_errors=True),
                       lambda _nothing: self._measured(0), self._failed)

    def panel(self) -> Mapping[str, Any]:
        """How the panel was left the last time."""
        return self._settings.read_panel()

    def keep_panel(self, values: Mapping[str, Any], at_once: bool = False) -> None:
        """Remember how the panel is; a disk that does not take it is no trouble of the artist's."""
        if at_once:
            with contextlib.suppress(OSError):
                self._settings.write_panel(values)
        else:
            self._door.run(lambda: self._settings.write_panel(values), lambda _nothing: None, lambda _error: None)

    def _preferred(self, changes: Mapping[str, Any], preferences: Preferences) -> None:
        errors = {name: text for name, text in self.state.preference_errors.items() if name not in changes}
        before = self.state.preferences
        self._change(preferences=preferences, preference_errors=errors)
        if changes.keys() & BEGINNINGS.keys():
            self._follow(before, preferences)
        if "language" in changes:
            self._speak()
        elif changes.keys() & OF_THE_LINE:
            self.connect()

    def _follow(self, before: Preferences, now: Preferences) -> None:
        """Choices that are as the settings were become as the settings are."""
        old, new = as_choices(before), as_choices(now)
        changes = {name: value for name, value in new.items()
                   if value != old[name] and getattr(self.state.choices, name) == old[name]}
        if changes:
            self.choose(**changes)

    def _speak(self) -> None:
        """Say everything in the new language: what the farm offers is read anew, the rest follows from the state."""
        language = self._settings.speak()
        if language != self.state.language:
            self._change(language=language, choices=self.state.choices, trouble="", message="")
            self.connect()

    def _not_preferred(self, changes: Mapping[str, Any], error: Exception) -> None:
        text = str(error) if isinstance(error, FoxError) else sentence(error)
        self._change(preference_errors={**self.state.preference_errors, **dict.fromkeys(changes, text)})

    def _measured(self, size: int) -> None:
        self._change(cache_bytes=size)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
