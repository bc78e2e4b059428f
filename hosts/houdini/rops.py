"""Output nodes as render units: where they stand in the graph, their frames, size, camera, result."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator

import hou

from ...core.host import Frames, RenderUnit
from ...core.i18n import _
from ..reading import Reader
from .tables import CATEGORIES, DISTRIBUTED, DISTRIBUTION, RENDER, TYPES, Kind
from .variables import expand

FETCH, SWITCH, WEDGE = "fetch", "switch", "wedge"
RANGE = (1, 2)
"""``trange``: render a range, strictly or not; 0 is the frame that is shown."""
OWN_TAKE = ("", "_current_")


def base(node: hou.OpNode) -> str:
    """The type of a node without namespace and version: ``baketexture`` of ``baketexture::3.0``."""
    return str(node.type().nameComponents()[2])


def units(reader: Reader) -> tuple[RenderUnit, ...]:
    """Every output node; enabled is what a render of the whole graph would reach."""
    nodes = list(_outputs(reader))
    reached = _reached(reader)
    found = [reader.read(node.path(), None, _unit, node, TYPES[base(node)], node.path() in reached, reader)
             for node in nodes]
    return tuple(unit for unit in found if unit is not None)


def frames_of_scene(reader: Reader) -> Frames:
    """From the first to the last frame that any output node renders; the playbar's where there is none."""
    ranges = [unit.frames for unit in units(reader) if unit.enabled]
    if ranges:
        return Frames(min(each.first for each in ranges), max(each.last for each in ranges))
    return playbar()


def playbar() -> Frames:
    """The frame range of the scene."""
    first, last = hou.playbar.frameRange()
    return Frames(math.floor(first), math.ceil(last))


def _outputs(reader: Reader) -> Iterator[hou.OpNode]:
    """By their types, not by walking the scene: that holds a hundred thousand nodes."""
    for category in CATEGORIES:
        for name, node_type in _types(category):
            if hou.hda.componentsFromFullNodeTypeName(name)[2] in TYPES:
                yield from (node for node in reader.read(name, (), node_type.instances) if not node.isInsideLockedHDA())


def _types(category: str) -> Iterator[tuple[str, hou.OpNodeType]]:
    for name, node_type in hou.nodeTypeCategories()[category].nodeTypes().items():
        if isinstance(node_type, hou.OpNodeType):
            yield name, node_type


def _reached(reader: Reader) -> set[str]:
    """The paths of what the ends of the output networks lead to: a switch to one input, a fetch to another node."""
    found: set[str] = set()
    waiting = [node for name, node_type in _types("Driver")
               for node in reader.read(name, (), node_type.instances) if not node.outputs()]
    # Of nodes that lie in other networks each is its own end.
    waiting += [node for node in _outputs(reader) if node.type().category().name() != "Driver"]
    while waiting:
        node = waiting.pop()
        if node.path() in found or node.isGenericFlagSet(hou.nodeFlag.Bypass):
            continue
        found.add(node.path())
        waiting += reader.read(node.path(), [], _before, node, reader)
    return found


def _before(node: hou.OpNode, reader: Reader) -> list[hou.OpNode]:
    kind = base(node)
    inputs = [each for each in node.inputs() if each is not None]
    if kind == SWITCH:
        index = int(_number(node, "index", 0))
        return inputs[index : index + 1] if index >= 0 else []
    if kind == FETCH:
        return [*inputs, *_named(node, "source")]
    if kind == WEDGE:
        reader.note(node.path(), _("a wedge is not varied on the farm: its driver is rendered once, as it is now"))
        return inputs or _named(node, "driver")
    return inputs


def _named(node: hou.OpNode, parameter: str) -> list[hou.OpNode]:
    """The node that a parameter names, relative to its own."""
    parm = node.parm(parameter)
    found = node.node(parm.evalAsString()) if parm is not None and parm.evalAsString() else None
    return [found] if isinstance(found, hou.OpNode) else []


def _unit(node: hou.OpNode, kind: Kind, reached: bool, reader: Reader) -> RenderUnit:
    take = node.parm("take")
    if take is not None and take.evalAsString() not in (*OWN_TAKE, hou.takes.currentTake().name()):
        reader.note(node.path(), _("it renders the take {take}; what is shown here is of the current one").format(
            take=take.evalAsString()))
    parm = node.parm(kind.output) if kind.output else None
    output = expand(parm.unexpandedString(), node) if parm is not None else ""
    camera = _camera(node, kind)
    return RenderUnit(
        name=node.path(), camera=camera.path() if camera is not None else "", frames=_frames(node),
        size=_size(node, kind, camera), renderer=base(node), output=output,
        format=posixpath.splitext(output)[1].lstrip(".").lower(), enabled=reached, kind=kind.kind,
        details=_distribution(node) if kind.kind == DISTRIBUTED else ())


def _frames(node: hou.OpNode) -> Frames:
    if int(_number(node, "trange", 1)) not in RANGE or node.parm("f1") is None:
        now = math.floor(hou.frame())
        return Frames(now, now)
    first, last, step = (_number(node, name, 1.0) for name in ("f1", "f2", "f3"))
    # The farm renders whole frames: a range in fractions becomes the whole ones that hold it.
    return Frames(math.floor(first), math.ceil(last), max(1, round(step)))


def _camera(node: hou.OpNode, kind: Kind) -> hou.OpNode | None:
    found = _named(node, kind.camera) if kind.camera else []
    return found[0] if found else None


def _size(node: hou.OpNode, kind: Kind, camera: hou.OpNode | None) -> tuple[int, int]:
    """In pixels: the node's own where it overrides, else the camera's."""
    width, height = (int(_number(camera, name, 0)) if camera is not None else 0 for name in ("resx", "resy"))
    if kind.kind != RENDER or not kind.size[0]:
        return width, height
    if kind.override and not _number(node, kind.override, 0):
        return width, height
    fraction = _text(node, kind.fraction) if kind.fraction else "specific"
    try:
        share = float(fraction)
    except ValueError:  # "specific", or a menu word of Redshift's: the size is its own
        own = [int(_number(node, name, 0)) for name in kind.size]
        return (own[0] or width), (own[1] or height)
    return int(width * share), int(height * share)


def _distribution(node: hou.OpNode) -> tuple[tuple[str, str], ...]:
    return tuple((name, _text(node, parameter)) for name, parameter in DISTRIBUTION.items())


def _number(node: hou.OpNode, parameter: str, otherwise: float) -> float:
    parm = node.parm(parameter)
    return otherwise if parm is None else parm.evalAsFloat()


def _text(node: hou.OpNode, parameter: str) -> str:
    parm = node.parm(parameter)
    return "" if parm is None else parm.evalAsString()
