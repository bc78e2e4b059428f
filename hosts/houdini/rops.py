"""Output nodes as render units: where they stand in the graph, their frames, size, camera, result."""

from __future__ import annotations

import dataclasses
import math
import posixpath

import hou

from ...core.common.i18n import _
from ...core.model.frames import shown
from ...core.model.host import Frames, RenderUnit
from ..reading import Reader
from . import judging, slices, stages
from .classes import OpNode
from .graph import Graph
from .parameters import base, is_on, named, number, text
from .tables import DISTRIBUTED, DRIVER, RENDER, TYPES, Kind
from .takes import under_take_of
from .variables import path_of
from .work_items import say_of_wedges

RANGE, OF_STAGE = (1, 2), 3
"""``trange``: render a range, strictly or not, or what the stage says; 0 is the frame that is shown."""
RANGE_PARAMETERS = ("trange", "f1", "f2", "f3")


def units(reader: Reader, alone: bool) -> tuple[RenderUnit, ...]:
    """Every output node; enabled is what a render of the scene needs. ``alone``: see takes.py."""
    graph = Graph(reader)
    needed = graph.needed()
    say_of_wedges(reader)
    found = [reader.read(node.path(), None, _unit, node, TYPES[base(node)], node.path() in needed, reader, alone)
             for node in graph.outputs]
    return tuple(dataclasses.replace(unit, after=reader.read(unit.name, (), graph.after, node))
                 for unit, node in zip(found, graph.outputs) if unit is not None)


def frames_of_scene(reader: Reader, alone: bool) -> Frames:
    """Return the range that covers all output nodes; the playbar's where there is none."""
    ranges = [unit.frames for unit in units(reader, alone) if unit.enabled]
    if ranges:
        return Frames(min(each.first for each in ranges), max(each.last for each in ranges))
    return playbar()


def playbar() -> Frames:
    """The frame range of the scene."""
    first, last = hou.playbar.frameRange()
    return Frames(math.floor(first), math.ceil(last))


def _unit(node: OpNode, kind: Kind, reached: bool, reader: Reader, alone: bool) -> RenderUnit:
    with under_take_of(node, _told(node, kind), reader, alone) as as_rendered:
        return _read(node, kind, reached, reader, as_rendered)


def _told(node: OpNode, kind: Kind) -> list[hou.Parm]:
    """The parameters from which the farm is told something of a node."""
    names = [*RANGE_PARAMETERS, kind.camera, *kind.size, kind.override, kind.fraction, *kind.output, kind.saves,
             kind.exports[0], kind.export_menu]
    camera = named(node, kind.camera) if kind.camera else None
    parms = [node.parm(name) for name in dict.fromkeys(names) if name]
    if camera is not None:
        parms += [camera.parm("resx"), camera.parm("resy")]
    return [parm for parm in parms if parm is not None]


def _read(node: OpNode, kind: Kind, reached: bool, reader: Reader, as_rendered: bool) -> RenderUnit:
    # Of a simulation that is shared, frames and result are those of the node that writes.
    driver = named(node, DRIVER) if kind.kind == DISTRIBUTED else None
    writer = driver if driver is not None else node
    frames = _frames(writer, reader)
    output = _output(writer, frames)
    camera, size = _camera_and_size(node, kind)
    shared = slices.details(node, output) if kind.kind == DISTRIBUTED else ()
    return RenderUnit(
        name=node.path(), camera=camera, frames=frames, size=size, renderer=base(node), output=output,
        format=posixpath.splitext(output)[1].lstrip(".").lower(), enabled=reached, kind=kind.kind,
        # What another take may put right is nothing to stop a submission for.
        details=(*shared, *(judging.details(node, kind, camera, output) if as_rendered else ())))


def _output(node: OpNode, frames: Frames) -> str:
    """The path of the result; empty where the node has none."""
    kind = TYPES.get(base(node))
    if kind is None:
        return ""
    parms = [node.parm(name) for name in kind.output]
    own = next((path for parm in parms if parm is not None and (path := path_of(parm, frames)[0])), "")
    return own or (stages.picture(node, frames) if kind.usd else "")


def _frames(node: OpNode, reader: Reader) -> Frames:
    which = int(number(node, "trange", 1))
    if which == OF_STAGE:
        return _frames_of_stage(node, reader)
    if which not in RANGE or node.parm("f1") is None:
        now = math.floor(hou.frame())
        return Frames(now, now)
    first, last, step = (number(node, name, 1.0) for name in RANGE_PARAMETERS[1:])
    # The farm renders whole frames: a range in fractions becomes the whole ones that hold it.
    return Frames(math.floor(first), math.ceil(last), max(1, round(step)))


def _frames_of_stage(node: OpNode, reader: Reader) -> Frames:
    found = stages.frames_of(node)
    if found is None:
        found = playbar()
        reader.say(node.path(), _(
            "it renders the frames of its stage, which says none: the scene's, {frames}, are taken; type others if the "
            "stage has others").format(frames=shown([found])))
    return found


def _camera_and_size(node: OpNode, kind: Kind) -> tuple[str, tuple[int, int]]:
    """A node or a prim, and pixels: the node's own where it overrides, else the camera's or the stage's."""
    camera = named(node, kind.camera) if kind.camera else None
    if camera is not None:
        path, size = camera.path(), (int(number(camera, "resx")), int(number(camera, "resy")))
    elif kind.usd:
        path, size = stages.camera_and_size(node)
        path = text(node, kind.camera) or path
    else:
        path, size = text(node, kind.camera), (0, 0)
    return path, _overridden(node, kind, size)


def _overridden(node: OpNode, kind: Kind, size: tuple[int, int]) -> tuple[int, int]:
    if kind.kind != RENDER or not kind.size[0] or (kind.override and not is_on(node, kind.override)):
        return size
    share = _share(node, kind)
    if share is not None:
        return int(size[0] * share), int(size[1] * share)
    own = [int(number(node, name)) for name in kind.size]
    return own[0] or size[0], own[1] or size[1]


def _share(node: OpNode, kind: Kind) -> float | None:
    """Return the factor of the camera's size; None where the node has a size of its own."""
    if not kind.fraction or node.parm(kind.fraction) is None:
        return None
    if kind.scales:
        entry = int(number(node, kind.fraction))
        return kind.scales[entry] if 0 <= entry < len(kind.scales) else None
    word = text(node, kind.fraction)
    if word == "scale":
        return number(node, "res_scale", 100.0) / 100
    try:
        return float(word)
    except ValueError:  # "specific"
        return None
