"""The open scene in Blender."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

from ...core.errors import HostFailed
from ...core.host import Asset, Frames, RenderUnit, Scene
from ...core.i18n import _
from . import assets as scene_assets
from .cameras import all_cameras, own_camera

OWN_ENGINES = {"cycles", "hydra_storm"}
"""Add-ons with an engine that come with Blender."""

MOVIES = {"FFMPEG", "AVI_JPEG", "AVI_RAW", "FRAMESERVER", "H264", "XVID", "THEORA"}


class Blender:
    """Blender, as the core sees it."""

    name = "blender"

    def scene(self) -> Scene:
        """Read the open file: one render unit for each camera of each scene."""
        path = bpy.data.filepath
        return Scene(
            path=Path(path) if path else None,
            version=".".join(str(number) for number in bpy.app.version),
            # WORKAROUND Blender 4.5 without a window calls every file dirty, 5.2 none.
            unsaved=not path or (bool(bpy.data.is_dirty) and not bpy.app.background),
            units=tuple(unit for scene in bpy.data.scenes if scene.library is None for unit in _units(scene)),
            plugins=_engines(),
        )

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the open file names, None where it names none for a while."""
        return scene_assets.walk()

    def save(self) -> Path:
        """Save the open file under its name."""
        if not bpy.data.filepath:
            raise HostFailed(_("The scene has no file yet: save it once with File > Save As."))
        try:
            bpy.ops.wm.save_mainfile()
        except RuntimeError as error:
            reason = str(error).replace("Error:", "").strip().rstrip(".")
            raise HostFailed(_("Blender could not save the scene: {reason}.").format(reason=reason)) from error
        return Path(bpy.data.filepath)

    def parent(self) -> None:
        """Blender's window is not a QWidget."""


def _units(scene: bpy.types.Scene) -> Iterator[RenderUnit]:
    """Every camera of the scene; only the one that the open scene would render is enabled."""
    cameras = all_cameras(scene)
    local = [each for each in bpy.data.scenes if each.library is None]
    current = scene == bpy.context.scene or len(local) == 1
    for camera in cameras:
        yield _unit(scene, camera.name, current and camera == own_camera(scene))
    if not cameras:
        yield _unit(scene, "", current)


def _unit(scene: bpy.types.Scene, camera: str, enabled: bool) -> RenderUnit:
    return RenderUnit(
        name=scene.name,
        camera=camera,
        frames=Frames(scene.frame_start, scene.frame_end, scene.frame_step),
        size=_size(scene.render),
        renderer=scene.render.engine,
        output=_output(scene.render),
        format=scene.render.image_settings.file_format,
        layers=tuple(layer.name for layer in scene.view_layers if layer.use),
        enabled=enabled,
    )


def _size(render: bpy.types.RenderSettings) -> tuple[int, int]:
    # Whole pixels, rounded down: the integer arithmetic of Blender's BKE_render_resolution.
    share = render.resolution_percentage
    return render.resolution_x * share // 100, render.resolution_y * share // 100


def _output(render: bpy.types.RenderSettings) -> str:
    """Where the frames go, with # for the frame number."""
    path = render.filepath
    # Relative to a scene that has no file: Blender strips the mark and takes the folder it was started in.
    folder, name = os.path.split(bpy.path.abspath(path))
    folder = str(Path(_output_folder(), folder))
    if render.image_settings.file_format not in MOVIES:
        name = name if "#" in name else f"{name}####"
        ending = render.file_extension if render.use_file_extension else ""
        name = name if name.lower().endswith(ending) else name + ending
    return os.path.normpath(Path(folder, name))


def _output_folder() -> str:
    """Where Blender puts results whose path names no folder."""
    context: Any = bpy.context
    preferred = bpy.path.abspath(context.preferences.filepaths.render_output_directory or "")
    if os.path.isabs(preferred):
        return str(preferred)
    return str(Path(bpy.data.filepath).parent) if bpy.data.filepath else bpy.app.tempdir


def _engines() -> dict[str, str]:
    """The add-ons whose render engines the scenes use; Blender's own are not add-ons to anybody."""
    wanted = {scene.render.engine for scene in bpy.data.scenes}
    found = {}
    for engine in bpy.types.RenderEngine.__subclasses__():
        if getattr(engine, "bl_idname", "") in wanted:
            parts = engine.__module__.split(".")
            module = ".".join(parts[:3]) if parts[0] == "bl_ext" else parts[0]
            if module not in OWN_ENGINES:
                found[parts[2] if parts[0] == "bl_ext" else module] = _addon_version(module)
    return found


def _addon_version(module: str) -> str:
    about = getattr(sys.modules.get(module), "bl_info", {})
    return ".".join(str(number) for number in about.get("version", ()))
