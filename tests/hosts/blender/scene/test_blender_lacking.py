"""What a scene lacks here, and what Blender would render otherwise or without: each is named before submission."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.checks.run import Submission, run_checks
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.offer.values import Hardware

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

CPU = Hardware(1, "CPU, 64 GB RAM", False, "64")


def findings(*wanted):
    """Code and nodes of what is found of these codes."""
    from foxsubmit.hosts.blender.scene.host import Blender

    read = Blender().scene()
    selected = tuple(unit for unit in read.units if unit.name == "Scene")
    it = Submission("blender", read, selected, (), Choices(), None, connected=False, hardware=CPU)
    return [(each.code, each.nodes) for each in run_checks(it) if each.code in wanted]


def units():
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender().scene().units


@pytest.fixture
def scene(project):
    """A scene with a camera."""
    scene = bpy.context.scene
    camera = bpy.data.objects.new("Cam", bpy.data.cameras.new("Cam"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    return scene


@pytest.fixture
def moonlight(project, scene):
    """A scene of an engine and with a node of an add-on, read where the add-on is not."""

    class Moonlight(bpy.types.RenderEngine):
        bl_idname, bl_label = "MOONLIGHT", "Moonlight"

    class MoonNode(bpy.types.ShaderNodeCustomGroup):
        bl_idname, bl_label = "MoonNode", "Moon node"

    for kind in (Moonlight, MoonNode):
        bpy.utils.register_class(kind)
    scene.render.engine = "MOONLIGHT"
    material = bpy.data.materials.new("Sky")
    if material.node_tree is None:
        material.use_nodes = True
    material.use_fake_user = True
    material.node_tree.nodes.new("MoonNode").name = "Moon"
    project.save()
    for kind in (Moonlight, MoonNode):
        bpy.utils.unregister_class(kind)
    bpy.ops.wm.open_mainfile(filepath=str(project.scene))


def test_an_engine_of_an_add_on_that_is_not_here_is_named_and_not_read_as_eevee(moonlight):
    assert [unit.renderer for unit in units()] == ["MOONLIGHT"]
    assert findings(codes.UNKNOWN_ENGINE) == [(codes.UNKNOWN_ENGINE, ("Scene",))]


def test_a_node_of_an_add_on_that_is_not_here_is_named(moonlight):
    assert findings(codes.UNKNOWN_NODES) == [(codes.UNKNOWN_NODES, ('Material "Sky" · "Moon"',))]


def test_a_node_whose_add_on_went_since_the_last_look_is_named(project, scene):
    moon_node = type("MoonNode", (bpy.types.ShaderNode,), {"bl_label": "Moon"})
    bpy.utils.register_class(moon_node)
    material = bpy.data.materials.new("Sky")
    if material.node_tree is None:
        material.use_nodes = True
    name = material.node_tree.nodes.new("MoonNode").name
    assert findings(codes.UNKNOWN_NODES) == []
    bpy.utils.unregister_class(moon_node)
    assert findings(codes.UNKNOWN_NODES) == [(codes.UNKNOWN_NODES, (f'Material "Sky" · "{name}"',))]


@pytest.mark.parametrize("saved", [False, True])
def test_blenders_own_engines_are_known(project, scene, saved):
    for each in ("CYCLES", "BLENDER_WORKBENCH", scene.render.engine):
        scene.render.engine = each
        if saved:
            project.reopen()
            scene = bpy.context.scene
        assert [unit.renderer for unit in units()] == [each]
        assert findings(codes.UNKNOWN_ENGINE, codes.UNKNOWN_NODES) == []


@pytest.mark.parametrize("gone", ["datablock", "library"])
def test_what_a_library_does_not_have_any_more_is_named(project, scene, gone):
    library = project.folder / "lib.blend"
    bpy.data.libraries.write(str(library), {bpy.data.meshes.new("Stone")})
    with bpy.data.libraries.load(str(library), link=True) as (_there, here):
        here.meshes = ["Stone"]
    scene.collection.objects.link(bpy.data.objects.new("Stone", here.meshes[0]))
    assert findings(codes.MISSING_DATABLOCKS) == []
    if gone == "library":
        library.unlink()
    else:
        bpy.data.libraries.write(str(library), {bpy.data.meshes.new("Other")})
    project.reopen()
    assert findings(codes.MISSING_DATABLOCKS) == [
        (codes.MISSING_DATABLOCKS, ('Library "lib.blend" · Mesh "Stone"',))]


def test_a_text_that_registers_itself_is_named(project, scene):
    text = bpy.data.texts.new("rig.py")
    assert findings(codes.SCRIPTS) == []
    text.use_module = True
    assert findings(codes.SCRIPTS) == [(codes.SCRIPTS, ('Text "rig.py"',))]


def add_picture(project, scene):
    project.write("a.png")
    editor = scene.sequence_editor or scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    return strips.new_image("a", str(project.folder / "a.png"), 1, 1)


def test_strips_that_hide_the_scene_are_noted(project, scene):
    strip = add_picture(project, scene)
    assert findings(codes.STRIPS) == [(codes.STRIPS, ("Scene",))]
    strip.mute = True
    assert findings(codes.STRIPS) == []
    strip.mute = False
    scene.render.use_sequencer = False
    assert findings(codes.STRIPS) == []


def test_strips_need_no_camera_unless_one_shows_a_scene_without(project):
    scene = bpy.context.scene
    assert findings(codes.NO_ACTIVE_CAMERA) == [(codes.NO_ACTIVE_CAMERA, ("Scene",))]
    add_picture(project, scene)
    assert findings(codes.NO_ACTIVE_CAMERA) == []
    editor = scene.sequence_editor
    other = bpy.data.scenes.new("Other")
    (editor.strips if hasattr(editor, "strips") else editor.sequences).new_scene("s", other, 2, 1)
    assert findings(codes.NO_ACTIVE_CAMERA) == [(codes.NO_ACTIVE_CAMERA, ("Scene",))]


def compositor_of(scene):
    if "compositing_node_group" in scene.bl_rna.properties:
        scene.compositing_node_group = bpy.data.node_groups.new("Comp", "CompositorNodeTree")
        return scene.compositing_node_group
    scene.use_nodes = True
    scene.node_tree.nodes.clear()
    return scene.node_tree


def test_nodes_without_layers_need_no_camera(project):
    scene = bpy.context.scene
    tree = compositor_of(scene)
    tree.nodes.new("CompositorNodeRGB")
    assert findings(codes.NO_ACTIVE_CAMERA) == []
    layers = tree.nodes.new("CompositorNodeRLayers")
    assert findings(codes.NO_ACTIVE_CAMERA) == [(codes.NO_ACTIVE_CAMERA, ("Scene",))]
    layers.mute = True
    assert findings(codes.NO_ACTIVE_CAMERA) == []


def test_a_node_renders_strips_without_a_camera(project):
    from foxsubmit.hosts.blender.node.stage import _choose_camera

    scene = bpy.context.scene
    add_picture(project, scene)
    _choose_camera(scene, "", False)
    assert scene.camera is None


def test_of_a_movie_the_task_names_the_frames_that_are_rendered(project, scene):
    from foxsubmit.core.plan.blender import _common

    (unit,) = units()
    movie = dataclasses.replace(unit, format="FFMPEG")
    assert _common(movie, (movie.frames,))["Render_Format"] == "PNG"
    assert _common(dataclasses.replace(unit, format="OPEN_EXR"), (unit.frames,))["Render_Format"] == "OPEN_EXR"
