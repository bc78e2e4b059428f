"""Let the open scene read a mirror of the artist's folders instead of the folders themselves."""

from __future__ import annotations

import os
from pathlib import Path

import bpy

from ..scene.assets import uses
from ..scene.paths import Bundled, local
from ..scene.uses import COLLECTORS, set_value, value_of
from .mirror import Mirror

MOST = 10_000
"""Libraries that are moved: one that is read again brings others along, and some of them anew."""


def relink(mirror: Mirror) -> set[Path]:
    """Send every absolute path of the scene to its place in the mirror; relative ones lead there already.

    Returns the .blend files whose own data named such a path: the open one, or libraries.
    """
    bundled = Bundled()
    named: set[Path] = set()
    for _library in range(MOST):
        file = _move_a_library(mirror, bundled)
        if file is None:
            break
        named.add(file)
    for collection, collector in COLLECTORS:
        if collection != "libraries":
            for owner in list(getattr(bpy.data, collection)):
                for use in uses(owner, collector):
                    if use.holder is not None and _move(use.holder, use.attribute, mirror, bundled):
                        named.add(_file(owner.library))
    return named


def _move_a_library(mirror: Mirror, bundled: Bundled) -> Path | None:
    """Move the next library; the .blend file that names it, or None where all are moved.

    One at a time, for all that Python knows of the others may be gone when one is read again.
    """
    for library in bpy.data.libraries:
        file = _file(library.parent)
        if _move(library, "filepath", mirror, bundled):
            return file
    return None


def _file(library: bpy.types.Library | None) -> Path:
    """The .blend file of a library; without one, the one that is open."""
    return Path(os.path.normpath(local(bpy.path.abspath(library.filepath)) if library else bpy.data.filepath))


def _move(holder: object, attribute: str, mirror: Mirror, bundled: Bundled) -> bool:
    path = value_of(holder, attribute)
    place = mirror.moved(path) if path not in bundled else ""
    if place and not Path(place).exists():
        # One that was written on Windows and submitted from elsewhere was sent from where Blender reads it there.
        other = mirror.moved(local(path))
        place = other if Path(other).exists() else place
    if place:
        # Nodes may join it with the name of a file.
        set_value(holder, attribute, f"{place}/" if path.endswith(("/", "\\")) else place)
        if isinstance(holder, bpy.types.Library):
            holder.reload()
    return bool(place)
