"""Each folder is a scene and the four files that it becomes, reviewed by eye (update.py writes them)."""

from __future__ import annotations

import json
import shutil
from collections import Counter

import pytest
from tests.golden.read import CASES, FOLDER, expected, made, read

from foxsubmit.hosts.recorded.data import scene_from_json, scene_to_json


@pytest.mark.parametrize("case", CASES)
def test_a_scene_becomes_these_files(case):
    found, reviewed = made(case), expected(case)
    assert found.keys() == reviewed.keys()
    for name, content in reviewed.items():
        assert found[name] == content, name


def test_a_folder_is_a_whole_case():
    """Its other files are written by ``python -m tests.golden.update CASE``."""
    folders = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("__"))
    assert folders == CASES
    four = {"task.json", "upload.json", "asset.json", "tips.json"}
    assert [case for case in CASES if not four <= expected(case).keys()] == []


ASSET = {"path": "/a.png", "used_by": ["a"], "kind": "image"}


@pytest.mark.parametrize(("change", "says"), [
    (lambda data: data.update(chioces={}), "there is no field chioces"),
    (lambda data: data["scene"].update(camera="A"), "there is no field camera"),
    (lambda data: data["scene"]["units"][0].update(frame={}), "there is no field frame;"),
    (lambda data: data["scene"]["units"][0]["frames"].update(stpe=2), "frames: there is no field stpe;"),
    (lambda data: data["choices"].update(tilez=4), "choices: there is no field tilez;"),
    (lambda data: data["file"].update(mtime=1), "file: there is no field mtime;"),
    (lambda data: data["assets"].append({**ASSET, "requird": False}), "assets: there is no field requird;"),
    (lambda data: data["assets"].append({**ASSET, "kind": "imgae"}), "assets: there is no kind imgae;"),
    (lambda data: data["assets"].append({**ASSET, "files": [{"path": "/a.png", "sise": 1}]}), "no field sise;"),
    (lambda data: data.update(facts={"hardwares": []}), "facts: there is no field hardwares"),
    (lambda data: data.update(facts={"offer": {"plugin": {}}}), "facts, offer: there is no field plugin;"),
    (lambda data: data.update(facts={"hardware": [{"idd": 1}]}), "facts, hardware: there is no field idd;"),
    (lambda data: data.update(facts={"environments": [{"pluginz": {}}]}), "environments: there is no field pluginz;"),
])
def test_what_is_misspelled_is_named(tmp_path, monkeypatch, change, says):
    data = read("blender-still")
    change(data)
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "scene.json").write_text(json.dumps(data), encoding="utf-8")
    shutil.copy(FOLDER / "facts.json", tmp_path)
    monkeypatch.setattr("tests.golden.read.FOLDER", tmp_path)
    with pytest.raises(ValueError, match=says):
        made("case")


def test_every_host_has_its_cases():
    hosts = Counter(read(case)["host"] for case in CASES)
    assert set(hosts) == {"blender", "maya", "houdini", "max"}
    assert min(hosts.values()) >= 5


@pytest.mark.parametrize("case", CASES)
def test_a_scene_of_any_host_survives_json(case):
    scene = scene_from_json(read(case)["scene"])
    assert scene_from_json(json.loads(json.dumps(scene_to_json(scene)))) == scene
