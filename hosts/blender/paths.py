"""Paths as Blender spells them, and where they are on this machine."""

from __future__ import annotations

import os
import re

import bpy

TILE = re.compile(r"<(?:UDIM|UVTILE)>")

DIGITS = re.compile(r"\d+(?=\D*$)")
"""The last number in a name, which is the one that Blender counts up."""


def absolute(path: str, library: bpy.types.Library | None = None) -> str:
    """``path`` on this machine, or empty where it is none. ``//`` is the folder of ``library``, or of the open file."""
    if not path or path.startswith("<"):
        return ""
    whole = bpy.path.abspath(path, library=library) if library else bpy.path.abspath(path)
    # Relative to a file that was never saved, or to the folder Blender was started in: neither is a place.
    return os.path.normpath(whole) if os.path.isabs(whole) else ""


def counted(path: str) -> str:
    """``plate_####.png`` for ``plate_0001.png``; unchanged where the name holds no number."""
    folder, name = os.path.split(path)
    stem, extension = os.path.splitext(name)
    stem = DIGITS.sub(lambda digits: "#" * len(digits.group()), stem)
    return os.path.join(folder, stem + extension)


def tiled(path: str) -> str:
    """The tile token in the spelling that the core knows."""
    return TILE.sub("<UDIM>", path)


class Bundled:
    """Asks whether a path belongs to Blender itself, or to this run of it."""

    def __init__(self) -> None:
        folders = [bpy.utils.resource_path(kind) for kind in ("LOCAL", "SYSTEM")]
        folders.append(bpy.utils.system_resource("DATAFILES"))
        # Only the folder of this run: a scene may well lie in the temporary folder itself.
        if os.path.basename(os.path.normpath(bpy.app.tempdir)).startswith("blender_"):
            folders.append(bpy.app.tempdir)
        self._folders = tuple(os.path.normcase(os.path.join(os.path.normpath(each), "")) for each in folders if each)

    def __contains__(self, path: str) -> bool:
        return os.path.normcase(path).startswith(self._folders)
