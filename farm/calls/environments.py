"""The render environments of the account: those of the catalogue, overlaid with the user's changes."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from ...core.api.codes import SoftwareId
from ..base import catalogue
from ..farm import Farm

DEFAULT = "default environment of {}"


@dataclasses.dataclass(frozen=True)
class Environment:
    """An application version with plug-ins, under a name."""

    name: str
    cg_id: int
    version: str
    layer_type: int = 0
    system: int | None = None
    """0 is Linux, 1 is Windows, None is both."""

    plugins: tuple[dict[str, Any], ...] = ()
    project_path: str = ""
    is_default: bool = False

    def show(self, system: int) -> dict[str, Any]:
        """Return the environment in the API's fields."""
        return {
            "cgId": self.cg_id, "editName": self.name, "cgName": catalogue.software_name(self.cg_id),
            "cgVersion": self.version, "osName": system if self.system is None else self.system,
            "renderLayerType": self.layer_type, "isDefault": int(self.is_default),
            "projectPath": self.project_path, "isMainUserId": 1, "respUserPluginInfoVos": list(self.plugins),
        }


def environments(farm: Farm, cg_id: int) -> list[Environment]:
    """List the environments of one application, the default first."""
    found = {each.name: each for each in _brought(cg_id, farm.blender_version)}
    standard = next(iter(found))
    for row in farm.database.rows("SELECT * FROM environments WHERE cg_id = ? ORDER BY rowid", cg_id):
        found.pop(row["name"], None)
        if not row["deleted"]:
            found[row["name"]] = Environment(
                row["name"], cg_id, row["version"], row["layer_type"], row["system"],
                tuple(json.loads(row["plugins"])), row["project_path"])
    chosen = farm.database.row("SELECT value FROM settings WHERE name = ?", DEFAULT.format(cg_id))
    default = next((name for name in (chosen["value"] if chosen else "", standard, *found) if name in found), "")
    return sorted((dataclasses.replace(each, is_default=each.name == default) for each in found.values()),
                  key=lambda each: not each.is_default)


def remember(farm: Farm, made: Environment, deleted: bool = False) -> None:
    """Store an environment, or the fact that one of the catalogue was deleted."""
    with farm.database.change() as change:
        change.execute(
            "INSERT OR REPLACE INTO environments VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (made.name, made.cg_id, made.version, made.layer_type, made.system or 0, json.dumps(made.plugins),
             made.project_path, deleted))


def set_default(farm: Farm, chosen: Environment) -> None:
    """Make an environment the default of its application."""
    with farm.database.change() as change:
        change.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (DEFAULT.format(chosen.cg_id), chosen.name))


def _brought(cg_id: int, blender: str) -> list[Environment]:
    """List the environments of the catalogue, the recommended one first."""
    name, plain = catalogue.software_name(cg_id), catalogue.versions(cg_id, blender)
    newest = plain[0] if cg_id == SoftwareId.BLENDER and blender else plain[-1]
    older = next((version for version in reversed(plain) if version != newest), "")
    names = list(catalogue.PLUGINS.get(cg_id, {}))
    chosen = catalogue.plugins(cg_id, names[0])[-1:] if names else []
    found = [Environment(f"{name} {newest}", cg_id, newest, plugins=tuple(chosen))]
    return [*found, Environment(f"{name} {older}", cg_id, older)] if older else found
