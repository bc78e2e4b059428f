"""Files that modifiers, particles and physics read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy

from ....core.model.need import Need
from .computed.files import computed_files
from .computed.values import input_of
from .paths import absolute
from .uses import Use, each, value_of

NEED = {True: Need.NEEDED, False: Need.UNKNOWN}
"""Whether a bake has been made -> whether its files are needed."""

Kind = Callable[[Any, Any], Iterator[Use]]

MODIFIERS: dict[str, Kind] = {}
"""Collector of the files of each type of modifier; most types have none."""


def modifier(*types: str) -> Callable[[Kind], Kind]:
    """Ask this function about every modifier of these types."""

    def register(kind: Kind) -> Kind:
        MODIFIERS.update(dict.fromkeys(types, kind))
        return kind

    return register


@each("objects")
def modifiers(owner: bpy.types.Object) -> Iterator[Use]:
    """Everything that an object reads from disk, it reads through a modifier."""
    for found in owner.modifiers:
        kind = MODIFIERS.get(found.type)
        if kind:
            yield from kind(owner, found)


@each("scenes")
def rigid_bodies(owner: bpy.types.Scene) -> Iterator[Use]:
    """The rigid body world, if it keeps its cache on disk."""
    if owner.rigidbody_world and owner.rigidbody_world.point_cache:
        yield from _points(owner, owner.rigidbody_world.point_cache, "")


@modifier("MESH_CACHE")
def mesh_cache(owner: Any, found: Any) -> Iterator[Use]:
    """An MDD or PC2 file."""
    yield _use(owner, found, "filepath", found.name)


@modifier("MULTIRES")
def multires(owner: Any, found: Any) -> Iterator[Use]:
    """Displacements that are kept outside the scene."""
    if found.is_external:
        yield _use(owner, found, "filepath", found.name)


@modifier("OCEAN")
def ocean(owner: Any, found: Any) -> Iterator[Use]:
    """The folder of a baked ocean."""
    yield _use(owner, found, "filepath", found.name, need=NEED[found.is_cached])


@modifier("FLUID")
def fluid(owner: Any, found: Any) -> Iterator[Use]:
    """The folder of a fluid; only its domain has one."""
    if found.fluid_type == "DOMAIN":
        domain = found.domain_settings
        yield _use(owner, domain, "cache_directory", found.name, need=NEED[domain.has_cache_baked_any])


@modifier("CLOTH", "SOFT_BODY")
def points(owner: Any, found: Any) -> Iterator[Use]:
    """A cache that moves points."""
    yield from _points(owner, found.point_cache, found.name)


@modifier("PARTICLE_SYSTEM")
def particles(owner: Any, found: Any) -> Iterator[Use]:
    """The cache of particles."""
    yield from _points(owner, found.particle_system.point_cache, found.particle_system.name)


@modifier("DYNAMIC_PAINT")
def dynamic_paint(owner: Any, found: Any) -> Iterator[Use]:
    """The cache of what is painted on points; painted pictures are results, which nothing reads again."""
    for surface in found.canvas_settings.canvas_surfaces if found.canvas_settings else ():
        if surface.surface_format == "VERTEX":
            yield from _points(owner, surface.point_cache, surface.name)


@modifier("NODES")
def geometry_nodes(owner: Any, found: Any) -> Iterator[Use]:
    """Bakes on disk, and paths given to geometry nodes."""
    yield from _bakes(owner, found)
    yield from _inputs(owner, found)
    yield from computed_files(owner, found)


def _use(owner: Any, holder: Any, attribute: str, part: str, need: Need = Need.NEEDED) -> Use:
    return Use(owner, absolute(getattr(holder, attribute), owner.library), "cache", holder=holder,
               attribute=attribute, part=part, need=need)


def _points(owner: Any, cache: Any, part: str) -> Iterator[Use]:
    """The frames of an external point cache, or the folder that Blender keeps beside the scene."""
    if cache.use_external and cache.filepath and cache.name:
        number = f"_{cache.index:02d}" if cache.index >= 0 else ""
        path = absolute(f"{cache.filepath}/{cache.name}_######{number}.bphys", owner.library)
        yield Use(owner, path, "cache", holder=cache, attribute="filepath", part=part, pattern=True,
                  names=(absolute(cache.filepath, owner.library),))
    elif cache.use_external:
        yield _use(owner, cache, "filepath", part)
    elif cache.use_disk_cache:
        folder = _cache_folder(owner.library if cache.use_library_path else None)
        yield Use(owner, folder, "cache", part=part, need=NEED[cache.is_baked])


def _cache_folder(library: bpy.types.Library | None) -> str:
    """``blendcache_<name>`` beside the .blend file of that name."""
    scene = absolute(library.filepath) if library else bpy.data.filepath
    return str(Path(scene).with_name(f"blendcache_{Path(scene).stem}")) if scene else ""


def _bakes(owner: Any, found: Any) -> Iterator[Use]:
    """Nothing tells whether a bake has been made, so that none is known to be needed."""
    for bake in getattr(found, "bakes", ()):  # 4.1 and later; with a choice of where to since 4.3
        target = getattr(bake, "bake_target", "DISK")
        if target == "INHERIT":
            target = found.bake_target
        if target == "DISK":
            place = (bake, "directory") if bake.use_custom_path else (found, "bake_directory")
            yield _use(owner, *place, found.name, need=Need.UNKNOWN)


def _inputs(owner: Any, found: Any) -> Iterator[Use]:
    """Paths that are typed into the modifier as such; those that lead to import nodes are in computed/files.py."""
    interface = getattr(found.node_group, "interface", None)  # 4.0 and later
    for item in interface.items_tree if interface else ():
        if (item.item_type == "SOCKET" and item.in_out == "INPUT" and item.socket_type.startswith("NodeSocketString")
                and getattr(item, "subtype", "") in {"FILE_PATH", "DIR_PATH"}):
            holder, attribute = input_of(found, item.identifier)
            path = absolute(value_of(holder, attribute), owner.library)
            yield Use(owner, path, "import", holder=holder, attribute=attribute, part=found.name)
