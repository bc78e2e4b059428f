"""Signing in, switching between accounts, and the farm that can be tried on this machine."""

from __future__ import annotations

import dataclasses
import functools
import time
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...common.errors import BadInput
from ...common.i18n import _
from ...common.worker import Worker
from ...offer.drafts import SignIn
from ...offer.facts import read_account, read_platforms
from ...settings import keys
from ...settings.accounts import Credentials, read_domain
from ...settings.local_farm import FarmAddress
from ...settings.local_start import ensure_farm, runs, stop_farms
from ...settings.settings import LOCAL
from ..state import Connection
from .farm import FarmIntents
from .ground import sentence

PATIENCE = (5.0, 15.0)  # seconds to connect, seconds without a byte: somebody waits in front of it

DOMAIN = "domain"
"""Among the errors of settings: that of the account's domain."""

Tried = Tuple[str, float, Tuple[Tuple[str, str], ...]]
"""The account's name, seconds that it took, the platforms."""


class AccountIntents(FarmIntents):
    """Who works here. A key passes through and is not kept in the state."""

    def open_sign_in(self) -> None:
        """Begin anew on the page: nothing was tried yet."""
        studio = self._settings.studio()
        self._sign_in(ok=None, text="", busy="", domain=studio.domain, platform=studio.platform)
        self._door.run(keys.available, lambda there: self._sign_in(keyring=there), self._not_signed_in)

    def test_connection(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these; nothing is remembered."""
        self._try(access_id, access_key, domain, platform, keep=False)

    def sign_in(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these, remember them, and use them."""
        self._try(access_id, access_key, domain, platform, keep=True)

    def switch_account(self, account: str) -> None:
        """Show and use what is of another account; what was submitted for this one goes on."""
        self._begin(account)
        self._door.run(lambda: self._settings.prefer(account=account),
                       lambda preferences: self._change(preferences=preferences), self._failed)

    def forget_account(self, account: str) -> None:
        """Take an account and its key off this machine; the next one is used, if it was in use."""
        self._door.run(lambda: self._settings.accounts.forget(account),
                       functools.partial(self._forgotten, account), self._failed)

    def choose_platform(self, platform: str) -> None:
        """Use another render zone of the same account."""
        if platform == self.state.platform or self._account == LOCAL:
            return
        account = self._account
        self._door.run(lambda: self._settings.accounts.set_platform(account, platform),
                       lambda _nothing: self._begin(account), self._failed)

    def choose_domain(self, domain: str) -> None:
        """Reach the account in use at another domain; one that cannot be is said as of a setting."""
        account = self._account
        errors = {name: text for name, text in self.state.preference_errors.items() if name != DOMAIN}
        known = self.state.known_account
        if known is not None and domain.strip() == known.domain and errors == self.state.preference_errors:
            return

        def taken(_nothing: object) -> None:
            self._change(preference_errors=errors)
            self._begin(account)

        self._door.run(lambda: self._settings.accounts.set_domain(account, domain), taken, lambda error: self._change(
            preference_errors={**errors, DOMAIN: sentence(error)}))

    def try_local_farm(self) -> None:
        """Start the farm of this machine, and use it."""
        if not self.state.sign_in.busy:
            self._sign_in(busy=_("Starting the farm on this computer"), ok=None, text="")
            self._door.run(lambda: ensure_farm(self._settings), self._farm_started, self._not_signed_in)

    def stop_local_farm(self) -> None:
        """End the farm that was started here; its tasks wait until it is started again."""
        self._door.run(stop_farms, self._farm_stopped, self._failed)

    def _try(self, access_id: str, access_key: str, domain: str, platform: str, keep: bool) -> None:
        if self.state.sign_in.busy:
            return
        try:
            credentials = _typed(access_id, access_key, domain, platform)
        except BadInput as error:
            self._not_signed_in(error)
            return
        self._sign_in(busy=_("Asking {domain}").format(domain=credentials.domain), ok=None, text="")
        done = functools.partial(self._tried, credentials if keep else None)
        self._door.run(lambda: self._tried_with(credentials, keep), done, self._not_signed_in)

    def _tried_with(self, credentials: Credentials, keep: bool) -> Tried:
        """Worker thread."""
        preferences = self._settings.preferences()[0]
        started = time.monotonic()
        with dataclasses.replace(credentials, proxy=preferences.proxy, ca_bundle=preferences.ca_bundle).api(
                timeout=PATIENCE) as api:
            name = read_account(api).name
            seconds = time.monotonic() - started
            platforms = read_platforms(api)
        if keep:
            self._settings.add_account(credentials, name)
            self._settings.prefer(account=credentials.access_id)
        return name, seconds, platforms

    def _tried(self, kept: Credentials | None, tried: Tried) -> None:
        name, seconds, platforms = tried
        self._sign_in(busy="", ok=True, platforms=platforms, text=_("Connected as {name} in {seconds:.2f} s.").format(
            name=name, seconds=seconds))
        if kept is not None:
            self._change(warning="")
            self._sign_in(done=self.state.sign_in.done + 1)
            self._begin(kept.access_id)

    def _not_signed_in(self, error: Exception) -> None:
        self._sign_in(busy="", ok=False, text=sentence(error))

    def _farm_started(self, _address: FarmAddress) -> None:
        self._sign_in(busy="", ok=True, text="", done=self.state.sign_in.done + 1, farm=runs())
        self.switch_account(LOCAL)

    def _farm_stopped(self, _nothing: object) -> None:
        self._sign_in(farm=False)
        if self._account == LOCAL:
            self.connect()

    def _forgotten(self, account: str, _nothing: object) -> None:
        if account == self._account:
            self._begin(self._settings.account())
        else:
            self._disk.run(self._settings.known_accounts, self._accounts_known, self._accounts_unknown)

    def _signed_in(self) -> None:
        """The page is needed while there is no account, and no farm that answers without one."""
        needed = not self.state.accounts and self.state.connection is not Connection.CONNECTED
        if needed != self.state.sign_in.needed:
            self._sign_in(needed=needed)
            if needed:
                self.open_sign_in()

    def _sign_in(self, **changes: object) -> None:
        state: SignIn = dataclasses.replace(self.state.sign_in, **changes)  # type: ignore[arg-type]
        self._change(sign_in=state)

    def _begin(self, account: str) -> None:
        """Be another account from here on. What the farm is still to answer to the one before is not waited for."""
        self._farm.close()
        self._farm = Worker()
        self._account, self._api, self._facts = account, None, None
        self._account_changed()
        self._change(
            account_id=account, account=None, connection=Connection.UNKNOWN, trouble="", trouble_code=0, domain="",
            platform="", platforms=(), environments=(), hardware=(), projects=(), new_bytes=None,
            editor=None, message="")
        self.connect()


def _typed(access_id: str, access_key: str, domain: str, platform: str) -> Credentials:
    if not access_id.strip() or not access_key.strip():
        raise BadInput(_("Type the access ID and the access key: both are on your account page, under API."))
    if not domain.strip():
        raise BadInput(_("Type the domain, as in task.foxrenderfarm.com."))
    if platform and not platform.strip().isalnum():
        raise BadInput(_("“{platform}” is no platform: type its number.").format(platform=platform))
    name, protocol = read_domain(domain)
    return Credentials(name, access_id.strip(), access_key.strip(), platform.strip() or "2", protocol)
