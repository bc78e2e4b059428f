"""Find out which objects a scene renders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bpy

from ..frames import all_strips
from ..motion import animates
from ..outputs import compositor

NAMING = {"OBJECT", "NODETREE", "PARTICLE"}
"""Types of datablocks that name an object to render it, or to take a shape from it, where it is hidden itself."""


def rendered_objects(scene: Any) -> set[Any]:
    """The objects that take part in a render of the scene, those of instanced collections included."""
    found: set[Any] = set()
    for each in scenes_shown(scene):
        for layer in each.view_layers:
            if layer.use and layer.layer_collection is not None:
                _of_layer(layer.layer_collection, found)
            elif layer.use:  # a scene that was not shown since it was made
                _add(_instanced(each.collection), found)
    return found


def takes_part(thing: Any, rendered: set[Any]) -> bool:
    """Whether the object is rendered, or an object that is, or a tree of nodes, takes something from it."""
    if thing in rendered or animates(thing, "hide_render"):
        return True
    named_by = bpy.data.user_map(subset=[thing, *thing.users_collection], value_types=NAMING)
    users = {user for owners in named_by.values() for user in owners if user != thing}
    return any(not isinstance(user, bpy.types.Object) or user in rendered for user in users)


def scenes_shown(scene: Any) -> list[Any]:
    """The scene and those that it shows: behind it, by strips and by nodes of its compositor."""
    found: list[Any] = []
    waiting = [scene]
    while waiting:
        each = waiting.pop()
        if each is not None and each not in found:
            found.append(each)
            waiting.append(each.background_set)
            waiting += [strip.scene for strip in all_strips(each) if strip.type == "SCENE" and not strip.mute]
            waiting += [node.scene for node in compositor(each) if node.bl_idname == "CompositorNodeRLayers"]
    return found


def collections_rendered() -> set[Any]:
    """The collections of all scenes whose objects a view layer renders, if these are not hidden themselves."""
    found: set[Any] = set()
    for scene in bpy.data.scenes:
        found.add(scene.collection)
        for layer in scene.view_layers:
            if layer.layer_collection is not None:
                _groups(layer.layer_collection, found)
            else:  # a scene that was not shown since it was made
                found.update(scene.collection.children_recursive)
    return found


def _groups(layer: Any, found: set[Any]) -> None:
    if layer.collection.hide_render:
        return
    if not layer.exclude:
        found.add(layer.collection)
    for child in layer.children:
        _groups(child, found)


def _of_layer(layer: Any, found: set[Any]) -> None:
    """Add what a collection of a view layer renders; one that is excluded may hold others that are not."""
    if layer.collection.hide_render and not animates(layer.collection, "hide_render"):
        return
    if not layer.exclude:
        _add(layer.collection.objects, found)
    for child in layer.children:
        _of_layer(child, found)


def _add(things: Iterable[Any], found: set[Any]) -> None:
    """Add the objects that are not hidden, and what they stand for."""
    for thing in things:
        if thing in found or (thing.hide_render and not animates(thing, "hide_render")):
            continue
        found.add(thing)
        if thing.instance_type == "COLLECTION" and thing.instance_collection is not None:
            _add(_instanced(thing.instance_collection), found)


def _instanced(collection: Any) -> Iterable[Any]:
    """The objects of a collection and of those in it, as far as these are rendered."""
    if not collection.hide_render:
        yield from collection.objects
        for child in collection.children:
            yield from _instanced(child)
