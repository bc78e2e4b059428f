"""Render units of a scene: one for each of its cameras."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import bpy

from ....core.model.host import Frames, RenderUnit
from ....core.model.simulations import DETAIL, Simulation, written
from ....core.model.unit_details import ALONE, CAMERA_OPTIONAL, DENOISING, FPS, FULL_SIZE, LAYERS_OFF, MOVIE, SAMPLES
from .cameras import bound_cameras, own_camera
from .judging import cards, lacking
from .judging.engines import engine_of, unknown_engine
from .judging.seeing import needs_camera
from .judging.states import states
from .naming import frame_pattern, movie_path
from .outputs import kept_elsewhere

MARKERS = "markers"


def units(scene: bpy.types.Scene, cameras: Sequence[Any], simulations: Mapping[Any, Sequence[Simulation]],
          ) -> Iterator[RenderUnit]:
    """Yield one for each of the scene's cameras; only what the open scene would render is enabled.

    Where markers switch between cameras, that is a unit before those of the cameras, each of which is rendered alone.
    ``simulations`` are those of all objects.
    """
    local = [each for each in bpy.data.scenes if each.library is None]
    current = scene == bpy.context.scene or len(local) == 1
    details = tuple(_details(scene, simulations))
    bound = bound_cameras(scene)
    switched = len(bound) > 1
    if switched:
        yield dataclasses.replace(_unit(scene, cameras[0].name, current, details), variant=MARKERS)
    for camera in cameras:
        unit = _unit(scene, camera.name, current and not switched and camera == own_camera(scene), details)
        alone = ((ALONE, "1"),) if bound and bound != (camera,) else ()
        yield dataclasses.replace(unit, details=(*unit.details, *alone))
    if not cameras:
        yield _unit(scene, "", current, details)


def _unit(scene: bpy.types.Scene, camera: str, enabled: bool, details: tuple[tuple[str, str], ...]) -> RenderUnit:
    return RenderUnit(
        name=scene.name,
        camera=camera,
        frames=Frames(scene.frame_start, scene.frame_end, scene.frame_step),
        size=_size(scene.render),
        renderer=engine_of(scene),
        output=_output(scene),
        format=scene.render.image_settings.file_format,
        layers=tuple(layer.name for layer in scene.view_layers if layer.use),
        enabled=enabled,
        details=details,
    )


def _details(scene: Any, simulations: Mapping[Any, Sequence[Simulation]]) -> Iterator[tuple[str, str]]:
    """What core/checks/blender.py has something to say about."""
    off = [layer.name for layer in scene.view_layers if not layer.use]
    if off:
        yield LAYERS_OFF, "\n".join(off)
    if scene.render.use_border:
        yield "border", "1"
    if scene.render.engine == "CYCLES":
        yield SAMPLES, str(scene.cycles.samples)
        if scene.cycles.use_denoising:
            yield DENOISING, "1"
        yield from cards.details(scene)
    if unknown_engine(scene):
        yield "unknown_engine", unknown_engine(scene)
    if not needs_camera(scene):
        yield CAMERA_OPTIONAL, "1"
    yield from lacking.unit_details(scene)
    simulated = states(scene, simulations)
    if simulated:
        yield DETAIL, written(simulated)
    rate = Fraction(scene.render.fps) / Fraction(scene.render.fps_base).limit_denominator(1001)
    yield FPS, f"{rate.numerator}/{rate.denominator}"
    movie = movie_path(scene)
    if movie:
        yield MOVIE, os.path.basename(movie)  # noqa: PTH119
    if scene.render.resolution_percentage != 100:
        yield FULL_SIZE, f"{scene.render.resolution_x} {scene.render.resolution_y}"
    elsewhere = kept_elsewhere(scene)
    if elsewhere:
        yield "outputs", "\n".join(elsewhere)


@contextlib.contextmanager
def rendering(layers: Mapping[str, Collection[str]]) -> Iterator[None]:
    """Within it, these scenes of the file render the view layers that are named with them, and no others."""
    kept = [(layer, layer.use, layer.name in layers[scene.name]) for scene in bpy.data.scenes
            if scene.library is None and scene.name in layers for layer in scene.view_layers]
    try:
        for layer, before, wanted in kept:
            if before != wanted:
                layer.use = wanted
        yield
    finally:
        for layer, before, wanted in kept:
            if before != wanted:
                layer.use = before


def _size(render: bpy.types.RenderSettings) -> tuple[int, int]:
    # Whole pixels, rounded down: the integer arithmetic of Blender's BKE_render_resolution.
    share = render.resolution_percentage
    return render.resolution_x * share // 100, render.resolution_y * share // 100


def _output(scene: bpy.types.Scene) -> str:
    """Return the output path of the frames, or of the movie, with # for the frame number."""
    path = movie_path(scene) or frame_pattern(scene)
    # Relative to a scene that has no file: Blender strips the mark and takes the folder it was started in.
    folder, name = os.path.split(path)
    if not os.path.isabs(bpy.path.abspath(scene.render.filepath)):
        folder = os.path.split(bpy.path.abspath(scene.render.filepath))[0]
    return os.path.normpath(Path(_output_folder(), folder, name))


def _output_folder() -> str:
    """Return the folder in which Blender puts results whose path names none."""
    context: Any = bpy.context
    preferred = bpy.path.abspath(context.preferences.filepaths.render_output_directory or "")
    if os.path.isabs(preferred):
        return str(preferred)
    return str(Path(bpy.data.filepath).parent) if bpy.data.filepath else bpy.app.tempdir
