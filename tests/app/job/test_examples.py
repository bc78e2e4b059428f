"""The scripts of docs/examples run as they are: in doubles of their hosts (Blender's: tests/hosts/blender/scene)."""

from __future__ import annotations

import os
import shutil
import sys
import types

import pytest
from tests.app.job.examples import check, run_example
from tests.conftest import make_project
from tests.hosts import stand_ins

from foxsubmit import job

MAYA = 'createNode transform -n "cam"; createNode camera -n "camShape" -p "cam";\n'
HOUDINI = '''hou.add("/obj/cam1", "Object", "cam", resx=1920, resy=1080)
hou.add("/out/mantra1", "Driver", "ifd", camera="/obj/cam1", vm_picture="$HIP/render/a.$F4.exr", **RANGE)
'''
MAX = '{"nodes": [Value("Freecamera", "Camera001", "camera")], "output": "C:/out/a.exr"}'
unix = pytest.mark.skipif(os.name == "nt", reason="a stand-in program is a script with a first line")


@pytest.fixture
def run(monkeypatch, farm, journal):
    """Run an example; the plans that it submitted."""
    monkeypatch.syspath_prepend(str(stand_ins.FAKES))
    return lambda *typed: run_example(monkeypatch, journal, *typed)


def scene_of(tmp_path, name, text):
    """The path of a scene, and of the version that is to be made of it."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name, tmp_path / name.replace("shot", "shot_v002")


@unix
def test_a_scene_of_maya(run, monkeypatch, tmp_path):
    import maya_double

    scene, version = scene_of(tmp_path, "shot.ma", MAYA)
    made = maya_double.modules()
    cmds, file = made["maya.cmds"], made["maya.cmds"].do_file
    made["maya"].standalone = made["maya.standalone"] = types.SimpleNamespace(initialize=lambda name: None)
    for name, module in made.items():
        monkeypatch.setitem(sys.modules, name, module)
    cmds.load(cmds.graph, name="")
    cmds.on_disk = {str(scene)}
    monkeypatch.setattr(cmds, "do_file", lambda *path, **flags: (
        file(*path, **flags), flags.get("save") and shutil.copy(scene, cmds.do_file(query=True, sceneName=True)))[0])
    monkeypatch.setenv("FOXSUBMIT_MAYA", str(stand_ins.mayapy(tmp_path)))
    check(run("maya", scene, version, "1-2"), version, "1-2[1]")
    assert cmds.kind == "mayaAscii"


@unix
def test_a_scene_of_houdini(run, monkeypatch, tmp_path):
    import houdini_double

    scene, version = scene_of(tmp_path, "shot.hip", HOUDINI)
    hou = houdini_double.Scene()
    hou.on_disk, save = {str(scene)}, hou.hipFile.save
    hou.hipFile.save = lambda name: (save(name), shutil.copy(scene, name))[0]
    monkeypatch.setitem(sys.modules, "hou", hou)
    monkeypatch.setenv("FOXSUBMIT_HOUDINI", str(stand_ins.hython(tmp_path)))
    check(run("houdini", scene, version, "1-2"), version, "1-2[1]")


@unix
def test_a_scene_of_3ds_max(run, monkeypatch, tmp_path):
    import max_double

    scene, version = scene_of(tmp_path, "shot.max", MAX)
    made = max_double.modules()
    runtime = made["pymxs"].runtime
    save = runtime.answers["saveMaxFile"]
    runtime.answers["saveMaxFile"] = lambda name, quiet=False: shutil.copy(scene, name) and save(name, quiet)
    for name, module in made.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setenv("FOXSUBMIT_MAX", str(stand_ins.maxbatch(tmp_path)))
    monkeypatch.setenv("SHOT", str(version))
    monkeypatch.setenv("FRAMES", "1-2")
    check(run("max"), version, "1-2[1]")


def test_scenes_from_plain_python_are_waited_for_and_one_that_fails_is_named(run, monkeypatch, tmp_path, capsys):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"}, frames=1)
    def read(path):
        if path.name == "gone.blend":
            raise job.BadInput("There is no scene.")
        return host

    monkeypatch.setattr("foxsubmit.job.submitting.read_scene", read)
    with pytest.raises(SystemExit) as ended:
        run("python", tmp_path / "project" / "shot.blend", "gone.blend")
    said = capsys.readouterr()
    assert (ended.value.code, said.err) == (1, "gone.blend: There is no scene.\n")
    assert ": 1 frames are in " in said.out
