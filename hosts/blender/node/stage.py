"""Set the opened scene up for one render job, and make the small pictures."""

from __future__ import annotations

import contextlib
import importlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import bpy

from ....core.common.errors import BadInput
from ....core.common.i18n import _
from ..scene.cameras import choose_camera
from ..scene.judging.seeing import needs_camera
from ..scene.naming import MOVIES, split, typed_name
from ..scene.outputs import keep_in
from .job import Job
from .overrides import override

NODES = "nodes"
"""The folder, within the job's, that File Output nodes write to."""


def prepare(job: Job) -> Any:
    """Choose scene and camera and apply what the job overrides."""
    scene = _scene(job.scene_name)
    _choose_camera(scene, job.camera, job.alone)
    # Other scenes are rendered as well where this one shows them, in a strip or a node.
    scenes = [scene, *(each for each in bpy.data.scenes if each != scene)]
    for each in scenes:
        _choose_engine(each, job)
        override(each, job.overrides)
    _choose_layers(scene, job.layers)
    render = scene.render
    if job.size:
        render.resolution_x, render.resolution_y = job.size
        render.resolution_percentage = 100
    keep_in(scenes, Path(job.output).absolute() / NODES, render.filepath)
    if not typed_name(scene):
        render.use_file_extension = True
    if render.image_settings.file_format in MOVIES:
        # A frame cannot be written into a movie on its own.
        render.filepath = split(render.filepath)[0] + typed_name(scene)
        render.use_file_extension = True
        _use_png(render.image_settings)
    for folder in filter(None, (job.output, job.thumbnails)):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return scene


def _scene(name: str) -> Any:
    if not name:
        context: Any = bpy.context
        return context.scene
    scene = bpy.data.scenes.get(name)
    if scene is None:
        raise BadInput(_("The file has no scene “{name}”.").format(name=name))
    return scene


def _choose_camera(scene: Any, name: str, alone: bool) -> None:
    if name:
        camera = scene.objects.get(name) or bpy.data.objects.get(name)
        if camera is None:
            raise BadInput(_("The scene “{scene}” has no camera “{name}”.").format(scene=scene.name, name=name))
        choose_camera(scene, camera, alone)
    if scene.camera is None and needs_camera(scene):
        raise BadInput(_("The scene “{scene}” has no camera: make one active in its scene properties.").format(
            scene=scene.name))


def _choose_layers(scene: Any, names: Collection[str]) -> None:
    missing = sorted(set(names) - {layer.name for layer in scene.view_layers})
    if missing:
        raise BadInput(_("The scene “{scene}” has no view layer “{name}”.").format(scene=scene.name, name=missing[0]))
    for layer in scene.view_layers if names else ():
        layer.use = layer.name in names


def _choose_engine(scene: Any, job: Job) -> None:
    if job.engine != "scene":
        scene.render.engine = job.engine
    if scene.render.engine == "CYCLES":
        scene.cycles.device = "CPU"
        if job.samples:
            scene.cycles.samples = job.samples
        if job.samples or not _can_denoise():
            scene.cycles.use_denoising = False


def _can_denoise() -> bool:
    """Some distributions build Blender without the denoiser, and then the render fails."""
    with contextlib.suppress(ImportError):
        return bool(importlib.import_module("_cycles").with_openimagedenoise)
    return False


def save_preview(job: Job, scene: Any, file: Path) -> Path | None:
    """Save the picture just rendered as a PNG in full size, or as a small JPEG."""
    if not job.thumbnails:
        return None
    preview = Path(job.thumbnails).absolute() / f"{file.name}.png"
    if file.suffix.lower() == ".png":
        shutil.copyfile(file, preview)
    else:
        with _png(scene.render.image_settings):
            bpy.data.images["Render Result"].save_render(str(preview), scene=scene)
    return _small(preview, job.thumbnail_width) if job.thumbnail_width else preview


def _small(file: Path, widest: int) -> Path:
    """Make a JPEG of a picture, for a farm that has no library for pictures."""
    picture, small = bpy.data.images.load(str(file)), file.with_suffix(".jpg")
    try:
        width, height = picture.size
        if width > widest:
            picture.scale(widest, max(1, round(height * widest / width)))
        picture.filepath_raw, picture.file_format = str(small), "JPEG"
        picture.save()
    finally:
        bpy.data.images.remove(picture)
    return small


@contextlib.contextmanager
def _png(settings: Any) -> Iterator[None]:
    """Within it, the scene writes plain PNG."""
    names = [name for name in ("media_type", "file_format", "color_mode", "color_depth") if hasattr(settings, name)]
    before = [(name, getattr(settings, name)) for name in names]
    _use_png(settings)
    try:
        yield
    finally:
        for name, value in before:
            setattr(settings, name, value)


def _use_png(settings: Any) -> None:
    if hasattr(settings, "media_type"):  # 5.0 and later
        settings.media_type = "IMAGE"
    settings.file_format = "PNG"
    settings.color_mode = "RGBA"
    settings.color_depth = "8"
