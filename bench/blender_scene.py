"""Read a large scene in Blender: what each step of it holds the main thread.

    python bench/blender_scene.py [objects] [images] [libraries]

It makes the scene first: 20,000 objects of 2,000 meshes, 5,000 images in as many materials, 200 linked libraries. A
Python with bpy is needed. The figures are processor time of the main thread, the middle and the most of five readings:
of the slices in which the scene is described when a panel is opened and when it gets the focus, of those in which its
files are found, and of the one call that describes it, which Submit makes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
from figures import tell, words

from foxsubmit.core.common.gc_pause import pause_gc
from foxsubmit.core.session.gather import AssetScan, Slices
from foxsubmit.hosts.blender.scene.host import Blender

RUNS = 5
OBJECTS, IMAGES, LIBRARIES, A_MESH = 20_000, 5_000, 200, 10


def build(folder: Path, objects: int, images: int, libraries: int) -> None:
    """Make the scene and save it."""
    data: Any = bpy.data
    bpy.ops.wm.read_factory_settings(use_empty=True)
    prop = data.objects.new("prop", data.meshes.new("prop"))
    for number in range(libraries):
        data.libraries.write(str(folder / f"library_{number:03}.blend"), {prop})
    data.objects.remove(prop)
    scene = data.scenes[0]
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    materials = [material(folder, number) for number in range(images)]
    meshes = [data.meshes.new(f"mesh {number}") for number in range(max(1, objects // A_MESH))]
    for number, mesh in enumerate(meshes):
        for made in materials[number::len(meshes)]:
            mesh.materials.append(made)
    groups = [data.collections.new(f"group {number}") for number in range(100)]
    for group in groups:
        scene.collection.children.link(group)
    for number in range(objects):
        thing = data.objects.new(f"thing {number}", meshes[number % len(meshes)])
        groups[number % len(groups)].objects.link(thing)
        if number % 20 == 0:
            thing.modifiers.new("Subdivision", "SUBSURF")
    for number in range(libraries):
        with data.libraries.load(str(folder / f"library_{number:03}.blend"), link=True) as (_there, wanted):
            wanted.objects = ["prop"]
        for linked in wanted.objects:
            groups[number % len(groups)].objects.link(linked)
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "large.blend"))


def material(folder: Path, number: int) -> Any:
    """A material with a picture, of which there is no file."""
    data: Any = bpy.data
    image = data.images.new(f"texture {number}", 4, 4)
    image.source, image.filepath = "FILE", str(folder / f"textures/{number:05}.png")
    made = data.materials.new(f"material {number}")
    if not made.node_tree:
        made.use_nodes = True
    node = made.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    return made


def taken(call: Callable[[], object]) -> float:
    """Milliseconds of the main thread."""
    started = time.thread_time()
    call()
    return (time.thread_time() - started) * 1e3


def read() -> tuple[float, list[float], list[float]]:
    """One reading: what the description takes at once, and each slice of it and of finding files."""
    host = Blender()

    def describe() -> None:
        with pause_gc():
            host.scene()

    return taken(describe), slices(Slices(host.description())), slices(AssetScan(host))


def slices(work: Slices[Any]) -> list[float]:
    """Take the work to its end, and return how long each slice took, in milliseconds."""
    found, done = [], False

    def step() -> None:
        nonlocal done
        done = work.step()

    while not done:
        found.append(taken(step))
    return found


def main() -> None:
    numbers = [int(word) for word in words()]
    objects, images, libraries = (*numbers, *(OBJECTS, IMAGES, LIBRARIES)[len(numbers):])
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), objects, images, libraries)
        runs = [read() for _run in range(RUNS)]
    at_once = sorted(each for each, _described, _found in runs)
    described = sorted(max(each) for _at_once, each, _found in runs)
    longest = sorted(max(each) for _at_once, _described, each in runs)
    print(f"Blender {bpy.app.version_string}, {objects:,} objects, {images:,} images, {libraries:,} libraries; "
          "ms of the main thread, median and most:")
    tell("described", described[RUNS // 2], "ms", most=described[-1])
    tell("longest slice", longest[RUNS // 2], "ms", most=longest[-1])
    tell("described at once", at_once[RUNS // 2], "ms", most=at_once[-1])
    print(f"  described {described[RUNS // 2]:.1f}, {described[-1]:.1f}")
    print(f"  described at once {at_once[RUNS // 2]:.1f}, {at_once[-1]:.1f}")
    print(f"  longest slice {longest[RUNS // 2]:.1f}, {longest[-1]:.1f}")
    print(f"  all slices {min(sum(each) for _at_once, _described, each in runs):.0f}")


if __name__ == "__main__":
    main()
