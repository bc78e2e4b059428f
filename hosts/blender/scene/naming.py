"""Names that Blender gives to the files of a render, by the output path that the artist typed."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

MOVIES = {"FFMPEG", "AVI_JPEG", "AVI_RAW", "FRAMESERVER", "H264", "XVID", "THEORA"}
MOVIE_ENDING = re.compile(r"\.(avi|dv|flv|m4v|mkv|mov|mp4|mpe?g|ogg|ogv|webm)$", re.IGNORECASE)

PLACEHOLDER = 777_777
"""A frame number that no name is likely to hold, so that its place in a name can be found."""


def typed_name(scene: Any) -> str:
    """Return the last part of the output path as it was typed; empty where it names only a folder."""
    name = split(scene.render.filepath)[1]
    if scene.render.image_settings.file_format in MOVIES:
        # Frames are pictures: an ending of a movie would become a part of their names.
        name = MOVIE_ENDING.sub("", name)
    return "" if name in {".", ".."} else name


def split(path: str) -> tuple[str, str]:
    """Split a path of any system into folder and name."""
    found = re.fullmatch(r"(.*[\\/])?([^\\/]*)", path, re.DOTALL)
    return (found[1] or "", found[2]) if found else ("", path)


def literal(path: str) -> str:
    """Escape a finished path, for a Blender that would read templates in it (4.5 and later)."""
    return re.sub(r"[{}]", r"\g<0>\g<0>", path) if bpy.app.version >= (4, 5, 0) else path


def frame_pattern(scene: Any) -> str:
    """Return the absolute path of a frame with templates filled in, and # for the digits of its number.

    A path that Blender itself cannot read is returned as it was typed.
    """
    render = scene.render
    try:
        path = render.frame_path(frame=PLACEHOLDER)
    except RuntimeError:
        return str(bpy.path.abspath(render.filepath))
    folder, name = os.path.split(path)
    before, found, after = name.rpartition(str(PLACEHOLDER))
    digits = re.findall("#+", split(render.filepath)[1])
    return os.path.join(folder, f"{before}{digits[-1] if digits else '####'}{after}" if found else name)  # noqa: PTH118


def movie_path(scene: Any) -> str:
    """Return the absolute path of the movie that Blender would write; empty where the output is no movie."""
    if scene.render.image_settings.file_format not in MOVIES:
        return ""
    try:
        return str(scene.render.frame_path(frame=scene.frame_start))
    except RuntimeError:
        return ""


def frame_files(scene: Any, folder: Path, otherwise: str, frame: int) -> list[Path]:
    """Return the files in ``folder`` that a frame may become: itself, and those of its views.

    They are named as the artist named the output, or begin with ``otherwise`` where only a folder was typed.
    """
    render = scene.render
    named = typed_name(scene) or f"{literal(otherwise).replace('#', '_')}_####"
    views = [view.name for view in render.views if view.use] if render.use_multiview else []
    with output_path(scene, f"{literal(str(folder))}/{named}"):
        paths = [render.frame_path(frame=frame), *(render.frame_path(frame=frame, view=view) for view in views)]
    return [Path(path) for path in paths]


@contextlib.contextmanager
def output_path(scene: Any, path: str) -> Iterator[None]:
    """Give the scene another output path for the block."""
    before = scene.render.filepath
    scene.render.filepath = path
    try:
        yield
    finally:
        scene.render.filepath = before
