"""Who we are at the farm, and whether it answers."""

from __future__ import annotations

import time

from ..api import FoxAPI
from ..errors import CannotConnect
from ..facts import Facts, read_facts
from ..state import Connection
from .ground import Ground, sentence

RECONNECT = 5.0  # seconds before a farm that is away is asked again


class FarmIntents(Ground):
    """Connecting, and what the farm offers."""

    _connect_at: float | None = None

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""
        self._connect_at = None
        self._farm.run(self._read_facts, self._connected, self._away)

    def _reconnect(self, now: float) -> None:
        if self._connect_at is not None and now >= self._connect_at:
            self.connect()

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
        self._change(connection=Connection.AWAY, trouble=sentence(error))
        if isinstance(error, CannotConnect):
            self._connect_at = time.monotonic() + RECONNECT

    def _count_new(self) -> None:
        """Count what the farm lacks; the part that knows the scene's files does."""

    def _read_facts(self) -> tuple[FoxAPI, Facts]:
        """Worker thread."""
        api = self._settings.credentials(self._account).api()
        return api, read_facts(api, self._host.name)
