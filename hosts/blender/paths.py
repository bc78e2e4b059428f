"""Paths as Blender spells them, and where they are on this machine."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import bpy

TILE = re.compile(r"<(?:UDIM|UVTILE)>")

DIGITS = re.compile(r"\d+(?=\D*$)")
"""The last number in a name, which is the one that Blender counts up."""


def absolute(path: str, library: bpy.types.Library | None = None) -> str:
    """Where ``path`` is, or empty where it is nowhere. ``//`` is the folder of ``library`` or of the open file."""
    # "//" alone would be the scene's folder, with all that lies in it.
    if path.startswith("<") or not path.strip("/\\."):
        return ""
    whole = bpy.path.abspath(path, library=library) if library else bpy.path.abspath(path)
    if not os.path.isabs(whole):
        # Spelled for another system, or from the folder that Blender was started in, which nobody knows on
        # the farm. It is named all the same, as missing beside the scene, rather than passed over.
        whole = str(Path(bpy.data.filepath).parent / whole) if bpy.data.filepath else ""
    return os.path.normpath(whole) if whole else ""


def counted(path: str) -> str:
    """``plate_####.png`` for ``plate_0001.png``; unchanged where the name holds no number."""
    if not path:
        return path
    whole = Path(path)
    stem = DIGITS.sub(lambda digits: "#" * len(digits.group()), whole.stem)
    return str(whole.with_name(stem + whole.suffix))


def tiled(path: str) -> str:
    """The tile token in the spelling that the core knows."""
    return TILE.sub("<UDIM>", path)


class Bundled:
    """Knows whether a path belongs to Blender itself, or to this run of it."""

    def __init__(self) -> None:
        utils: Any = bpy.utils  # the stub lacks system_resource
        folders = [utils.resource_path(kind) for kind in ("LOCAL", "SYSTEM")]
        folders.append(utils.system_resource("DATAFILES"))
        # Only the folder of this run: a scene may well lie in the temporary folder itself.
        if Path(bpy.app.tempdir).name.startswith("blender_"):
            folders.append(bpy.app.tempdir)
        self._folders = tuple(f"{os.path.normcase(Path(folder))}{os.sep}" for folder in folders if folder)

    def __contains__(self, path: str) -> bool:
        return os.path.normcase(path).startswith(self._folders)
