"""Find the cameras that a scene renders."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import bpy

from .datablocks import equal, number_of

CAMERA = number_of(bpy.types.Object, "type", "CAMERA")


def own_camera(scene: Any) -> Any:
    """The camera that a render of the scene begins with; None where there is none.

    Markers on the timeline may bind cameras to frames. Blender then makes the scene's camera whichever is bound
    at the current frame, so the first of them stands for all: its render follows the markers.
    """
    bound = [(marker.frame, marker.name, marker.camera) for marker in scene.timeline_markers if marker.camera]
    return min(bound, key=lambda found: found[:2])[2] if bound else scene.camera


def all_cameras(scene: Any) -> list[Any]:
    """Every camera of the scene, the one that it renders first."""
    own = own_camera(scene)
    others = [thing for thing in equal(scene.objects, "type", CAMERA) if thing != own]
    return [own, *others] if own else others


def names_of(cameras: Iterable[Any]) -> tuple[str, ...]:
    """Return the name of every camera once; a linked one may have the name of another."""
    return tuple({camera.name_full: camera.name for camera in cameras}.values())


def bound_cameras(scene: Any) -> tuple[Any, ...]:
    """The cameras that markers on the timeline switch between, each once."""
    return tuple(dict.fromkeys(marker.camera for marker in scene.timeline_markers if marker.camera))


def choose_camera(scene: Any, camera: Any, alone: bool = False) -> None:
    """Render ``camera``: without markers if ``alone`` or another is the first, else markers keep choosing."""
    if alone or camera != own_camera(scene):
        for marker in scene.timeline_markers:
            marker.camera = None
        scene.camera = camera


@contextlib.contextmanager
def unbound(scenes: Mapping[str, str]) -> Iterator[None]:
    """Within it, markers of these scenes bind no camera, and the scene's is the one that is named with it."""
    kept = [(scene, scene.camera, [(marker, marker.camera) for marker in scene.timeline_markers])
            for scene in bpy.data.scenes if scene.library is None and scene.name in scenes]
    try:
        for scene, _own, _markers in kept:
            choose_camera(scene, scene.objects.get(scenes[scene.name]) or scene.camera, alone=True)
        yield
    finally:
        for scene, own, markers in kept:
            for marker, camera in markers:
                marker.camera = camera  # which makes the one that is bound at the current frame the scene's
            scene.camera = own
