"""Render layers and cameras as render units: each layer is looked into while it is the current one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from maya import cmds

from ...core.common.i18n import _
from ...core.model.host import LISTED, RenderUnit
from ..reading import Reader
from . import render
from .staying import staying

MANAGER = "renderLayerManager"
LEGACY, RENDER_SETUP = "0", "1"
KIND = "layer_type"
"""The detail of a layer's units that says which of both it is; the master layer is the same in both."""


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
    return render.MASTER_NAME if layer == render.MASTER else _owner(layer) or layer


def _owner(layer: str) -> str:
    """The layer of Render Setup that a layer belongs to; empty for one of the older kind."""
    owners = cmds.listConnections(f"{layer}.message", type="renderSetupLayer") or ()
    return str(owners[0]) if owners else ""


def mode(found: Iterable[RenderUnit], reader: Reader) -> str:
    """Whether the scene is made for Render Setup ("1") or the older layers ("0").

    A scene with layers of one kind says so itself; for any other it is the mode that this Maya is in. An older layer
    that this Maya, being in the other mode, does not show as it is rendered, is said.
    """
    session = reader.read("render layers", RENDER_SETUP, _session_mode)
    kinds = {name: kind for unit in found if (kind := dict(unit.details).get(KIND)) for name in [unit.name]}
    older = [name for name, kind in kinds.items() if kind == LEGACY]
    if session == RENDER_SETUP:
        for name in older:
            reader.say(name, _("a legacy render layer, whose overrides this Maya may not show, since it is in the mode "
                               "of Render Setup: check its frames, cameras and size, or switch “Preferred Render Setup "
                               "system” in the preferences and open the scene again"))
    return next(iter(kinds.values())) if len(set(kinds.values())) == 1 else session


def _session_mode() -> str:
    has: Any = cmds.mayaHasRenderSetup  # its stub says that it returns nothing
    return RENDER_SETUP if has() else LEGACY


def units(reader: Reader) -> tuple[RenderUnit, ...]:
    """A unit for each layer and each camera that it renders."""
    found: list[RenderUnit] = []
    with staying():
        layers = layer_names(reader)
        renderable = sum(reader.read(layer, True, _is_renderable, layer) for layer in layers)
        for layer in layers:
            name = reader.read(layer, layer, shown_name, layer)
            found += reader.read(name, [], _layer, layer, name, renderable)
        part = reader.read(render.VRAY, 1.0, render.vray_scale)
    if part != 1.0:
        reader.say(render.VRAY, _(
            "V-Ray renders at {percent} of its size, which the resolution scale of its frame buffer left in the scene: "
            "set it to 100 % for pictures of the full size").format(percent=f"{part:.0%}"))
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
    if layer != render.MASTER:
        details = (*details, (KIND, RENDER_SETUP if _owner(layer) else LEGACY))
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
    # An empty camera is refused.
    camera: dict[str, Any] = {"camera": transform} if transform else {}
    paths = cmds.renderSettings(firstImageName=True, fullPath=True, layer=layer, **camera)
    return str(paths[0]).replace("\\", "/") if paths else ""
