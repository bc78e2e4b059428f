"""The choices that are kept with a scene, where its host can keep a text."""

from __future__ import annotations

import dataclasses
import logging
import time

from ..model.choices import Choices
from ..model.host import Host, Remembers
from ..settings.presets import from_text, to_text
from ..settings.settings import Settings

log = logging.getLogger(__name__)

SETTLED = 1.0  # seconds after which a choice is not being typed any more


class SceneMemory:
    """The scene's own choices go before the user's and the studio's, but for what the studio has locked."""

    def __init__(self, host: Host, settings: Settings) -> None:
        self._host = host
        self._settings = settings
        self._remembered = ""
        """The text that the scene held when it was last read or written."""
        self._settles = 0.0
        """When what was chosen goes into the scene (time.monotonic); 0 where nothing was: looking changes no scene."""

    def recall(self) -> Choices | None:
        """Return the choices that the open scene remembers; None where they are those that were recalled last."""
        text = ""
        try:
            if isinstance(self._host, Remembers):
                text = self._host.recall()
        except Exception:  # a host may raise anything; the scene is read all the same
            log.exception("%s did not recall its choices", self._host.name)
        if text == self._remembered:
            return None
        self._remembered, self._settles = text, 0.0
        first, studio = self._settings.first_choices(), self._settings.studio()
        return studio.choose(dataclasses.replace(first, **from_text(text)))

    def changed(self) -> None:
        """Note that something was chosen: it goes into the scene once it has settled."""
        self._settles = time.monotonic() + SETTLED

    def tick(self, now: float, choices: Choices) -> None:
        """Have the scene remember what has settled."""
        if self._settles and now >= self._settles:
            self.remember(choices)

    def remember(self, choices: Choices) -> None:
        """Have the scene remember what was chosen: it has settled, or the scene is being saved or submitted."""
        chosen, self._settles = self._settles, 0.0
        text = to_text(choices, self._remembered)
        if not chosen or text == self._remembered or not isinstance(self._host, Remembers):
            return
        try:
            self._host.remember(text)
            self._remembered = text
        except Exception:  # the submission matters more
            log.exception("%s did not remember the choices", self._host.name)
