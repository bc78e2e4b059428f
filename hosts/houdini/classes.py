"""Houdini's class of ordinary nodes, under one name in every version.

Houdini 19.5 has ``hou.Node`` and ``hou.NodeType``. In 20.5 these are also the base of APEX nodes, which have no
parameters, and ordinary nodes are ``hou.OpNode``. Which of the two a type checker reads is ``HOUDINI_19`` in
hosts/mypy.ini.
"""

from __future__ import annotations

from collections.abc import Iterator

import hou

HOUDINI_19 = not hasattr(hou, "OpNode")

if HOUDINI_19:
    from hou import Node as OpNode
    from hou import NodeType as OpNodeType
else:
    from hou import OpNode, OpNodeType

__all__ = ["OpNode", "OpNodeType", "types_of"]


def types_of(category: str) -> Iterator[tuple[str, OpNodeType]]:
    """Yield the types of a category, also those that nothing is of."""
    found = hou.nodeTypeCategories().get(category)
    for name, node_type in found.nodeTypes().items() if found is not None else ():
        if isinstance(node_type, OpNodeType):
            yield name, node_type
