"""Camera and size of nodes that render a USD stage.

Where the node does not say them itself they are in render settings: of the LOPs before it, which can be read without
cooking anything, else of the stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hou

from .classes import OpNode
from .parameters import base, inputs, named, number, text
from .tables import SETTINGS

SIZE = (2048, 1080)
"""Resolution of UsdRenderSettings where nobody wrote one (its schema)."""
PATH = "/Render/rendersettings"


def settings(node: OpNode) -> tuple[str, tuple[int, int]]:
    """Camera, a prim, and size."""
    start = [*inputs(node), *([each] if (each := named(node, "loppath")) is not None else [])]
    for each in _before(start):
        names = SETTINGS.get(base(each))
        if names:
            width, height = (int(number(each, name)) for name in names[1:])
            return text(each, names[0]), (width, height) if width and height else SIZE
    for each in start:
        found = _of_stage(each, text(node, "rendersettings") or PATH)
        if found is not None:
            return found
    return "", SIZE


def _before(nodes: list[OpNode]) -> Iterator[OpNode]:
    """Yield the nodes and all that is connected into them, the nearest first."""
    seen: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        if node.path() not in seen:
            seen.add(node.path())
            yield node
            waiting += inputs(node)


def _of_stage(node: OpNode, path: str) -> tuple[str, tuple[int, int]] | None:
    """Return the settings of the stage as it is cooked now; None if it has none."""
    if not isinstance(node, hou.LopNode):
        return None
    stage: Any = node.stage()
    prim = stage.GetPrimAtPath(path) if stage is not None else None
    if not prim:
        return None
    camera = prim.GetRelationship("camera").GetTargets()
    size = prim.GetAttribute("resolution").Get() or SIZE
    return (str(camera[0]) if camera else ""), (int(size[0]), int(size[1]))
