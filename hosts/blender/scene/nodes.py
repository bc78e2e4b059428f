"""Files that shader and geometry nodes name themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from .datablocks import TREES
from .files import shows
from .frames import of_images
from .paths import absolute
from .uses import Use, each

EXTERNAL = {"ShaderNodeScript": "script", "ShaderNodeTexIES": "light"}

PICTURES = {"ShaderNodeTexImage", "ShaderNodeTexEnvironment", "CompositorNodeImage"}
"""Nodes that show pictures, and choose among those of a sequence."""

PATH = "NodeSocketStringFilePath"


def trees(owner: Any) -> Iterator[Any]:
    """The node tree that the datablock is, or has."""
    if isinstance(owner, bpy.types.NodeTree):
        yield owner
    # Not getattr on 5.0 and later scenes: their compositing tree is among the node groups.
    elif "node_tree" in owner.bl_rna.properties and owner.node_tree:
        yield owner.node_tree


@each(*TREES, "node_groups")
def nodes(owner: bpy.types.ID) -> Iterator[Use]:
    """OSL scripts, light profiles, frames of sequences and the files of import nodes."""
    for tree in trees(owner):
        for node in tree.nodes:
            kind = node.bl_idname
            if kind in PICTURES:
                yield from _frames(owner, tree, node)
            elif kind in EXTERNAL and node.mode == "EXTERNAL":
                yield Use(owner, absolute(node.filepath, owner.library), EXTERNAL[kind],
                          holder=node, attribute="filepath", part=node.name)
            elif tree.bl_idname == "GeometryNodeTree":
                yield from _sockets(owner, node)


@each("textures")
def texture(owner: Any) -> Iterator[Use]:
    """The frames of a sequence that a texture shows."""
    image = getattr(owner, "image", None)
    if image and image.source == "SEQUENCE" and not image.packed_file and owner.animation_data is None:
        yield from shows(image, of_images(owner.image_user), owner)


def _frames(owner: bpy.types.ID, tree: Any, node: Any) -> Iterator[Use]:
    """Yield the images of a sequence that a node shows; a tree with animated settings yields none."""
    image = node.image
    if image and image.source == "SEQUENCE" and not image.packed_file and tree.animation_data is None:
        yield from shows(image, of_images(getattr(node, "image_user", node)), owner, node.name)


def _sockets(owner: bpy.types.ID, node: Any) -> Iterator[Use]:
    """Paths that are typed into an import node; those that come from other nodes are in computed/files.py."""
    for socket in node.inputs:
        if socket.bl_idname == PATH and not socket.is_linked:
            yield Use(owner, absolute(socket.default_value, owner.library), "import",
                      holder=socket, attribute="default_value", part=node.name)
