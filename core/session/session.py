"""The panel without the panel: what it shows, and what its buttons do.

The panel, the CLI and the tests call the intents, call ``pump`` again and again, and draw ``State``.
Nothing here imports Qt or a host application.
"""

from __future__ import annotations

import time

from ..common.quiet import unsettle
from ..model.host import Host
from ..settings.settings import Settings
from .intents.accounts import AccountIntents
from .intents.again import AgainIntents
from .intents.detail import DetailIntents
from .intents.environments import EnvironmentIntents
from .intents.notices import NoticeIntents
from .intents.preferences import PreferenceIntents
from .intents.transfers import TransferIntents
from .state import State


class Session(NoticeIntents, AccountIntents, EnvironmentIntents, PreferenceIntents, AgainIntents,
              DetailIntents, TransferIntents):
    """One open panel, or one run of the command line."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        super().__init__(host, settings, account)
        self._drawn: State | None = None

    def close(self) -> None:
        """End the threads; what was submitted goes on."""
        self._walk = None
        self._farm.close()
        self._disk.close()
        self._door.close()
        self._stop_looking()
        unsettle()

    def pump(self) -> None:
        """Do a slice of main-thread work, take what the workers have sent, draw once."""
        if self._walk is not None:
            self._gather(self._walk)
        self._farm.pump()
        self._disk.pump()
        self._door.pump()
        now = time.monotonic()
        self._reconnect(now)
        self._look_again(now)
        self._remember_settled(now)
        if self.state is not self._drawn:
            self._drawn = self.state
            self.on_change(self.state)
