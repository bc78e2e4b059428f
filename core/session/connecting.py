"""Connecting to the farm: what it offers the account, and when it is asked again after it did not answer."""

from __future__ import annotations

import time
from typing import Callable, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..api import FoxAPI
from ..common.disk import error_sentence
from ..common.errors import FoxError, InDoubt
from ..model.traits import HostTraits
from ..offer.facts import Facts, read_facts
from ..settings.accounts import KnownAccount
from .events import Connected, Events, FarmLost
from .link import FarmLink, Workers
from .state import AccountState, Connection, SettingsState
from .store import Part

RECONNECT = 5.0  # seconds before a farm that is away is asked again, twice as many after each further failure
SELDOM = 60.0  # seconds, at most

Found = Tuple[FoxAPI, Facts, Tuple[KnownAccount, ...]]


class Connecting:
    """Keeps the connection's part of the account's state true."""

    def __init__(self, part: Part[AccountState], settings: Part[SettingsState], events: Events, link: FarmLink,
                 workers: Workers, traits: HostTraits, settled: Callable[[], None]) -> None:
        """``settled`` is called when it is known whether there is an account, and whether its farm answers."""
        self._part = part
        self._settings = settings
        self._events = events
        self._link = link
        self._workers = workers
        self._traits = traits
        self._settled = settled
        self._connect_at: float | None = None
        """When the farm is asked again (time.monotonic); None where it is being asked, or will not be."""
        self._failures = 0

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""
        self._connect_at = None
        self._part.change(retry_at=0.0)
        self._link.run(self._read, self._connected, self._away)

    def tick(self, now: float) -> None:
        """Ask again where it is time."""
        if self._connect_at is not None and now >= self._connect_at:
            self.connect()

    def lost(self, event: FarmLost) -> None:
        """Note that a call found the farm away."""
        if self._link.api is not None:
            self._away(event.error)

    def read_known(self) -> None:
        """Read which accounts this machine knows."""
        self._workers.disk.run(self._link.settings.known_accounts, self._known, self._unknown)

    def _connected(self, found: Found) -> None:
        link = self._link
        link.api, link.facts, accounts = found
        facts, client = link.facts, link.api.client
        self._failures = 0
        self._part.change(
            connection=Connection.CONNECTED, trouble="", trouble_code=0, retry_at=None, silent_since=0.0,
            domain=client.domain, platform=client.platform, platforms=facts.platforms, profile=facts.account,
            known=accounts, id=link.account)
        self._events.tell(Connected(facts))
        self._settled()

    def _away(self, error: Exception) -> None:
        retry_at: float | None = None
        if isinstance(error, InDoubt):  # not where it refused: that does not pass by itself
            wait = min(SELDOM, RECONNECT * 2 ** self._failures)
            self._failures += 1
            self._connect_at, retry_at = time.monotonic() + wait, time.time() + wait
        now = self._part.now
        since = now.silent_since or (time.time() if now.connection is Connection.CONNECTED else 0.0)
        self._part.change(connection=Connection.AWAY, silent_since=since if isinstance(error, InDoubt) else 0.0,
                          trouble=error_sentence(error), trouble_code=getattr(error, "code", 0), retry_at=retry_at)
        self.read_known()

    def _known(self, accounts: tuple[KnownAccount, ...]) -> None:
        self._part.change(known=accounts)
        self._settled()

    def _unknown(self, error: Exception) -> None:
        self._part.change(known=())
        self._settings.change(warning=error_sentence(error))
        self._settled()

    def _read(self) -> Found:
        """Worker thread."""
        link = self._link
        api = link.settings.credentials(link.account).api()
        facts = read_facts(api, self._traits)
        try:
            accounts = link.settings.known_accounts()
        except FoxError:  # the account in use needs no file of accounts
            accounts = ()
        return api, facts, accounts
