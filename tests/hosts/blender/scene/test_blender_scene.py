"""Render units of the open scene."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import Frames

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender()


def add_camera(name, scene=None, active=False):
    scene = scene or bpy.context.scene
    camera = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    scene.collection.objects.link(camera)
    if active:
        scene.camera = camera
    return camera


def units(host):
    return [(unit.name, unit.camera, unit.enabled) for unit in host.scene().units]


def test_a_scene_without_a_camera_is_one_unit(host):
    assert units(host) == [("Scene", "", True)]


def test_the_scenes_own_camera_is_first_and_enabled(host):
    add_camera("A")
    add_camera("B", active=True)
    assert units(host) == [("Scene", "B", True), ("Scene", "A", False)]


def test_cameras_without_an_active_one_are_all_disabled(host):
    add_camera("A")
    assert units(host) == [("Scene", "A", False)]


def test_only_the_open_scene_is_enabled(host):
    add_camera("A", active=True)
    add_camera("B", bpy.data.scenes.new("Second"), active=True)
    assert units(host) == [("Scene", "A", True), ("Second", "B", False)]


@pytest.mark.parametrize("current", [1, 5])
def test_what_markers_switch_between_is_one_unit_and_each_camera_alone_another(host, current):
    scene = bpy.context.scene
    for frame, name in ((5, "B"), (1, "A")):
        scene.timeline_markers.new(name, frame=frame).camera = add_camera(name)
    scene.frame_set(current)
    assert scene.camera.name == {1: "A", 5: "B"}[current]
    assert units(host) == [("Scene", "A", True), ("Scene", "A", False), ("Scene", "B", False)]
    told = host.scene().units
    assert [unit.variant for unit in told] == ["markers", "", ""]
    assert [dict(unit.details).get("alone") for unit in told] == [None, "1", "1"]
    assert len({unit.id for unit in told}) == 3


def test_a_camera_that_all_markers_bind_is_no_other_unit(host):
    scene = bpy.context.scene
    scene.timeline_markers.new("only", frame=5).camera = add_camera("A")
    add_camera("B")
    assert units(host) == [("Scene", "A", True), ("Scene", "B", False)]
    assert [dict(unit.details).get("alone") for unit in host.scene().units] == [None, "1"]


def test_frames_and_size_are_those_that_come_out(host):
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end, scene.frame_step = 10, 20, 5
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 1921, 1081, 50
    (unit,) = host.scene().units
    assert (unit.frames, unit.size) == (Frames(10, 20, 5), (960, 540))


def test_view_layers_that_are_off_are_left_out(host):
    bpy.context.scene.view_layers.new("Fog").use = False
    bpy.context.scene.view_layers.new("Smoke")
    assert host.scene().units[0].layers == ("ViewLayer", "Smoke")


@pytest.mark.parametrize("path", [
    "//render/", "//render/shot_", "//render/shot_##_", "//shot.png", "//shot_####.png", "/out/shot.exr",
])
def test_the_output_is_where_blender_writes(host, path):
    render = bpy.context.scene.render
    render.filepath = path
    (unit,) = host.scene().units
    frame = unit.output
    for count in (4, 3, 2):
        frame = frame.replace("#" * count, f"{7:0{count}d}")
    assert frame == render.frame_path(frame=7)


def test_an_output_without_a_folder_lies_beside_the_scene(host, project):
    bpy.context.scene.render.filepath = "shot_"
    assert host.scene().units[0].output == str(project.folder / "shot_####.png")


def test_a_scene_that_was_never_saved_has_an_output(host):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.filepath = "//shot_"
    assert Path(host.scene().units[0].output).is_absolute()


@pytest.mark.parametrize(("typed", "ending", "name"), [
    ("//out/a_##_v02", True, "a_##_v02.png"), ("//out/a_", False, "a_####"),
    pytest.param("//{blend_name}/{blend_name}_####_v01", True, "main_####_v01.png", marks=pytest.mark.skipif(
        bpy.app.version < (4, 5, 0), reason="Blender has no templates in paths before 4.5")),
])
def test_the_output_is_a_pattern_with_templates_filled_in(host, project, typed, ending, name):
    scene = bpy.context.scene
    scene.render.filepath, scene.render.use_file_extension = typed, ending
    folder = "main" if "{" in typed else "out"
    assert host.scene().units[0].output == str(project.folder / folder / name)


def test_movies_are_reported_as_they_are(host):
    settings = bpy.context.scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"
    assert host.scene().units[0].format == "FFMPEG"


def test_the_version_is_complete(host):
    assert host.scene().version == ".".join(map(str, bpy.app.version))


def test_a_scene_that_was_never_saved_has_no_path(host):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = host.scene()
    assert (scene.path, scene.unsaved) == (None, True)
    with pytest.raises(HostFailed, match="no file yet"):
        host.save()


def test_a_saved_scene_has_a_path(host, project):
    assert host.scene().path == project.scene
    assert host.save() == project.scene


def test_a_scene_that_cannot_be_written_is_a_sentence(host, project):
    project.scene.unlink()
    project.scene.mkdir()
    with pytest.raises(HostFailed, match="could not save"):
        host.save()


def test_an_engine_of_an_addon_is_named(host, monkeypatch):
    import sys
    import types

    addon = types.ModuleType("moonlight")
    addon.bl_info = {"version": (2, 1)}
    monkeypatch.setitem(sys.modules, "moonlight", addon)
    engine = type("Moonlight", (bpy.types.RenderEngine,), {
        "bl_idname": "MOONLIGHT", "bl_label": "Moonlight", "__module__": "moonlight.engine"})
    bpy.utils.register_class(engine)
    try:
        assert host.scene().plugins == {}
        bpy.context.scene.render.engine = "MOONLIGHT"
        assert host.scene().plugins == {"moonlight": "2.1"}
    finally:
        bpy.utils.unregister_class(engine)


def test_nodes_of_an_addon_are_named(host, monkeypatch):
    import sys
    import types

    addon = types.ModuleType("weave")
    addon.bl_info = {"version": (1, 4)}
    monkeypatch.setitem(sys.modules, "weave", addon)
    node = type("Thread", (bpy.types.Node,), {
        "bl_idname": "WeaveThread", "bl_label": "Thread", "__module__": "weave.n"})
    bpy.utils.register_class(node)
    try:
        tree = bpy.data.node_groups.new("Cloth", "ShaderNodeTree")
        assert host.scene().plugins == {}
        tree.nodes.new("WeaveThread")
        assert host.scene().plugins == {"weave": "1.4"}
    finally:
        bpy.data.node_groups.clear() if hasattr(bpy.data.node_groups, "clear") else None
        bpy.utils.unregister_class(node)


def test_every_camera_is_named_once(host):
    camera = add_camera("A", active=True)
    add_camera("B")
    bpy.data.scenes.new("Second").collection.objects.link(camera)
    assert host.scene().cameras == ("A", "B")


def test_a_linked_camera_of_the_same_name_is_another(host, tmp_path):
    camera = add_camera("A", active=True)
    bpy.data.libraries.write(str(tmp_path / "lib.blend"), {camera}, fake_user=True)
    with bpy.data.libraries.load(str(tmp_path / "lib.blend"), link=True) as (_there, wanted):
        wanted.objects = ["A"]
    bpy.context.scene.collection.objects.link(wanted.objects[0])
    assert host.scene().cameras == ("A", "A")


def test_what_the_checks_ask_for_is_told(host, project):
    scene = bpy.context.scene
    assert host.scene().units[0].details == (("fps", "24/1"),)
    scene.render.use_border = True
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "GPU", 128, True
    told = {"fps": "24/1", "border": "1", "device": "GPU", "samples": "128", "denoising": "1"}
    assert dict(host.scene().units[0].details) == told
    scene.cycles.use_denoising = False
    del told["denoising"]
    assert dict(host.scene().units[0].details) == told


@pytest.mark.parametrize(("folder", "told"), [
    ("/mnt/out/", "/mnt/out/"), ("C:\\out\\", "C:\\out\\"), ("//comp/", None)])
def test_folders_of_file_output_nodes_are_told_where_they_are_absolute(host, folder, told):
    scene = bpy.context.scene
    if hasattr(scene, "compositing_node_group"):
        tree = scene.compositing_node_group = bpy.data.node_groups.new("Compositing", "CompositorNodeTree")
    else:
        scene.use_nodes = True
        tree = scene.node_tree
    node = tree.nodes.new("CompositorNodeOutputFile")
    setattr(node, "directory" if hasattr(node, "directory") else "base_path", folder)
    assert dict(host.scene().units[0].details).get("outputs") == told


def test_blenders_own_colours_need_no_file(host, assets, monkeypatch, tmp_path):
    for value in (None, "", "ocio://default", str(tmp_path / "gone.ocio")):
        if value is None:
            monkeypatch.delenv("OCIO", raising=False)
        else:
            monkeypatch.setenv("OCIO", value)
        assert (host.scene().colour, assets()) == ("", [])


def test_an_ocio_configuration_brings_its_tables(host, assets, monkeypatch, tmp_path):
    path, table = tmp_path / "studio" / "config.ocio", tmp_path / "studio" / "luts" / "log.spi1d"
    table.parent.mkdir(parents=True)
    table.write_text("lut")
    path.write_text("search_path: luts\nlooks:\n  - !<Look> {name: a, transform: !<FileTransform> {src: log.spi1d}}\n")
    monkeypatch.setenv("OCIO", str(path))
    assert host.scene().colour == str(path)
    assert [asset.path for asset in find_all(assets())] == [str(path), str(table)]


def test_looking_changes_nothing(host, project, assets):
    project.image(project.write("wood.png"))
    add_camera("A", active=True)
    project.save()
    before = bpy.data.is_dirty
    for _again in range(2):
        host.scene()
        assets()
    host.select(("A",))
    assert bpy.data.is_dirty is before
