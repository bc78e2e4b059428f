"""Tell what Cycles renders and denoises a scene on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from .....core.model.choices import CPU, GPU
from .....core.model.unit_details import CARDS, DENOISER, DEVICE, PROCESSOR_ONLY

OPTIX = "OPTIX"
OPTIX_NUMBER = 2
"""The number of OptiX among Cycles' denoisers."""


def details(scene: Any) -> Iterator[tuple[str, str]]:
    """Yield details of a scene of Cycles (core/checks/cards.py)."""
    device = str(scene.cycles.device)
    yield DEVICE, device
    if device == GPU and _cards():
        yield CARDS, _cards()
    if device == CPU and _processor_only(scene.cycles):
        yield PROCESSOR_ONLY, "\n".join(_processor_only(scene.cycles))
    if scene.cycles.use_denoising and denoiser(scene.cycles) == OPTIX:
        yield DENOISER, OPTIX


def denoiser(cycles: Any) -> str:
    """The denoiser; OptiX is no choice on a machine without a card for it, and Blender tells its number then."""
    chosen = str(cycles.denoiser)
    number = cycles.get("denoiser") if not chosen and hasattr(cycles, "get") else None
    return OPTIX if number == OPTIX_NUMBER else chosen


def _cards() -> str:
    """How Cycles computes on the cards of this machine; empty where it does not, or is not there."""
    context: Any = bpy.context
    addon = context.preferences.addons.get("cycles")
    kind = str(getattr(addon.preferences, "compute_device_type", "")) if addon else ""
    return "" if kind == "NONE" else kind


def _processor_only(cycles: Any) -> list[str]:
    """Cycles' own names of what it has on the processor only."""
    names = {"shading_system": "OSL", "use_guiding": "Path Guiding"}
    return [name for setting, name in names.items() if getattr(cycles, setting, False)]
