"""Camera, size, picture and frames of nodes that render a USD stage.

Where the node does not say them itself they are in render settings: of the LOPs before it, which can be read without
cooking anything, else of the stage.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import hou

from ...core.model.host import Frames
from .classes import OpNode
from .parameters import base, inputs, is_on, named, number, text
from .tables import LAYER, PRODUCT, SETTINGS
from .variables import over, path_of

SIZE = (2048, 1080)
"""Resolution of UsdRenderSettings where nobody wrote one (its schema)."""
PATH = "/Render/rendersettings"


def camera_and_size(node: OpNode) -> tuple[str, tuple[int, int]]:
    """Camera, a prim, and size."""
    for each in settings_before(node):
        names = SETTINGS[base(each)]
        width, height = (int(number(each, name)) for name in names[1:3])
        return text(each, names[0]), (width, height) if width and height else SIZE
    for prim in _settings_of_stage(node):
        camera = prim.GetRelationship("camera").GetTargets()
        size = prim.GetAttribute("resolution").Get() or SIZE
        return (str(camera[0]) if camera else ""), (int(size[0]), int(size[1]))
    return "", SIZE


def picture(node: OpNode, frames: Frames) -> str:
    """Return the path of the picture that the render settings name; empty where only a stage would say it.

    A stage is asked if no LOP has settings: then it was cooked for camera and size already.
    """
    for each in _before(_starts(node)):
        kind = base(each)
        name = SETTINGS[kind][3] if kind in SETTINGS else PRODUCT[1] if kind == PRODUCT[0] else ""
        parm = each.parm(name) if name else None
        if parm is not None and (path := path_of(parm, frames)[0]):
            return path
    if next(settings_before(node), None) is not None:
        return ""
    for prim in _settings_of_stage(node):
        for product in prim.GetRelationship("products").GetTargets():
            attribute = prim.GetStage().GetPrimAtPath(product).GetAttribute("productName")
            places = sorted({frames.first, frames.first + 1, frames.last})
            names = [str(attribute.Get(place) or "") for place in places]
            found = over(places, names)
            return found[0] if found is not None else names[0]
    return ""


def frames_of(node: OpNode) -> Frames | None:
    """Return the frames that the stage of a node says; None where it says none."""
    found: dict[str, float] = {}
    for each in _before(_starts(node)):
        if base(each) == LAYER[0]:
            for switch, name in LAYER[1]:
                if is_on(each, switch):
                    found.setdefault(name, number(each, name))
    if len(found) == len(LAYER[1]):
        first, last = (found[name] for _switch, name in LAYER[1])
        return Frames(math.floor(first), math.ceil(last))
    for stage in _stages(node):
        if stage.HasAuthoredTimeCodeRange():
            return Frames(math.floor(stage.GetStartTimeCode()), math.ceil(stage.GetEndTimeCode()))
    return None


def settings_before(node: OpNode) -> Iterator[OpNode]:
    """Yield the LOPs before a node that write render settings, the nearest first."""
    return (each for each in _before(_starts(node)) if base(each) in SETTINGS)


def _starts(node: OpNode) -> list[OpNode]:
    return [*inputs(node), *([each] if (each := named(node, "loppath")) is not None else [])]


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


def _stages(node: OpNode) -> Iterator[Any]:
    """Yield the stages that a node renders, as they are cooked now."""
    for each in _starts(node):
        stage: Any = each.stage() if isinstance(each, hou.LopNode) else None
        if stage is not None:
            yield stage


def _settings_of_stage(node: OpNode) -> Iterator[Any]:
    for stage in _stages(node):
        prim = stage.GetPrimAtPath(text(node, "rendersettings") or PATH)
        if prim:
            yield prim
