"""The settings that are remembered between runs, and their files.

Everything lies below one folder, the home: FOXSUBMIT_HOME, else the user's data folder. Accounts are in
``accounts.py``, what the user set in ``preferences.py``, what the studio set in ``studio.py``.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import platformdirs

from ..api import ID_VARIABLE
from ..common.atomic import write_text
from ..common.disk import try_folder
from ..common.errors import BadInput, CannotConnect
from ..common.i18n import _, system_language, use
from ..common.private import private_folder
from ..common.system_errors import system_reason
from ..model.choices import Choices
from .accounts import Accounts, KnownAccount
from .accounts import Credentials as Credentials  # noqa: PLC0414 - whoever adds an account has the settings
from .local_farm import read_address, read_id, serves
from .local_farms import LOCAL as LOCAL  # noqa: PLC0414 - whoever names it has the settings
from .local_farms import FarmGone, LocalFarms, is_local
from .preferences import Preferences, as_choices, changed, read_preferences, write_preferences
from .presets import Presets
from .roots import add_roots, read_roots
from .studio import Studio, place_of, read_studio

HOME_VARIABLE = "FOXSUBMIT_HOME"

class Settings:
    """One home folder."""

    def __init__(self, home: Path | None = None) -> None:
        named = os.environ.get(HOME_VARIABLE)
        self.home = home or Path(named or platformdirs.user_data_dir("foxsubmit", appauthor=False))
        self.journal = self.home / "journal.db"
        self.agent_lock = self.home / "agent.lock"
        self.logs = self.home / "logs"
        self.thumbnails = self.home / "thumbnails"
        self.accounts = Accounts(self.home / "accounts.json")
        self.presets = Presets(self.home / "presets")
        self.local_farms = LocalFarms(self.home)
        self._roots = self.home / "roots.json"
        self._preferences = self.home / "settings.json"
        self._panel = self.home / "panel.json"
        self.task_filters = self.home / "filters.json"

    def open_home(self) -> None:
        """Make the home folder, and try whether it can be written: everything that is submitted is noted there.

        Raises:
            BadInput: it cannot.
        """
        try:
            try_folder(self.home)
            private_folder(self.home)
            if self.logs.is_dir():
                private_folder(self.logs)
        except OSError as error:
            raise BadInput(_("{path} cannot be written ({reason}): name another with FOXSUBMIT_HOME.").format(
                path=self.home, reason=system_reason(error))) from error

    @property
    def farm_folder(self) -> Path:
        """Where the local farm keeps its data: the one started last, else one below the home."""
        return self.local_farms.newest().folder

    def remember_farm(self, folder: Path) -> str:
        """Note that a farm was started in ``folder``; the name of its account."""
        return self.local_farms.remember(folder).account

    def studio(self) -> Studio:
        """Return the studio's settings as they are now."""
        return read_studio(self.studio_file)

    @property
    def studio_file(self) -> Path | None:
        """The studio's file that holds here; None where none does."""
        return place_of(self.home)

    def roots(self) -> tuple[str, ...]:
        """The folders from which the studio and the user let files be sent."""
        return (*self.studio().roots, *read_roots(self._roots))

    def accept_roots(self, folders: Iterable[str]) -> tuple[str, ...]:
        """Let files be sent from these folders too, from now on; return what ``roots`` does then.

        Raises:
            BadInput: it cannot be written down.
        """
        add_roots(self._roots, folders)
        return self.roots()

    def preferences(self) -> tuple[Preferences, str]:
        """What holds here: the user's settings over the studio's; a sentence where a file cannot be used."""
        studio = self.studio()
        preferences, trouble = read_preferences(self._preferences, studio.settings)
        held = {name: value for name, value in studio.settings.items() if name in studio.locked}
        return changed(preferences, held), studio.trouble or trouble

    def prefer(self, **changes: Any) -> Preferences:
        """Change settings of the user's, and write them down; what holds then.

        Raises:
            BadInput: a value cannot be, or the studio has locked it.
        """
        studio = self.studio()
        for name in changes:
            if name in studio.locked:
                raise BadInput(_("This setting is the studio's: ask whoever looks after it."))
        preferences = changed(self.preferences()[0], changes)
        try:
            write_preferences(self._preferences, preferences, studio.settings)
        except OSError as error:
            raise BadInput(_("The settings cannot be written to {path}: make room there, or make it writable.").format(
                path=self._preferences)) from error
        return preferences

    def speak(self) -> str:
        """Use the user's language, else the studio's, else the system's; which one it is."""
        return use(self.preferences()[0].language or system_language())

    def first_choices(self) -> Choices:
        """What a submission begins with: the built-in choices under the studio's and the user's."""
        preferences, studio = self.preferences()[0], self.studio()
        own, plain = as_choices(preferences), Choices()
        changes = {**studio.choices, **{name: value for name, value in own.items() if value != getattr(plain, name)}}
        return studio.choose(dataclasses.replace(plain, **changes))

    def account(self) -> str:
        """The name of the account to use when none is named."""
        if os.environ.get(ID_VARIABLE):
            return os.environ[ID_VARIABLE]
        known = [each.id for each in self.accounts.known()]
        wanted = self.preferences()[0].account
        if wanted in known or (is_local(wanted) and self.local_farms.named(wanted)):
            return wanted
        return next(iter(known), self.local_farms.newest().account)

    def known_accounts(self) -> tuple[KnownAccount, ...]:
        """Every account of this machine, those of its own farms last, also of one that does not run."""
        local = []
        known = self.local_farms.known()
        for farm in known or (self.local_farms.newest(),):
            found = read_address(farm.folder)
            if known or found is not None:
                name = _("Local farm") if farm.account == LOCAL else _("Local farm {name}").format(
                    name=farm.account[len(LOCAL) + 1:])
                runs = serves(farm.folder) is not None
                at = (found.domain, found.platform) if found is not None else ("", "")
                local.append(KnownAccount(farm.account, name, *at, removable=False, running=runs,
                                          rendering=found.rendering if found is not None else None))
        return (*self.accounts.known(), *local)

    def credentials(self, account: str, farm: str = "") -> Credentials:
        """How to reach ``account`` now. May ask a keyring: not on a host's main thread.

        ``farm`` is the id of the local farm that has what is asked about, where that is known.

        Raises:
            CannotConnect: it is a local farm, which does not run.
            FarmGone: the folder of the local farm holds another one now.
            BadInput: the account is not known here.
        """
        if is_local(account):
            return self._local(account, farm)
        preferences = self.preferences()[0]
        return dataclasses.replace(self.accounts.credentials(account), proxy=preferences.proxy,
                                   ca_bundle=preferences.ca_bundle)

    def add_account(self, credentials: Credentials, name: str = "") -> None:
        """Remember an account, named by its access id; ``name`` is what the farm calls it."""
        self.accounts.add(credentials, name)

    def read_panel(self) -> dict[str, Any]:
        """How the panel was left: sizes and places; nothing of what cannot be read."""
        try:
            found = json.loads(self._panel.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write_panel(self, values: Mapping[str, Any]) -> None:
        """Remember how the panel is."""
        write_text(self._panel, json.dumps(dict(values), indent=1))

    def _local(self, account: str, farm: str) -> Credentials:
        known = self.local_farms.named(account)
        if farm:
            known = self.local_farms.with_id(farm) or known
        found = read_address(known.folder) if known else None
        if known is not None and farm and (read_id(known.folder) or farm) != farm:
            raise FarmGone(_("This task belongs to another farm than the one that {folder} holds now: there is none to "
                             "ask about it any more.").format(folder=known.folder))
        if known is not None and farm and found is None:
            raise CannotConnect(_("This task belongs to another farm, which is not running: start it with “foxsubmit "
                                  "farm --folder {folder}”.").format(folder=known.folder), arrived=False)
        if found is None:
            raise CannotConnect(
                _("No local farm is running: start one with “foxsubmit farm”, or sign in to Fox Renderfarm."),
                arrived=False)
        return Credentials(found.domain, found.access_id, found.access_key, found.platform, "http")
