"""Who we are at the farm, and whether it answers."""

from __future__ import annotations

import time
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...api import FoxAPI
from ...common.errors import CannotConnect, FoxError
from ...offer.facts import Facts, read_facts
from ...plan.hosts import traits_of
from ...settings.accounts import KnownAccount
from ..state import Connection
from .ground import Ground, sentence

RECONNECT = 5.0  # seconds before a farm that is away is asked again, twice as many after each further failure
SELDOM = 60.0  # seconds, at most

Found = Tuple[FoxAPI, Facts, Tuple[KnownAccount, ...]]


class FarmIntents(Ground):
    """Connecting, and what the farm offers."""

    _connect_at: float | None = None
    _failures = 0

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""
        self._connect_at = None
        if self.state.retry_at:
            self._change(retry_at=0.0)
        self._farm.run(self._read_facts, self._connected, self._away)

    def _reconnect(self, now: float) -> None:
        if self._connect_at is not None and now >= self._connect_at:
            self.connect()

    def _connected(self, found: Found) -> None:
        self._api, self._facts, accounts = found
        facts = self._facts
        self._look_at, self._failures = 0.0, 0
        self._change(
            connection=Connection.CONNECTED, trouble="", trouble_code=0, domain=self._api.client.domain,
            platform=self._api.client.platform, platforms=facts.platforms, account=facts.account, accounts=accounts,
            account_id=self._account, environments=facts.environments, hardware=facts.hardware,
            projects=tuple(name for name, _id in facts.projects))
        self._signed_in()
        self._count_new()

    def _away(self, error: Exception) -> None:
        retry_at = 0.0
        if isinstance(error, CannotConnect):
            wait = min(SELDOM, RECONNECT * 2 ** self._failures)
            self._failures += 1
            self._connect_at, retry_at = time.monotonic() + wait, time.time() + wait
        self._change(connection=Connection.AWAY, trouble=sentence(error), trouble_code=getattr(error, "code", 0),
                     retry_at=retry_at)
        self._disk.run(self._settings.known_accounts, self._accounts_known, self._accounts_unknown)

    def _accounts_known(self, accounts: tuple[KnownAccount, ...]) -> None:
        self._change(accounts=accounts)
        self._signed_in()

    def _accounts_unknown(self, error: Exception) -> None:
        self._change(accounts=(), warning=sentence(error))
        self._signed_in()

    def _signed_in(self) -> None:
        """Whether there is an account at all has become known; the part that signs in looks at it."""

    def _count_new(self) -> None:
        """Count what the farm lacks; the part that knows the scene's files does."""

    def _read_facts(self) -> Found:
        """Worker thread."""
        api = self._settings.credentials(self._account).api()
        facts = read_facts(api, traits_of(self._host.name))
        try:
            accounts = self._settings.known_accounts()
        except FoxError:  # the account in use needs no file of accounts
            accounts = ()
        return api, facts, accounts
