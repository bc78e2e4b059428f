"""The engine that a scene names: Blender reads one whose add-on is not here as its first, without a word."""

from __future__ import annotations

import ctypes
import re
from typing import Any

NAME = re.compile(rb"(?<![A-Za-z0-9_])([A-Za-z][A-Za-z0-9_]{2,31})\0")
"""A word within ``RenderData`` that may be an engine: nearly all are written in capitals."""

MOST = 16_384
"""Bytes from the render settings to the view settings of a scene; more is another Blender's order of them."""

OWN = b"BLENDER_EEVEE"
"""How the names of Blender's first engine begin, which has had three."""

UNNAMED = "?"


def engine_of(scene: Any) -> str:
    """The engine's identifier, of an add-on that is not here too; ``?`` where it is not known which."""
    return unknown_engine(scene) or str(scene.render.engine)


def unknown_engine(scene: Any) -> str:
    """The engine that the scene names and Blender does not know; empty where Blender knows it.

    Python is told another one. What the file says is in ``RenderData`` (DNA_scene_types.h), which ends before the view
    settings of the same scene, so that nothing is read beyond the scene.
    """
    known = str(scene.render.engine)
    first: int = scene.render.as_pointer()
    size = scene.view_settings.as_pointer() - first
    if not 0 < size <= MOST:
        return ""
    settings = ctypes.string_at(first, size)
    if known.encode() + b"\0" in settings:
        return ""
    if OWN in settings:
        return ""
    words = [match[1] for match in NAME.finditer(settings)]
    return min(words, key=lambda word: not word.isupper()).decode() if words else UNNAMED
