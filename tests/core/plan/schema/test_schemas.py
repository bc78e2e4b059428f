"""The schemas: what the vendor's documents say, its own examples, and how an error reads."""

from __future__ import annotations

import copy
import functools
import json
import subprocess
import sys

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import DATA
from tests.draft7 import check_schema
from tests.golden.read import CASES, made, read

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.plan.schema.check import BASE, FOLDER, _load, _validator, check
from foxsubmit.core.plan.schema.quick import acceptor

FORMATS = DATA / "formats"
EXAMPLES = [f"{host}.{name}" for host in ("blender", "maya", "houdini", "max") for name in ("task", "upload", "tips")]
made_once = functools.cache(made)
TABLE = {
    "task_id", "user_id", "project_id", "project_name", "input_cg_file", "input_project_path", "cg_id", "platform",
    "channel", "os_name", "ram", "hardwareConfigId", "hardwareConfigIds", "graphics_cards_num", "frames_per_task",
    "pre_frames", "stop_after_test", "job_stop_time", "task_stop_time", "time_out", "tiles", "tiles_type", "is_picture",
    "enable_layered", "render_layer_type", "is_layer_rendering", "is_distribute_render", "distribute_render_node",
}
"""The keys of task_info in the vendor's document."""
ORDERED = {"multi_node", "geo_node_dependency"}
"""Keys that the vendor's package adds where Houdini's simulations have an order."""


def example(name):
    return json.loads((FORMATS / f"{name}.example.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_vendors_own_examples_fit_the_schemas(name):
    check(*name.split("."), example(name))


def test_what_the_vendors_own_3ds_max_package_writes_fits():
    data = example("max.task")
    data["task_info"]["version"] = "2"  # rayvision_max 1.2.9
    check("max", "task", data)


@pytest.mark.parametrize("host", ["blender", "houdini", "max", "maya"])
def test_what_the_vendors_packages_begin_a_task_with_fits(host):
    data = example(f"{host}.task")
    begun = json.loads((FORMATS / "task_info.json").read_text(encoding="utf-8"))
    kept = {key: value for key, value in data["task_info"].items() if begun.get(key, "") == ""}
    data["task_info"] = {**begun, **kept}  # what is empty there is filled in for each task
    check(host, "task", data)


@pytest.mark.parametrize(("name", "break_rule"), [
    # Each example that breaks its own document, put right: strict hosts would refuse what max is allowed.
    ("max.task", lambda data: [data["task_info"][key] for key in ("task_id", "user_id")]),
])
def test_numbers_are_taken_only_where_the_vendors_example_has_them(name, break_rule):
    assert all(isinstance(value, int) for value in break_rule(example(name)))
    blender = example("blender.task")
    blender["task_info"]["user_id"] = 10000031
    with pytest.raises(BadInput, match="user_id: 10000031 must be a text in quotes"):
        check("blender", "task", blender)


def test_the_examples_lack_what_their_document_lists_and_the_schemas_allow_it():
    assert "scene_info" not in example("maya.task")
    assert "scene_info" not in example("houdini.task")
    assert "env" not in example("maya.task")["scene_info_render"]["mut"]
    assert "scene" not in example("blender.upload")
    assert isinstance(example("blender.tips")["35001"], str)


@pytest.mark.parametrize("case", CASES)
def test_our_own_tasks_have_every_key_of_the_vendors_table(case):
    for name, content in made_once(case).items():
        if name.startswith("task"):
            assert content["task_info"].keys() - ORDERED == TABLE
            assert {"software_config", "scene_info_render", "scene_info", "additional_info"} <= content.keys()


def test_only_max_has_its_own_upload_file():
    assert sorted(path.name for path in FOLDER.glob("*.upload.json")) == ["max.upload.json"]


def task(case):
    return copy.deepcopy(made_once(case)["task.json"])


def info(**changes):
    return lambda data: data["task_info"].update(changes)


def common(**changes):
    return lambda data: data["scene_info_render"]["common"].update(changes)


@pytest.mark.parametrize(("case", "change", "sentence"), [
    ("blender-still", info(tiles="0"), 'task_info.tiles: "0" is too small; at least "1".'),
    ("blender-still", info(tiles="x"), 'task_info.tiles: "x" is not a number of tiles in quotes.'),
    ("blender-still", info(tiles=4), "task_info.tiles: 4 must be a text in quotes."),
    ("blender-still", info(ram="65"), 'task_info.ram: "65" is not one of "64", "128".'),
    ("blender-still", info(cg_id="2000"), 'task_info.cg_id: "2000" must be "2007".'),
    ("blender-still", info(enable_layered="1"), 'task_info.enable_layered: "1" must be "0".'),
    ("blender-still", info(frames_per_task="2"),
     'task_info.frames_per_task: "2" must be "1". Tiles exclude several frames for one node.'),
    ("blender-still", info(job_stop_time="0"), 'task_info.job_stop_time: "0" is too small; at least "1".'),
    ("blender-still", info(pre_frames="100:"),
     'task_info.pre_frames: "100:" is not three switches such as 100, then optionally a colon and frames such as '
     "1,3-4[1]."),
    ("blender-still", info(tile="1"), "task_info.tile is not known."),
    ("blender-still", lambda data: data["task_info"].pop("cg_id"), "task_info.cg_id is missing."),
    ("blender-still", lambda data: (data["task_info"].pop("cg_id"), data["task_info"].update(cgid="1")),
     "task_info.cg_id is missing."),
    ("blender-still", lambda data: data.pop("task_info"), "task_info is missing."),
    ("blender-still", common(frames="1-"),
     'scene_info_render.common.frames: "1-" is not a frame range such as 1-10[1].'),
    ("blender-still", common(scene_name=[]), "scene_info_render.common.scene_name is empty; at least one is needed."),
    ("blender-still", common(camera_name=""),
     "scene_info_render.common.camera_name is empty; at least one is needed."),
    ("blender-still", common(with_=1), "scene_info_render.common.with_ is not known."),
    ("max-scanline", common(frame="0"), "scene_info_render.common.frame is not known."),
    ("max-scanline", common(renderable_camera=[]),
     "scene_info_render.common.renderable_camera is empty; at least one is needed."),
    ("max-scanline", info(is_distribute_render="1"), 'task_info.is_distribute_render: "1" must be "0".'),
    ("maya-tiles", info(enable_layered="0"), 'task_info.enable_layered: "0" must be "1". Tiles need it.'),
    ("maya-tiles", lambda data: data.update(layers=["a", "a"]), "layers names one thing twice."),
    ("houdini-simulation", lambda data: data["scene_info_render"]["distributedsim_node"][0].update(num_slices="17"),
     'scene_info_render.distributedsim_node[0].num_slices: "17" is too large; at most "16".'),
    ("houdini-mantra", lambda data: data["scene_info_render"]["rop_node"][0].update(option="0"),
     'scene_info_render.rop_node[0].option: "0" must be "-1".'),
    ("houdini-mantra", lambda data: data["scene_info_render"]["rop_node"][0].update(node="mantra1"),
     'scene_info_render.rop_node[0].node: "mantra1" is not the path of a node.'),
])
def test_an_error_says_where_what_is_wrong_and_what_would_be_right(case, change, sentence):
    data = task(case)
    change(data)
    with pytest.raises(BadInput) as caught:
        check(read(case)["host"], "task", data)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("host", "name", "data", "sentence"), [
    ("blender", "upload", {"asset": [{"local": "a", "server": "x"}]},
     'upload.json: asset[0].server: "x" is not a path that begins with /.'),
    ("blender", "upload", {"assets": [], "asset": []}, "upload.json: assets is not known."),
    ("blender", "upload", {"aset": []}, "upload.json: asset is missing."),
    ("max", "upload", {"asset": [{"local": "a", "server": "/a"}]}, "upload.json: scene is missing."),
    ("blender", "tips", {"a": []}, 'tips.json: "a" is not a code of digits.'),
    ("blender", "tips", {"35001": 1}, "tips.json: 35001: 1 must be a list or a text in quotes."),
    ("blender", "asset", {"asset": [], "details": [{"path": "a", "kind": "", "state": "", "size": -1}]},
     "asset.json: details[0].size: -1 is too small; at least 0."),
    ("blender", "task", [], "task.json: [] must be an object."),
    ("nuke", "task", {}, "There is no plan for “nuke”: this version cannot submit its scenes."),
])
def test_errors_of_other_files_name_the_file(host, name, data, sentence):
    with pytest.raises(BadInput) as caught:
        check(host, name, data)
    assert str(caught.value) == sentence


def test_a_misspelt_key_is_met_with_the_right_one():
    data = example("blender.task")
    del data["additional_info"]
    data["additional_infos"] = {}
    with pytest.raises(BadInput) as caught:
        check("blender", "task", data)
    assert str(caught.value) == "additional_infos is not known; did you mean additional_info?"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(
        st.sampled_from(sorted(TABLE | {"common", "task_info", "rop_node", "35001", "asset"})) | st.text(max_size=4),
        inside, max_size=6), max_leaves=12)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(host=st.sampled_from(["blender", "maya", "houdini", "max"]),
       name=st.sampled_from(["task", "upload", "asset", "tips"]), data=JSON)
def test_whatever_a_file_holds_it_fits_or_is_refused_in_one_sentence(host, name, data):
    try:
        check(host, name, data)
    except BadInput as error:
        assert str(error).endswith((".", "?"))
        assert "\n" not in str(error)


def plain(schema):
    """Make a validator that judges as jsonschema itself does."""
    resolver = jsonschema.RefResolver(BASE, schema, store={BASE + "files.json": _load("files.json")})
    return jsonschema.Draft7Validator(schema, resolver=resolver)


@functools.cache
def judges(name):
    """jsonschema for one entry of a file's list, and what accepts it at a glance."""
    schema = _load(name)
    items = {**schema["properties"][LISTS[name]]["items"], "definitions": schema.get("definitions", {})}
    checker = plain(items)
    return checker, acceptor(items, lambda reference: checker.resolver.resolve(reference)[1])


ENTRIES = {
    "upload.json": {"local": "/a", "server": "/a"},
    "asset.json": {"path": "/a", "kind": "k", "state": "found", "size": 1},
    "plan.json": {"local": {"path": "/a", "size": 1, "mtime_ns": 1, "inode": 1}, "server": "/a", "scene": False}}
LISTS = {"upload.json": "asset", "asset.json": "details", "plan.json": "files"}
VALUES = JSON | st.sampled_from(["/a", "/a/../b", "/", "", -1, 0, True, 1.0, {}, []])


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(ENTRIES)), data=st.data())
def test_what_is_accepted_at_a_glance_fits(name, data):
    checker, accepts = judges(name)
    assert accepts is not None
    assert accepts(ENTRIES[name])
    entry = json.loads(json.dumps(ENTRIES[name]))
    place = data.draw(st.sampled_from([entry, entry["local"]])) if name == "plan.json" else entry
    place[data.draw(st.sampled_from([*place, "other"]))] = data.draw(VALUES)
    assert checker.is_valid(entry) or not accepts(entry)


def test_a_schema_with_words_that_are_not_known_is_left_to_jsonschema():
    assert acceptor({"type": "string", "format": "date"}, {}.get) is None
    assert acceptor({"items": {"enum": [1]}}, {}.get) is None


@pytest.mark.parametrize(("stamp", "sentence"), [
    ({}, "plan.json: stamp.path is missing."),
    ({"path": "/a"}, "plan.json: stamp.size is missing."),
    (1, "plan.json: stamp: 1 must be an object or null."),
])
def test_of_alternatives_the_one_that_was_meant_is_told(stamp, sentence):
    plan = {"host": "blender", "name": "shot", "account": "local", "task": {}, "upload": {}, "asset": {}, "tips": {},
            "files": [{**ENTRIES["plan.json"]}], "findings": [], "choices": {}, "stamp": stamp, "priority": 0}
    with pytest.raises(BadInput) as caught:
        check("blender", "plan", plan)
    assert str(caught.value) == sentence


def test_nothing_is_loaded_to_judge_schemas_before_one_is_judged():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, foxsubmit.core.plan.build, foxsubmit.core.session.session;"
         "print('jsonschema' in sys.modules)"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_number_without_an_end_is_refused_in_one_sentence():
    whole = task("blender-still")
    whole["task_info"]["job_stop_time"] = float("inf")
    with pytest.raises(BadInput, match="job_stop_time"):
        check("blender", "task", whole)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=st.sampled_from(["blender-still", "max-elements", "maya-two-layers", "houdini-simulation"]), data=st.data())
def test_a_task_with_any_one_value_replaced_fits_or_is_refused_in_one_sentence(case, data):
    place = whole = task(case)
    while isinstance(place, (dict, list)) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = inner
    try:
        check(read(case)["host"], "task", whole)
    except BadInput as error:
        assert str(error).endswith((".", "?"))
        assert "\n" not in str(error)


@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.glob("*.json")))
def test_each_schema_is_one_of_draft_7(file):
    check_schema(_load(file))


def test_what_is_no_schema_of_draft_7_is_named():
    with pytest.raises(jsonschema.ValidationError, match="nothing"):
        check_schema({"properties": {"a": {"type": "nothing"}}})


def test_a_file_is_judged_without_judging_the_schemas_again(monkeypatch):
    """The jsonschema of our extension cannot read draft 7's own schema on Python 3.14, whose urljoin is another."""

    def unreadable(_schema):
        raise TypeError("unhashable type: 'dict'")

    monkeypatch.setattr(jsonschema.Draft7Validator, "check_schema", unreadable)
    _validator.cache_clear()
    with pytest.raises(BadInput):
        check("blender", "task", {})
