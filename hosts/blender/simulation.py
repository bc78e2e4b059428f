"""What modifiers, particles and physics read from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

from .paths import absolute
from .uses import Use, each, value_of

POINTS = {"CLOTH", "SOFT_BODY"}
"""Modifiers that have a point cache of their own."""


@each("objects")
def modifier_files(owner: Any) -> Iterator[Use]:
    """Mesh caches, and the folders of fluids and oceans."""
    for modifier in owner.modifiers:
        if modifier.type == "MESH_CACHE":
            yield _use(owner, modifier, "filepath", modifier.name)
        elif modifier.type == "OCEAN":
            yield _use(owner, modifier, "filepath", modifier.name, required=modifier.is_cached)
        elif modifier.type == "FLUID" and modifier.fluid_type == "DOMAIN":
            domain = modifier.domain_settings
            yield _use(owner, domain, "cache_directory", modifier.name, required=domain.has_cache_baked_any)


@each("objects")
def point_caches(owner: Any) -> Iterator[Use]:
    """Cloth, soft bodies, dynamic paint and particles that keep their cache on disk."""
    for modifier in owner.modifiers:
        if modifier.type in POINTS:
            yield from _points(owner, modifier.point_cache, modifier.name)
        elif modifier.type == "DYNAMIC_PAINT" and modifier.canvas_settings:
            for surface in modifier.canvas_settings.canvas_surfaces:
                # The other format writes pictures: results, which nothing reads again.
                if surface.surface_format == "VERTEX":
                    yield from _points(owner, surface.point_cache, surface.name)
    for system in owner.particle_systems:
        yield from _points(owner, system.point_cache, system.name)


@each("scenes")
def rigid_bodies(owner: bpy.types.Scene) -> Iterator[Use]:
    """The rigid body world, if it keeps its cache on disk."""
    if owner.rigidbody_world and owner.rigidbody_world.point_cache:
        yield from _points(owner, owner.rigidbody_world.point_cache, "")


@each("objects")
def geometry_nodes(owner: bpy.types.Object) -> Iterator[Use]:
    """Bakes on disk and paths given to geometry nodes."""
    for modifier in owner.modifiers:
        if modifier.type == "NODES":
            yield from _bakes(owner, modifier)
            yield from _inputs(owner, modifier)


def _use(owner: Any, holder: Any, attribute: str, part: str, required: bool = True) -> Use:
    return Use(owner, absolute(getattr(holder, attribute), owner.library), "cache", holder=holder,
               attribute=attribute, part=part, required=required)


def _points(owner: Any, cache: Any, part: str) -> Iterator[Use]:
    """The frames of an external point cache, or the folder that Blender keeps beside the scene."""
    if cache.use_external:
        number = f"_{cache.index:02d}" if cache.index >= 0 else ""
        path = absolute(f"{cache.filepath}/{cache.name}_######{number}.bphys", owner.library)
        if cache.filepath and cache.name:
            yield Use(owner, path, "cache", holder=cache, attribute="filepath", part=part, pattern=True,
                      named=absolute(cache.filepath, owner.library))
    elif cache.use_disk_cache:
        folder = _cache_folder(owner.library if cache.use_library_path else None)
        yield Use(owner, folder, "cache", part=part, required=cache.is_baked)


def _cache_folder(library: bpy.types.Library | None) -> str:
    """``blendcache_<name>`` beside the .blend file of that name."""
    scene = absolute(library.filepath) if library else bpy.data.filepath
    return str(Path(scene).with_name(f"blendcache_{Path(scene).stem}")) if scene else ""


def _bakes(owner: Any, modifier: Any) -> Iterator[Use]:
    """Nothing tells whether a bake has been made, so that none is required."""
    for bake in getattr(modifier, "bakes", ()):  # 4.1 and later; with a choice of where to since 4.3
        target = getattr(bake, "bake_target", "DISK")
        if target == "INHERIT":
            target = modifier.bake_target
        if target == "DISK":
            place = (bake, "directory") if bake.use_custom_path else (modifier, "bake_directory")
            yield _use(owner, *place, modifier.name, required=False)


def _inputs(owner: Any, modifier: Any) -> Iterator[Use]:
    """Paths typed into the modifier."""
    interface = getattr(modifier.node_group, "interface", None)  # 4.0 and later
    for item in interface.items_tree if interface else ():
        if item.item_type == "SOCKET" and item.in_out == "INPUT" and _is_path(item):
            holder, attribute = _value(modifier, item.identifier)
            path = absolute(value_of(holder, attribute), owner.library)
            yield Use(owner, path, "import", holder=holder, attribute=attribute, part=modifier.name)


def _is_path(item: Any) -> bool:
    return item.socket_type == "NodeSocketString" and getattr(item, "subtype", "") in {"FILE_PATH", "DIR_PATH"}


def _value(modifier: Any, identifier: str) -> tuple[Any, str]:
    """What has the value of an input, and as what: a property (5.2 and later) or an item of the modifier."""
    inputs = getattr(getattr(modifier, "properties", None), "inputs", None)
    return (modifier, identifier) if inputs is None else (getattr(inputs, identifier), "value")
