"""What all intents of a session stand on: its state, its two workers, the farm it speaks to."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any, Callable

from ...api import FoxAPI
from ...common.errors import BadInput, FoxError
from ...common.i18n import _
from ...common.worker import Worker
from ...model.host import Host, Selects
from ...offer.facts import Facts
from ...settings.settings import LOCAL, Settings
from ...transfer.start import ensure_agent
from ..derive import derived
from ..state import State, Step

log = logging.getLogger(__name__)


class Ground:
    """The state, and how it changes. Main thread, but for what says otherwise."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        self._host = host
        self._settings = settings or Settings()
        language, trouble = self._settings.speak(), ""
        try:
            self._account = account or self._settings.account()
        except BadInput as error:  # the file of accounts is damaged: the panel opens all the same, and says so
            self._account, trouble = LOCAL, str(error)
        # A thread each, so that a slow disk does not make the task list stale, nor a keyring that asks the user
        # for a password either of them.
        self._farm, self._disk, self._door = Worker(), Worker(), Worker()
        self._api: FoxAPI | None = None
        self._facts: Facts | None = None
        self._look_at = 0.0
        """When the journal and the farm are looked at next (time.monotonic)."""
        preferences, wrong = self._settings.preferences()
        self.state = State(
            host=host.name, selects=isinstance(host, Selects), language=language, preferences=preferences,
            locked=self._settings.studio().locked, warning=trouble or wrong, account_id=self._account,
            choices=self._settings.first_choices())
        self.on_change: Callable[[State], None] = lambda _state: None

    def _change(self, **changes: Any) -> None:
        """The next state, with what follows from it."""
        state = dataclasses.replace(self.state, **changes)
        if changes.keys() & {"scene", "choices", "assets", "environments", "account"} and state.scene is not None:
            state = derived(state, self._facts)
        self.state = state

    def _failed(self, error: Exception) -> None:
        self._change(step=Step.READY, message=sentence(error))

    def _host_failed(self, error: Exception) -> None:
        """Whatever a host raises ends in a sentence: an error in a timer would come back every tick."""
        if not isinstance(error, FoxError):
            log.exception("%s failed", self._host.name)
        self._failed(error)

    def _account_changed(self) -> None:
        """Forget what was of the account before; each part that knows something of it does.

        The worker that asks the farm is another one from here on: what it was asked before does not come back.
        """

    def _wished(self, _nothing: object) -> None:
        """Something was asked for: look at once what came of it."""
        self._look_at = 0.0

    def _wake_agent(self) -> None:
        """Have an agent work the journal off. Worker thread."""
        ensure_agent(self._settings)


def sentence(error: Exception) -> str:
    """Ours are sentences; what is not ours is a defect and says so."""
    if isinstance(error, FoxError):
        return str(error)
    return _("Something unexpected happened ({kind}: {error}): see the log.").format(
        kind=type(error).__name__, error=error)
