"""Render layers and cameras as render units: each layer is looked into while it is the current one."""

from __future__ import annotations

from collections.abc import Iterator

from maya import cmds

from ...core.model.host import LISTED, RenderUnit
from ..reading import Reader
from . import render
from .staying import staying

MANAGER = "renderLayerManager"


def cameras() -> tuple[str, ...]:
    """Every camera's shape, by the shortest name that is its own."""
    return tuple(cmds.ls(type="camera") or ())


def layer_names(reader: Reader) -> list[str]:
    """The nodes of the layers that can be made current, in the artist's order, the master layer last."""
    found = {}
    for node in cmds.ls(type="renderLayer") or ():
        order = reader.read(node, None, _order, node)
        if order is not None:
            found[node] = order
    return sorted(found, key=lambda node: (node == render.MASTER, found[node]))


def _order(node: str) -> int | None:
    """Its place among the layers; None for one that cannot be made current: of a reference, or left by an import."""
    if cmds.referenceQuery(node, isNodeReferenced=True):
        return None
    if MANAGER not in (cmds.listConnections(node, type="renderLayerManager") or ()):
        return None
    return -int(cmds.getAttr(f"{node}.displayOrder"))


def shown_name(layer: str) -> str:
    """Return a layer's name as the artist reads it, which is the render setup's if it belongs to one."""
    if layer == render.MASTER:
        return render.MASTER_NAME
    owners = cmds.listConnections(f"{layer}.message", type="renderSetupLayer") or ()
    return str(owners[0]) if owners else layer


def units(reader: Reader) -> tuple[RenderUnit, ...]:
    """A unit for each layer and each camera that it renders."""
    found: list[RenderUnit] = []
    with staying():
        layers = layer_names(reader)
        renderable = sum(reader.read(layer, True, _is_renderable, layer) for layer in layers)
        for layer in layers:
            name = reader.read(layer, layer, shown_name, layer)
            found += reader.read(name, [], _layer, layer, name, renderable)
    return tuple(found)


def _is_renderable(layer: str) -> bool:
    return bool(cmds.getAttr(f"{layer}.renderable"))


def _layer(layer: str, name: str, layers: int) -> list[RenderUnit]:
    cmds.editRenderLayerGlobals(currentRenderLayer=layer)
    enabled = _is_renderable(layer)
    shapes = [shape for shape in cameras() if cmds.getAttr(f"{shape}.renderable")]
    return list(_units(layer, name, enabled, shapes, layers))


def _units(layer: str, name: str, enabled: bool, shapes: list[str], layers: int) -> Iterator[RenderUnit]:
    details: tuple[tuple[str, str], ...] = (
        ("layer", layer),
        ("image_file_prefix", render.prefix(layers, len(shapes))),
        ("renumber_frames", str(render.renumbers())),
    )
    frames, listed = render.frames(), render.listed()
    if listed:
        details = (*details, (LISTED, listed))
    for shape in shapes or [""]:
        yield RenderUnit(
            name=name, camera=shape, frames=frames, size=render.size(), renderer=render.renderer(),
            output=_output(layer, shape), format=render.image_format(), enabled=enabled, details=details)


def _output(layer: str, shape: str) -> str:
    """The first picture's path."""
    transform = (cmds.listRelatives(shape, parent=True, fullPath=True) or [""])[0] if shape else ""
    paths = cmds.renderSettings(firstImageName=True, fullPath=True, layer=layer, camera=transform)
    return str(paths[0]).replace("\\", "/") if paths else ""
