"""Cameras and batch views, as what the farm renders on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pymxs import runtime as rt

from ...core.host import Frames, RenderUnit
from ..reading import Reader
from . import render

if TYPE_CHECKING:
    from pymxs import BatchView  # only the stub has it


def cameras() -> tuple[str, ...]:
    """Every camera; the targets that 3ds Max counts among them are none."""
    return tuple(str(node.name) for node in rt.cameras if rt.superClassOf(node) == rt.camera)


def units(name: str, reader: Reader) -> Iterator[RenderUnit]:
    """A unit for each camera, and one for each batch view: what is enabled is what Render or Batch Render would do."""
    views = list(_views(reader))
    own = _own(name, reader)
    current = _active_camera(reader)
    for camera in cameras():
        yield _unit(own, camera=camera, enabled=not any(view.enabled for view in views) and camera == current)
    yield from views


def _own(name: str, reader: Reader) -> RenderUnit:
    """What Render Setup says, without a camera."""
    output = str(rt.rendOutputFilename or "")
    frames_text = render.picked()
    return RenderUnit(
        name=name, camera="", frames=render.frames(reader), size=(int(rt.renderWidth), int(rt.renderHeight)),
        renderer=render.renderer_name(rt.renderers.current), output=output, format=render.extension(output),
        elements=tuple(render.elements(reader)), details=(("frames", frames_text),) if frames_text else ())


def _unit(own: RenderUnit, *, camera: str, enabled: bool) -> RenderUnit:
    return RenderUnit(own.name, camera, own.frames, own.size, own.renderer, own.output, own.format, (), enabled,
                      elements=own.elements, details=own.details)


def _active_camera(reader: Reader) -> str:
    """The camera that Render shows: the one of the active view, else the only one there is."""
    active = reader.read("Viewport", None, rt.getActiveCamera)
    names = cameras()
    if active is not None and str(active.name) in names:
        return str(active.name)
    return names[0] if names else ""


def _views(reader: Reader) -> Iterator[RenderUnit]:
    manager = rt.batchRenderMgr
    for index in range(1, manager.numViews + 1):
        view = reader.read(f"Batch view {index}", None, manager.getView, index)
        if view is None:
            continue
        unit = reader.read(str(view.name), None, _view, view, reader)
        if unit is not None:
            yield unit


def _view(view: BatchView, reader: Reader) -> RenderUnit:
    own = _own(str(view.name), reader)
    camera = view.camera
    # 3ds Max keeps these four however the switch beside them stands: they count only with it.
    frames = Frames(int(view.startFrame), int(view.endFrame)) if view.overridePreset else own.frames
    size = (int(view.width), int(view.height)) if view.overridePreset else own.size
    output = str(view.outputFilename or "") or own.output
    return RenderUnit(
        str(view.name), str(camera.name) if camera is not None else "", frames, size, own.renderer, output,
        render.extension(output), (), bool(view.enabled), elements=own.elements,
        details=() if view.overridePreset else own.details)
