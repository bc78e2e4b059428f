"""The scene's own values of what can be another one for one submission."""

from __future__ import annotations

from typing import Any

import bpy

from .....core.model.overrides import LIMITS


def number(field: str) -> int:
    """Return the open scene's own samples, percentage of the resolution or most subdivisions."""
    context: Any = bpy.context
    scene = context.scene
    value = {"samples": _samples, "percentage": _percentage, "simplify": _subdivisions}[field](scene)
    least, most = LIMITS[field]
    return min(max(value, least), most)


def _samples(scene: Any) -> int:
    if scene.render.engine == "CYCLES":
        return int(scene.cycles.samples)
    return int(getattr(scene.eevee, "taa_render_samples", 1))


def _percentage(scene: Any) -> int:
    return int(scene.render.resolution_percentage)


def _subdivisions(scene: Any) -> int:
    return int(scene.render.simplify_subdivision_render)
