"""The oracle of opened files: what Blender opens while it renders is what a submission sends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.core.common import child

bpy = pytest.importorskip("bpy")
pytestmark = [pytest.mark.blender, pytest.mark.slow]

BENCH = Path(__file__).parents[4] / "bench" / "opened.py"
TRACERS = ("strace", "access times")


def look(tracer, *arguments):
    """Run the bench; its exit code and what it printed."""
    if tracer == "strace" and not shutil.which("strace"):
        pytest.skip("there is no strace here")
    own = {"PATH": "" if tracer != "strace" else os.environ["PATH"]}
    done = subprocess.run([sys.executable, str(BENCH), *map(str, arguments)], env={**child.environment(), **own},
                          text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if "nothing can be told" in done.stdout:
        pytest.skip("this file system keeps no access times")
    return done.returncode, done.stdout


LOOKS_AT_ALL = pytest.mark.not_in_wine("a file has the access time of its last read")


@pytest.fixture
def scenes(project):
    """A scene with a picture, a sequence and a font, and one that links the first; the second has no camera."""
    scene = bpy.context.scene
    scene.frame_end = 3
    surface = bpy.data.materials.new("Shown")
    if surface.node_tree is None:
        surface.use_nodes = True
    nodes, links = surface.node_tree.nodes, surface.node_tree.links
    plates = project.image(project.write(*(f"plates/板_{number:02d}.png" for number in range(1, 30))), "SEQUENCE")
    wood = project.image(project.write("wood.png"))
    for image, socket in ((wood, "Base Color"), (plates, "Emission Color")):
        node = nodes.new("ShaderNodeTexImage")
        node.image = image
        links.new(node.outputs["Color"], nodes["Principled BSDF"].inputs[socket])
    node.image_user.frame_duration, node.image_user.use_auto_refresh = 29, True
    nodes["Principled BSDF"].inputs["Emission Strength"].default_value = 1
    text = bpy.data.curves.new("Text", "FONT")
    text.body, text.font = "fox", bpy.data.fonts.load(str(project.folder / project.font("letters.woff2")[2:]))
    text.materials.append(surface)
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.location = (0, 0, 5)
    scene.camera = camera
    for thing in (bpy.data.objects.new("Words", text), camera):
        scene.collection.objects.link(thing)
    project.save()
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / "shots" / "linking.blend"), check_existing=False)
    with bpy.data.libraries.load(str(project.scene), link=True, relative=True) as (_there, wanted):
        wanted.objects = ["Words"]
    bpy.context.scene.collection.objects.link(wanted.objects[0])
    bpy.context.scene.frame_end = 3
    bpy.ops.wm.save_mainfile()
    return project


@pytest.fixture
def shots(project):
    (project.folder / "shots").mkdir()


@pytest.mark.parametrize(("tracer", "counts"), [("strace", {"main.blend": 6, "linking.blend": 7}),
                                                pytest.param("access times", {"main.blend": 6}, marks=LOOKS_AT_ALL)])
def test_all_that_blender_opens_is_planned_and_what_is_planned_besides_is_explained(shots, scenes, tracer, counts):
    code, printed = look(tracer, scenes.folder if len(counts) > 1 else scenes.scene)
    assert code == 0, printed
    assert f"scenes {len(counts)}" in printed
    opened = dict(re.findall(r"(\S+\.blend) +opened +(\d+), planned", printed))
    assert {Path(name).name: int(number) for name, number in opened.items()} == counts
    assert re.search(r"\d+ planned and not opened: sequence: other frames, or the margin around them", printed)
    assert "not rendered:" not in printed


@pytest.mark.parametrize("tracer", TRACERS)
def test_a_file_that_is_opened_and_not_sent_is_named(shots, scenes, tracer):
    code, printed = look(tracer, scenes.scene, "--frames", "1", "--leave-out", "*wood.png")
    assert code == 1, printed
    assert f"MISSED {scenes.folder / 'wood.png'}" in printed
