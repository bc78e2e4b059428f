"""What the user sets once: language, folders, limits; and how the panel was left."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..common.atomic import remove_folder
from ..common.disk import error_sentence
from ..settings.preferences import BEGINNINGS, Preferences, as_choices
from ..settings.settings import Settings
from ..transfer.login import login
from .events import ConnectionChanged, Events, FoldersAccepted, PreferencesChanged
from .link import Workers
from .state import SettingsState
from .store import Part, Store

LOGIN = "at_login"
"""The name under which a start at login that cannot be set says why, as a setting does."""

OF_THE_NETWORK = {"proxy", "ca_bundle"}


class UserSettings:
    """Settings are written at once; one that cannot be says why."""

    def __init__(self, store: Store, events: Events, settings: Settings, workers: Workers) -> None:
        self._store = store
        self._part: Part[SettingsState] = Part(store, "settings")
        self._events = events
        self._settings = settings
        self._workers = workers

    def prefer(self, **changes: Any) -> None:
        """Change settings."""
        self._workers.accounts.run(lambda: self._settings.prefer(**changes),
                                   functools.partial(self._preferred, changes),
                                   functools.partial(self._not_preferred, changes))

    def accept(self, event: FoldersAccepted) -> None:
        """Let files be sent from further folders, from now on."""
        self._workers.accounts.run(lambda: self._settings.accept_roots(event.folders), self._accepted, self._failed)

    def measure_cache(self) -> None:
        """Measure how much the kept pictures take."""
        self._workers.accounts.run(lambda: _size(self._settings.thumbnails), self._measured, self._failed)

    def clear_cache(self) -> None:
        """Remove the kept pictures; those that are looked at are fetched again."""
        self._workers.accounts.run(lambda: _cleared(self._settings.thumbnails), self._measured, self._failed)

    def look_at_login(self) -> None:
        """See whether the agent starts when the user logs in."""
        self._workers.accounts.run(lambda: login.state(self._settings).on, self._login_seen, self._login_failed)

    def start_at_login(self, on: bool) -> None:
        """Have the agent start when the user logs in, or not any more."""
        def switch() -> bool:
            if on:
                login.switch_on(self._settings)
            else:
                login.switch_off(self._settings)
            return login.state(self._settings).on

        self._workers.accounts.run(switch, self._login_seen, self._login_failed)

    def panel(self) -> Mapping[str, Any]:
        """Return how the panel was left the last time."""
        return self._settings.read_panel()

    def keep_panel(self, values: Mapping[str, Any], at_once: bool = False) -> None:
        """Remember how the panel is; a disk that does not take it is no trouble of the artist's."""
        if at_once:
            with contextlib.suppress(OSError):
                self._settings.write_panel(values)
        else:
            self._workers.accounts.run(lambda: self._settings.write_panel(values), lambda _nothing: None,
                                       lambda _error: None)

    def _preferred(self, changes: Mapping[str, Any], preferences: Preferences) -> None:
        errors = {name: text for name, text in self._part.now.errors.items() if name not in changes}
        before = self._part.now.preferences
        self._part.change(preferences=preferences, errors=errors)
        if changes.keys() & BEGINNINGS.keys():
            self._events.tell(PreferencesChanged(as_choices(before), as_choices(preferences)))
        if "language" in changes:
            self._speak()
        elif changes.keys() & OF_THE_NETWORK:
            self._events.tell(ConnectionChanged())

    def _speak(self) -> None:
        """Say everything in the new language: what the farm offers is read anew, the rest follows from the state."""
        language = self._settings.speak()
        if language != self._part.now.language:
            self._part.change(language=language)
            self._store.say("")
            self._store.refresh()
            self._events.tell(ConnectionChanged())

    def _login_seen(self, on: bool) -> None:
        errors = {name: text for name, text in self._part.now.errors.items() if name != LOGIN}
        self._part.change(at_login=on, errors=errors)

    def _login_failed(self, error: Exception) -> None:
        self._not_preferred({LOGIN: True}, error)

    def _not_preferred(self, changes: Mapping[str, Any], error: Exception) -> None:
        self._part.change(errors={**self._part.now.errors, **dict.fromkeys(changes, error_sentence(error))})

    def _accepted(self, roots: tuple[str, ...]) -> None:
        self._part.change(roots=roots)

    def _measured(self, size: int) -> None:
        self._part.change(cache_bytes=size)

    def _failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _cleared(folder: Path) -> int:
    """Remove the kept pictures; return how much stays, since a picture that is looked at may be held."""
    with contextlib.suppress(OSError):
        remove_folder(folder)
    return _size(folder)
