"""The plug-ins that the scene uses, by the names the farm knows."""

from __future__ import annotations

import re

from pymxs import runtime as rt

from ..reading import Reader
from .render import renderer_name

RENDERERS = {"V_Ray": "vray", "Corona": "CoronaRenderer", "Arnold": "arnold", "Redshift": "redshift"}
"""How a renderer's class begins -> the farm's name of the plug-in (3ds Max's list in supported_plugin)."""

FILES = {
    "phoenixfd": "phoenixfd", "forestpack": "forest pack", "railclone": "railclone", "xmeshloader": "xmesh loader",
    "krakatoa": "krakatoa", "multiscatter": "multiscatter", "anima": "anima", "ornatrix": "ornatrix",
}
"""Part of a plug-in's file name in the scene's file properties -> the farm's name of it."""


def used(reader: Reader) -> dict[str, str]:
    """Name -> version; the version is empty where 3ds Max does not tell it."""
    found: dict[str, str] = {}
    current = renderer_name(rt.renderers.current)
    for start, name in RENDERERS.items():
        if current.startswith(start):
            found[name] = version_in(current)
    listed = reader.read("File properties", None, rt.fileProperties.getItems, "Used Plug-Ins") or ()
    for file in listed:
        plain = str(file).lower().replace("_", "")
        found.update({name: "" for part, name in FILES.items() if part in plain and name not in found})
    return found


def version_in(renderer: str) -> str:
    """``6.2`` of ``V_Ray_6__update_2_1``: the class name is where 3ds Max keeps a renderer's version."""
    match = re.search(r"_(\d+)(?:__?update_(\d+)(?:_(\d+))?)?", renderer)
    return ".".join(part for part in match.groups() if part) if match else ""
