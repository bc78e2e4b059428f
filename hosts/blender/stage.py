"""Set the opened scene up for one render job, and make the small pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy

from ...core.errors import BadInput
from ...core.i18n import _
from .cameras import choose_camera
from .host import MOVIES
from .job import Job


def prepare(job: Job) -> Any:
    """Choose scene and camera and apply what the job overrides."""
    scene = _scene(job.scene_name)
    _choose_camera(scene, job.camera)
    _choose_engine(scene, job)
    render = scene.render
    if job.size:
        render.resolution_x, render.resolution_y = job.size
        render.resolution_percentage = 100
    if render.image_settings.file_format in MOVIES:
        # A frame cannot be written into a movie on its own.
        _use_png(render.image_settings)
    render.use_file_extension = True
    _keep_file_outputs(scene, Path(job.output))
    for folder in filter(None, (job.output, job.thumbnails)):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return scene


def _scene(name: str) -> Any:
    if not name:
        context: Any = bpy.context
        return context.scene
    scene = bpy.data.scenes.get(name)
    if scene is None:
        raise BadInput(_('The file has no scene "{name}".').format(name=name))
    return scene


def _choose_camera(scene: Any, name: str) -> None:
    if name:
        camera = scene.objects.get(name) or bpy.data.objects.get(name)
        if camera is None:
            raise BadInput(_('The scene "{scene}" has no camera "{name}".').format(scene=scene.name, name=name))
        choose_camera(scene, camera)
    if scene.camera is None:
        raise BadInput(_('The scene "{scene}" has no camera: make one active in its scene properties.').format(
            scene=scene.name))


def _choose_engine(scene: Any, job: Job) -> None:
    if job.engine != "scene":
        scene.render.engine = job.engine
    if scene.render.engine == "CYCLES":
        scene.cycles.device = "CPU"
        # Some distributions build Blender without the denoiser, and then the render fails.
        scene.cycles.use_denoising = False
        if job.samples:
            scene.cycles.samples = job.samples


def _keep_file_outputs(scene: Any, folder: Path) -> None:
    """Send the compositor's File Output nodes to the job's folder, never to the artist's."""
    tree = getattr(scene, "compositing_node_group", None) or getattr(scene, "node_tree", None)
    for node in tree.nodes if tree else ():
        if node.bl_idname == "CompositorNodeOutputFile":
            # The property was renamed in 5.0.
            setattr(node, "directory" if hasattr(node, "directory") else "base_path", str(folder.absolute()))


def save_preview(job: Job, scene: Any, file: Path) -> Path | None:
    """Save the picture just rendered as a PNG, in full size."""
    if not job.thumbnails:
        return None
    preview = Path(job.thumbnails).absolute() / f"{file.stem}.png"
    if file.suffix.lower() == ".png":
        shutil.copyfile(file, preview)
        return preview
    with _png(scene.render.image_settings):
        bpy.data.images["Render Result"].save_render(str(preview), scene=scene)
    return preview


@contextmanager
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
