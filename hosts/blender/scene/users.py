"""Names for the artist: who uses a file."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import bpy

SHARED = {
    "images": bpy.types.Image, "movieclips": bpy.types.MovieClip, "sounds": bpy.types.Sound,
    "fonts": bpy.types.VectorFont, "cache_files": bpy.types.CacheFile, "volumes": bpy.types.Volume,
    "textures": bpy.types.Texture, "node_groups": bpy.types.NodeTree,
}
"""Datablocks that say little without the one that uses them: collection and type."""

MATERIALS = {"MATERIAL"}
MANY_USERS = ({"OBJECT"}, MATERIALS)
"""Types of which a scene may have thousands: asked about on their own."""

EDITORS = {"SCREEN", "WINDOWMANAGER", "WORKSPACE"}
"""Types of datablocks that only happen to show another."""

SHOWN_BY = ("image", "node_tree", "clip", "stroke_image", "fill_image")
"""Properties of nodes and strokes that name a shared datablock."""

AT_ONCE, MATERIALS_AT_ONCE = 200, 100
"""Names that are read in one step, and materials that are looked at."""


class Users:
    """The first user of each datablock, by name: names survive undo, and are no work for the garbage collector."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def read(self) -> Iterator[None]:
        """Ask Blender, in steps: 20,000 objects alone take it 10 ms, and materials more than a tick."""
        asked = []
        for types in kinds():
            if types != MATERIALS:
                found = bpy.data.user_map(subset=[each for name in SHARED for each in getattr(bpy.data, name)],
                                          value_types=types)
                asked.append([(owner, users) for owner, users in found.items() if users])
                yield None
        for number, (owner, users) in enumerate(itertools.chain(*asked)):
            with contextlib.suppress(ReferenceError):  # it was undone or removed meanwhile
                self._note(owner, users)
            if number % AT_ONCE == 0:
                yield None
        yield from self._read_materials()

    def _read_materials(self) -> Iterator[None]:
        """Look at their nodes and at the pictures of strokes: Blender's own answer is one long call for all of them."""
        for first in itertools.count(0, MATERIALS_AT_ONCE):
            materials = list(bpy.data.materials[first:first + MATERIALS_AT_ONCE])
            if not materials:
                return
            for material in materials:
                for owner in shown_by(material):
                    self._note(owner, {material})
            yield None

    def _note(self, owner: Any, users: set[Any]) -> None:
        if users:
            key, first = key_of(owner), min(map(name_of, users))
            self._first[key] = min(first, self._first.get(key, first))

    def label(self, owner: Any, part: str = "") -> str:
        """``Material "wood" · Image "wood.png"``: the library, the first user, the datablock and its part."""
        names = [name_of(owner)]
        if isinstance(owner, tuple(SHARED.values())) and key_of(owner) in self._first:
            names.insert(0, self._first[key_of(owner)])
        linked = owner.parent if isinstance(owner, bpy.types.Library) else owner.library
        if linked:
            names.insert(0, name_of(linked))
        return with_part(JOINT.join(names), part)


JOINT = " · "


def with_part(label: str, part: str) -> str:
    """The label of a part of a datablock."""
    return f'{label}{JOINT}"{part}"' if part else label


def name_of(owner: Any) -> str:
    """``Image "wood.png"``"""
    return f'{owner.bl_rna.name} "{owner.name}"'


def shown_by(material: Any) -> Iterator[Any]:
    """Yield what is shared of a material: pictures and groups of nodes of its own tree, and of its strokes."""
    strokes = material.grease_pencil
    for nodes in (material.node_tree.nodes if material.node_tree else (), (strokes,) if strokes else ()):
        for node in nodes:
            for name in SHOWN_BY:
                found = getattr(node, name, None)
                if isinstance(found, bpy.types.ID):
                    yield found


def key_of(owner: Any) -> str:
    """The type and the name of a datablock, by which it is known again after undo."""
    return f"{owner.bl_rna.name} {owner.name_full}"


def kinds() -> Iterator[set[str]]:
    """All types of datablocks that are scene data, in a few sets."""
    known: Any = bpy.types.KeyingSetPath.bl_rna.properties["id_type"]
    yield from MANY_USERS
    yield {item.identifier for item in known.enum_items}.difference(EDITORS, *MANY_USERS)
