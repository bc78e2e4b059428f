"""Show the artist what a finding is about: select objects, open pictures."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import bpy

from .users import JOINT, name_of

NAMED = re.compile(rf'([A-Z][\w -]*?) "(.*?)"(?={JOINT}|$)')
"""One datablock in a label; a part of one, ``"Cloth"``, has no type before it."""


def select(nodes: Iterable[str]) -> None:
    """Select the objects that have to do with the nodes and open their pictures; what is not there is passed over."""
    context: Any = bpy.context
    objects = context.view_layer.objects
    owners = [owner for node in nodes for owner in meant(node)]
    chosen = list(dict.fromkeys(thing for owner in owners for thing in _objects(owner, objects)))
    if chosen:
        for thing in list(context.selected_objects):
            thing.select_set(False)
    for thing in chosen:
        with contextlib.suppress(RuntimeError):  # it is hidden
            thing.select_set(True)
    if chosen and context.mode == "OBJECT":
        objects.active = chosen[0]
    for owner in owners:
        _show(owner)


def meant(node: str) -> list[Any]:
    """The datablocks that a label names; of a plain name the object, else the scene."""
    named = NAMED.findall(node)
    if not named:
        found = bpy.data.objects.get(node) or bpy.data.scenes.get(node)
        return [found] if found else []
    inside = named[1:] if named[0][0] == "Library" else named
    return [owner for kind, name in inside or named for owner in _called(kind, name)]


def _called(kind: str, name: str) -> Iterator[Any]:
    """Datablocks of a type and a name: of linked ones there may be several."""
    for each in bpy.data.bl_rna.properties:
        if each.type == "COLLECTION" and each.identifier != "all_ids":
            owners = getattr(bpy.data, each.identifier)
            if owners.get(name) is not None:
                yield from (owner for owner in owners if owner.name == name and name_of(owner) == f'{kind} "{name}"')


def _objects(owner: Any, objects: Iterable[Any]) -> Iterator[Any]:
    """The objects of the view layer that are the datablock, or use it."""
    if isinstance(owner, bpy.types.Object):
        yield from (thing for thing in objects if thing == owner)
    elif not isinstance(owner, (bpy.types.Scene, bpy.types.Library)):
        yield from (thing for thing in objects if _uses(thing, owner))


def _uses(thing: Any, owner: Any) -> bool:
    return owner == thing.data or any(slot.material == owner for slot in thing.material_slots) or any(
        owner == getattr(modifier, name, None) for modifier in thing.modifiers for name in ("node_group", "cache_file"))


def _show(owner: Any) -> None:
    """Open a picture in the first image editor, a scene in the first window."""
    windows = bpy.context.window_manager.windows if bpy.context.window_manager else ()
    for window in windows:
        if isinstance(owner, bpy.types.Scene):
            window.scene = owner
            return
        for area in window.screen.areas:
            if isinstance(owner, bpy.types.Image) and area.type == "IMAGE_EDITOR":
                editor: Any = area.spaces.active
                editor.image = owner
                return
