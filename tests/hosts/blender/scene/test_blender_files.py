"""Datablocks that are files: what the farm gets for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.host import Frames, Numbering, Unread
from foxsubmit.core.model.need import Need
from foxsubmit.core.model.path_rules import Rule
from foxsubmit.core.model.server_paths import server_path

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


def test_an_empty_scene_names_no_file(project, assets):
    assert assets() == []


def test_a_scene_that_was_never_saved_is_gathered(project, assets):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    project.image("//wood.png")
    assert assets() == []


def test_an_image_is_found_relative_to_the_scene(project, assets):
    project.image(project.write("textures/wood.png"))
    (asset,) = assets()
    assert [asset.path] == project.at("textures/wood.png")
    assert (asset.kind, asset.pattern, (asset.need is Need.NEEDED)) == ("image", False, True)


def test_a_missing_image_is_named(project, assets):
    project.image("//gone.png")
    assert [asset.path for asset in assets()] == project.at("gone.png")


def test_an_image_above_the_scene_is_named_without_dots(project, assets):
    project.image("//../shared/wood.png")
    assert [asset.path for asset in assets()] == [str(project.folder.parent / "shared" / "wood.png")]


def test_a_path_of_another_system_is_where_blender_looks_for_it(project, assets):
    windows = project.folder.drive != ""
    project.image("/textures/wood.png" if windows else "X:\\textures\\wood.png")
    drive = project.folder.drive if windows else "/x"
    assert [Path(asset.path) for asset in assets()] == [Path(f"{drive}/textures/wood.png")]


@pytest.mark.parametrize(("written", "place"), [
    ("\\\\server\\proj\\tex\\wood.png", "/server/proj/tex/wood.png"),
    ("P:\\proj\\tex\\wood.png", "/p/proj/tex/wood.png"),
    ("p:/proj/tex/wood.png", "/p/proj/tex/wood.png"),
])
def test_a_file_of_a_windows_machine_is_found_by_a_rule_of_the_studio(project, assets, written, place):
    project.write("mnt/tex/wood.png")
    file = project.folder / "mnt" / "tex" / "wood.png"
    project.image(written)
    rules = [Rule("//server/proj", str(file.parent.parent)), Rule("P:/proj", str(file.parent.parent))]
    (found,) = find_all(assets(), rules=rules)
    assert [Path(each.path) for each in found.files] == [file]
    if not project.folder.drive:
        assert server_path(found.path) == place


def test_backslashes_that_blender_on_windows_wrote_are_slashes_also_in_a_library(project, assets):
    project.write("textures/wood.png")
    project.write("lib/textures/stone.png")
    stone, name = project.image("//textures\\stone.png"), "stone"
    stone.name = name
    bpy.data.libraries.write(str(project.folder / "lib" / "prop.blend"), {stone})
    bpy.data.images.remove(stone)
    project.image("//textures\\wood.png")
    project.save()
    with bpy.data.libraries.load(str(project.folder / "lib" / "prop.blend"), link=True) as (_there, here):
        here.images = [name]
    here.images[0].use_fake_user = True
    bpy.data.libraries[0].filepath = "//lib\\prop.blend"
    assert {Path(asset.path) for asset in assets()} == {
        project.folder / name for name in ("textures/wood.png", "lib/textures/stone.png", "lib/prop.blend")}


def test_a_path_from_nowhere_is_named_beside_the_scene(project, assets):
    project.image("textures/wood.png")
    assert [asset.path for asset in assets()] == project.at("textures/wood.png")


def test_the_material_that_uses_an_image_is_named(project, assets):
    material = bpy.data.materials.new("Floor")
    if material.node_tree is None:
        material.use_nodes = True
    material.use_fake_user = True
    image = project.image(project.write("wood.png"))
    material.node_tree.nodes.new("ShaderNodeTexImage").image = image
    assert [asset.used_by for asset in assets()] == ['Material "Floor" · Image "wood.png"']


def test_two_images_of_one_file_are_both_named(project, assets):
    for name in ("one", "two"):
        project.image(project.write("wood.png")).name = name
    assert [(asset.path, asset.used_by) for asset in assets()] == [
        (*project.at("wood.png"), 'Image "one"'), (*project.at("wood.png"), 'Image "two"')]


def test_an_image_that_nobody_uses_is_not_sent(project, assets):
    project.image(project.write("wood.png")).use_fake_user = False
    assert assets() == []


def test_packed_files_travel_in_the_scene(project, assets):
    image = project.image(project.write("wood.png"))
    image.pack()
    sound = bpy.data.sounds.load(project.folder.joinpath(project.sound("step.wav")[2:]).as_posix())
    sound.use_fake_user = True
    sound.pack()
    assert assets() == []


def test_generated_images_have_no_file(project, assets):
    image = bpy.data.images.new("grid", 4, 4)
    image.use_fake_user = True
    image.filepath_raw = "//grid.png"
    assert assets() == []


def test_a_sequence_is_one_pattern(project, assets):
    first = project.write("plate/shot010_0001.png", "plate/shot010_0002.png", "plate/shot010_0003.png")
    project.image(first, "SEQUENCE")
    (asset,) = assets()
    assert [asset.path] == project.at("plate/shot010_####.png")
    assert (asset.kind, asset.pattern, asset.numbering, asset.numbers) == ("sequence", True, None, None)


def test_the_last_number_of_a_name_counts(project, assets):
    project.image("//v2/take3_beauty.png", "SEQUENCE")
    assert [asset.path for asset in assets()] == project.at("v2/take#_beauty.png")


def test_a_sequence_without_a_number_is_a_file(project, assets):
    project.image(project.write("plate.png"), "SEQUENCE")
    assert [(asset.path, asset.pattern) for asset in assets()] == [(*project.at("plate.png"), False)]


@pytest.mark.parametrize("token", ["<UDIM>", "<UVTILE>"])
def test_tiles_are_one_pattern(project, assets, token):
    project.write("skin.1001.png", "skin.1002.png")
    project.image(f"//skin.{token}.png", "TILED")
    (asset,) = assets()
    assert [asset.path] == project.at("skin.<UDIM>.png")
    assert (asset.kind, asset.pattern) == ("udim", True)


def test_a_movie_is_a_file(project, assets):
    project.image(project.write("take1.mp4"), "MOVIE")
    assert [(asset.path, asset.kind) for asset in assets()] == [(*project.at("take1.mp4"), "movie")]


def test_both_eyes_of_a_stereo_picture_are_found(project, assets):
    image = project.image(project.write("set_L.png", "set_R.png"))
    image.views_format = "INDIVIDUAL"
    image.use_multiview = True
    assert [asset.path for asset in assets()] == project.at("set_L.png", "set_R.png")


def test_clips_are_found(project, assets):
    project.write("clip/a_01.png", "clip/a_02.png")
    clip = bpy.data.movieclips.load(str(project.folder / "clip" / "a_01.png"))
    clip.use_fake_user = True
    assert clip.source == "SEQUENCE"
    assert [(asset.path, asset.kind) for asset in assets()] == [(*project.at("clip/a_##.png"), "sequence")]


def test_sounds_are_found(project, assets):
    project.sound("step.wav")
    bpy.data.sounds.load(str(project.folder / "step.wav")).use_fake_user = True
    assert [(asset.path, asset.kind) for asset in assets()] == [(*project.at("step.wav"), "sound")]


def test_fonts_are_found_and_the_built_in_one_is_not(project, assets):
    project.font("title.woff2")
    for path in ("<builtin>", str(project.folder / "title.woff2")):
        bpy.data.fonts.load(path).use_fake_user = True
    assert [(asset.path, asset.kind) for asset in assets()] == [(*project.at("title.woff2"), "font")]


def test_alembic_files_are_found(project, assets):
    project.write("walk.abc")
    bpy.ops.cachefile.open(filepath=str(project.folder / "walk.abc"))
    bpy.data.cache_files[0].use_fake_user = True
    assert [(asset.path, asset.kind) for asset in assets()] == [(*project.at("walk.abc"), "cache")]
    assert [asset.shapes_only for asset in assets()] == [True]


def test_alembic_sequences_are_one_pattern(project, assets):
    project.write("walk_001.abc", "walk_002.abc")
    bpy.ops.cachefile.open(filepath=str(project.folder / "walk_001.abc"))
    cache = bpy.data.cache_files[0]
    cache.use_fake_user = True
    cache.is_sequence = True
    bpy.context.scene.frame_start, bpy.context.scene.frame_end = 1, 3
    assert [(asset.path, asset.kind, asset.numbering) for asset in assets()] == [
        (*project.at("walk_###.abc"), "sequence", Numbering())]
    cache.override_frame = True
    assert [asset.numbering for asset in assets()] == [None]


@pytest.fixture
def volume(project):
    volume = bpy.data.volumes.new("Smoke")
    volume.use_fake_user = True
    volume.filepath = project.write("smoke_0001.vdb", "smoke_0002.vdb")
    return volume


def test_volumes_are_found(project, volume, assets):
    assert [asset.path for asset in assets()] == project.at("smoke_0001.vdb")
    volume.is_sequence = True
    volume.frame_duration = 2
    assert [(asset.path, asset.numbers) for asset in assets()] == [(*project.at("smoke_####.vdb"), Frames(1, 2))]


@pytest.mark.parametrize(("mode", "start", "length", "offset", "numbering", "numbers"), [
    ("CLIP", 5, 10, 0, Numbering(-4), Frames(1, 10)), ("EXTEND", 1, 20, 100, Numbering(100), Frames(101, 120)),
    ("REPEAT", 1, 4, 0, Numbering(0, cycles=True), Frames(1, 4)),
    ("PING_PONG", 3, 20, 0, Numbering(-2, cycles=True), Frames(1, 20)), ("REPEAT", 1, 0, 0, None, None),
])
def test_a_volume_says_how_it_counts(project, volume, assets, mode, start, length, offset, numbering, numbers):
    volume.is_sequence = True
    volume.sequence_mode, volume.frame_start = mode, start
    volume.frame_duration, volume.frame_offset = length, offset
    assert [(asset.numbering, asset.numbers) for asset in assets()] == [(numbering, numbers)]


def test_where_time_is_remapped_or_a_scene_is_a_strip_nobody_knows_the_frames(project, volume, assets):
    volume.is_sequence = True
    volume.frame_duration = 2
    scene = bpy.context.scene
    assert assets()[0].numbering is not None
    scene.render.frame_map_new = 200
    assert assets()[0].numbering is None
    scene.render.frame_map_new = 100
    editor = scene.sequence_editor_create()
    (editor.strips if hasattr(editor, "strips") else editor.sequences).new_scene("Shot", bpy.data.scenes.new("B"), 1, 1)
    assert assets()[0].numbering is None


def test_nobody_knows_which_frames_an_animated_sequence_needs(project, volume, assets):
    volume.is_sequence = True
    volume.driver_add("frame_offset")
    assert [(asset.numbering, asset.numbers) for asset in assets()] == [(None, None)]


def test_what_looks_like_a_token_in_a_name_is_a_character(project, volume, assets):
    volume.filepath = project.write("smoke#1_0001.vdb")
    volume.is_sequence = True
    assert {asset.path for asset in assets()} == {*project.at("smoke?1_####.vdb")}


def test_layers_over_an_alembic_file_are_found(project, assets):
    project.write("walk.abc", "hair.abc")
    bpy.ops.cachefile.open(filepath=str(project.folder / "walk.abc"))
    cache = bpy.data.cache_files[0]
    cache.use_fake_user = True
    if not hasattr(cache, "layers"):
        pytest.skip("layers came later")
    cache.layers.new(filepath=str(project.folder / "hair.abc"))
    assert [asset.path for asset in assets()] == project.at("walk.abc", "hair.abc")


def test_a_text_of_a_file_is_not_required(project, assets):
    project.write("notes.txt", content=b"notes")
    bpy.data.texts.load(str(project.folder / "notes.txt"))
    bpy.data.texts.new("In the scene")
    assert [(asset.path, (asset.need is Need.NEEDED)) for asset in assets()] == [(*project.at("notes.txt"), False)]


def test_empty_paths_never_become_the_current_folder(project, assets):
    volume = bpy.data.volumes.new("Empty")
    volume.use_fake_user = True
    project.object("MESH_CACHE", "One")
    _thing, cloth = project.object("CLOTH", "Two")
    cloth.point_cache.use_external = True
    project.image("")
    project.image("", "SEQUENCE")
    project.image("//")
    assert assets() == []


def test_a_datablock_that_breaks_costs_none_of_the_others(project, assets, monkeypatch, caplog):
    from foxsubmit.hosts.blender.scene import files

    def broken(path):
        raise ReferenceError("StructRNA of type Image has been removed")

    project.image(project.write("plate_01.png"), "SEQUENCE")
    project.image(project.write("wood.png"))
    monkeypatch.setattr(files, "counted", broken)
    assert str(project.folder / "wood.png") in [asset.path for asset in assets()]
    assert "left out" in caplog.text


def test_a_datablock_that_breaks_is_told_to_the_artist(project, monkeypatch):
    from foxsubmit.hosts.blender.scene import files
    from foxsubmit.hosts.blender.scene.host import Blender

    def broken(path):
        raise RuntimeError("Error: no such layer.")

    project.image(project.write("plate_01.png"), "SEQUENCE")
    monkeypatch.setattr(files, "counted", broken)
    host = Blender()
    assert host.unread() == ()
    list(host.assets())
    assert host.unread() == (Unread('Image "plate_01.png"', "Error: no such layer"),)
    monkeypatch.undo()
    list(host.assets())
    assert host.unread() == ()


def test_a_scene_that_changes_while_it_is_gathered_does_no_harm(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    for number in range(3):
        project.image(project.write(f"{number}.png")).name = str(number)
    walk = filter(None, Blender().assets())
    assert next(walk).path == str(project.folder / "0.png")
    bpy.data.images.remove(bpy.data.images["1"])
    assert [asset.path for asset in walk] == project.at("2.png")


def test_undo_while_gathering_loses_nothing(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    for number in range(4):
        project.image(project.write(f"{number}.png")).name = str(number)
    bpy.ops.ed.undo_push(message="before")
    bpy.data.images.new("another", 1, 1)
    bpy.ops.ed.undo_push(message="after")
    walk = filter(None, Blender().assets())
    found = [next(walk), next(walk)]
    assert bpy.ops.ed.undo() == {"FINISHED"}
    found.extend(walk)
    assert [asset.path for asset in found] == project.at("0.png", "1.png", "2.png", "3.png")


def test_a_new_file_while_gathering_does_no_harm(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    project.image(project.write("a.png"))
    project.image(project.write("b.png"))
    walk = filter(None, Blender().assets())
    next(walk)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert list(walk) == []


def test_a_large_scene_gives_way_although_it_names_no_file(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    for number in range(2000):
        bpy.data.objects.new(str(number), None)
        bpy.data.materials.new(str(number))
    steps = list(Blender().assets())
    assert set(steps) == {None}
    assert len(steps) > 4000


def test_a_material_that_uses_a_group_of_nodes_stands_before_the_pictures_of_the_group(project, assets):
    group = bpy.data.node_groups.new("Wood", "ShaderNodeTree")
    group.nodes.new("ShaderNodeTexImage").image = project.image(project.write("wood.png"))
    for name in ("Wall", "Floor"):
        material = bpy.data.materials.new(name)
        if material.node_tree is None:
            material.use_nodes = True
        material.use_fake_user = True
        material.node_tree.nodes.new("ShaderNodeGroup").node_tree = group
    from foxsubmit.hosts.blender.scene.users import Users

    users = Users()
    list(users.read())
    assert users.label(group) == 'Material "Floor" · Shader Node Tree "Wood"'
    assert [asset.used_by for asset in assets()] == ['Shader Node Tree "Wood" · Image "wood.png"']
