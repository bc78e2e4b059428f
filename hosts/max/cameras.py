"""Cameras, batch views and state sets, as what the farm renders on its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pymxs import runtime as rt

from ...core.model.host import LISTED, Frames, RenderUnit
from ..reading import Reader
from . import render, renderer
from .states import StateSet

if TYPE_CHECKING:
    from pymxs import BatchRenderMgr, Wrapper  # only the stub has them


OTHER_VIEW = ("view", "other")
"""Detail of the cameras of a scene whose active view, which Render would show, is none of them."""


def cameras(reader: Reader) -> list[tuple[str, Wrapper]]:
    """Every camera with its name, of whatever plug-in; the targets that 3ds Max counts among them are none."""
    found = []
    for number, node in enumerate(rt.cameras, 1):
        name = reader.read(f"Camera {number}", "", _name, node)
        if name:
            found.append((name, node))
    return found


def units(name: str, nodes: list[tuple[str, Wrapper]], states: tuple[StateSet, ...], reader: Reader
          ) -> tuple[RenderUnit, ...]:
    """A unit for each camera, batch view, and state set with a camera.

    What is enabled is what Render or Batch Render would do.
    """
    own = _own(name, reader)
    views = reader.read("Batch Render", (), _views, own, reader)
    batch = any(view.enabled for view in views)
    viewed = reader.read("Viewport", None, _viewed)
    active = viewed if viewed in dict(nodes) else _only(nodes)
    if viewed is not None and viewed not in dict(nodes) and not batch:
        own = dataclasses.replace(own, details=(*own.details, OTHER_VIEW))
    of_cameras = [_of_camera(own, camera, node, reader) for camera, node in nodes]
    shown = (dataclasses.replace(unit, enabled=not batch and unit.camera == active) for unit in of_cameras)
    return (*shown, *views, *_of_states({unit.camera: unit for unit in of_cameras}, states))


def _name(node: Wrapper) -> str:
    return str(node.name) if rt.superClassOf(node) == rt.camera else ""


def _own(name: str, reader: Reader) -> RenderUnit:
    """Return the render unit of Render Setup, without a camera."""
    setup = render.SETUP
    listed = reader.read(setup, "", render.picked)
    output = reader.read(setup, "", render.output, reader)
    return RenderUnit(
        name=name, camera="", frames=render.frames(reader), size=reader.read(setup, (0, 0), render.size, reader),
        renderer=reader.read("Renderer", "", renderer.current), output=output, format=render.extension(output),
        elements=reader.read("Render elements", (), render.elements, reader),
        details=((LISTED, listed),) if listed else ())


def _of_camera(own: RenderUnit, camera: str, node: Wrapper, reader: Reader) -> RenderUnit:
    """V-Ray's camera may have a size of its own."""
    size = reader.read(camera, None, _own_size, node)
    return dataclasses.replace(own, camera=camera, size=size or own.size)


def _own_size(node: Wrapper) -> tuple[int, int] | None:
    if not rt.isProperty(node, "override_resolution") or not rt.getProperty(node, "override_resolution"):
        return None
    return int(rt.getProperty(node, "override_width")), int(rt.getProperty(node, "override_height"))


def _only(nodes: list[tuple[str, Wrapper]]) -> str:
    """The camera of a scene that has one; of several nobody has said which."""
    return nodes[0][0] if len(nodes) == 1 else ""


def _viewed() -> str:
    """The camera of the active view; empty where it shows something else, such as Perspective."""
    active = rt.getActiveCamera()
    return str(active.name) if active is not None else ""


def _views(own: RenderUnit, reader: Reader) -> tuple[RenderUnit, ...]:
    manager = rt.batchRenderMgr
    views = (reader.read(f"Batch view {index}", None, _view, manager, index, own)
             for index in range(1, manager.numViews + 1))
    return tuple(view for view in views if view is not None)


def _view(manager: BatchRenderMgr, index: int, own: RenderUnit) -> RenderUnit:
    view = manager.getView(index)
    camera = view.camera
    output = str(view.outputFilename or "") or own.output
    more = (("scene_state", str(view.sceneStateName or "")), ("preset", str(view.presetFile or "")))
    unit = dataclasses.replace(
        own, name=str(view.name), camera=str(camera.name) if camera is not None else "", output=output,
        format=render.extension(output), enabled=bool(view.enabled),
        details=(*own.details, *(pair for pair in more if pair[1])))
    # 3ds Max keeps these four however the switch beside them stands: they count only with it.
    if not view.overridePreset:
        return unit
    return dataclasses.replace(
        unit, frames=Frames(int(view.startFrame), int(view.endFrame)), size=(int(view.width), int(view.height)),
        details=tuple(pair for pair in unit.details if pair[0] != LISTED))


def _of_states(by_camera: Mapping[str, RenderUnit], states: tuple[StateSet, ...]) -> Iterator[RenderUnit]:
    """State sets with a camera of the scene; whatever else they hold shows only once they are active."""
    for state in states:
        own = by_camera.get(state.camera)
        if own is None:
            continue
        details = own.details if state.frames is None else tuple(pair for pair in own.details if pair[0] != LISTED)
        yield dataclasses.replace(
            own, name=f"State Set {state.name}", frames=state.frames or own.frames, enabled=False,
            details=details if state.active else (*details, ("state_set", state.name)))
