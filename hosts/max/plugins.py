"""The plug-ins that the scene uses, by the names the farm knows, and those that are not here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pymxs import runtime as rt

from ...core.common.i18n import _
from ..reading import Reader
from . import renderer

RENDERERS = {"V_Ray": "vray", "Corona": "corona", "Arnold": "arnold", "Redshift": "redshift"}
"""How a renderer's class begins -> the farm's name of the plug-in."""

FILES = {
    "phoenixfd": "phoenixfd", "forestpack": "forest pack", "railclone": "railclone", "xmeshloader": "xmesh loader",
    "krakatoa": "krakatoa", "multiscatter": "multiscatter", "anima": "anima", "ornatrix": "ornatrix",
    "tyflow": "tyflow", "fumefx": "fumefx",
}
"""Part of a plug-in's file name in the scene's file properties -> the farm's name of it."""


def used(reader: Reader) -> dict[str, str]:
    """Name -> version; the version is empty where 3ds Max does not tell it."""
    found: dict[str, str] = {}
    current = renderer.current()
    for start, name in RENDERERS.items():
        if current.startswith(start):
            found[name] = _told(start, reader) or version_in(current)
    listed = reader.read("File properties", None, _listed) or ()
    for file in listed:
        plain = re.sub(r"[\W_]+", "", str(file).lower())
        found.update({name: "" for part, name in FILES.items() if part in plain and name not in found})
    return found


def missing(reader: Reader) -> None:
    """Note each class of the scene whose plug-in is not installed: what it names cannot be known."""
    manager = rt.SceneMissingPlugIns
    for index in range(1, reader.read("Missing plug-ins", 0, manager.GetMissingPlugInCount) + 1):
        user = f"Missing plug-in {index}"
        name = reader.read(user, "", manager.GetMissingPlugInClassName, index)
        file = reader.read(user, "", manager.GetMissingPlugInFileName, index)
        reader.note(name or user, _("the plug-in {file} is not installed").format(file=file or name or user))


def _listed() -> Sequence[str] | None:
    return rt.fileProperties.getItems("Used Plug-Ins")


def version_in(current: str) -> str:
    """``6.2`` of ``V_Ray_6__update_2_1``: the class name is where 3ds Max keeps a renderer's version."""
    match = re.search(r"_(\d+)(?:__?update_(\d+)(?:_(\d+))?)?", current)
    return ".".join(part for part in match.groups() if part) if match else ""


def _told(start: str, reader: Reader) -> str:
    """What the renderer itself says: V-Ray's first text, ``7.40.04``, Corona's first number."""
    if start == "V_Ray":
        call = getattr(rt, "vrayVersion", None)
        told = reader.read("V-Ray", None, call) if call is not None else None
        return str(next(iter(told), "")) if told else ""
    corona = getattr(rt, "CoronaRenderer", None) if start == "Corona" else None
    if corona is None:
        return ""
    text = reader.read("Corona", "", lambda: str(corona.CoronaFp.getVersionString()))
    match = re.search(r"\d+(?:\.\d+)*", text)
    return match[0] if match else ""
