"""Blender's scenes, through the bpy of this Python."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .answers import Answer, Unknown
from .paths import Found, is_elsewhere, looks_like_path

MANY = 1000
"""A longer list is geometry or keys, and names nothing."""
WRITTEN = {"RenderSettings.filepath", "BakeSettings.filepath", "CompositorNodeOutputFile.base_path",
           "CompositorNodeOutputFile.directory", "FreestyleSettings.filepath",
           "DynamicPaintSurface.image_output_path", "CompositorNodeOutputFile.file_name"}
"""Properties that say where pictures are written."""
OTHERS = {"rna_type", "original", "depsgraph", "library_weak_reference"}
"""Properties that say nothing more: of the type itself, of the same in other forms, or where it was copied from."""
PATHS = {"FILE_PATH", "DIR_PATH"}


def survey(path: Path) -> Answer:
    """Open a scene, and compare the texts of its properties with what the adapter finds."""
    bpy = importlib.import_module("bpy")
    importlib.import_module("foxsubmit.hosts.blender.scene.opening").open_scene(path)
    host = importlib.import_module("foxsubmit.hosts.blender.scene.host").Blender()
    assets = importlib.import_module("foxsubmit.hosts.blender.scene.assets")
    kinds = {collection for collection, _collector in importlib.import_module(
        "foxsubmit.hosts.blender.scene.uses").COLLECTORS}
    met = [asset for asset in host.assets() if asset is not None]
    found = Found(asset.path for asset in met)
    bundled = importlib.import_module("foxsubmit.hosts.blender.scene.paths").Bundled()
    unknown = []
    for collection in (*assets.NAMING, "libraries"):
        for owner in getattr(bpy.data, collection):
            if assets.is_kept(owner) and not getattr(owner, "packed_file", None):
                for place, text in texts(owner):
                    whole = bpy.path.abspath(text, library=owner.library)
                    if not found.has(whole.replace("//", "/")) and whole not in bundled:
                        unknown.append(Unknown(place, collection in kinds, text))
    return Answer(path.as_posix(), len(host.scene().units), len(met), tuple(unknown), len(host.unread()))


def texts(owner: Any) -> Iterator[tuple[str, str]]:
    """Each text of a datablock, and of what it is made of, that looks like a path; with its type and property."""
    waiting, met = [owner], set()
    while waiting:
        one = waiting.pop()
        key = (one.as_pointer(), type(one))  # what is first in another has its address; links lead back to nodes
        if key not in met:
            met.add(key)
            yield from _named(one, waiting)


def _named(owner: Any, waiting: list[Any]) -> Iterator[tuple[str, str]]:
    """The texts of one thing; its parts are added to those that wait."""
    kind = type(owner).__name__
    for name, value in _own(owner):
        yield f"{kind}[{name!r}]", value
    for each in owner.bl_rna.properties:
        if each.identifier in OTHERS or f"{kind}.{each.identifier}" in WRITTEN:
            continue
        if each.type == "STRING":
            value = str(getattr(owner, each.identifier, ""))
            named = each.subtype in PATHS and value.strip() and not is_elsewhere(value)
            if named or looks_like_path(value):
                yield f"{kind}.{each.identifier}", value
        else:
            waiting += _parts(owner, each)


def _own(owner: Any) -> Iterator[tuple[str, str]]:
    """The items that an artist or an add-on gave a datablock."""
    try:
        items = list(owner.items())
    except (AttributeError, TypeError):
        return
    yield from ((name, value) for name, value in items if isinstance(value, str) and looks_like_path(value))


def _parts(owner: Any, each: Any) -> list[Any]:
    """The parts that a property points to: what belongs to the owner, and no other datablock."""
    if each.type not in {"POINTER", "COLLECTION"} or "ID" in _bases(each.fixed_type):
        return []
    value = getattr(owner, each.identifier, None)
    if value is None:
        return []
    parts = [value] if each.type == "POINTER" else list(value) if len(value) <= MANY else []
    # Of two things in one, the one that belongs to another datablock is met there.
    return [part for part in parts if hasattr(part, "bl_rna") and part.id_data == getattr(owner, "id_data", None)
            and "ID" not in _bases(part.bl_rna)]


def _bases(kind: Any) -> set[str]:
    """The name of a type and of those that it derives from."""
    found = set()
    while kind is not None:
        found.add(kind.identifier)
        kind = kind.base
    return found
