"""The plug-ins that the scene needs, by the names the farm knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya import cmds

from ...core.common.i18n import _
from ..reading import Reader

RENDERERS = {"arnold": "mtoa", "vray": "vrayformaya", "redshift": "redshift4maya", "renderman": "RenderMan_for_Maya"}
"""Renderer -> Maya's name of the plug-in that brings it."""

FARM = {
    "mtoa": "mtoa", "vrayformaya": "vray", "redshift4maya": "redshift", "renderman_for_maya": "renderman",
    "pgyetimaya": "yeti", "xgentoolkit": "xgen", "bifrostgraph": "bifrost", "mayausdplugin": "mayausd",
    "golaem": "golaem_maya", "miarmy": "miarmy", "shave": "shaveNode", "ornatrix": "ornatrix", "realflow": "realflow",
}
"""Maya's name of a plug-in, in small letters and without its file's ending -> the farm's."""

ENDINGS = (".py", ".mll", ".so", ".bundle")
"""How the files of plug-ins end: Maya names those in Python with it, ``RenderMan_for_Maya.py``."""


def used(renderers: Iterable[str], reader: Reader) -> dict[str, str]:
    """Name -> version of the renderers' plug-ins and of those that hold nodes of the scene."""
    names = [RENDERERS[each] for each in dict.fromkeys(renderers) if each in RENDERERS]
    found: dict[str, str] = {}
    for name in [*names, *reader.read("plug-ins", [], _in_use)]:
        farm = _farm_name(name)
        if farm and not found.get(farm):
            found[farm] = reader.read(name, "", _version, name)
    for name in reader.read("plug-ins", [], _missing):
        farm = _farm_name(name)
        if farm:
            found[farm] = found.get(farm) or reader.read(name, "", _version_of_missing, name)
            reader.note(name, _("this plug-in is not in this Maya: the files that its nodes name are not found; open "
                                "the scene where it is installed"))
    if "vray" in found:
        found["vray"] = reader.read("vrayBuild", found["vray"], _build_of, found["vray"])
    return found


def _farm_name(name: str) -> str:
    """Return the farm's name of a plug-in; empty for one that the farm need not have."""
    plain = name.lower()
    for ending in ENDINGS:
        plain = plain[: -len(ending)] if plain.endswith(ending) else plain
    return FARM.get(plain, "")


def _plain_version(version: object) -> str:
    """Return ``25.2`` of RenderMan's "25.2 @ 2282507": what follows the sign is the number of a build."""
    return str(version).partition("@")[0].strip()


def _build_of(version: str) -> str:
    """Return ``7.10.00`` for V-Ray's "7": the scene keeps the build that wrote it, which may be of another V-Ray."""
    query: Any = cmds.fileInfo
    kept = query("vrayBuild", query=True)
    build = str(kept[0]).partition(" ")[0] if kept else ""
    return build if build.split(".")[0] == version else version


def _missing() -> list[str]:
    """Plug-ins that the scene wants and this Maya does not have: their nodes are of the type ``unknown``."""
    names: Any = cmds.unknownPlugin(query=True, list=True)
    return [str(name) for name in names or ()]


def _version_of_missing(name: str) -> str:
    """Return the version of a missing plug-in, as the scene has it."""
    call: Any = cmds.unknownPlugin
    return _plain_version(call(name, query=True, version=True))


def _in_use() -> list[str]:
    """pluginsInUse is a flat list: name, version, name, version."""
    flat: Any = cmds.pluginInfo(query=True, pluginsInUse=True) or []
    return [str(name) for name in flat[::2]]


def _version(name: str) -> str:
    if not cmds.pluginInfo(name, query=True, loaded=True):
        return ""
    return _plain_version(cmds.pluginInfo(name, query=True, version=True))
