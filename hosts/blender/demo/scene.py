"""Runs inside Blender: write a small project to try everything with.

A fox in front of an open-air cinema: textures, an image sequence on the screen, trees linked from a library.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import bpy
from mathutils import Vector

from ..node.ending import leave
from .parts import at, ball, box, cone, hills, material, mix, paint, picture_material, screen_material, thing

data: Any = bpy.data
context: Any = bpy.context

FRAMES = 8
TREES = ((-5.6, 4.2, 1.25), (-4.1, 6.2, 1.6), (-7.2, 7.0, 1.9), (5.4, 4.6, 1.3), (6.8, 6.6, 1.8), (4.3, 7.6, 1.5),
         (-2.4, 9.5, 1.7), (1.4, 10.2, 1.5), (8.8, 4.2, 1.2), (-9.0, 4.0, 1.3))


def main(arguments: list[str]) -> int:
    """``[folder]``: write the project there, end the process."""
    print(write_project(Path(arguments[0] if arguments else "demo")))  # noqa: T201 - the answer
    leave(0)


def write_project(folder: Path) -> Path:
    """Write ``demo.blend`` and what it uses into ``folder``."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    scene_path = folder / "demo.blend"
    context.preferences.filepaths.save_version = 0
    _paint_pictures(folder)
    _empty()
    _tree(folder)
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "library" / "props.blend"))
    _empty()
    bpy.ops.wm.save_as_mainfile(filepath=str(scene_path))
    _set_up(context.scene)
    _add(_landscape(folder) + _trees(folder) + _screen(folder) + _fox())
    _light()
    _camera(context.scene)
    bpy.ops.file.make_paths_relative()
    bpy.ops.wm.save_mainfile()
    return scene_path


def _empty() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    context.preferences.filepaths.save_version = 0


def _add(things: list[Any]) -> None:
    for each in things:
        context.scene.collection.objects.link(each)


def _paint_pictures(folder: Path) -> None:
    paint(folder / "textures" / "grass.png", 64, 64, lambda x, y: mix(
        (0.16, 0.34, 0.10), (0.34, 0.46, 0.13),
        0.5 + 0.3 * math.sin(x * 25) * math.cos(y * 31) + 0.2 * math.sin(x * 88 + y * 57)))
    paint(folder / "textures" / "wood.png", 64, 64, lambda x, y: mix(
        (0.30, 0.15, 0.06), (0.55, 0.32, 0.15), 0.5 + 0.5 * math.sin(y * 60 + 3 * math.sin(x * 6))))
    paint(folder / "library" / "textures" / "needles.png", 64, 64, lambda x, y: mix(
        (0.03, 0.16, 0.10), (0.10, 0.34, 0.17), 0.5 + 0.5 * math.sin(y * 40 + 2 * math.sin(x * 38))))
    for frame in range(1, FRAMES + 1):
        paint(folder / "sequence" / f"plate_{frame:04d}.png", 128, 72, _film(frame))


def _film(frame: int) -> Any:
    """One frame of the film on the screen: a sun goes down over the sea."""
    share = (frame - 1) / (FRAMES - 1)
    height = 0.85 - 0.4 * share

    def colour(x: float, y: float) -> Any:
        sky = mix((1.0, 0.62, 0.25), (0.25, 0.35, 0.70), (y - 0.4) * 1.6 - 0.3 * share)
        distance = math.hypot((x - 0.5) * 16 / 9, y - height)
        if y < 0.4:
            glitter = max(0.0, 1 - abs(x - 0.5) * 7) * (0.5 + 0.5 * math.sin(y * 120 + frame * 1.7))
            return mix((0.06, 0.14, 0.32), (1.0, 0.66, 0.30), glitter)
        return mix((1.0, 0.95, 0.75), sky, (distance - 0.10) * 24)

    return colour


def _tree(folder: Path) -> None:
    """The object ``Tree`` of the library."""
    needles = picture_material("Needles", folder / "library" / "textures" / "needles.png", 2)
    trunk = thing("Tree", cone(0.16, 0.10, 0.9), material("Bark", (0.20, 0.10, 0.05)))
    crowns = [thing(f"Crown {level}", cone(0.95 - level * 0.22, 0, 1.1, 14), needles, at(0, 0, 0.55 + level * 0.55))
              for level in range(3)]
    _add([trunk, *crowns])
    with context.temp_override(active_object=trunk, selected_editable_objects=[trunk, *crowns]):
        bpy.ops.object.join()


def _trees(folder: Path) -> list[Any]:
    """Trees that share the linked mesh."""
    library = str(folder / "library" / "props.blend")
    with data.libraries.load(library, link=True, relative=True) as (_there, wanted):
        wanted.objects = ["Tree"]
    tree = wanted.objects[0]
    group = data.collections.new("Tree")
    group.objects.link(tree)
    made = []
    for number, (x, y, size) in enumerate(TREES):
        place = data.objects.new(f"Tree {number + 1}", None)
        place.instance_type = "COLLECTION"
        place.instance_collection = group
        place.matrix_world = at(x, y, 0, turn=number * 40, scale=size)
        made.append(place)
    return made


def _landscape(folder: Path) -> list[Any]:
    grass = picture_material("Grass", folder / "textures" / "grass.png", 14)
    return [thing("Ground", hills(40, 5), grass)]


def _screen(folder: Path) -> list[Any]:
    """The cinema: a frame of wood, two posts, the picture."""
    wood = picture_material("Wood", folder / "textures" / "wood.png")
    film = screen_material("Film", folder / "sequence" / "plate_0001.png", FRAMES)
    flat = at(0, 3.9, 2.25, lean=90, scale=(4.8, 2.7, 1))
    return [
        thing("Screen", _sheet, film, flat),
        thing("Frame", box(5.1, 0.12, 3.0), wood, at(0, 4.0, 2.25), smooth=False),
        thing("Post left", box(0.2, 0.2, 1.6), wood, at(-2.1, 4.2, 0.5), smooth=False),
        thing("Post right", box(0.2, 0.2, 1.6), wood, at(2.1, 4.2, 0.5), smooth=False),
    ]


def _sheet(form: Any) -> None:
    """A rectangle of one unit, its picture upright."""
    corners = [form.verts.new((x, y, 0)) for x, y in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))]
    face = form.faces.new(corners)
    layer = form.loops.layers.uv.active
    for loop, corner in zip(face.loops, ((0, 0), (1, 0), (1, 1), (0, 1))):
        loop[layer].uv = corner


def _fox() -> list[Any]:
    """Seen from behind, watching the film."""
    fur, white, dark = (material("Fur", (0.85, 0.28, 0.05)), material("White fur", (0.9, 0.86, 0.8)),
                        material("Dark fur", (0.05, 0.03, 0.03)))
    x, y = -1.1, -0.6
    return [
        thing("Body", ball(0.42), fur, at(x, y, 0.45, scale=(0.85, 0.95, 1.25))),
        thing("Head", ball(0.34), fur, at(x, y + 0.12, 1.12, scale=(1.1, 0.95, 0.85))),
        thing("Snout", cone(0.16, 0.03, 0.34), white, at(x + 0.12, y + 0.36, 1.06, turn=-18, lean=-90)),
        thing("Left ear", cone(0.17, 0.05, 0.32, 12), fur, at(x - 0.22, y + 0.1, 1.3, lean=-6)),
        thing("Tip of the left ear", cone(0.055, 0, 0.14, 12), dark, at(x - 0.22, y + 0.13, 1.6, lean=-6)),
        thing("Right ear", cone(0.17, 0.05, 0.32, 12), fur, at(x + 0.22, y + 0.1, 1.3, lean=-6)),
        thing("Tip of the right ear", cone(0.055, 0, 0.14, 12), dark, at(x + 0.22, y + 0.13, 1.6, lean=-6)),
        thing("Tail", ball(0.2), fur, at(x + 0.62, y - 0.25, 0.22, turn=-62, scale=(0.9, 2.3, 0.9))),
        thing("Tip of the tail", ball(0.15), white,
              at(x + 0.97, y - 0.06, 0.25, turn=-62, scale=(0.95, 1.4, 0.95))),
    ]


def _light() -> None:
    sun = data.lights.new("Sun", "SUN")
    sun.energy, sun.angle, sun.color = 3.2, 0.05, (1.0, 0.74, 0.48)
    lamp = data.objects.new("Sun", sun)
    lamp.rotation_euler = (math.radians(58), 0, math.radians(-52))
    _add([lamp])
    world = data.worlds.new("Evening")
    if world.node_tree is None:
        world.use_nodes = True
    nodes, links = world.node_tree.nodes, world.node_tree.links
    parts = nodes.new("ShaderNodeSeparateXYZ")
    ramp = nodes.new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color = (1.0, 0.55, 0.28, 1)
    ramp.color_ramp.elements[1].color = (0.10, 0.20, 0.50, 1)
    ramp.color_ramp.elements[1].position = 0.45
    middle = ramp.color_ramp.elements.new(0.12)
    middle.color = (0.80, 0.50, 0.50, 1)
    links.new(nodes.new("ShaderNodeTexCoord").outputs["Generated"], parts.inputs["Vector"])
    links.new(parts.outputs["Z"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Background"].inputs["Color"])
    # A gradient needs no map of where its light comes from, which takes longer than the frame.
    world.cycles.sampling_method = "NONE"
    context.scene.world = world


def _camera(scene: Any) -> None:
    """Drift from left to right, looking at the screen."""
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.data.lens = 32
    _add([camera])
    scene.camera = camera
    for frame in (1, FRAMES):
        share = (frame - 1) / (FRAMES - 1)
        camera.location = (-1.5 + 2.4 * share, -6.4 + 0.5 * share, 1.75)
        aim = Vector((-0.1, 3.0, 1.65)) - camera.location
        camera.rotation_euler = aim.to_track_quat("-Z", "Y").to_euler()
        camera.keyframe_insert("location", frame=frame)
        camera.keyframe_insert("rotation_euler", frame=frame)


def _set_up(scene: Any) -> None:
    scene.name = "Demo"
    scene.frame_start, scene.frame_end = 1, FRAMES
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 320, 180, 100
    scene.render.filepath = "//render/demo_"
    scene.render.image_settings.file_format = "PNG"
    scene.view_settings.view_transform = "Standard"
    scene.cycles.samples = 16
    scene.cycles.sample_clamp_indirect = 2
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 4
