"""Rendering stored scenes frame by frame."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.elsewhere import Elsewhere
from tests.hosts.blender.node.rendering import BLENDER, SMALL, events, pixels, run, start, store

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common import child
from foxsubmit.hosts.blender.programs.snapshot import read_scene

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's project, written by its module."""
    folder = tmp_path_factory.mktemp("demo") / "project"
    with start(BLENDER.command("hosts.blender.demo.scene", str(folder))) as process:
        printed = process.stdout.read()
        assert process.wait(60) == 0, printed
    return folder


@pytest.fixture(scope="module")
def rendered(demo, tmp_path_factory):
    """Frames 1 and 8 of the demo, rendered where it lies."""
    code, told = run(tmp_path_factory.mktemp("rendered"), scene=str(demo / "demo.blend"), frames=[1, 8])
    assert code == 0, told
    return told


def test_the_demo_uses_what_a_project_uses(demo):
    host = read_scene(demo / "demo.blend", BLENDER)
    kinds = {asset.kind for asset in host.assets()}
    assert {"image", "sequence", "library"} <= kinds
    assert all(Path(asset.path).is_relative_to(demo) for asset in host.assets())
    assert [unit.enabled for unit in host.scene().units] == [True]
    assert len(host.scene().units[0].frames) == 8
    found = find_all(host.assets())
    assert {Path(file.path) for asset in found for file in asset.files} == {
        path for path in demo.rglob("*") if path.is_file() and path.name != "demo.blend"}


def test_every_frame_is_told_of(rendered):
    assert [(told["event"], told["frame"]) for told in rendered] == [
        ("started", 1), ("done", 1), ("started", 8), ("done", 8)]
    assert all(told["seconds"] > 0 for told in rendered if told["event"] == "done")


def test_frames_are_pictures_that_differ(rendered):
    first, last = (pixels(told["file"]) for told in rendered if told["event"] == "done")
    assert first[0] == last[0] == (32, 18)
    assert first[1] != last[1]


def test_every_frame_has_a_preview(rendered):
    for told in rendered:
        if told["event"] == "done":
            assert pixels(told["preview"]) == pixels(told["file"])


def test_a_scene_renders_from_its_stored_copies_alone(demo, rendered, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(demo, project)
    _make_absolute(project)
    paths = store(project / "demo.blend", tmp_path / "storage")
    before = {copy: Path(copy).read_bytes() for copy in paths.values()}

    folder = tmp_path / "work"
    code, told = run(folder, Elsewhere(BLENDER, [project]), scene=paths[str(project / "demo.blend")], frames=[8],
                     paths=paths)
    assert (code, [each["event"] for each in told]) == (0, ["started", "done"])
    assert pixels(told[-1]["file"]) == pixels(rendered[-1]["file"])
    assert sorted(path.name for path in folder.iterdir()) == ["frames", "job.json", "previews"]
    assert {copy: Path(copy).read_bytes() for copy in paths.values()} == before


def _make_absolute(project):
    """Half of the scene's paths."""
    bpy.ops.wm.open_mainfile(filepath=str(project / "demo.blend"))
    bpy.data.libraries[0].filepath = str(project / "library" / "props.blend")
    bpy.data.images["plate_0001.png"].filepath = str(project / "sequence" / "plate_0001.png")
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.read_factory_settings(use_empty=True)


def test_a_renderer_ends_with_its_farm(demo, tmp_path):
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"scene": str(demo / "demo.blend"), "frames": list(range(1, 9)) * 100,
                               "output": str(tmp_path), "name": "a", "thumbnails": "", "paths": {}, **SMALL}))
    with start(BLENDER.command("hosts.blender.node.render", str(job))) as process:
        for line in process.stdout:
            if line.startswith("@fox "):
                break
        process.stdin.close()
        assert process.wait(10) == 3


def test_a_job_that_cannot_start_says_why(tmp_path):
    code, told = run(tmp_path / "work", scene=str(tmp_path / "gone.blend"), frames=[1])
    assert code == 1
    assert [each["event"] for each in told] == ["error"]
    assert "gone.blend" in told[0]["message"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scene": "a", "frames": "all", "output": "b", "name": "c"}',
                                  '{"scene": "a", "frames": [1], "output": "b", "name": "c", "unknown": 1}'])
def test_a_job_of_the_wrong_shape_is_refused(tmp_path, text):
    from foxsubmit.core.common.errors import BadInput
    from foxsubmit.hosts.blender.node.job import read_job

    (tmp_path / "job.json").write_text(text)
    with pytest.raises(BadInput, match="cannot be read"):
        read_job(tmp_path / "job.json")


@pytest.fixture
def stage(project, tmp_path, capsys):
    """Renders the open scene in this process; the scene, and what would be told."""
    from foxsubmit.hosts.blender.node.job import Job
    from foxsubmit.hosts.blender.node.render import render
    from foxsubmit.hosts.blender.node.stage import prepare

    def play(*frames, **more):
        more = {"engine": "CYCLES", "samples": 1, "size": (16, 9), "thumbnails": str(tmp_path / "previews"),
                "output": str(tmp_path / "frames"), **more}
        job = Job("", frames, name="shot", **more)
        scene = prepare(job)
        for frame in frames:
            render(job, scene, frame)
        return scene, [event for event in events(capsys.readouterr().out) if event["event"] != "started"]

    return play


def add_camera(name="Camera", active=True):
    camera = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    bpy.context.scene.collection.objects.link(camera)
    if active:
        bpy.context.scene.camera = camera
    return camera


def set_format(name, media="IMAGE"):
    settings = bpy.context.scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = media
    settings.file_format = name


def test_frames_before_zero_are_rendered(stage, tmp_path):
    add_camera()
    _scene, told = stage(-3, 0)
    assert [Path(each["file"]).name for each in told] == ["shot_-0003.png", "shot_0000.png"]


def test_a_frame_that_fails_does_not_end_the_others(stage, tmp_path):
    add_camera()
    (tmp_path / "frames" / "shot_0001.png").mkdir(parents=True)
    _scene, told = stage(1, 99_999_999, 2)
    assert [each["event"] for each in told] == ["failed", "failed", "done"]
    assert "shot_0001.png" in told[0]["message"]
    assert "no frame 99999999" in told[1]["message"]


@pytest.mark.parametrize(("name", "media", "extension"), [
    ("JPEG", "IMAGE", ".jpg"), ("OPEN_EXR", "IMAGE", ".exr"), ("OPEN_EXR_MULTILAYER", "MULTI_LAYER_IMAGE", ".exr"),
])
def test_a_frame_keeps_its_format_and_gets_a_preview(stage, name, media, extension):
    add_camera()
    set_format(name, media)
    scene, (told,) = stage(1)
    assert Path(told["file"]).suffix == extension
    assert pixels(told["preview"])[0] == (16, 9)
    assert scene.render.image_settings.file_format == name


def test_a_movie_becomes_pictures(stage):
    add_camera()
    set_format("FFMPEG", "VIDEO")
    _scene, (told,) = stage(1)
    assert told["file"].endswith("shot_0001.png")


def test_a_frame_without_a_preview(stage):
    add_camera()
    assert stage(1, thumbnails="")[1][0]["preview"] == ""


def test_another_camera_is_chosen_for_all_frames(stage):
    add_camera()
    scene = bpy.context.scene
    other = add_camera("Crane", active=False)
    scene.timeline_markers.new("cut", frame=1).camera = scene.camera
    stage(1, camera="Crane")
    assert scene.camera == other


def test_markers_choose_while_the_scene_renders_its_own_camera(stage):
    first, second = add_camera(), add_camera("Crane", active=False)
    scene = bpy.context.scene
    scene.timeline_markers.new("start", frame=1).camera = first
    scene.timeline_markers.new("cut", frame=5).camera = second
    stage(6, camera="Camera")
    assert scene.camera == second


def test_a_camera_that_is_chosen_alone_renders_all_frames_although_markers_begin_with_it(stage):
    first, second = add_camera(), add_camera("Crane", active=False)
    scene = bpy.context.scene
    scene.timeline_markers.new("start", frame=1).camera = first
    scene.timeline_markers.new("cut", frame=5).camera = second
    stage(6, camera="Camera", alone=True)
    assert scene.camera == first


def test_a_scene_without_a_camera_is_refused(stage):
    from foxsubmit.core.common.errors import BadInput

    with pytest.raises(BadInput, match="has no camera"):
        stage(1)


@pytest.mark.parametrize(("job", "message"), [
    ({"scene_name": "Elsewhere"}, 'no scene “Elsewhere”'), ({"camera": "Crane"}, 'no camera “Crane”'),
])
def test_what_the_scene_lacks_is_named(stage, job, message):
    from foxsubmit.core.common.errors import BadInput

    with pytest.raises(BadInput, match=message):
        stage(1, **job)


def test_another_scene_of_the_file_is_rendered(stage):
    second = bpy.data.scenes.new("Second")
    second.camera = add_camera(active=False)
    second.collection.objects.link(second.camera)
    scene, (told,) = stage(1, scene_name="Second")
    assert (scene, told["event"]) == (second, "done")


@pytest.mark.parametrize(("scripts", "size"), [(False, 0), (True, 3)])
def test_drivers_that_need_python_are_run_only_when_that_is_asked_for(project, tmp_path, scripts, size):
    camera = add_camera()
    camera.driver_add("location", 0).driver.expression = "bpy.app.version[0] * 0 + 3"
    text = bpy.data.texts.new("run.py")
    text.write(f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()")
    text.use_module = True
    project.save()
    report = "import bpy; print('@location', bpy.data.objects['Camera'].evaluated_get(" \
             "bpy.context.evaluated_depsgraph_get()).location.x)"
    opened = f"from pathlib import Path; from foxsubmit.hosts.blender.scene.opening import open_scene; " \
             f"open_scene(Path({str(project.scene)!r}), {scripts}); {report}; import os, sys; sys.stdout.flush(); " \
             f"os._exit(0)"
    done = subprocess.run([sys.executable, "-c", opened], env=child.environment(), text=True, capture_output=True,
                          check=True)
    assert f"@location {float(size)}" in done.stdout
    assert (tmp_path / "ran").exists() is scripts


@pytest.mark.parametrize(("samples", "denoised"), [(1, False), (0, True)])
def test_a_draft_is_not_denoised(stage, samples, denoised):
    add_camera()
    bpy.context.scene.render.engine = "CYCLES"
    bpy.context.scene.cycles.samples, bpy.context.scene.cycles.use_denoising = 2, True
    scene, (told,) = stage(1, samples=samples)
    assert told["event"] == "done"
    assert (scene.cycles.use_denoising, scene.cycles.samples) == (denoised, samples or 2)


@pytest.fixture
def file_output(project):
    """A File Output node that writes two pictures beside the scene, one of them in a folder of its own."""
    return add_file_output(bpy.context.scene)


def add_file_output(scene):
    if hasattr(scene, "compositing_node_group"):
        tree = scene.compositing_node_group = bpy.data.node_groups.new("Compositing", "CompositorNodeTree")
    else:
        scene.use_nodes = True
        tree = scene.node_tree
    node = tree.nodes.new("CompositorNodeOutputFile")
    layers = tree.nodes.new("CompositorNodeRLayers")
    if hasattr(node, "file_output_items"):
        node.directory, node.file_name = "//comp/", ""
        node.format.media_type = "IMAGE"
        for name in ("fog", "masks/sky"):
            node.file_output_items.new("RGBA", name)
    else:
        node.base_path = "//comp/"
        node.file_slots.clear()
        for name in ("fog", "masks/sky"):
            node.file_slots.new(name)
    node.format.file_format = "PNG"
    for number in (0, 1):
        tree.links.new(layers.outputs["Image"], node.inputs[number])
    return node


def test_pictures_of_the_compositor_keep_folder_and_name(stage, project, file_output, tmp_path):
    add_camera()
    _scene, told = stage(1, 2)
    assert [each["event"] for each in told] == ["done", "done"]
    for frame, each in zip((1, 2), told):
        names = [Path(file).relative_to(tmp_path / "frames").as_posix() for file in each["files"]]
        assert names[0] == f"shot_{frame:04d}.png"
        assert sorted(names[1:]) == sorted([f"comp/fog{frame:04d}.png", f"comp/masks/sky{frame:04d}.png"])
    assert not (project.folder / "comp").exists()


def test_a_node_that_is_muted_writes_nothing(stage, project, file_output, tmp_path):
    add_camera()
    file_output.mute = True
    stage(1)
    assert [path.name for path in (tmp_path / "frames").rglob("*.png")] == ["shot_0001.png"]


def test_pictures_of_a_scene_in_a_strip_are_results_too(stage, project, tmp_path):
    edit, shot = bpy.context.scene, bpy.data.scenes.new("Shot")
    shot.render.engine, shot.render.resolution_x, shot.render.resolution_y = "CYCLES", 16, 9
    shot.cycles.samples = 1
    shot.camera = add_camera(active=False)
    shot.collection.objects.link(shot.camera)
    edit.camera = shot.camera
    node = add_file_output(shot)
    setattr(node, "directory" if hasattr(node, "directory") else "base_path", str(project.folder / "comp"))
    editor = edit.sequence_editor_create()
    (editor.strips if hasattr(editor, "strips") else editor.sequences).new_scene("Shot", shot, 1, 1)
    _scene, (told,) = stage(1)
    assert told["event"] == "done"
    names = [path.name for path in (tmp_path / "frames").rglob("*.png")]
    assert len(names) == 3
    assert all(any(word in name for name in names) for word in ("fog", "sky"))
    assert not (project.folder / "comp").exists()


def test_a_farm_without_a_library_for_pictures_gets_a_small_one(stage, tmp_path):
    add_camera()
    _scene, told = stage(1, size=(64, 36), thumbnail_width=32)
    assert Path(told[0]["preview"]).suffix == ".jpg"
    assert pixels(told[0]["preview"])[0] == (32, 18)
    assert pixels(told[0]["file"])[0] == (64, 36)
    assert [image.name for image in bpy.data.images if image.source == "FILE"] == []
