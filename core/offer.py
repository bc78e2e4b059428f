"""The versions and plug-ins that the farm has of one host application, as plain data."""

from __future__ import annotations

import dataclasses

from .api.types import SoftwareDetail
from .versions import key, plain


@dataclasses.dataclass(frozen=True)
class OfferedPlugin:
    """One version of a plug-in, for one version of the application."""

    name: str
    version: str
    """Without the name in front of it."""
    id: int
    for_version: str
    """Of the application."""


@dataclasses.dataclass(frozen=True)
class Offer:
    """What an environment can be made of."""

    cg_id: int
    software: str
    versions: tuple[str, ...] = ()
    plugins: tuple[OfferedPlugin, ...] = ()

    def versions_of(self, plugin: str, version: str = "") -> tuple[OfferedPlugin, ...]:
        """Of a plug-in; ``version`` asks for those that go with one version of the application."""
        return tuple(each for each in self.plugins
                     if key(each.name) == key(plugin) and version in ("", each.for_version))


def read_offer(detail: SoftwareDetail) -> Offer:
    """Read the answer of ``api.query.supported_plugin``."""
    versions = {each["id"]: each["cgVersion"] for each in detail.get("cgVersion") or ()}
    first = next(iter(detail.get("cgVersion") or ()), None)
    return Offer(
        cg_id=first["cgId"] if first else 0,
        software=first["cgName"] if first else "",
        versions=tuple(versions.values()),
        plugins=tuple(
            OfferedPlugin(each["pluginName"], plain(each["pluginName"], each["pluginVersion"]), each["pluginId"],
                          versions.get(group["cvId"], ""))
            for group in detail.get("cgPlugin") or () for each in group.get("pluginVersions") or ()),
    )
