"""Datablocks that are a file themselves: images, clips, sounds, fonts, libraries, caches, volumes, texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

from ....core.model.need import Need
from .frames import UNKNOWN, Counted, plain, shown
from .paths import absolute, counted, tiled
from .uses import Use, each


def file_use(owner: Any, kind: str, sequence: bool = False, **more: Any) -> Use:
    """The use of ``owner.filepath``, as one file or as a sequence of numbered ones."""
    named = absolute(owner.filepath, owner.library)
    more.update(owner=owner, holder=owner, attribute="filepath", names=(named,))
    path = more.pop("path", named)
    pattern = counted(path) if sequence else path
    if pattern != path:
        return Use(path=pattern, kind="sequence", pattern=True, **more)
    more.update(numbering=None, numbers=None)
    return Use(path=path, kind=kind, **more)


def shows(owner: Any, counted_as: Counted, user: Any, part: str = "") -> Iterator[Use]:
    """Yield the sequence ``owner`` as ``user`` shows it, beside the use of the sequence itself."""
    path = absolute(owner.filepath, owner.library)
    numbering, numbers = counted_as
    if numbering is not None and counted(path) != path:
        yield Use(user, counted(path), "sequence", part=part, pattern=True, numbering=numbering, numbers=numbers)


@each("libraries")
def library(owner: bpy.types.Library) -> Iterator[Use]:
    """A linked .blend file, linked by the scene or by another library."""
    # 5.0 and later: an archive holds what was packed, under the name of the file it came from.
    if owner.packed_file is None and not getattr(owner, "is_archive", False):
        path = absolute(owner.filepath)
        yield Use(owner, path, "library", holder=owner, attribute="filepath")


@each("images")
def image(owner: bpy.types.Image) -> Iterator[Use]:
    """A picture, a sequence, tiles or a movie."""
    if owner.packed_file or owner.packed_files or owner.source in {"GENERATED", "VIEWER"}:
        return
    if owner.source == "TILED":
        path = tiled(absolute(owner.filepath, owner.library))
        yield Use(owner, path, "udim", holder=owner, attribute="filepath", pattern="<UDIM>" in path,
                  tiles=tuple(tile.number for tile in owner.tiles), names=(absolute(owner.filepath, owner.library),))
    else:
        kind = "movie" if owner.source == "MOVIE" else "image"
        for path in views(owner, absolute(owner.filepath, owner.library)):
            yield file_use(owner, kind, sequence=owner.source == "SEQUENCE", path=path)


def views(owner: Any, path: str) -> list[str]:
    """The file of each eye, where a stereo picture or strip has one for each; else the only one."""
    if not (path and owner.use_multiview and owner.views_format == "INDIVIDUAL"):
        return [path]
    endings = {view.file_suffix for scene in bpy.data.scenes for view in scene.render.views if view.file_suffix}
    whole = Path(path)
    own = next((ending for ending in endings if whole.stem.endswith(ending)), "")
    stem = whole.stem[: len(whole.stem) - len(own)]
    return [str(whole.with_name(f"{stem}{ending}{whole.suffix}")) for ending in sorted(endings)] if own else [path]


@each("movieclips")
def movie_clip(owner: bpy.types.MovieClip) -> Iterator[Use]:
    """A clip for tracking or compositing."""
    yield file_use(owner, "movie", sequence=owner.source == "SEQUENCE")


@each("sounds")
def sound(owner: bpy.types.Sound) -> Iterator[Use]:
    """A sound of a speaker or of the sequencer; the farm renders pictures."""
    if owner.packed_file is None:
        yield file_use(owner, "sound", need=Need.SHOWN)


@each("fonts")
def font(owner: bpy.types.VectorFont) -> Iterator[Use]:
    """A font of a text; the built-in one has no file."""
    if owner.packed_file is None:
        yield file_use(owner, "font")


@each("cache_files")
def cache_file(owner: bpy.types.CacheFile) -> Iterator[Use]:
    """An Alembic or USD file, or a sequence of them, and the layers over it."""
    numbering, numbers = UNKNOWN if owner.override_frame or owner.animation_data else plain()
    yield file_use(owner, "cache", sequence=owner.is_sequence, numbering=numbering, numbers=numbers, shapes_only=True)
    for layer in getattr(owner, "layers", ()):  # 3.2 and later
        yield Use(owner, absolute(layer.filepath, owner.library), "cache", holder=layer, attribute="filepath",
                  shapes_only=True)


@each("volumes")
def volume(owner: bpy.types.Volume) -> Iterator[Use]:
    """An OpenVDB file, or a sequence of them."""
    if owner.packed_file is None:
        numbering, numbers = UNKNOWN if owner.animation_data else shown(
            owner.frame_start, owner.frame_duration, owner.frame_offset, owner.sequence_mode)
        yield file_use(owner, "volume", sequence=owner.is_sequence, numbering=numbering, numbers=numbers)


@each("texts")
def text(owner: bpy.types.Text) -> Iterator[Use]:
    """A text from a file. The scene keeps a copy, so it renders without."""
    if not owner.is_in_memory:
        yield file_use(owner, "text", need=Need.UNKNOWN)


@each("cameras")
def camera(owner: bpy.types.Camera) -> Iterator[Use]:
    """The OSL shader of a custom camera (5.0 and later)."""
    if getattr(owner, "custom_mode", "") == "EXTERNAL" and owner.type == "CUSTOM":
        yield Use(owner, absolute(owner.custom_filepath, owner.library), "script",
                  holder=owner, attribute="custom_filepath")
