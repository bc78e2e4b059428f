"""The host made of data, and its data as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foxsubmit.core.common.errors import BadAnswer, HostFailed
from foxsubmit.core.model.host import Asset, Frames, Numbering, RenderUnit, Scene
from foxsubmit.core.model.need import Need
from foxsubmit.hosts.recorded import RecordedHost
from foxsubmit.hosts.recorded.data import asset_from_json, asset_to_json, scene_from_json, scene_to_json

UNIT = RenderUnit("Scene", "Camera", Frames(-3, 8, 2), (320, 180), "CYCLES", "/out/shot_####", "PNG", ("A", "B"), False)
SCENE = Scene(Path("/shots/a.blend"), "4.5.1", True, Path("/shots"), (UNIT,), {"luxcore": "2.1"})
ASSET = Asset("/shots/p_####.png", 'Image "p"', "sequence", True, Numbering(100, 0.5, True), Frames(1, 9), Need.SHOWN,
              variables=("SHOTS",), only_found=True, shapes_only=True)


def test_a_scene_survives_json():
    assert scene_from_json(json.loads(json.dumps(scene_to_json(SCENE)))) == SCENE


def test_a_scene_without_a_file_survives_json():
    scene = Scene(None, "4.5.1")
    assert scene_from_json(json.loads(json.dumps(scene_to_json(scene)))) == scene


@pytest.mark.parametrize("asset", [ASSET, Asset("/a", "b")])
def test_an_asset_survives_json(asset):
    assert asset_from_json(json.loads(json.dumps(asset_to_json(asset)))) == asset


@pytest.mark.parametrize("change", [
    {"unknown": 1}, {"path": ""}, {"path": 3}, {"used_by": None}, {"pattern": "yes"}, {"numbers": {"first": 1}},
    {"numbers": {"first": True, "last": 2}}, {"frames": None}, {"numbering": {"offset": "1"}}, {"numbering": 3},
    {"need": "no"}, {"need": None},
])
def test_an_asset_of_the_wrong_shape_is_refused(change):
    with pytest.raises(BadAnswer):
        asset_from_json({**asset_to_json(ASSET), **change})


@pytest.mark.parametrize("change", [
    {"unknown": 1}, {"version": None}, {"path": 3}, {"units": {}}, {"units": [{}]}, {"plugins": {"a": 1}},
    {"units": [{"name": "a", "camera": "b", "frames": {"first": 1, "last": 2}, "size": [1]}]},
])
def test_a_scene_of_the_wrong_shape_is_refused(change):
    with pytest.raises(BadAnswer):
        scene_from_json({**scene_to_json(SCENE), **change})


@pytest.mark.parametrize("data", [None, [], "scene"])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(BadAnswer):
        scene_from_json(data)


def test_saving_makes_the_scene_clean():
    host = RecordedHost(SCENE)
    assert host.save() == Path("/shots/a.blend")
    assert not host.scene().unsaved


def test_a_scene_without_a_file_cannot_be_saved():
    with pytest.raises(HostFailed, match="no file yet"):
        RecordedHost(Scene(None, "4.5.1")).save()


def test_a_fake_host_may_stand_for_another():
    assert RecordedHost(SCENE, name="blender").name == "blender"
    assert RecordedHost(SCENE).parent() is None
