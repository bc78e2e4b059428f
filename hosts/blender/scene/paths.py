"""Paths as Blender spells them, and where they are on this machine."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import Any

import bpy

from ....core.assets.addresses import is_address

TILE = re.compile(r"<(?:UDIM|UVTILE)>")

NUMBERED = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)
"""Head, last number and tail of a name: the last number is the one that Blender counts up."""

DRIVE = re.compile(r"[A-Za-z]:[\\/]")

SHARE = re.compile(r"\\\\[^\\/]")
"""How a path of Windows' network begins; that with slashes is the scene's folder to Blender."""

ROOTED = re.compile(r"[\\/](?![\\/])")
"""A path from the root of a drive that it does not name."""

RELATIVE: set[str] = {"PATH_SUPPORTS_BLEND_RELATIVE"} if bpy.app.version >= (4, 5) else set()
"""The option of a property by which Blender takes ``//frames`` without a warning; before 4.5 each one does."""

TOKENS = re.compile(r"[#%<$`*]")
"""Characters that the core would take for the beginning of a token."""


def absolute(path: str, library: bpy.types.Library | None = None) -> str:
    """Where ``path`` is, or empty where it is nowhere. ``//`` is the folder of ``library`` or of the open file."""
    return _absolute(path, library.filepath if library else "", bpy.data.filepath)


@functools.lru_cache(maxsize=1 << 14)  # the walk asks up to four times: for use, sequence, node, and Blender's own list
def _absolute(path: str, library: str, scene: str) -> str:
    # "//" alone would be the scene's folder, with all that lies in it.
    if path.startswith("<") or not path.strip("/\\."):
        return ""
    if is_address(path):
        return path
    beside = os.path.dirname(local(bpy.path.abspath(library)) if library else scene)  # noqa: PTH120 - as Blender does
    whole = local(bpy.path.abspath(path, start=beside))
    if SHARE.match(whole):
        return whole  # also where no system of this kind has such: somebody may know where that lies
    if not os.path.isabs(whole):
        # From the folder that Blender was started in, which nobody knows on the farm. It is named all the same, as
        # missing beside the scene, rather than passed over.
        whole = str(Path(scene).parent / whole) if scene else ""
    return os.path.normpath(whole) if whole else ""


def local(path: str) -> str:
    r"""A path as Blender reads it on this system: ``C:\maps\a.png`` is ``/c/maps/a.png`` on others than Windows.

    Blender on Windows writes ``//maps\a.png`` for what lies beside the scene.
    """
    if os.name == "nt":
        return f"{os.path.splitdrive(bpy.data.filepath)[0]}{path}" if ROOTED.match(path) else path
    if SHARE.match(path):
        return path
    path = path.replace("\\", "/")
    return f"/{path[0].lower()}{path[2:]}" if DRIVE.match(path) else path


def as_written(path: str, place: str) -> tuple[str, ...]:
    """The place with the drive of the path that Blender reads so here; none where the path has no drive.

    Somebody may know where that drive lies on this machine.
    """
    return (f"{path[0].upper()}:{place[2:]}",) if os.name != "nt" and DRIVE.match(path) else ()


def counted(path: str) -> str:
    """``plate_####.png`` for ``plate_0001.png``; unchanged where the name holds no number."""
    if not path:
        return path
    whole = Path(path)
    match = NUMBERED.fullmatch(whole.stem)
    return str(whole.with_name(pattern(match[1], "#" * len(match[2]), match[3] + whole.suffix))) if match else path


def tiled(path: str) -> str:
    """The tile token in the spelling that the core knows."""
    folder, name = os.path.split(path)
    head, *tails = TILE.split(name)
    return os.path.join(folder, pattern(head, "<UDIM>", "<UDIM>".join(tails))) if tails else path  # noqa: PTH118


def pattern(head: str, token: str, tail: str) -> str:
    """A name with one token; what looks like one in the rest of it is a character."""
    return f"{TOKENS.sub('?', head)}{token}{TOKENS.sub('?', tail)}"


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
