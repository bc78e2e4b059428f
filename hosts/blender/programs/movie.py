"""Runs inside Blender: make a movie of pictures, in its sequence editor."""

from __future__ import annotations

import json
import sys
import traceback
from fractions import Fraction
from pathlib import Path
from typing import Any

import bpy

from ....core.common.i18n import _
from ..node.ending import leave
from ..scene.naming import literal

CONTAINERS = {".mp4": "MPEG4", ".m4v": "MPEG4", ".mov": "QUICKTIME", ".mkv": "MKV", ".avi": "AVI", ".webm": "WEBM",
              ".ogv": "OGG", ".ogg": "OGG", ".mpg": "MPEG2", ".dv": "DV", ".flv": "FLASH"}
LINEAR = {".exr", ".hdr"}


def main(arguments: list[str]) -> int:
    """``job.json``: read it, write the movie, end the process; the last line says why that did not work."""
    code = 0
    try:
        job = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        make([Path(frame) for frame in job["frames"]], Path(job["movie"]), Fraction(job["rate"]))
    except Exception as error:  # the last stop before the process ends
        traceback.print_exc()
        sys.stderr.flush()
        sys.stdout.write(f"\n{error}\n")
        code = 1
    leave(code)


def make(frames: list[Path], movie: Path, rate: Fraction) -> None:
    """Show one picture a frame, and render that."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    context: Any = bpy.context
    scene = context.scene
    render = scene.render
    picture = bpy.data.images.load(str(frames[0]))
    # Blender writes even sizes only: of an odd one the last column or row is left out.
    render.resolution_x, render.resolution_y = (max(2, pixels - pixels % 2) for pixels in picture.size)
    render.resolution_percentage = 100
    # Blender takes whole frames a second, over a base.
    render.fps = max(1, round(rate))
    render.fps_base = float(Fraction(render.fps) / rate)
    if frames[0].suffix.lower() not in LINEAR:
        scene.view_settings.view_transform = "Standard"
    editor = scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strip = strips.new_image("frames", str(frames[0]), 1, 1)
    for frame in frames[1:]:
        strip.elements.append(frame.name)
    scene.frame_start, scene.frame_end = 1, len(frames)
    settings: Any = render.image_settings
    if hasattr(settings, "media_type"):  # 5.0 and later
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"
    render.ffmpeg.format = CONTAINERS.get(movie.suffix.lower(), "MPEG4")
    render.ffmpeg.codec = "WEBM" if render.ffmpeg.format == "WEBM" else "H264"
    render.ffmpeg.constant_rate_factor = "PERC_LOSSLESS"
    render.use_file_extension = False
    render.filepath = literal(str(movie))
    bpy.ops.render.render(animation=True)
    if not movie.is_file():
        raise OSError(_("Blender wrote no movie."))
