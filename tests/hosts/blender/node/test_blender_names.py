"""Results have the names that Blender gives them, where the artist chose them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hosts.blender.node.test_blender_render import (  # noqa: F401 - fixtures
    add_camera,
    add_file_output,
    set_format,
    stage,
)

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

TEMPLATES = pytest.mark.skipif(bpy.app.version < (4, 5, 0), reason="Blender has no templates in paths before 4.5")


def names(tmp_path, told):
    assert told["event"] == "done", told
    return [Path(file).relative_to(tmp_path / "frames").as_posix() for file in told["files"]]


@pytest.mark.parametrize(("typed", "name"), [
    ("//out/beauty_", "beauty_0007.png"), ("//out/beauty_##_v02", "beauty_07_v02.png"),
    ("/mnt/x/sh.010.", "sh.010.0007.png"),
    ("C:\\renders\\a_####.jpg", "a_0007.png"), ("//", "shot_0007.png"), ("/mnt/x/", "shot_0007.png"),
    ("//../..", "shot_0007.png"),
    pytest.param("//{blend_name}/{blend_name}_####_v01", "main_0007_v01.png", marks=TEMPLATES),
    pytest.param("//out/{{a}}_", "{a}_0007.png", marks=TEMPLATES),
])
def test_a_frame_has_the_name_that_blender_gives_it(stage, project, tmp_path, typed, name):  # noqa: F811
    add_camera()
    bpy.context.scene.render.filepath = typed
    scene, (told,) = stage(7)
    assert names(tmp_path, told) == [name]
    assert scene.render.filepath == typed


def test_a_folder_with_braces_is_no_template(stage, project, tmp_path):  # noqa: F811
    add_camera()
    _scene, (told,) = stage(7, output=str(tmp_path / "frames" / "{blend_name}"))
    assert names(tmp_path, told) == ["{blend_name}/shot_0007.png"]


@TEMPLATES
def test_a_template_that_blender_cannot_read_is_said(stage, project):  # noqa: F811
    add_camera()
    bpy.context.scene.render.filepath = "//out/{nothing_of_the_kind}_"
    _scene, (told,) = stage(7)
    assert told["event"] == "failed"
    assert "nothing_of_the_kind" in told["message"]


@pytest.mark.parametrize(("typed", "name"), [("//out/a_####.png", "a_0007.png"), ("//out/a_", "a_0007")])
def test_without_extensions_a_name_ends_as_it_was_typed(stage, project, tmp_path, typed, name):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    scene.render.filepath, scene.render.use_file_extension = typed, False
    _scene, (told,) = stage(7)
    assert names(tmp_path, told) == [name]
    assert Path(told["preview"]).is_file()


@pytest.mark.parametrize("typed", ["//out/clip_", "//out/clip_.mp4"])
def test_frames_of_a_movie_have_its_name(stage, project, tmp_path, typed):  # noqa: F811
    add_camera()
    set_format("FFMPEG", "VIDEO")
    bpy.context.scene.render.filepath = typed
    _scene, (told,) = stage(7)
    assert names(tmp_path, told) == ["clip_0007.png"]


def test_both_views_of_a_stereo_pair_come(stage, project, tmp_path):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    scene.render.use_multiview, scene.render.image_settings.views_format = True, "INDIVIDUAL"
    scene.render.filepath = "//out/eye_####_v2"
    _scene, (told,) = stage(7)
    assert names(tmp_path, told) == ["eye_0007_v2_L.png", "eye_0007_v2_R.png"]


def file_output_to(scene, typed, kind="OPEN_EXR", name="depth_"):
    """A File Output node with one picture; of a multilayer file ``typed`` ends with its name."""
    node = add_file_output(scene)
    several = kind == "OPEN_EXR_MULTILAYER"
    if hasattr(node, "directory"):
        node.format.media_type = "MULTI_LAYER_IMAGE" if several else "IMAGE"
        head, slash, tail = typed.rpartition("/")
        node.directory, node.file_name = (head + slash, tail) if several else (typed, name)
        node.file_output_items.clear()
        node.file_output_items.new("RGBA", "layer" if several else "")
    else:
        node.base_path = typed
        if not several:
            node.file_slots.clear()
            node.file_slots.new(name)
    node.format.file_format = kind
    tree = node.id_data
    layers = next(each for each in tree.nodes if each.bl_idname == "CompositorNodeRLayers")
    tree.links.new(layers.outputs["Image"], node.inputs[0])
    return node


@pytest.mark.parametrize(("typed", "kind", "name", "place"), [
    ("//aovs/shot010_beauty_", "OPEN_EXR_MULTILAYER", "", "aovs/shot010_beauty_0007.exr"),
    ("//aovs/beauty.####_v2", "OPEN_EXR_MULTILAYER", "", "aovs/beauty.0007_v2.exr"),
    ("//aovs", "OPEN_EXR", "sub/depth_####_v2", "aovs/sub/depth_0007_v2.exr"),
    ("//out/aovs/", "OPEN_EXR", "z_", "aovs/z_0007.exr"),
    ("//out", "OPEN_EXR", "z_", "z_0007.exr"),
    ("//../comp/", "OPEN_EXR", "../../../z_", "comp/z_0007.exr"),
    ("/mnt/shots/aovs", "OPEN_EXR", "z_", "aovs/z_0007.exr"),
    (r"D:\shots\aovs", "OPEN_EXR", "z_", "aovs/z_0007.exr"),
])
def test_pictures_of_a_node_keep_folder_and_name(stage, project, tmp_path, typed, kind, name, place):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    scene.render.filepath = "//out/f_"
    file_output_to(scene, typed, kind, name)
    _scene, (told,) = stage(7)
    assert names(tmp_path, told) == ["f_0007.png", place]
    assert sorted(path.name for path in project.folder.iterdir()) == ["main.blend"]


def test_two_nodes_that_write_the_same_file_both_come(stage, project, tmp_path):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    first = file_output_to(scene, "/a/aovs", name="z_")
    tree = first.id_data
    second = tree.nodes.new("CompositorNodeOutputFile")
    second.name = "Second"
    for property_ in ("directory", "file_name", "base_path"):
        if hasattr(first, property_):
            setattr(second, property_, getattr(first, property_))
    if hasattr(second, "directory"):
        second.format.media_type = "IMAGE"
        second.file_output_items.new("RGBA", "")
    else:
        second.file_slots.clear()
        second.file_slots.new("z_")
    second.format.file_format = "OPEN_EXR"
    tree.links.new(first.inputs[0].links[0].from_socket, second.inputs[0])
    _scene, (told,) = stage(7)
    assert names(tmp_path, told) == ["shot_0007.png", "aovs/z_0007.exr", "aovs/1_Second.z_0007.exr"]


def test_a_node_of_a_scene_in_a_strip_keeps_folder_and_name(stage, project, tmp_path):  # noqa: F811
    edit, shot = bpy.context.scene, bpy.data.scenes.new("Shot")
    shot.render.engine, shot.render.resolution_x, shot.render.resolution_y = "CYCLES", 16, 9
    shot.cycles.samples = 1
    shot.camera = add_camera(active=False)
    shot.collection.objects.link(shot.camera)
    edit.camera = shot.camera
    artist = tmp_path / "artist"
    file_output_to(shot, str(artist), name="x_")
    editor = edit.sequence_editor_create()
    (editor.strips if hasattr(editor, "strips") else editor.sequences).new_scene("Shot", shot, 1, 1)
    _scene, (told,) = stage(1)
    assert names(tmp_path, told) == ["shot_0001.png", "artist/x_0001.exr"]
    assert not artist.exists()
