"""Scene files of every host are read through the host's own Python, in a process of its own."""

from __future__ import annotations

import os

import pytest
from tests.hosts import stand_ins

from foxsubmit.cli import main
from foxsubmit.core.common.errors import BadInput, HostFailed
from foxsubmit.core.model.host import Frames
from foxsubmit.hosts.machine import LINUX, Machine
from foxsubmit.hosts.scenes import find_program, read_scene

SCENE = '''select -ne perspShape; setAttr ".rnd" no;
createNode transform -n "cam"; createNode camera -n "camShape" -p "cam";
connectAttr "renderLayerManager.rlmi[0]" "defaultRenderLayer.rlid";
createNode file -n "wood"; setAttr ".ftn" -type "string" "{texture}";
createNode gpuCache -n "broken"; setAttr ".cfn" -type "string" "x";
'''

unix = pytest.mark.skipif(os.name == "nt", reason="a stand-in program is a script with a first line")


@pytest.fixture
def mayapy(tmp_path, monkeypatch):
    """A program that runs scripts with the double in place of Maya."""
    program = stand_ins.mayapy(tmp_path)
    monkeypatch.setenv("FOXSUBMIT_MAYA", str(program))
    return program


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "shot.ma"
    texture = tmp_path / "wood.png"
    texture.write_bytes(b"wood")
    path.write_text(SCENE.format(texture=texture.as_posix()), encoding="utf-8")
    return path


@unix
def test_a_maya_scene_that_is_saved_later_is_read_by_mayapy_again(mayapy, scene, tmp_path):
    host = read_scene(scene)
    assert not host.file_changed()
    scene.write_text(SCENE.format(texture=(tmp_path / "stone.png").as_posix()) + 'createNode file -n "late"; setAttr '
                     f'".ftn" -type "string" "{(tmp_path / "late.png").as_posix()}";\n', encoding="utf-8")
    assert host.file_changed()
    assert [asset.used_by for asset in host.assets()] == ["wood.fileTextureName"]
    host.read_file()()
    assert not host.file_changed()
    assert [asset.used_by for asset in host.assets()] == ["wood.fileTextureName", "late.fileTextureName"]


@unix
def test_a_maya_scene_is_read_by_mayapy(mayapy, scene):
    host = read_scene(scene)
    assert host.name == "maya"
    assert host.scene().path == scene
    assert [(unit.name, unit.camera, unit.frames) for unit in host.scene().units] == [
        ("masterLayer", "camShape", Frames(1, 1))]
    assert [asset.used_by for asset in host.assets()] == ["wood.fileTextureName"]
    assert [each.node for each in host.unread()] == ["broken.cacheFileName"]


@unix
def test_it_can_be_planned_and_submitted_from_the_command_line(mayapy, scene, farm, settings, tmp_path, capsys):
    assert main(["plan", str(scene), "-o", str(tmp_path / "plan.json"), "--home", str(settings.home)]) == 0
    assert main(["submit", str(scene), "--home", str(settings.home), "--output", str(tmp_path / "out")]) == 0
    assert list((tmp_path / "out").rglob("*.*"))


@unix
@pytest.mark.parametrize(("text", "words"), [
    ("garbage", "Maya could not open shot.ma: File is not a Maya scene."),
    ("crash", "Maya stopped while reading shot.ma: Segmentation fault in libShared."),
])
def test_a_scene_that_cannot_be_read_is_one_sentence(mayapy, scene, text, words):
    scene.write_text(text, encoding="utf-8")
    with pytest.raises(HostFailed) as failed:
        read_scene(scene)
    assert str(failed.value) == words


def test_a_scene_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(BadInput, match="There is no scene"):
        read_scene(tmp_path / "gone.hip")


@pytest.mark.parametrize(("host", "folder", "program"), [
    ("maya", "usr/autodesk/maya2025", "bin/mayapy"), ("houdini", "opt/hfs20.5.332", "bin/hython")])
def test_the_newest_version_that_is_here_is_taken(tmp_path, host, folder, program):
    path = tmp_path / folder / program
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")
    assert find_program(host, Machine(LINUX, {}, tmp_path, tmp_path)) == str(path)


@pytest.mark.parametrize("host", ["maya", "houdini", "max"])
def test_a_host_that_is_not_here_is_one_sentence(tmp_path, host):
    with pytest.raises(HostFailed, match="submit from inside it"):
        find_program(host, Machine(LINUX, {}, tmp_path, tmp_path))
    with pytest.raises(HostFailed, match="is not a program"):
        find_program(host, Machine(LINUX, {f"FOXSUBMIT_{host.upper()}": "/no/such"}, tmp_path, tmp_path))
