"""What follows from the frames before: physics, particles, zones of geometry nodes, with how far each is baked.

core/checks/simulations.py compares it with the frames that are rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import bpy

from .....core.common.i18n import _
from .....core.model.simulations import Simulation
from ..outputs import nodes_within
from ..paths import absolute
from ..users import name_of, with_part
from .packed_bakes import packed_frames
from .rendered import rendered_objects, scenes_shown, takes_part

ZONE = "GeometryNodeSimulationOutput"

STATELESS = {"NO", "KEYED"}
"""Physics of particles that Blender works out for a frame from nothing but the frame."""

EVERY_FRAME = (-1_048_574, 1_048_574)
"""Blender's first and last frame."""

Kind = Callable[[Any, Any], Iterator[Simulation]]


def states(scene: Any, of_things: Mapping[Any, Sequence[Simulation]]) -> tuple[Simulation, ...]:
    """The simulations that take part in a render of the scene; ``of_things`` are those of all objects."""
    found = [state for each in scenes_shown(scene) for state in _rigid_bodies(each)]
    rendered = rendered_objects(scene) if of_things else set()
    for thing, own in of_things.items():
        if takes_part(thing, rendered):
            found += own
    return tuple(dict.fromkeys(found))


def of_object(thing: Any) -> Iterator[Simulation]:
    """Yield the simulations of an object, by its modifiers and its bones."""
    for modifier in thing.modifiers:
        kind = KINDS.get(modifier.type)
        if kind and modifier.show_render:
            yield from kind(thing, modifier)
    if thing.pose is not None and _is_simulated(thing.pose):
        yield Simulation(_label(thing, "iTaSC"), "armature", EVERY_FRAME[0])


def _is_simulated(pose: Any) -> bool:
    """Whether iTaSC moves bones of it on from the frame before."""
    return pose.ik_solver == "ITASC" and pose.ik_param.mode == "SIMULATION" and any(
        each.type == "IK" and not each.mute for bone in pose.bones for each in bone.constraints)


def _points(owner: Any, part: str, cache: Any) -> Iterator[Simulation]:
    """A cache of points; external files have their own frames, and are looked for as files."""
    if not cache.use_external:
        baked = (cache.frame_start, _last(cache)) if cache.is_baked else None
        yield Simulation(_label(owner, part), "cache", cache.frame_start, baked)


def _last(cache: Any) -> int:
    """The last frame that a bake holds: "Current Cache to Bake" keeps what there is, and Blender only counts it."""
    number = re.search(r"\d+", cache.info)
    whole = (cache.frame_end - cache.frame_start) // cache.frame_step + 1
    if number is None or int(number[0]) >= whole:
        return int(cache.frame_end)
    return int(cache.frame_start + max(0, int(number[0]) - 1) * cache.frame_step)


def _cloth(thing: Any, modifier: Any) -> Iterator[Simulation]:
    yield from _points(thing, modifier.name, modifier.point_cache)


def _particles(thing: Any, modifier: Any) -> Iterator[Simulation]:
    """Particles that move by forces, and hair where its dynamics are on."""
    system = modifier.particle_system
    settings = system.settings
    if settings.type == "HAIR":
        moving = system.use_hair_dynamics
    else:
        moving = settings.type == "EMITTER" and settings.physics_type not in STATELESS and settings.count > 0
    if moving:
        yield from _points(thing, system.name, system.point_cache)


def _fluid(thing: Any, modifier: Any) -> Iterator[Simulation]:
    """A domain: the other objects of a fluid have no state."""
    if modifier.fluid_type == "DOMAIN":
        domain = modifier.domain_settings
        baked = (domain.cache_frame_start, domain.cache_frame_end) if _is_baked(domain) else None
        yield Simulation(_label(thing, modifier.name), "fluid", domain.cache_frame_start, baked)


def _is_baked(domain: Any) -> bool:
    """Whether all is baked that the render shows: the surface of a liquid, too, where there is to be one."""
    meshed = domain.domain_type == "LIQUID" and domain.use_mesh and domain.cache_type == "MODULAR"
    return domain.cache_type != "REPLAY" and domain.has_cache_baked_data and (
        not meshed or domain.has_cache_baked_mesh)


def _dynamic_paint(thing: Any, modifier: Any) -> Iterator[Simulation]:
    """What is painted on points; painted pictures are results, which nothing reads again."""
    for surface in modifier.canvas_settings.canvas_surfaces if modifier.canvas_settings else ():
        if surface.is_active and surface.surface_format == "VERTEX":
            yield from _points(thing, f"{modifier.name} · {surface.name}", surface.point_cache)


def _zones(thing: Any, modifier: Any) -> Iterator[Simulation]:
    """Simulation zones of geometry nodes, those in groups included."""
    if hasattr(modifier, "bakes"):  # 4.1 and later
        for bake in modifier.bakes:
            if bake.node is not None and bake.node.bl_idname == ZONE and not bake.node.mute:
                yield _zone(thing, modifier, bake)
    elif any(node.bl_idname == ZONE and not node.mute for node in nodes_within(modifier.node_group)):
        folder = getattr(modifier, "simulation_bake_directory", "")  # 3.6 and 4.0
        yield Simulation(_label(thing, modifier.name), "zone", _starts(), folder=absolute(folder, thing.library))


def _zone(thing: Any, modifier: Any, bake: Any) -> Simulation:
    label = _label(thing, modifier.name)
    if bake.node.id_data != modifier.node_group:
        label = with_part(label, bake.node.id_data.name)
    start = bake.frame_start if bake.use_custom_simulation_frame_range else _starts()
    target = getattr(bake, "bake_target", "DISK")
    if target == "INHERIT":
        target = modifier.bake_target
    if target != "DISK":
        frames = packed_frames(bake)
        known = frames if frames is not None else EVERY_FRAME  # nobody can tell: it counts as baked
        return Simulation(label, "zone", start, (min(known), max(known)) if known else None)
    folder = bake.directory if bake.use_custom_path else modifier.bake_directory
    place = absolute(folder, thing.library)
    below = f"{bake.bake_id}/meta" if not bake.use_custom_path else "meta"
    return Simulation(label, "zone", start, folder=place, below=below if place else "")


def _starts() -> int:
    """The first frame of a zone's simulation: that of the scene that begins first."""
    return min(scene.frame_start for scene in bpy.data.scenes)


def _rigid_bodies(scene: Any) -> Iterator[Simulation]:
    """The rigid body world of a scene, if something in it moves by itself."""
    world = scene.rigidbody_world
    things = world.collection.all_objects if world and world.enabled and world.collection else ()
    bodies = [thing.rigid_body for thing in things if thing.rigid_body]
    if any(body.type == "ACTIVE" and body.enabled and not body.kinematic for body in bodies):
        yield from _points(scene, _("Rigid Body World"), world.point_cache)


def _label(owner: Any, part: str) -> str:
    label = with_part(name_of(owner), part)
    return f"{name_of(owner.library)} · {label}" if owner.library else label


KINDS: dict[str, Kind] = {
    "CLOTH": _cloth, "SOFT_BODY": _cloth, "PARTICLE_SYSTEM": _particles, "FLUID": _fluid,
    "DYNAMIC_PAINT": _dynamic_paint, "NODES": _zones}
"""Type of modifier -> what reads its state; most have none."""
