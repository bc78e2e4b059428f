"""Blender's windows: drawn anew, and asked whether something plays in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy


def redraw() -> None:
    """Draw the properties editors anew, in every window: the native panel is in them."""
    for window in _windows():
        for area in window.screen.areas:
            if area.type == "PROPERTIES":
                area.tag_redraw()


def plays() -> bool:
    """Whether an animation plays in a window: nothing is to hold that up."""
    return any(window.screen.is_animation_playing for window in _windows())


def _windows() -> Iterator[Any]:
    manager = getattr(bpy.context, "window_manager", None)  # none while an add-on is registered
    yield from manager.windows if manager else ()
