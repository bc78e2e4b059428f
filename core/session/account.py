"""Signing in, switching between accounts, and the farm that can be tried on this machine."""

from __future__ import annotations

import dataclasses
import functools
import time
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..api.wire.domain import read_domain
from ..common.disk import error_sentence
from ..common.errors import BadInput
from ..common.i18n import _
from ..model.traits import HostTraits
from ..offer.drafts import SignIn
from ..offer.facts import read_account, read_platforms
from ..offer.values import Account as Profile
from ..settings import keys
from ..settings.accounts import Credentials
from ..settings.local_farm import FarmAddress
from ..settings.local_farms import is_local
from ..settings.local_start import ensure_farm, folder_of, stop_farm
from ..transfer.interpreter import own
from .connecting import Connecting
from .events import AccountSwitched, Events, FarmLost
from .link import FarmLink, Workers
from .state import AccountState, Connection, SettingsState
from .store import Part, Store

PATIENCE = (5.0, 15.0)  # seconds to connect, seconds without a byte: somebody waits in front of it

DOMAIN = "domain"
"""Key among the errors of settings for the account's domain."""

SignInTrial = Tuple[str, float, Tuple[Tuple[str, str], ...]]
"""The account's name, seconds that it took, the platforms."""


class Account:
    """Who works here. A key passes through and is not kept in the state."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers, traits: HostTraits) -> None:
        self._store = store
        self._part: Part[AccountState] = Part(store, "account")
        self._settings: Part[SettingsState] = Part(store, "settings")
        self._events = events
        self._link = link
        self._workers = workers
        self._connecting = Connecting(self._part, self._settings, events, link, workers, traits,
                                      self._look_whether_signed_in)

    def tick(self, now: float) -> None:
        """Connect again where it is time."""
        self._connecting.tick(now)

    def connect(self, _event: object = None) -> None:
        """Ask the farm who we are and what it offers."""
        self._connecting.connect()

    def lost(self, event: FarmLost) -> None:
        """Note that a call found the farm away."""
        self._connecting.lost(event)

    def open_sign_in(self) -> None:
        """Begin anew on the sign-in page, with the studio's domain and platform."""
        studio = self._link.settings.studio()
        self._sign_in(ok=None, text="", busy="", domain=studio.domain, platform=studio.platform)
        self._workers.accounts.run(keys.available, lambda there: self._sign_in(keyring=there), self._not_signed_in)

    def test_connection(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these; nothing is remembered."""
        self._try(access_id, access_key, domain, platform, keep=False)

    def sign_in(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these, remember them, and use them."""
        self._try(access_id, access_key, domain, platform, keep=True)

    def switch(self, account: str) -> None:
        """Use another account; what was submitted for the one in use goes on."""
        self._begin(account)
        self._prefer(account)

    def forget(self, account: str) -> None:
        """Remove an account and its key from this machine; if it was in use, the next one is used."""
        self._workers.accounts.run(lambda: self._link.settings.accounts.forget(account),
                                   functools.partial(self._forgotten, account), self._failed)

    def choose_platform(self, platform: str) -> None:
        """Use another render zone of the same account."""
        account = self._link.account
        if platform == self._part.now.platform or is_local(account):
            return
        self._workers.accounts.run(lambda: self._link.settings.accounts.set_platform(account, platform),
                                   lambda _nothing: self._begin(account), self._failed)

    def choose_domain(self, domain: str) -> None:
        """Reach the account in use at another domain; one that is not valid is reported like a setting."""
        account, now = self._link.account, self._settings.now.errors
        errors = {name: text for name, text in now.items() if name != DOMAIN}
        known = self._part.now.current
        if known is not None and domain.strip() == known.domain and errors == now:
            return

        def taken(_nothing: object) -> None:
            self._settings.change(errors=errors)
            self._begin(account)

        self._workers.accounts.run(
            lambda: self._link.settings.accounts.set_domain(account, domain), taken,
            lambda error: self._settings.change(errors={**errors, DOMAIN: error_sentence(error)}))

    def try_local_farm(self) -> None:
        """Start a farm of this machine, the one in use or else the one started last, and use it."""
        if not self._part.now.sign_in.busy:
            settings, account = self._link.settings, self._link.account
            self._sign_in(busy=_("Starting the farm on this computer"), ok=None, text="")
            self._workers.accounts.run(lambda: ensure_farm(settings, account, own()), self._farm_started,
                                       self._not_started)

    def stop_local_farm(self) -> None:
        """End the farm of this machine, whoever started it; its tasks wait until it is started again."""
        settings, account = self._link.settings, self._link.account
        self._workers.accounts.run(lambda: stop_farm(folder_of(settings, account)), self._farm_stopped, self._failed)

    def read_known(self) -> None:
        """Look which accounts this machine knows, and which of its farms run: others start and stop them, too."""
        self._connecting.read_known()

    def read_balance(self) -> None:
        """Ask the farm for the account's balance; a failure is logged and shows in the next call."""
        api = self._link.api
        if api is not None:
            self._link.run(functools.partial(read_account, api), self._balance_read, lambda _error: None)

    def _balance_read(self, profile: Profile) -> None:
        self._part.change(profile=profile)

    def _try(self, access_id: str, access_key: str, domain: str, platform: str, keep: bool) -> None:
        if self._part.now.sign_in.busy:
            return
        try:
            credentials = _typed(access_id, access_key, domain, platform)
        except BadInput as error:
            self._not_signed_in(error)
            return
        self._sign_in(busy=_("Connecting to {domain}").format(domain=credentials.domain), ok=None, text="")
        done = functools.partial(self._tried, credentials if keep else None)
        self._workers.accounts.run(lambda: self._tried_with(credentials, keep), done, self._not_signed_in)

    def _tried_with(self, credentials: Credentials, keep: bool) -> SignInTrial:
        """Worker thread."""
        settings = self._link.settings
        preferences = settings.preferences()[0]
        started = time.monotonic()
        with dataclasses.replace(credentials, proxy=preferences.proxy, ca_bundle=preferences.ca_bundle).api(
                timeout=PATIENCE) as api:
            name = read_account(api).name
            seconds = time.monotonic() - started
            platforms = read_platforms(api)
        if keep:
            settings.add_account(credentials, name)
            settings.prefer(account=credentials.access_id)
        return name, seconds, platforms

    def _tried(self, kept: Credentials | None, tried: SignInTrial) -> None:
        name, seconds, platforms = tried
        self._sign_in(busy="", ok=True, platforms=platforms, text=_("Connected as {name} in {seconds:.2f} s.").format(
            name=name, seconds=seconds))
        if kept is not None:
            self._settings.change(warning="")
            self._sign_in(done=self._part.now.sign_in.done + 1)
            self._begin(kept.access_id)

    def _not_signed_in(self, error: Exception) -> None:
        self._sign_in(busy="", ok=False, text=error_sentence(error))

    def _not_started(self, error: Exception) -> None:
        self._not_signed_in(error)
        if not self._part.now.sign_in.needed:
            self._failed(error)  # nobody sees the page on which it would stand

    def _farm_started(self, _address: FarmAddress) -> None:
        self._sign_in(busy="", ok=True, text="", done=self._part.now.sign_in.done + 1)
        if is_local(self._link.account):
            self.connect()  # what is known of its tasks, and what is being edited, stays
            self._prefer(self._link.account)
        else:
            self.switch(self._link.settings.local_farms.newest().account)

    def _farm_stopped(self, _stopped: bool) -> None:
        self.read_known()
        if is_local(self._link.account):
            self.connect()

    def _prefer(self, account: str) -> None:
        self._workers.accounts.run(
            lambda: self._link.settings.prefer(account=account),
            lambda preferences: self._settings.change(preferences=preferences), self._failed)

    def _forgotten(self, account: str, _nothing: object) -> None:
        if account == self._link.account:
            self._begin(self._link.settings.account())
        else:
            self._connecting.read_known()

    def _look_whether_signed_in(self) -> None:
        """The page is needed while there is no account, and no farm that answers without one."""
        state = self._part.now
        needed = not state.known and state.connection is not Connection.CONNECTED and not state.silent_since
        if needed != state.sign_in.needed:
            self._sign_in(needed=needed)
            if needed:
                self.open_sign_in()

    def _failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _sign_in(self, **changes: object) -> None:
        state: SignIn = dataclasses.replace(self._part.now.sign_in, **changes)  # type: ignore[arg-type]
        self._part.change(sign_in=state)

    def _begin(self, account: str) -> None:
        """Be another account from here on. What the farm is still to answer to the one before is not waited for."""
        self._link.use(account)
        self._events.tell(AccountSwitched())
        self._part.change(id=account, profile=None, connection=Connection.UNKNOWN, trouble="", trouble_code=0,
                          silent_since=0.0, domain="", platform="", platforms=())
        self._store.say("")
        self.connect()


def _typed(access_id: str, access_key: str, domain: str, platform: str) -> Credentials:
    if not access_id.strip() or not access_key.strip():
        raise BadInput(_("Type the access ID and the access key: both are on your account page, under API."))
    if not domain.strip():
        raise BadInput(_("Type the domain, as in task.foxrenderfarm.com."))
    if platform and not platform.strip().isalnum():
        raise BadInput(_("“{platform}” is not a valid platform: type its number.").format(platform=platform))
    name, protocol = read_domain(domain)
    return Credentials(name, access_id.strip(), access_key.strip(), platform.strip() or "2", protocol)
