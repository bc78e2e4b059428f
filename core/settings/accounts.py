"""The accounts that are known on this machine, and how to reach the farm with each.

``accounts.json`` says who there is; a key is in the keyring of the system, else in that file, which only its owner
can read. Keys never go into a plan, the journal or a log. The variables RAYVISION_API_ACCESS_ID and RAYVISION_API_KEY
make one more account, whose key is not kept at all.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

from ..api import ID_VARIABLE, KEY_VARIABLE, FoxAPI
from ..api.wire.domain import DOMAIN_VARIABLE, FOX, check_domain, read_domain
from ..common.atomic import replace, write_text
from ..common.errors import BadInput
from ..common.i18n import _
from . import keys
from .local_farm import Rendering

DOMAINS = (FOX, "task.renderbus.com")
"""The domains that the API document names: outside of China, and in it."""

KEYRING, FILE, VARIABLES = "keyring", "file", "variables"
"""The place where an access key is stored."""


@dataclasses.dataclass(frozen=True)
class Credentials:
    """How to reach a farm and who we are there."""

    domain: str
    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str = "2"
    protocol: str = "https"
    proxy: str = ""
    ca_bundle: str = ""

    def api(self, **more: Any) -> FoxAPI:
        """A client for it; connects on the first call."""
        proxies = {"http": self.proxy, "https": self.proxy} if self.proxy and self.protocol == "https" else None
        return FoxAPI(self.access_id, self.access_key, self.domain, self.platform, self.protocol, proxies=proxies,
                      verify=self.ca_bundle or None, **more)


@dataclasses.dataclass(frozen=True)
class KnownAccount:
    """An account as a menu shows it."""

    id: str
    """Key under which settings and journal store this account."""
    name: str
    """The farm's name for the account; the id until that is known."""
    domain: str
    platform: str = ""
    removable: bool = True
    """Whether it can be forgotten here: not that of the variables, nor the farm of this machine."""
    rendering: Rendering | None = None
    """What the farm of this machine makes of Blender scenes; None for every other farm."""
    running: bool | None = None
    """Whether the farm of this machine runs; None for every other farm."""


class Accounts:
    """One ``accounts.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self) -> tuple[KnownAccount, ...]:
        """Every account that can be used, the one of the variables first.

        Raises:
            BadInput: the file is damaged.
        """
        own = self._variables()
        entries = self._read()
        found = [_known(name, entry) for name, entry in entries.items()
                 if entry.get("kept") != VARIABLES and (own is None or name != own.access_id)]
        return ((KnownAccount(own.access_id, own.access_id, own.domain, own.platform, removable=False), *found) if own
                else tuple(found))

    def credentials(self, account: str) -> Credentials:
        """How to reach it. May ask the keyring: not on a host's main thread.

        Raises:
            BadInput: it is not known here, or its key is gone.
        """
        own = self._variables()
        if own is not None and own.access_id == account:
            return own
        entry = self._read().get(account)
        if entry is None:
            raise BadInput(_("The account {name} is not known on this machine: sign in with it again.").format(
                name=account))
        key = keys.recall(account) if entry.get("kept") == KEYRING else str(entry.get("access_key") or "")
        if not key:
            raise BadInput(_("The keyring does not give the key of {name}: unlock it, or sign in again.").format(
                name=account))
        return Credentials(str(entry["domain"]), account, key, str(entry.get("platform") or "2"),
                           str(entry.get("protocol") or "https"))

    def add(self, credentials: Credentials, name: str = "") -> None:
        """Remember an account; ``name`` is what the farm calls it. A file that is damaged is laid aside."""
        account = credentials.access_id
        kept = keys.keep(account, credentials.access_key)
        entry = {"domain": credentials.domain, "access_id": account, "platform": credentials.platform,
                 "protocol": credentials.protocol, "name": name, "kept": KEYRING if kept else FILE}
        if not kept:
            entry["access_key"] = credentials.access_key
        try:
            accounts = self._read()
        except BadInput:
            replace(self._path, self._path.with_name(self._path.name + ".damaged"))
            accounts = {}
        self._write({**accounts, account: entry})

    def forget(self, account: str) -> None:
        """Take it out of the file and its key out of the keyring."""
        accounts = self._read()
        if (accounts.pop(account, None) or {}).get("kept") == KEYRING:
            keys.forget(account)
        self._write(accounts)

    def set_platform(self, account: str, platform: str) -> None:
        """The platform to use it on from now on."""
        accounts = self._read()
        entry = accounts.get(account) or {"access_id": account, "kept": VARIABLES}
        self._write({**accounts, account: {**entry, "platform": platform}})

    def set_domain(self, account: str, domain: str) -> None:
        """The domain to reach it at from now on.

        Raises:
            BadInput: it is none, or the account is not of this file.
        """
        if not domain.strip():
            raise BadInput(_("Type the domain, as in task.foxrenderfarm.com."))
        name, protocol = read_domain(domain)
        accounts = self._read()
        entry = accounts.get(account)
        if entry is None or entry.get("kept") == VARIABLES:
            raise BadInput(_("The domain of this account is set by the variable {name}.").format(name=DOMAIN_VARIABLE))
        check_domain(name)
        self._write({**accounts, account: {**entry, "domain": name, "protocol": protocol}})

    def _variables(self) -> Credentials | None:
        account = os.environ.get(ID_VARIABLE)
        if not account:
            return None
        platform = "2"
        if self._path.exists():
            platform = str(self._read().get(account, {}).get("platform") or platform)
        domain, protocol = read_domain(os.environ.get(DOMAIN_VARIABLE) or FOX)
        return Credentials(domain, account, os.environ.get(KEY_VARIABLE, ""), platform, protocol)

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            accounts = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise self._damaged() from error
        whole = isinstance(accounts, dict) and all(
            isinstance(entry, dict) and (entry.get("kept") == VARIABLES or entry.get("domain"))
            for entry in accounts.values())
        if not whole:
            raise self._damaged()
        found: dict[str, dict[str, str]] = accounts
        return found

    def _damaged(self) -> BadInput:
        return BadInput(_("The accounts in {path} cannot be read: sign in again.").format(path=self._path))

    def _write(self, accounts: dict[str, dict[str, str]]) -> None:
        write_text(self._path, json.dumps(accounts, indent=1), private=True)


def _known(name: str, entry: dict[str, str]) -> KnownAccount:
    return KnownAccount(name, str(entry.get("name") or name), str(entry.get("domain", "")),
                        str(entry.get("platform", "")))
