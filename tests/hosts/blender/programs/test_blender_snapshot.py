"""Reading a scene through a Blender in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from tests.conftest import DATA

from foxsubmit.core.common.errors import BadAnswer, BadInput, HostFailed
from foxsubmit.hosts.blender.programs import snapshot
from foxsubmit.hosts.blender.programs.program import Program, find_blender
from foxsubmit.hosts.blender.programs.snapshot import read_scene, saved_by

HEADER = b"BLENDER-v405REND"


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "shot.blend"
    path.write_bytes(HEADER)
    return path


def stand_in(folder: Path, body: str) -> Program:
    """A Blender that does what ``body`` says."""
    if os.name == "nt":
        pytest.skip("needs a program that is a script")
    path = folder / "blender"
    version = 'if "--version" in sys.argv: sys.exit(print("Blender 4.2.1"))'
    path.write_text(f"#!{sys.executable}\nimport sys, json, time\n{version}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Program(str(path))


def answering(folder: Path, text: str) -> Program:
    return stand_in(folder, f"open(sys.argv[-1], 'w').write({text!r})")


def test_a_scene_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"no scene .*gone\.blend"):
        read_scene(tmp_path / "gone.blend")


def test_a_folder_is_no_scene(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_scene(tmp_path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"BLEND"])
def test_another_file_is_no_scene(scene, content):
    scene.write_bytes(content)
    with pytest.raises(BadInput, match="not a Blender scene"):
        read_scene(scene)


@pytest.mark.parametrize("content", [HEADER, gzip.compress(HEADER, mtime=0), b"\x28\xb5\x2f\xfd...."])
def test_compressed_scenes_are_scenes(scene, content, monkeypatch):
    scene.write_bytes(content)
    monkeypatch.setattr(snapshot, "find_blender", lambda: None)
    with pytest.raises(HostFailed, match="No Blender was found"):
        read_scene(scene)


@pytest.mark.parametrize(("start", "version"), [
    (b"BLENDER-v405", (4, 5)), (b"BLENDER_v279", (2, 79)), (b"BLENDER17-01v0502", (5, 2)), (b"BLENDER?", ()),
    (gzip.compress(b"BLENDER-v280REND", mtime=0), (2, 80)), (b"\x28\xb5\x2f\xfd", ()),
])
def test_a_scene_says_who_saved_it(scene, start, version):
    scene.write_bytes(start)
    assert saved_by(scene) == version


def test_what_blender_says_is_passed_on(scene, tmp_path):
    with pytest.raises(HostFailed, match=r"^It is full of eels\.$"):
        read_scene(scene, answering(tmp_path, json.dumps({"error": "It is full of eels."})))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"scene": 3}', '{"scene": {"version": "4"}, "assets": [{}]}'])
def test_an_answer_that_is_none_is_refused(scene, tmp_path, text):
    with pytest.raises(BadAnswer):
        read_scene(scene, answering(tmp_path, text))


def test_the_last_words_of_a_crash_are_passed_on(scene, tmp_path):
    scene.write_bytes(b"BLENDER-v402")
    words = "Reading.\nOut of memory.\nWriting: /tmp/blender.crash.txt\n"
    blender = stand_in(tmp_path, f"print({words!r}); sys.exit(11)")
    with pytest.raises(HostFailed, match=r"stopped while reading shot\.blend: Out of memory\."):
        read_scene(scene, blender)


def test_a_library_that_blender_lacks_is_named_with_its_package(scene, tmp_path):
    words = "ImportError: libSM.so.6: cannot open shared object file: No such file or directory"
    with pytest.raises(HostFailed, match=r"^Blender does not start: .*libSM\.so\.6.*libsm6"):
        read_scene(scene, stand_in(tmp_path, f"sys.exit({words!r})"))


def test_a_crash_over_a_newer_scene_says_so(scene, tmp_path):
    with pytest.raises(HostFailed, match=r"saved by Blender 4\.5, which is newer than 4\.2\.1"):
        read_scene(scene, stand_in(tmp_path, "sys.exit(11)"))


def test_a_blender_that_hangs_is_ended(scene, tmp_path):
    with pytest.raises(HostFailed, match="did not finish reading"):
        read_scene(scene, stand_in(tmp_path, "time.sleep(60)"), timeout=0.3)


def test_a_blender_that_does_not_start_is_a_sentence(scene, tmp_path):
    with pytest.raises(HostFailed, match="could not be started"):
        read_scene(scene, Program(str(tmp_path / "gone")))


@pytest.mark.blender
def test_a_process_of_its_own_sees_what_this_one_sees(project):
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.scene.host import Blender

    project.image(project.write("wood.png"))
    project.image(project.write("plate_01.png", "plate_02.png"), "SEQUENCE")
    project.image("//gone.png")
    bpy.context.scene.frame_start = -7
    project.save()
    there, here = read_scene(project.scene), Blender()
    assert there.scene() == here.scene()
    assert list(there.assets()) == [asset for asset in here.assets() if asset is not None]
    assert there.name == "blender"


@pytest.mark.blender
def test_a_damaged_scene_is_a_sentence(scene):
    if find_blender() is None:
        pytest.skip("needs a Blender")
    with pytest.raises(HostFailed, match=r"shot\.blend"):
        read_scene(scene)


@pytest.mark.blender
def test_a_scene_that_others_saved_with_an_older_blender_is_read():
    if find_blender() is None:
        pytest.skip("needs a Blender")
    host = read_scene(DATA / "scenes" / "blender" / "simpletest-3.6.blend")
    (unit,) = host.scene().units
    assert (unit.renderer.startswith("BLENDER_EEVEE"), list(host.assets())) == (True, [])
