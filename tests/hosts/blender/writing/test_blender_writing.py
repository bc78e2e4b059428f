"""Writing the open file: whole or not at all, with what was painted."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import Writes

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender
GREEN = [0.0, 1.0, 0.0, 1.0]


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender()


def paint(image):
    image.pixels[:] = GREEN * (len(image.pixels) // 4)
    image.update()
    return image


def texture(project, name="wood.png"):
    """A picture with a file, which was painted since."""
    project.write(name)
    image = bpy.data.images.load(str(project.folder / name))
    image.use_fake_user = True
    return paint(image)


def generated(name="noise"):
    image = paint(bpy.data.images.new(name, 4, 4))
    image.use_fake_user = True
    return image


def pixel(image):
    return [round(value, 3) for value in image.pixels[:4]]


def read(path):
    """The pictures of a file: name, and a pixel."""
    bpy.ops.wm.open_mainfile(filepath=str(path))
    return {image.name: pixel(image) for image in bpy.data.images if image.source == "FILE"}


def test_saving_saves_what_was_painted_in_its_file_or_in_the_scene(host, project):
    texture(project)
    generated()
    assert host.scene().details["painted"] == 'Image "noise"\nImage "wood.png"'
    assert host.save() == project.scene
    assert "painted" not in host.scene().details
    assert read(project.scene) == {"noise": GREEN, "wood.png": GREEN}
    assert not len(bpy.data.images["wood.png"].packed_files), "its own file has it"


def test_a_packed_picture_that_was_painted_is_packed_again(host, project):
    image = texture(project)
    image.pack()
    image.pixels[:4] = [1.0, 0.0, 0.0, 1.0]
    image.update()
    host.save()
    assert read(project.scene) == {"wood.png": [1.0, 0.0, 0.0, 1.0]}


def test_a_picture_whose_file_cannot_be_written_is_packed(host, project):
    image = texture(project)
    image.filepath_raw = "//no folder/wood.png"
    host.save()
    assert read(project.scene) == {"wood.png": GREEN}


def test_a_copy_has_what_was_painted_and_nothing_else_is_changed(host, project, tmp_path):
    assert isinstance(host, Writes)
    files = {path: path.read_bytes() for path in project.folder.iterdir()}
    texture(project)
    generated()
    files[project.folder / "wood.png"] = (project.folder / "wood.png").read_bytes()
    host.write_copy(project.folder / "copy.blend", (), {})
    assert bpy.data.filepath == str(project.scene)
    for name, source in (("noise", "GENERATED"), ("wood.png", "FILE")):
        image = bpy.data.images[name]
        assert (image.source, len(image.packed_files), image.is_dirty, pixel(image)) == (source, 0, True, GREEN)
    assert {path: path.read_bytes() for path in files} == files
    assert read(project.folder / "copy.blend") == {"noise": GREEN, "wood.png": GREEN}


def test_a_copy_packs_nothing_into_the_open_scene_where_blender_packs_by_itself(host, project):
    project.image(project.write("wood.png"))
    bpy.data.use_autopack = True
    host.write_copy(project.folder / "copy.blend", (), {})
    assert bpy.data.use_autopack and not len(bpy.data.images["wood.png"].packed_files)


def test_a_copy_elsewhere_keeps_relative_paths(host, project, tmp_path):
    project.image("//wood.png")
    host.write_copy(tmp_path / "copy.blend", (), {})
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "copy.blend"))
    assert bpy.data.images["wood.png"].filepath == "//wood.png"


def test_a_painted_picture_of_a_library_is_told_apart(host, project, tmp_path):
    texture(project)
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / "library.blend"))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    project.save()
    with bpy.data.libraries.load(str(project.folder / "library.blend"), link=True) as (_there, here):
        here.images = ["wood.png"]
    bpy.context.scene["keeps"] = paint(bpy.data.images["wood.png"])
    details = host.scene().details
    assert (details.get("painted"), details["painted_elsewhere"]) == (None, 'Image "wood.png"')


def test_a_copy_for_a_camera_alone_has_no_markers_that_switch_and_the_open_scene_keeps_them(host, project):
    scene = bpy.context.scene
    for frame, name in ((1, "A"), (3, "B")):
        made = bpy.data.objects.new(name, bpy.data.cameras.new(name))
        scene.collection.objects.link(made)
        scene.timeline_markers.new(name, frame=frame).camera = made
    scene.camera = scene.objects["B"]
    by_markers, first, second = host.scene().units
    for name, chosen, kept in (("one", (first,), [None, None]), ("two", (by_markers, second), ["A", "B"])):
        copy = project.folder / f"{name}.blend"
        host.write_copy(copy, chosen, {})
        assert [marker.camera.name for marker in scene.timeline_markers] == ["A", "B"]
        assert scene.camera.name == "B"
        with bpy.data.libraries.load(str(copy)) as (_there, here):
            here.scenes = ["Scene"]
        copied = here.scenes[0]
        assert [marker.camera and marker.camera.name[:1] for marker in copied.timeline_markers] == kept
        assert copied.camera.name[:1] == ("A" if kept == [None, None] else "B")
        bpy.data.scenes.remove(copied)


def test_a_copy_renders_the_view_layers_that_are_chosen_and_the_open_scene_keeps_its_own(host, project):
    scene = bpy.context.scene
    own = scene.view_layers[0].name
    scene.view_layers.new("Fog").use = False
    (unit,) = host.scene().units
    host.write_copy(project.folder / "copy.blend", (dataclasses.replace(unit, layers=("Fog",)),), {})
    assert {layer.name: layer.use for layer in scene.view_layers} == {own: True, "Fog": False}
    bpy.ops.wm.open_mainfile(filepath=str(project.folder / "copy.blend"))
    assert {layer.name: layer.use for layer in bpy.context.scene.view_layers} == {own: False, "Fog": True}


FULL = '''
import os, resource, signal, sys
from pathlib import Path
import bpy
from foxsubmit.core.common.errors import HostFailed
from foxsubmit.hosts.blender.scene.host import Blender
scene, copy = Path(sys.argv[-2]), Path(sys.argv[-1])
bpy.ops.wm.read_factory_settings()
bpy.context.preferences.filepaths.save_version = 0
bpy.ops.wm.save_as_mainfile(filepath=str(scene))
before = scene.read_bytes()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
for write in (Blender().save, lambda: Blender().write_copy(copy, (), {})):
    try:
        write()
        print("written")
    except HostFailed as error:
        os.write(1, f"said: {error}\\n".encode())
os.write(1, f"{scene.read_bytes() == before} {sorted(each.name for each in scene.parent.iterdir())}\\n".encode())
sys.stdout.flush()
os._exit(0)
'''


@pytest.mark.skipif(sys.platform == "win32", reason="a limit stands for a full disk")
def test_a_disk_that_is_full_is_one_sentence_and_the_file_stays_as_it_was(project):
    """Blender writes the part that fits, puts it in the place of the file, and says that it saved."""
    done = subprocess.run([sys.executable, "-c", FULL, str(project.folder / "full.blend"),
                           str(project.folder / "copy.blend")], env=child.environment(), check=True, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    said = [line for line in done.stdout.splitlines() if line.startswith(("said", "True", "False", "written"))]
    assert [line.split(" to ")[0] for line in said[:2]] == ["said: The scene could not be written whole"] * 2
    assert said[2:] == ["True ['full.blend', 'main.blend']"], done.stdout


@pytest.mark.parametrize("compress", [True, False])
def test_a_file_that_lacks_its_end_is_not_whole(project, compress):
    from foxsubmit.hosts.blender.writing.whole import is_whole

    bpy.ops.wm.save_as_mainfile(filepath=str(project.scene), compress=compress)
    assert is_whole(project.scene)
    whole = project.scene.read_bytes()
    for cut in (1, 100, len(whole) // 2, len(whole) - 3):
        project.scene.write_bytes(whole[:-cut])
        assert not is_whole(project.scene), cut
    # The end alone does not make it whole.
    if compress:
        project.scene.write_bytes(whole[:1000] + whole[2000:])
        assert not is_whole(project.scene)
    assert not is_whole(project.folder / "none.blend")


def test_a_scene_without_a_file_is_not_saved(host):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with pytest.raises(HostFailed, match="no file yet"):
        host.save()


def test_a_copy_has_the_settings_of_the_submission_and_the_open_scene_keeps_its_own(host, project):
    scene = bpy.context.scene
    scene.cycles.samples, scene.render.resolution_percentage, scene.cycles.device = 100, 100, "CPU"
    wanted = {"samples": "7", "percentage": "50", "device": "GPU", "simplify": "1"}
    host.write_copy(project.folder / "copy.blend", (), wanted)
    assert (scene.cycles.samples, scene.render.resolution_percentage, scene.cycles.device,
            scene.render.use_simplify) == (100, 100, "CPU", False)
    bpy.ops.wm.open_mainfile(filepath=str(project.folder / "copy.blend"))
    scene = bpy.context.scene
    assert (scene.cycles.samples, scene.render.resolution_percentage, scene.cycles.device, scene.render.use_simplify,
            scene.render.simplify_subdivision_render) == (7, 50, "GPU", True, 1)


def test_a_copy_renders_all_view_layers_that_are_tasks_of_their_own(host, project):
    scene = bpy.context.scene
    for name in ("Fog", "Sky"):
        scene.view_layers.new(name).use = False
    units = tuple(dataclasses.replace(host.scene().units[0], layer=name, layers=(name,)) for name in ("Fog", "Sky"))
    host.write_copy(project.folder / "copy.blend", units, {})
    bpy.ops.wm.open_mainfile(filepath=str(project.folder / "copy.blend"))
    assert [layer.name for layer in bpy.context.scene.view_layers if layer.use] == ["Fog", "Sky"]


def test_a_file_without_a_name_gets_one_with_what_was_painted(host, tmp_path):
    bpy.ops.wm.read_homefile(use_empty=True)
    generated()
    assert host.scene().path is None
    target = tmp_path / "new.blend"
    host.save_as(target)
    assert host.scene().path == target
    assert not host.scene().unsaved
    assert read(target) == {"noise": GREEN}


def test_a_name_under_which_nothing_can_be_written_leaves_the_file_without_one(host, tmp_path):
    bpy.ops.wm.read_homefile(use_empty=True)
    with pytest.raises(HostFailed, match="could not save the scene"):
        host.save_as(tmp_path / "nowhere" / "new.blend")
    assert host.scene().path is None
