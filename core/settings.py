"""What is remembered between runs, and where: accounts, folders.

Everything lies below one folder, the home: FOXSUBMIT_HOME, else the user's data folder. Keys stay in a
file that only its owner can read; they never go into a plan, the journal or a log.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import platformdirs

from .api import ID_VARIABLE, KEY_VARIABLE, FoxAPI
from .atomic import write_text
from .errors import BadInput, CannotConnect
from .i18n import _
from .local_farm import read_address

HOME_VARIABLE = "FOXSUBMIT_HOME"
LOCAL = "local"
"""Account name of the farm on this machine, whatever its port is today."""


@dataclasses.dataclass(frozen=True)
class Credentials:
    """How to reach a farm and who we are there."""

    domain: str
    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str = "2"
    protocol: str = "https"

    def api(self) -> FoxAPI:
        """A client for it; connects on the first call."""
        return FoxAPI(self.access_id, self.access_key, self.domain, self.platform, self.protocol)


class Settings:
    """One home folder."""

    def __init__(self, home: Path | None = None) -> None:
        named = os.environ.get(HOME_VARIABLE)
        self.home = home or Path(named or platformdirs.user_data_dir("foxsubmit", appauthor=False))
        self.journal = self.home / "journal.db"
        self.agent_lock = self.home / "agent.lock"
        self.logs = self.home / "logs"
        self.thumbnails = self.home / "thumbnails"
        self._accounts = self.home / "accounts.json"
        self._local_farm = self.home / "local_farm.json"

    @property
    def farm_folder(self) -> Path:
        """Where the local farm keeps its data: the one started last, else one below the home."""
        try:
            return Path(json.loads(self._local_farm.read_text(encoding="utf-8"))["folder"])
        except (OSError, ValueError, KeyError, TypeError):
            return self.home / "farm"

    def remember_farm(self, folder: Path) -> None:
        """Make the farm in ``folder`` the local one."""
        write_text(self._local_farm, json.dumps({"folder": str(folder.resolve())}))

    def account(self) -> str:
        """The name of the account to use when none is named."""
        if os.environ.get(ID_VARIABLE):
            return os.environ[ID_VARIABLE]
        return next(iter(self._read_accounts()), LOCAL)

    def credentials(self, account: str) -> Credentials:
        """How to reach ``account`` now.

        Raises:
            CannotConnect: it is the local farm, which was never started.
            BadInput: the account is not known here.
        """
        if account == LOCAL:
            return self._local()
        if account == os.environ.get(ID_VARIABLE):
            domain = os.environ.get("RAYVISION_API_DOMAIN", "task.foxrenderfarm.com")
            return Credentials(domain, account, os.environ.get(KEY_VARIABLE, ""))
        known = self._read_accounts().get(account)
        if known is None:
            raise BadInput(_("The account {name} is not known on this machine: sign in with it again.").format(
                name=account))
        return Credentials(**known)

    def add_account(self, credentials: Credentials) -> None:
        """Remember an account, named by its access id."""
        accounts = {**self._read_accounts(), credentials.access_id: dataclasses.asdict(credentials)}
        write_text(self._accounts, json.dumps(accounts, indent=1), private=True)

    def _read_accounts(self) -> dict[str, dict[str, str]]:
        try:
            accounts: dict[str, dict[str, str]] = json.loads(self._accounts.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise BadInput(_("{path} is damaged: delete it and sign in again.").format(
                path=self._accounts)) from error
        return accounts

    def _local(self) -> Credentials:
        found = read_address(self.farm_folder)
        if found is None:
            raise CannotConnect(
                _("No local farm is running: start one with “foxsubmit farm”, or sign in to Fox Renderfarm."),
                arrived=False)
        return Credentials(found.domain, found.access_id, found.access_key, found.platform, "http")
