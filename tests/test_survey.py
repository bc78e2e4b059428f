"""The survey of scenes by others: it names what looks like a file and was not understood, and never ends early."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.survey import __main__ as survey
from tools.survey.answers import Answer, Unknown, table
from tools.survey.paths import Found, looks_like_path

SCENES = Path(__file__).parent / "data" / "scenes"
SCENE = '''//Maya ASCII 2025 scene
requires "newPlugin" "1.0";
createNode newShader -n "shader"; setAttr ".map" -type "string" "D:/plates/wood.exr";
setAttr ".lst[0].nam" -type "string" "sourceimages/a.tif"; setAttr ".lst[1].nam" -type "string" "sourceimages/b.tif";
setAttr ".url" -type "string" "https://example.com/help.html"; setAttr ".dag" -type "string" "|group/one.shape";
createNode file -n "wood"; setAttr ".ftn" -type "string" "sourceimages/wood.png";
createNode script -n "startup"; setAttr ".b" -type "string" "source /scripts/startup.mel";
select -ne :defaultRenderGlobals; setAttr ".ifp" -type "string" "out/<Scene>.exr";
'''


@pytest.mark.parametrize(("text", "expected"), [
    ("D:/a/b.png", True), ("tex\\b.png", True), ("//b.vdb", True), ("/cache/a.1001.bgeo", True), ("wood.png", False),
    ("/gone/folder", False), ("https://example.com/a.html", False), ("|group/one.shape", False), ("1/2.5", False),
    ("a/b.mel; print 1", False), ("a/b\nc.png", False), ("<MAYA_RESOURCES>/config.ocio", False), ("", False),
    ("a/" + "b" * 2000 + ".png", False), (str(SCENES), True), ("/", False),
])
def test_a_path_has_a_slash_and_an_ending_or_is_there(text, expected):
    assert looks_like_path(text) is expected


@pytest.mark.parametrize(("text", "expected"), [
    ("D:\\tex\\WOOD.png", True), ("wood.png", True), ("tex/plate.1001.exr", True), ("tex/plate.%04d.exr", True),
    ("tex/skin.<UDIM>.tif", True), ("/a/tex", True), ("/a/tex/other.png", False), ("/a/te", False),
])
def test_a_path_was_found_however_it_is_written(text, expected):
    found = Found(["/a/tex/wood.png", "/a/tex/plate.####.exr", "/a/tex/skin.1001.tif"])
    assert found.has(text) is expected


def test_the_table_counts_paths_and_scenes_for_each_attribute():
    wood, other = Unknown("shader.map", False, "a/wood.exr"), Unknown("file.ftn", True, "a/b.png")
    lines = list(table([Answer("a.ma", unknown=(wood, wood, other)), Answer("b.ma", unknown=(wood,)),
                        Answer("c.ma", reason="it is empty")]))
    assert lines[0] == "3 scenes, 1 of them not read, 4 paths not understood"
    assert [line.split() for line in lines[2:]] == [
        ["3", "2", "unknown", "shader.map", "a/wood.exr"], ["1", "1", "known", "file.ftn", "a/b.png"]]


def test_paths_of_a_plug_ins_nodes_are_named_and_outputs_and_scripts_are_not(tmp_path, capsys):
    scene = tmp_path / "shot.ma"
    scene.write_text(SCENE, encoding="utf-8")
    assert survey.main([str(scene)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{scene.as_posix()}: 1 units, 1 assets, 3 not understood"
    assert [line.split() for line in lines[3:]] == [
        ["2", "1", "unknown", "newShader.lst.nam", "sourceimages/a.tif"],
        ["1", "1", "unknown", "newShader.map", "D:/plates/wood.exr"]]


def test_a_proxy_as_redshift_writes_it_into_scenes_is_understood(tmp_path, capsys):
    scene = tmp_path / "stool.ma"
    scene.write_text('//Maya ASCII 2016 scene\ncreateNode RedshiftProxyMesh -n "redshiftProxy1";\n'
                     'setAttr ".fn" -type "string" "G:/_3D Projects//stool.rs";\n', encoding="utf-8")
    assert survey.main([str(scene)]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("1 units, 1 assets, 0 not understood")


def test_scenes_by_others_are_understood_whatever_this_machine_sets(capsys, monkeypatch):
    monkeypatch.setenv("OCIO", "/colours/config.ocio")
    assert survey.main([str(SCENES / "maya")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("cube.ma: 1 units, 2 assets, 0 not understood")
    assert lines[2].endswith("layers.ma: 12 units, 1 assets, 0 not understood")
    assert lines[-1] == "3 scenes, 1 of them not read, 0 paths not understood"


def test_what_cannot_be_read_is_a_line(tmp_path, capsys):
    (tmp_path / "binary.ma").write_bytes(b"FOR4\x00\x00\x01\xff")
    (tmp_path / "empty.ma").write_bytes(b"")
    (tmp_path / "half.ma").write_text('//Maya ASCII 2025 scene\ncreateNode file -n "a', encoding="utf-8")
    (tmp_path / "shot.hip").write_bytes(b"070707")
    (tmp_path / "notes.txt").write_text("not a scene", encoding="utf-8")
    assert survey.main([str(tmp_path), str(tmp_path / "gone.ma"), str(tmp_path / "notes.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "not read: it is not Maya ASCII", "not read: it is not Maya ASCII", "1 units, 0 assets, 0 not understood",
        "not read: nothing here reads files of this kind", "not read: there is no such file",
        "not read: nothing here reads files of this kind", ""]


def test_a_reader_that_crashes_or_hangs_is_a_line(tmp_path, monkeypatch):
    scene = tmp_path / "shot.ma"
    scene.write_text(SCENE, encoding="utf-8")
    assert survey.read(scene, 0).reason == "it took longer than 0 s"
    monkeypatch.setitem(survey.READERS, ".ma", "no_such_reader/../..")
    monkeypatch.setattr(survey, "ROOT", tmp_path)
    assert "No module named" in survey.read(scene, 60).reason


@pytest.mark.blender
@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="the survey reads Blender's scenes by bpy")
def test_a_path_in_an_item_of_blender_is_named_and_its_images_are_understood(tmp_path, capsys):
    scene = tmp_path / "shot.blend"
    shutil.copy(SCENES / "blender" / "simpletest-3.6.blend", tmp_path / "simple.blend")
    code = f"""import bpy, os
bpy.context.scene["plate"] = "/plates/a.exr"
image = bpy.data.images.new("wood", 1, 1)
image.source, image.filepath, image.use_fake_user = "FILE", "//tex/wood.png", True
bpy.ops.wm.save_as_mainfile(filepath={str(scene)!r})
os._exit(0)"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    (tmp_path / "garbage.blend").write_bytes(b"garbage")
    assert survey.main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].partition("garbage.blend: ")[2].startswith("not read: ")
    assert lines[1].partition("shot.blend: ")[2] == "1 units, 1 assets, 1 not understood"
    assert lines[2].partition("simple.blend: ")[2] == "1 units, 0 assets, 0 not understood"
    assert lines[-1].split() == ["1", "1", "known", "Scene['plate']", "/plates/a.exr"]
