"""Shapes, materials and painted pictures for the demo scene."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bmesh
import bpy
from mathutils import Matrix

Colour = tuple[float, ...]
"""Red, green and blue, 0 to 1."""

Paint = Callable[[float, float], Colour]
"""The colour at a place in the picture, 0 to 1 from the lower left."""


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    share = min(1.0, max(0.0, share))
    return tuple(a + (b - a) * share for a, b in zip(one, other))


def paint(path: Path, width: int, height: int, colour: Paint) -> None:
    """Write a PNG, pixel by pixel."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels: list[float] = []
    for y in range(height):
        for x in range(width):
            pixels.extend((*colour(x / width, y / height), 1.0))
    image: Any = bpy.data.images.new(path.stem, width, height)
    image.pixels.foreach_set(pixels)
    image.filepath_raw = str(path)
    image.file_format = "PNG"
    image.save()
    bpy.data.images.remove(image)


def material(name: str, colour: Colour = (1, 1, 1), rough: float = 0.8) -> Any:
    """A plain surface."""
    made: Any = bpy.data.materials.new(name)
    if made.node_tree is None:  # always there from 5.0 on, where asking for it is deprecated
        made.use_nodes = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*colour, 1)
    shader.inputs["Roughness"].default_value = rough
    return made


def picture_material(name: str, picture: Path, repeat: float = 1) -> Any:
    """A surface with a picture on it."""
    made = material(name)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    texture = nodes.new("ShaderNodeTexImage")
    texture.image = bpy.data.images.load(str(picture))
    place = nodes.new("ShaderNodeMapping")
    place.inputs["Scale"].default_value = (repeat, repeat, repeat)
    links.new(nodes.new("ShaderNodeTexCoord").outputs["UV"], place.inputs["Vector"])
    links.new(place.outputs["Vector"], texture.inputs["Vector"])
    links.new(texture.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return made


def screen_material(name: str, first: Path, frames: int) -> Any:
    """A surface that shines with a sequence of pictures."""
    made = material(name)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    texture = nodes.new("ShaderNodeTexImage")
    texture.image = bpy.data.images.load(str(first))
    texture.image.source = "SEQUENCE"
    texture.image_user.frame_duration = frames
    texture.image_user.use_auto_refresh = True
    light = nodes.new("ShaderNodeEmission")
    light.inputs["Strength"].default_value = 1.1
    links.new(texture.outputs["Color"], light.inputs["Color"])
    links.new(light.outputs["Emission"], nodes["Material Output"].inputs["Surface"])
    return made


def thing(name: str, shape: Callable[[Any], Any], surface: Any, place: Any = None, smooth: bool = True) -> Any:
    """An object of one shape and one surface; ``place`` is a matrix."""
    mesh = bpy.data.meshes.new(name)
    form = bmesh.new()
    form.loops.layers.uv.new("UVMap")
    shape(form)
    for face in form.faces:
        face.smooth = smooth
    form.to_mesh(mesh)
    form.free()
    mesh.materials.append(surface)
    made = bpy.data.objects.new(name, mesh)
    made.matrix_world = place or Matrix()
    return made


def cone(radius: float, top: float, depth: float, sides: int = 24) -> Callable[[Any], Any]:
    """A cone, a prism or a cylinder, standing on the origin."""
    return lambda form: bmesh.ops.create_cone(
        form, cap_ends=True, segments=sides, radius1=radius, radius2=top, depth=depth,
        matrix=Matrix.Translation((0, 0, depth / 2)), calc_uvs=True)


def ball(radius: float) -> Callable[[Any], Any]:
    """A sphere around the origin."""
    return lambda form: bmesh.ops.create_uvsphere(form, u_segments=32, v_segments=16, radius=radius, calc_uvs=True)


def box(width: float, depth: float, height: float) -> Callable[[Any], Any]:
    """A box around the origin."""
    return lambda form: bmesh.ops.create_cube(
        form, size=1, matrix=Matrix.Diagonal((width, depth, height, 1)), calc_uvs=True)


def hills(size: float, height: float) -> Callable[[Any], Any]:
    """Ground that is flat in the middle and rolls farther out."""

    def shape(form: Any) -> None:
        bmesh.ops.create_grid(form, x_segments=60, y_segments=60, size=size, calc_uvs=True)
        for point in form.verts:
            x, y = point.co.x, point.co.y
            far = max(0.0, math.hypot(x, y) - 6) / size
            point.co.z = far * height * (1 + 0.6 * math.sin(x * 0.42 + 1) + 0.5 * math.cos(y * 0.35 + x * 0.2))

    return shape


def at(x: float, y: float, z: float, turn: float = 0, lean: float = 0, scale: Any = 1) -> Any:
    """A place: moved, turned around the upright, leaned over, scaled (a number or three)."""
    sizes = scale if isinstance(scale, tuple) else (scale, scale, scale)
    return (Matrix.Translation((x, y, z)) @ Matrix.Rotation(math.radians(turn), 4, "Z")
            @ Matrix.Rotation(math.radians(lean), 4, "X") @ Matrix.Diagonal((*sizes, 1)))
