"""Submitting the open scene from a script: what is in memory is what is sent, and what is asked for counts once."""

from __future__ import annotations

import contextlib

import pytest
from tests.code_blocks import ROOT, blocks_of
from tests.warm import warm

from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def farm(tmp_path, settings):
    """A farm that renders with this very Blender."""
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=warm(find_blender()))) as farm:
        settings.remember_farm(farm.folder)
        yield farm


@pytest.fixture
def submit(project, farm):
    """The operator, with a farm, and a small scene with a camera that is saved."""
    from foxsubmit.hosts.blender.extension.operators import FOXSUBMIT_OT_submit

    if hasattr(bpy.app, "online_access"):
        bpy.context.preferences.system.use_online_access = True
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, 3
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.camera = camera("Camera")
    project.save()
    bpy.utils.register_class(FOXSUBMIT_OT_submit)
    yield bpy.ops.foxsubmit.submit
    bpy.utils.unregister_class(FOXSUBMIT_OT_submit)


def camera(name):
    made = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    bpy.context.scene.collection.objects.link(made)
    return made


def plans(settings):
    """The plans that were submitted, the oldest first."""
    with contextlib.closing(Journal(settings.journal)) as journal:
        return [journal.get(each.id).plan() for each in reversed(journal.transfers())]


def frames(plan):
    return plan.task["scene_info_render"]["common"]["frames"]


def sent_scenes(farm):
    """The scenes that the farm holds, and the names of their texts as Blender reads them."""
    found = {}
    for path in sorted(each for each in farm.folder.rglob("*.blend") if each.is_file()):
        with bpy.data.libraries.load(str(path)) as (there, _here):
            found[path.name] = sorted(there.texts)
    return found


def test_what_a_script_changed_is_submitted_although_blender_calls_nothing_dirty(submit, project, farm):
    bpy.data.texts.new("made by a script").use_fake_user = True
    assert submit(wait=True, output=str(project.folder / "frames")) == {"FINISHED"}
    assert sent_scenes(farm) == {"main.blend": ["made by a script"]}


def test_a_file_that_a_script_made_the_scene_use_is_sent(submit, project, settings):
    project.write("wood.png")
    project.image("//wood.png")
    submit()
    (plan,) = plans(settings)
    assert [each.local.path for each in plan.files][1:] == project.at("wood.png")


def test_what_is_asked_for_counts_and_is_not_remembered(submit, project, settings):
    camera("Other")
    asked = project.folder / "asked"
    assert submit(frames="2", output="//asked", camera="Other") == {"FINISHED"}
    assert submit() == {"FINISHED"}
    first, second = plans(settings)
    assert (frames(first), first.folder, first.task["scene_info_render"]["common"]["camera_name"]) == (
        "2-2[1]", str(asked), "Other")
    assert (frames(second), second.task["scene_info_render"]["common"]["camera_name"]) == ("1-3[1]", "Camera")
    assert second.folder == str(project.folder / "fox_renders")
    assert "foxsubmit.json" not in bpy.data.texts


def test_the_calls_of_the_page_about_blender_work(submit, project, settings):
    camera("Close")
    bpy.context.scene.render.filepath = "//frames/out_"
    page = "docs/hosts/blender.md"
    (calls,) = [each.code for each in blocks_of((ROOT / page).read_text(encoding="utf-8"), page)
                if each.language == "python"]
    for call in calls.replace("1-10", "1-2").splitlines():
        assert eval(call) == {"FINISHED"}  # noqa: S307 - our own page
    first, second = plans(settings)
    assert (frames(first), first.task["scene_info_render"]["common"]["camera_name"]) == ("1-2[1]", "Close")
    assert second.task["scene_info_render"]["common"]["width"] == "4"


def test_another_scene_of_the_file_is_submitted_by_its_name(submit, settings):
    other = bpy.data.scenes.new("Second")
    other.camera = bpy.context.scene.camera
    other.frame_start, other.frame_end = 7, 8
    submit(scene="Second")
    (plan,) = plans(settings)
    assert (frames(plan), plan.task["scene_info"]["common"]["scene_name"]) == ("7-8[1]", ["Second"])


def test_what_is_not_offered_or_not_in_the_scene_is_refused_with_what_there_is(submit, settings):
    with pytest.raises(RuntimeError, match="There is no hardware configuration “4711”; there is: "):
        submit(hardware=4711)
    with pytest.raises(RuntimeError, match="There is no render environment “None such”; there is: "):
        submit(environment="None such")
    with pytest.raises(RuntimeError, match="There is no camera “Kamera”; there is: Camera"):
        submit(camera="Kamera")
    with pytest.raises(RuntimeError, match="There is no scene in the file “Third”; there is: Scene"):
        submit(scene="Third")
    assert plans(settings) == []


def test_view_layers_that_are_asked_for_are_rendered_and_the_scene_keeps_its_own(submit, project, settings):
    scene = bpy.context.scene
    own = scene.view_layers[0].name
    scene.view_layers.new("Fog").use = False
    scene.view_layers.new("Smoke")
    submit(view_layers="Fog, Smoke")
    (plan,) = plans(settings)
    assert plan.task["additional_info"]["view_layers"] == ["Fog", "Smoke"]
    assert {layer.name: layer.use for layer in scene.view_layers} == {own: True, "Fog": False, "Smoke": True}
    with pytest.raises(RuntimeError, match="There is no view layer “Mist”; there is: "):
        submit(view_layers="Mist")


def test_settings_of_one_submission_hold_for_one_call_and_the_scene_keeps_its_own(submit, project, settings):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 99
    submit(samples=7, percentage=50, device="GPU", simplify=0, movie="YES")
    submit(movie="NO")
    first, second = plans(settings)
    assert first.task["additional_info"]["overrides"] == {"samples": "7", "device": "GPU", "simplify": "0"}
    assert (first.task["scene_info_render"]["common"]["width"], bool(first.movie)) == ("4", True)
    assert "overrides" not in second.task["additional_info"]
    assert (second.task["scene_info_render"]["common"]["width"], second.movie) == ("8", "")
    assert (scene.cycles.samples, scene.cycles.device, scene.render.use_simplify) == (99, "CPU", False)


def test_results_go_to_the_scenes_own_path_for_one_call_or_to_a_folder_and_not_to_both(submit, project, settings):
    bpy.context.scene.render.filepath = "//own/shot_"
    submit(own_output=True)
    submit(output=str(project.folder / "asked"))
    submit()
    assert [plan.folder for plan in plans(settings)] == [
        str(project.folder / each) for each in ("own", "asked", "fox_renders")]
    with pytest.raises(RuntimeError, match="choose one"):
        submit(own_output=True, output=str(project.folder / "asked"))
    assert len(plans(settings)) == 3


def test_a_missing_file_is_named_and_nothing_is_submitted(submit, project, settings):
    project.image("//nowhere/bark.png")
    with pytest.raises(RuntimeError, match=r"1 file is not on disk: .*bark\.png"):
        submit()
    assert plans(settings) == []
    assert submit(allow_missing=True) == {"FINISHED"}


def test_a_copy_is_sent_where_the_file_is_to_be_left_alone_and_goes_when_it_has_arrived(submit, project, farm):
    before = project.scene.read_bytes()
    bpy.data.texts.new("made by a script").use_fake_user = True
    assert submit(copy=True, wait=True, output=str(project.folder / "frames")) == {"FINISHED"}
    assert project.scene.read_bytes() == before
    assert sent_scenes(farm) == {"main.blend": ["made by a script"]}, "under the scene's own name"
    assert [path.name for path in project.folder.iterdir() if "foxsubmit" in path.name] == []


def test_a_copy_of_what_is_not_submitted_does_not_stay(submit, project, settings, monkeypatch):
    from foxsubmit.core.transfer import write_down as session

    def no_room(_folder):
        raise OSError(28, "No space left on device", "results")

    monkeypatch.setattr(session, "need_folder", no_room)
    with pytest.raises(RuntimeError, match="The disk of results is full"):
        submit(copy=True)
    assert sorted(path.name for path in project.folder.iterdir()) == ["main.blend"]
    assert list((settings.home / "copies").iterdir()) == []


def colours(folder):
    """The colour in the middle of each frame that came back, by its number."""
    found = {}
    for path in sorted(folder.rglob("*.png")):
        image = bpy.data.images.load(str(path))
        middle = 4 * (image.size[0] * (image.size[1] // 2) + image.size[0] // 2)
        found[int(path.stem[-4:])] = "red" if image.pixels[middle] > image.pixels[middle + 1] else "green"
    return found


def wall(name, x, colour):
    """A camera, and a wall before it that shines."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(x - 9, -9, -5), (x + 9, -9, -5), (x + 9, 9, -5), (x - 9, 9, -5)], [], [(0, 1, 2, 3)])
    material = bpy.data.materials.new(name)
    if material.node_tree is None:  # before 5.0
        material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    shines, output = tree.nodes.new("ShaderNodeEmission"), tree.nodes.new("ShaderNodeOutputMaterial")
    shines.inputs[0].default_value = colour
    tree.links.new(shines.outputs[0], output.inputs[0])
    mesh.materials.append(material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new(name, mesh))
    seen = camera(f"Sees {name}")
    seen.location.x = x
    return seen


def test_the_camera_that_is_chosen_renders_all_frames_and_without_one_markers_switch(submit, project):
    scene = bpy.context.scene
    for frame, seen in ((1, wall("red", 0, (1, 0, 0, 1))), (3, wall("green", 100, (0, 1, 0, 1)))):
        scene.timeline_markers.new(seen.name, frame=frame).camera = seen
    asked = project.folder / "asked"
    submit(camera="Sees red", wait=True, output=str(asked))
    assert colours(asked) == {1: "red", 2: "red", 3: "red"}
    submit(wait=True, output=str(project.folder / "by markers"))
    assert colours(project.folder / "by markers") == {1: "red", 2: "red", 3: "green"}


def test_the_command_takes_what_the_operator_takes(submit, project, settings, capsys):
    from foxsubmit.hosts.blender.extension import command

    asked = ["submit", "--frames", "2", "--camera", "Camera", "--scene", "Scene", "--copy", "--account", "local"]
    assert command.run(asked) == 0
    (plan,) = plans(settings)
    assert (frames(plan), plan.files[0].local.path == str(project.scene)) == ("2-2[1]", False)
    assert command.run(["submit", "--hardware", "4711"]) == 2
    assert "There is no hardware configuration “4711”" in capsys.readouterr().err


def test_the_command_takes_settings_of_one_submission_and_refuses_what_is_none(submit, project, settings, capsys):
    from foxsubmit.hosts.blender.extension import command

    bpy.context.scene.render.filepath = "//own/shot_"
    asked = ["submit", "--samples", "7", "--percentage", "50", "--device", "cpu", "--simplify", "0", "--movie",
             "--own-output"]
    assert command.run(asked) == 0
    (plan,) = plans(settings)
    assert plan.task["additional_info"]["overrides"] == {"samples": "7", "device": "CPU", "simplify": "0"}
    assert (bool(plan.movie), plan.folder) == (True, str(project.folder / "own"))
    for wrong, said in ((["--samples", "0"], "whole number from 1"), (["--percentage", "x"], "whole number from 1"),
                        (["--simplify", "13"], "from 0 to 12"), (["--device", "TPU"], "TPU"),
                        (["--own-output", "--output", "x"], "choose one")):
        assert command.run(["submit", *wrong]) == 2
        assert said in capsys.readouterr().err
