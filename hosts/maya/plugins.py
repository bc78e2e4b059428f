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
"""Maya's name of a plug-in, in small letters -> the farm's."""


def used(renderers: Iterable[str], reader: Reader) -> dict[str, str]:
    """Name -> version of the renderers' plug-ins and of those that hold nodes of the scene."""
    names = [RENDERERS[each] for each in dict.fromkeys(renderers) if each in RENDERERS]
    found: dict[str, str] = {}
    for name in [*names, *reader.read("plug-ins", [], _in_use)]:
        farm = FARM.get(name.lower())
        if farm and farm not in found:
            found[farm] = reader.read(name, "", _version, name)
    for name in reader.read("plug-ins", [], _missing):
        farm = FARM.get(name.lower())
        if farm:
            found[farm] = found.get(farm) or reader.read(name, "", _version_of_missing, name)
            reader.note(name, _("this plug-in is not in this Maya: the files that its nodes name are not found; open "
                                "the scene where it is installed"))
    return found


def _missing() -> list[str]:
    """Plug-ins that the scene wants and this Maya does not have: their nodes are of the type ``unknown``."""
    names: Any = cmds.unknownPlugin(query=True, list=True)
    return [str(name) for name in names or ()]


def _version_of_missing(name: str) -> str:
    """Return the version of a missing plug-in, as the scene has it."""
    call: Any = cmds.unknownPlugin
    return str(call(name, query=True, version=True))


def _in_use() -> list[str]:
    """pluginsInUse is a flat list: name, version, name, version."""
    flat: Any = cmds.pluginInfo(query=True, pluginsInUse=True) or []
    return [str(name) for name in flat[::2]]


def _version(name: str) -> str:
    if not cmds.pluginInfo(name, query=True, loaded=True):
        return ""
    return str(cmds.pluginInfo(name, query=True, version=True))
