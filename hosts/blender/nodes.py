"""Files that shader and geometry nodes name themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from .paths import absolute
from .uses import Use, each

EXTERNAL = {"ShaderNodeScript": "script", "ShaderNodeTexIES": "light"}


def trees(owner: Any) -> Iterator[Any]:
    """The node tree that the datablock is, or has."""
    if isinstance(owner, bpy.types.NodeTree):
        yield owner
    # Not getattr on 5.0 and later scenes: their compositing tree is among the node groups.
    elif "node_tree" in owner.bl_rna.properties and owner.node_tree:
        yield owner.node_tree


@each("materials", "worlds", "lights", "linestyles", "textures", "scenes", "node_groups")
def nodes(owner: bpy.types.ID) -> Iterator[Use]:
    """OSL scripts, light profiles and the files of import nodes."""
    for tree in trees(owner):
        for node in tree.nodes:
            if node.bl_idname in EXTERNAL and node.mode == "EXTERNAL":
                yield Use(owner, absolute(node.filepath, owner.library), EXTERNAL[node.bl_idname],
                          holder=node, attribute="filepath", part=node.name)
            elif tree.bl_idname == "GeometryNodeTree":
                yield from _sockets(owner, node)


def _sockets(owner: bpy.types.ID, node: Any) -> Iterator[Use]:
    """Paths typed into an import node; one that comes from elsewhere is its sender's."""
    for socket in node.inputs:
        if socket.bl_idname == "NodeSocketStringFilePath" and not socket.is_linked:
            yield Use(owner, absolute(socket.default_value, owner.library), "import",
                      holder=socket, attribute="default_value", part=node.name)
