"""Motion in the open file and its frames: actions, and motion without an end."""

from __future__ import annotations

import itertools
import math
from typing import Any

import bpy

from ....core.model.host import Frames
from .datablocks import having
from .frames import all_strips

ANIMATED = having("animation_data")
"""Collections whose datablocks can be animated."""

ENDLESS = {"CLOTH", "SOFT_BODY", "FLUID", "DYNAMIC_PAINT", "OCEAN", "WAVE", "BUILD", "EXPLODE", "PARTICLE_SYSTEM",
           "MESH_CACHE", "MESH_SEQUENCE_CACHE", "NODES"}
"""Modifiers that may move something in every frame."""

MOST_ACTIONS = 500
"""The ends of more actions are not looked for: the panel asks whenever it gets the focus."""

MOVING_PICTURES = {"SEQUENCE", "MOVIE"}


def animation(more: bool) -> Frames | None:
    """Return the range of all keyframes; None where there is none, or where more than keyframes may move.

    ``more``: datablocks or modifiers were met that do.
    """
    actions = [action for action in bpy.data.actions if action.users > action.use_fake_user]
    if more or not 0 < len(actions) <= MOST_ACTIONS or _endless():
        return None
    ranges = [_range(action) for action in actions]
    cuts = [marker.frame for scene in bpy.data.scenes for marker in scene.timeline_markers if marker.camera]
    first, last = min(first for first, _last in ranges), max(last for _first, last in ranges)
    return Frames(math.floor(min([first, *cuts])), math.ceil(max([last, *cuts])))


def animates(owner: Any, path: str) -> bool:
    """Whether keyframes or a driver change a property of the datablock."""
    data = getattr(owner, "animation_data", None)  # no Blender animates collections
    moving = [*data.drivers, *curves(data.action)] if data is not None else []
    return bool(data and data.nla_tracks) or any(curve.data_path == path for curve in moving)


def _range(action: Any) -> tuple[float, float]:
    first, last = getattr(action, "curve_frame_range", action.frame_range)  # 3.2 and later
    return first, last


def unbounded(data: Any) -> bool:
    """Whether it goes on beyond its keyframes, or has others than those of actions."""
    return bool(data.drivers) or bool(data.nla_tracks) or any(
        curve.extrapolation == "LINEAR" or curve.modifiers for curve in curves(data.action))


def curves(action: Any) -> list[Any]:
    """The animation curves of an action, whichever way this Blender keeps them."""
    if action is None:
        return []
    if not getattr(action, "layers", ()):  # 4.4 and later
        return list(getattr(action, "fcurves", ()))
    return [curve for layer in action.layers for strip in layer.strips for bag in strip.channelbags
            for curve in bag.fcurves]


def _endless() -> bool:
    """Whether something moves without keyframes; modifiers are not asked."""
    return bool(
        bpy.data.particles or bpy.data.cache_files or bpy.data.movieclips or _drawn()
        or any(volume.is_sequence for volume in bpy.data.volumes)
        or any(image.source in MOVING_PICTURES for image in bpy.data.images)
        or any(all_strips(scene) or scene.rigidbody_world for scene in bpy.data.scenes))


def _drawn() -> bool:
    """Whether there are drawings that change from frame to frame; the collections were renamed twice."""
    names = ("grease_pencils", "grease_pencils_v3")
    pencils = itertools.chain.from_iterable(getattr(bpy.data, name, ()) for name in names)
    return any(len(layer.frames) > 1 for pencil in pencils for layer in pencil.layers)
