"""Shader nodes, cameras and the sequencer."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from foxsubmit.core.model.host import Frames, Numbering
from foxsubmit.core.model.need import Need

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


def seen(assets):
    return [(asset.path, asset.kind) for asset in assets]


@pytest.fixture
def shader(project):
    material = bpy.data.materials.new("Steel")
    if material.node_tree is None:
        material.use_nodes = True
    material.use_fake_user = True
    return material.node_tree


def test_osl_files_are_found(project, shader, assets):
    node = shader.nodes.new("ShaderNodeScript")
    node.mode = "EXTERNAL"
    node.filepath = project.write("noise.osl", content=b"shader noise() {}")
    assert seen(assets()) == [(*project.at("noise.osl"), "script")]
    assert assets()[0].used_by == 'Material "Steel" · "Script"'


def test_osl_within_the_scene_has_no_file(project, shader, assets):
    shader.nodes.new("ShaderNodeScript").mode = "INTERNAL"
    assert assets() == []


def test_light_profiles_are_found(project, assets):
    light = bpy.data.lights.new("Spot", "SPOT")
    light.use_fake_user = True
    if light.node_tree is None:
        light.use_nodes = True
    node = light.node_tree.nodes.new("ShaderNodeTexIES")
    node.mode = "EXTERNAL"
    node.filepath = project.write("spot.ies")
    assert seen(assets()) == [(*project.at("spot.ies"), "light")]


def test_nodes_in_groups_are_found(project, assets):
    group = bpy.data.node_groups.new("Noise", "ShaderNodeTree")
    group.use_fake_user = True
    node = group.nodes.new("ShaderNodeScript")
    node.mode = "EXTERNAL"
    node.filepath = project.write("noise.osl", content=b"shader noise() {}")
    assert seen(assets()) == [(*project.at("noise.osl"), "script")]


def test_background_pictures_of_a_camera_are_found(project, assets):
    camera = bpy.data.cameras.new("Camera")
    camera.use_fake_user = True
    image = project.image(project.write("layout.png"))
    image.use_fake_user = False
    camera.background_images.new().image = image
    assert [(asset.path, asset.used_by) for asset in assets()] == [
        (*project.at("layout.png"), 'Camera "Camera" · Image "layout.png"')]


@pytest.mark.skipif(bpy.app.version < (4, 5), reason="custom cameras came later")
def test_the_shader_of_a_custom_camera_is_found(project, assets):
    camera = bpy.data.cameras.new("Fisheye")
    camera.use_fake_user = True
    camera.type = "CUSTOM"
    camera.custom_mode = "EXTERNAL"
    # Blender accepts no relative path here.
    camera.custom_filepath = bpy.path.abspath(project.write("fisheye.osl", content=b"shader lens() {}"))
    assert seen(assets()) == [(*project.at("fisheye.osl"), "script")]


def test_pictures_of_the_compositor_are_found(project, assets):
    scene = bpy.context.scene
    if hasattr(scene, "compositing_node_group"):
        scene.compositing_node_group = bpy.data.node_groups.new("Compositing", "CompositorNodeTree")
        tree = scene.compositing_node_group
    else:
        scene.use_nodes = True
        tree = scene.node_tree
    image = project.image(project.write("logo.png"))
    image.use_fake_user = False
    tree.nodes.new("CompositorNodeImage").image = image
    (asset,) = assets()
    assert [asset.path] == project.at("logo.png")
    assert asset.used_by == 'Scene "Scene" · Image "logo.png"' or "Compositing" in asset.used_by


@pytest.fixture
def strips(project):
    editor = bpy.context.scene.sequence_editor_create()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def test_every_picture_of_an_image_strip_is_found(project, strips, assets):
    project.write("edit/a.png", "edit/b.png")
    strip = strips.new_image("Pictures", str(project.folder / "edit" / "a.png"), 1, 1)
    strip.elements.append("b.png")
    assert seen(assets()) == [(path, "image") for path in project.at("edit/a.png", "edit/b.png")]
    assert assets()[0].used_by == 'Scene "Scene" · "Pictures"'


def test_pictures_beside_the_scene_are_found(project, strips, assets):
    project.write("a.png")
    strips.new_image("Picture", str(project.folder / "a.png"), 1, 1).directory = "//"
    assert seen(assets()) == [(*project.at("a.png"), "image")]


def test_movies_and_sounds_of_the_sequencer_are_found(project, strips, assets):
    project.sound("music.wav")
    project.write("take.mp4")
    strips.new_sound("Music", str(project.folder / "music.wav"), 1, 1)
    movie = strips.new_movie("Take", str(project.folder / "take.mp4"), 2, 1)
    assert movie.type == "MOVIE"
    assert sorted(seen(assets())) == [
        (*project.at("music.wav"), "sound"), (*project.at("take.mp4"), "movie")]


def test_strips_within_meta_strips_are_found(project, strips, assets):
    project.write("a.png")
    meta = strips.new_meta("Meta", 1, 1)
    inner = meta.strips if hasattr(meta, "strips") else meta.sequences
    inner.new_image("Picture", str(project.folder / "a.png"), 1, 1)
    assert seen(assets()) == [(*project.at("a.png"), "image")]


def test_blenders_own_files_are_not_sent(project, assets):
    from pathlib import Path

    folder = Path(bpy.utils.system_resource("DATAFILES"))
    project.image(str(sorted(folder.rglob("*.exr"))[0]))
    assert assets() == []


def test_what_only_blender_knows_of_is_found_too(project, assets, monkeypatch):
    from foxsubmit.hosts.blender.scene import assets as module
    from foxsubmit.hosts.blender.scene import files

    project.image(project.write("wood.png"))
    monkeypatch.setattr(module, "COLLECTORS", [("images", files.font)] * 0)
    (asset,) = assets()
    assert [asset.path] == project.at("wood.png")
    assert asset.used_by == 'Image "wood.png"'


def test_numbered_pictures_of_a_strip_are_one_sequence(project, strips, assets):
    names = [f"edit/a_{number:03}.png" for number in (7, 8, 9, 12)]
    project.write(*names)
    strip = strips.new_image("Pictures", str(project.folder / names[0]), 1, 1)
    for name in names[1:]:
        strip.elements.append(name.rpartition("/")[2])
    assert [(asset.path, asset.kind, asset.numbering, asset.numbers) for asset in assets()] == [
        (*project.at("edit/a_###.png"), "sequence", Numbering(6), Frames(7, 9)),
        (*project.at("edit/a_012.png"), "image", None, None)]
    strip.use_reverse_frames = True
    assert (None, Frames(7, 9)) in counts(assets)


def test_both_eyes_of_a_strip_are_found(project, strips, assets):
    bpy.context.scene.render.use_multiview = True
    project.write("set_L.png", "set_R.png")
    strip = strips.new_image("Pictures", str(project.folder / "set_L.png"), 1, 1)
    strip.views_format = "INDIVIDUAL"
    strip.use_multiview = True
    assert [asset.path for asset in assets()] == project.at("set_L.png", "set_R.png")


def counts(assets):
    return sorted({(asset.numbering, asset.numbers) for asset in assets()}, key=str)


def test_a_sequence_counts_as_all_that_show_it_do(project, shader, assets):
    image = project.image(project.write("plate_01.png", "plate_02.png"), "SEQUENCE")
    image.use_fake_user = True
    first, second = (shader.nodes.new("ShaderNodeTexImage") for _node in range(2))
    first.image = image
    first.image_user.frame_start, first.image_user.frame_duration = 11, 3
    assert counts(assets) == [(None, None)]  # engines differ about a node without auto refresh
    first.image_user.use_auto_refresh = True
    assert counts(assets) == [(Numbering(-10), Frames(1, 3))]
    second.image = image
    assert (None, None) in counts(assets)
    second.image_user.frame_start, second.image_user.frame_duration = 1, 2
    second.image_user.use_auto_refresh = second.image_user.use_cyclic = True
    assert counts(assets) == [(Numbering(-10), Frames(1, 3)), (Numbering(0, cycles=True), Frames(1, 2))]
    camera = bpy.data.cameras.new("C")
    bpy.data.objects.new("C", camera)
    camera.background_images.new().image = image
    assert (None, None) not in counts(assets)  # what is seen behind a scene while working is not rendered
    shader.driver_add('nodes["Image Texture"].image_user.frame_offset')
    assert (None, None) in counts(assets)


def test_pictures_behind_a_camera_or_as_an_empty_and_sounds_are_not_needed(project, shader, assets):
    front, side, both = (project.image(project.write(f"{name}.png")) for name in ("front", "side", "both"))
    camera = bpy.data.cameras.new("C")
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("C", camera))
    camera.background_images.new().image = front
    for image in (side, both):
        empty = bpy.data.objects.new(image.name, None)
        empty.empty_display_type = "IMAGE"
        empty.data = image
        bpy.context.scene.collection.objects.link(empty)
    shader.nodes.new("ShaderNodeTexImage").image = both
    bpy.data.sounds.load(str(project.folder / project.sound("line.wav")[2:])).use_fake_user = True
    assert {PureWindowsPath(asset.path).name: asset.need for asset in assets()} == {
        "front.png": Need.SHOWN, "side.png": Need.SHOWN, "both.png": Need.NEEDED, "line.wav": Need.SHOWN}


def test_a_sequence_with_a_user_that_is_not_known_is_taken_whole(project, shader, assets):
    node = shader.nodes.new("ShaderNodeTexImage")
    node.image = project.image(project.write("plate_01.png", "plate_02.png"), "SEQUENCE")
    node.image_user.use_auto_refresh = True
    group = bpy.data.node_groups.new("G", "GeometryNodeTree")
    group.use_fake_user = True
    group.nodes.new("GeometryNodeImageTexture").inputs["Image"].default_value = node.image
    assert (None, None) in counts(assets)
