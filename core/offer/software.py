"""The versions and plug-ins that the farm has of one host application, as plain data."""

from __future__ import annotations

import dataclasses
import functools

from ..api.types import SoftwareDetail
from ..model.versions import key, plain


@dataclasses.dataclass(frozen=True)
class OfferedPlugin:
    """One version of a plug-in, for one version of the application."""

    name: str
    version: str
    """The version without the name in front of it."""
    id: int
    for_version: str
    """The version of the application that it is for."""


@dataclasses.dataclass(frozen=True)
class Offer:
    """The software that an environment can be made of."""

    cg_id: int
    software: str
    versions: tuple[str, ...] = ()
    plugins: tuple[OfferedPlugin, ...] = ()

    def versions_of(self, plugin: str, version: str = "") -> tuple[OfferedPlugin, ...]:
        """Return a plug-in's versions; ``version`` limits them to one version of the application."""
        return tuple(self._by_name.get((key(plugin), version), ()))

    @functools.cached_property
    def _by_name(self) -> dict[tuple[str, str], list[OfferedPlugin]]:
        """Under the version that they are for, and under none. A farm offers thousands."""
        found: dict[tuple[str, str], list[OfferedPlugin]] = {}
        for each in self.plugins:
            for version in {each.for_version, ""}:
                found.setdefault((key(each.name), version), []).append(each)
        return found


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
