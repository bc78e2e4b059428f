"""Find what the open scene lacks here, and what a farm would not run of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from ..datablocks import equal, having
from ..users import name_of, with_part

UNKNOWN = {"NodeUndefined", "NodeTreeUndefined"}
"""The types that Blender gives nodes and trees of add-ons that are not here."""

LINKED = tuple(name for name in having("is_missing") if name not in {"all_ids", "libraries"})
"""Collections whose members may be linked; Blender says from 3.2 on which of them their library lacks."""


_known: set[type] = set()
"""Classes of nodes that stand for one type of node, which is here: asking 8,000 nodes for their types' names takes
longer than all else of a scene. An unknown node is never of such a class: its own is that of all unknown ones."""


def details() -> dict[str, tuple[str, ...]]:
    """Return lines of what is lacking in the whole scene, by the names of the details (core/checks/blender.py).

    Unknown nodes are not among them: they are met in steps (survey.py).
    """
    return {"missing_datablocks": tuple(_missing()),
            "scripts": tuple(name_of(text) for text in bpy.data.texts if text.use_module)}


def _missing() -> Iterator[str]:
    """Linked datablocks that their library does not have, or whose library is not there."""
    for collection in LINKED if len(bpy.data.libraries) else ():
        for owner in equal(getattr(bpy.data, collection), "is_missing", True):
            if owner.library is not None:
                yield f"{name_of(owner.library)} · {name_of(owner)}"


def unknown_nodes(owner: Any, tree: Any) -> list[str]:
    """Labels of the nodes of a datablock's tree whose add-on is not here; of a tree of an add-on, its own."""
    if tree.bl_idname in UNKNOWN:
        return [name_of(owner)]
    if _known.issuperset(map(type, tree.nodes)):
        return []
    names = {node.bl_idname: type(node) for node in tree.nodes}
    _known.update(kind for name, kind in names.items() if name == kind.__name__ and name not in UNKNOWN)
    if UNKNOWN.isdisjoint(names):
        return []
    return [with_part(name_of(owner), node.name) for node in tree.nodes if node.bl_idname in UNKNOWN]


def unit_details(scene: Any) -> Iterator[tuple[str, str]]:
    """Yield details of one scene that the checks have something to say about."""
    if strips_rendered(scene) and scene.camera is not None:
        yield "strips", "1"


def strips_rendered(scene: Any) -> bool:
    """Whether Blender renders strips in place of the scene."""
    editor = scene.sequence_editor if scene.render.use_sequencer else None
    strips = (editor.strips if hasattr(editor, "strips") else editor.sequences) if editor else ()
    return any(strip.type != "SOUND" and not strip.mute for strip in strips)
