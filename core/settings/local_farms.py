"""The farms of this machine that a home knows, each by the name of its account: ``local_farm.json``.

``local`` is the first; another is named after its folder. A name stays with its folder, so that the journal, which has
names, never means another farm by the same.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

from ..common.atomic import write_text
from ..common.errors import FoxError
from .local_farm import read_id

LOCAL = "local"
"""Account name of the first farm on this machine, whatever its port is today."""


class FarmGone(FoxError):
    """The folder of a farm holds another one now: what it had is gone with it."""


@dataclasses.dataclass(frozen=True)
class LocalFarm:
    """A farm of this machine, running or not."""

    account: str
    folder: Path
    id: str
    """The id that the farm had when it was started last; empty where it never was."""


def is_local(account: str) -> bool:
    """Whether an account is that of a farm of this machine."""
    return account == LOCAL or account.startswith(f"{LOCAL}-")


class LocalFarms:
    """One ``local_farm.json``."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / "local_farm.json"

    def known(self) -> tuple[LocalFarm, ...]:
        """Return every farm, the one that was started last first."""
        try:
            data = self._read()
            newest = Path(data["folder"])
            listed = data.get("farms") or {LOCAL: {"folder": str(newest)}}  # an older version knew one
            found = [LocalFarm(name, Path(entry["folder"]), str(entry.get("id") or ""))
                     for name, entry in listed.items()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return ()
        return tuple(sorted(found, key=lambda each: each.folder != newest))

    def newest(self) -> LocalFarm:
        """Return the farm that was started last; before any was, the one that would be."""
        return next(iter(self.known()), LocalFarm(LOCAL, self._home / "farm", ""))

    def named(self, account: str) -> LocalFarm | None:
        """Return the farm of an account."""
        return next((each for each in (*self.known(), self.newest()) if each.account == account), None)

    def with_id(self, farm: str) -> LocalFarm | None:
        """Return the farm that has this id, whatever its account."""
        return next((each for each in self.known() if each.id == farm), None)

    def id_of(self, account: str) -> str:
        """Return the id of an account's farm; empty for an account elsewhere, or a farm that has none yet."""
        found = self.named(account) if is_local(account) else None
        return (read_id(found.folder) or found.id) if found else ""

    def remember(self, folder: Path) -> LocalFarm:
        """Note that a farm was started in ``folder``: an account of its own if it is a new one."""
        folder = folder.resolve()
        known, farm = self.known(), read_id(folder)
        before = (farm and self.with_id(farm)) or next((each for each in known if each.folder == folder), None)
        account = before.account if before else self._name(folder, {each.account for each in known})
        found = LocalFarm(account, folder, farm)
        farms = {each.account: each for each in (*reversed(known), found)}
        had = self._read() if known else {}  # with what only a newer program knows
        before_it = had.get("farms") or {}
        write_text(self._path, json.dumps({
            **had, "folder": str(folder),
            "farms": {name: {**before_it.get(name, {}), "folder": str(each.folder), "id": each.id}
                      for name, each in farms.items()}}, indent=1))
        return found

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        return found

    @staticmethod
    def _name(folder: Path, taken: set[str]) -> str:
        if LOCAL not in taken:
            return LOCAL
        own = folder.parent.name if folder.name == "farm" else folder.name
        name = f"{LOCAL}-{re.sub(r'[^a-z0-9]+', '-', own.lower()).strip('-') or 'farm'}"
        number = 2
        while name in taken:
            name, number = f"{name.rstrip('0123456789').rstrip('-')}-{number}", number + 1
        return name
