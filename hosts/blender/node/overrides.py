"""Settings of a scene that are others for one submission."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import bpy

CARDS = ("OPTIX", "CUDA", "HIP", "METAL", "ONEAPI")
"""Kinds of devices of Cycles, the fastest first."""


def override(scene: Any, values: Mapping[str, str]) -> None:
    """Set samples, device and the most subdivisions, of those that are given."""
    for holder, name, value in _changes(scene, values):
        setattr(holder, name, value)
    if values.get("device") == "GPU":
        _use_a_card()


@contextlib.contextmanager
def overridden(values: Mapping[str, str]) -> Iterator[None]:
    """Have every scene of the open file so within the block, and as it was afterwards."""
    changes = [each for scene in bpy.data.scenes if scene.library is None for each in _changes(scene, values)]
    before = [(holder, name, getattr(holder, name)) for holder, name, _value in changes]
    try:
        for holder, name, value in changes:
            setattr(holder, name, value)
        yield
    finally:
        for holder, name, value in before:
            setattr(holder, name, value)


def _changes(scene: Any, values: Mapping[str, str]) -> Iterator[tuple[Any, str, Any]]:
    """Yield what to set: who holds it, its name, its value."""
    cycles, eevee = (getattr(scene, name, None) for name in ("cycles", "eevee"))
    if "samples" in values:
        for holder, name in ((cycles, "samples"), (eevee, "taa_render_samples")):
            if hasattr(holder, name):
                yield holder, name, int(values["samples"])
    if "device" in values and cycles is not None:
        yield cycles, "device", values["device"]
    if "simplify" in values:
        yield scene.render, "use_simplify", True
        yield scene.render, "simplify_subdivision_render", int(values["simplify"])
    if "percentage" in values:
        yield scene.render, "resolution_percentage", int(values["percentage"])


def _use_a_card() -> None:
    """Switch on what this machine has; where it has none Cycles renders on the processor."""
    context: Any = bpy.context
    addon = context.preferences.addons.get("cycles")
    for kind in CARDS if addon else ():
        with contextlib.suppress(TypeError, ValueError):  # a kind that this Blender does not know
            addon.preferences.compute_device_type = kind
            devices = addon.preferences.get_devices_for_type(kind)
            if devices:
                for device in devices:
                    device.use = True
                return
