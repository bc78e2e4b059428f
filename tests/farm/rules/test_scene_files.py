from __future__ import annotations

import pytest

from foxsubmit.farm.base.refusal import Refusal
from foxsubmit.farm.rules.scene import (
    Unit,
    frame_numbers,
    from_json,
    priority_frames,
    read_units,
    scene_entry,
    uploads,
)

SCENE = {"local": "D:/jh/jh.max.7z", "server": "/D/jh/jh.max.7z"}
ASSET = {"local": "D:/jh/a.png", "server": "/D/jh/a.png"}


@pytest.mark.parametrize(("switches", "tests"), [
    ("000", set()), ("100", {1}), ("010", {5}), ("001", {9}), ("111", {1, 5, 9}), ("000:3,7-8[1]", {3, 7, 8}),
    ("100:4", {1, 4}), ("000:77", set()), ("", set()),
])
def test_test_frames_are_switches_and_ranges(switches, tests):
    assert priority_frames(switches, list(range(1, 10))) == tests


def test_a_single_frame_can_be_first_middle_last():
    assert priority_frames("111", [7]) == {7}


def test_a_frame_range_that_is_none_is_quoted():
    with pytest.raises(Refusal, match="soon"):
        frame_numbers("soon")


def test_the_scene_of_3ds_max_is_one_object_with_a_longer_name():
    entries = uploads({"scene": {**SCENE, "hash": "0"}, "asset": [ASSET, SCENE]})
    assert [entry["server"] for entry in entries] == [SCENE["server"], ASSET["server"]]
    assert scene_entry({"task_info": {"input_cg_file": "D:/jh/jh.max"}}, entries)["server"] == SCENE["server"]


def test_a_scene_that_is_listed_among_the_assets_only_is_found():
    entries = uploads({"asset": [ASSET, SCENE]})
    assert scene_entry({"task_info": {"input_cg_file": "D:\\jh\\jh.max.7z"}}, entries) == SCENE


def test_a_scene_that_is_not_uploaded_is_not_found():
    assert scene_entry({"task_info": {"input_cg_file": "D:/other.max"}}, uploads({"asset": [ASSET]})) is None
    assert scene_entry({"task_info": {}}, uploads({"asset": [ASSET]})) is None


@pytest.mark.parametrize("upload", [
    {}, {"asset": None}, {"asset": 7}, {"asset": ["a", {"local": 1}]}, {"scene": []}])
def test_uploads_that_are_none_are_left_out(upload):
    assert uploads(upload) == []


@pytest.mark.parametrize("render", [{}, {"common": 7}, {"rop_node": ["a"]}, {"layer": {"common": None}}, {"a": 1}])
def test_a_scene_that_names_nothing_is_refused(render):
    with pytest.raises(Refusal, match="nothing to render"):
        read_units({"scene_info_render": render})


def test_a_unit_survives_the_database():
    unit = Unit("1-3[1]", "beauty", "Scene", "Kamera \"ö\"", 1920, 1080)
    assert from_json(unit.to_json()) == unit


def test_only_the_listed_layers_are_rendered():
    render = {name: {"common": {"frames": "1"}} for name in ("a", "b", "c")}
    assert [unit.name for unit in read_units({"scene_info_render": render, "layers": ["a", "c"]})] == ["a", "c"]
