"""Chaos Phoenix names its caches with macros. Source: its help, rollouts "Input" (rendinput), "Output" (simoutput)."""

from __future__ import annotations

import ntpath
import os
import re
from typing import Any

from pymxs import runtime as rt

from ...core.common.i18n import _
from ..reading import Reader
from .paths import scene_folder

CLASSES = frozenset({"PhoenixFDFire", "PhoenixFDLiquid", "FireSmokeSim", "LiquidSim"})
OUTPUT = re.compile(r"\$\((?:same_as_output|simoutput)\)\s*(?:\[\s*([^\]]+?)\s*\])?", re.IGNORECASE)
MACRO = re.compile(r"\$\((\w+)\)|\$env\(<?(\w+)>?\)", re.IGNORECASE)
UNKNOWN = re.compile(r"\$\(\w+\)|\$env\(")
DEEPEST = 5
"""Macros in macros; a path that names itself would never end."""


def cache_path(path: str, node: Any, name: str, reader: Reader) -> str:
    """``path`` of the simulator ``name`` with its macros expanded; empty where one is not known, which is noted."""
    for _depth in range(DEEPEST):
        path = OUTPUT.sub(lambda match: _output(match[1] or "", node, name, reader), path)
        path = MACRO.sub(lambda match: _macro(match, name), path)
        if not UNKNOWN.search(path):
            return path
    reader.note(name, _("its cache path {path} has a macro that is not known here").format(path=path))
    return ""


def _output(other: str, node: Any, name: str, reader: Reader) -> str:
    """Return the output path of this simulator, or of the other one that is named."""
    source = rt.getNodeByName(other) if other else node
    if source is None or not reader.read(name, False, rt.isProperty, source, "simoutput"):
        return "$(implicit)"
    return str(reader.read(name, "", rt.getProperty, source, "simoutput") or "$(implicit)")


def _macro(match: re.Match[str], name: str) -> str:
    folder = scene_folder().rstrip("\\/")
    scene = ntpath.splitext(str(rt.maxFileName))[0]
    # Versions differ in whether the node's number stands before its name.
    ours = f"{folder}/{scene}_Phoenix2_frames/*{name}_####.aur"
    known = {
        "dir": folder, "data_dir": folder, "scene": scene, "nodename": name, "fullname": name, "handle": "*",
        "workspace": rt.pathConfig.getCurrentProjectFolder(), "implicit": ours, "scene_dir": ours, "data_path": ours,
        "scene_path": f"{folder}/{scene}_Phoenix_frames/{name}_####.aur",
        "work_path": f"{folder}/{scene}_Phoenix_frames/{name}_####.aur",
    }
    if match[2]:
        return os.environ.get(match[2], match[0])
    return known.get(match[1].lower(), match[0])
