"""Every request example of the vendor's interface document, run as it is printed, on a farm that has what it names."""

from __future__ import annotations

import json

import pytest
from api_document import EXAMPLES

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.codes import FrameStatus, FrameType, TaskStatus
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.farm.base.constants import INPUT, OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.rules.scene import Unit
from foxsubmit.farm.rules.tasks import add_task

SLIPS = {  # what the document prints beside the example is not its answer; docs/api.md says so where users look
    # "SUCCESS" is the answer of the interface above; the SDK's own documentation returns a list of paths.
    "query.get_frame_thumbnall": ["https://farm/frame.jpg"],
    # The answer printed is that of supported_software; the table above it has these keys.
    "query.supported_plugin": {
        "cgPlugin": [{"cvId": 19, "pluginName": "zblur", "pluginVersions": [
            {"pluginId": 1652, "pluginName": "zblur", "pluginVersion": "zblur 2.02.019"}]}],
        "cgVersion": [{"id": 23, "cgId": 2000, "cgName": "Maya", "cgVersion": "2020"}]},
}

WAITING, DONE, STOPPED, FAILED = (
    FrameStatus.WAITING, FrameStatus.DONE, FrameStatus.STOPPED, FrameStatus.FAILED)
MAX, HOUDINI, BLENDER = 2001, 2004, 2007
ENVIRONMENT = {"cgId": 2000, "cgName": "Maya", "cgVersion": "2020", "editName": "testRenderEnv", "renderSystem": "0"}

TASKS = {  # the tasks that the examples name: status, software, frames by name and status
    13798105: (TaskStatus.STOPPED, BLENDER, {"1": STOPPED, "2": STOPPED}),
    13790691: (TaskStatus.DONE, BLENDER, {"0-1": DONE, "0-2": DONE}),
    35736251: (TaskStatus.DONE, BLENDER, {"1": DONE, "2-4[1]": DONE}),
    13788981: (TaskStatus.DONE_WITH_FAILURES, BLENDER, {"1": DONE, "2": FAILED}),
    37439351: (TaskStatus.DONE, BLENDER, {"6": DONE, "7-9[1]": DONE, "10": DONE}),
    14362099: (TaskStatus.DONE, BLENDER, {"1": DONE, "2": DONE}),
    14400249: (TaskStatus.DONE, HOUDINI, {"110-200[1]": DONE}),
    29445045: (TaskStatus.DONE, BLENDER, {"1": DONE}),
    29435295: (TaskStatus.DONE, BLENDER, {"1": DONE}),
    14470635: (TaskStatus.DONE, MAX, {"0": DONE}),
    14684405: (TaskStatus.DONE, BLENDER, {"1": DONE}),
    13652193: (TaskStatus.STOPPED, BLENDER, {"1": STOPPED}),
    6306543: (TaskStatus.DONE, BLENDER, {"1": DONE}),
    1484861: (TaskStatus.DONE, BLENDER, {"1": DONE}),
    1521323: (TaskStatus.DONE, BLENDER, {}),
    40000000: (TaskStatus.DONE, MAX, {}),
}
LAYERS = {1521323: (1521325, 1521327, 1521329), 40000000: (40000001, 40000002)}
NAMED_FRAME = 230772361


@pytest.fixture
def farm(tmp_path):
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0)) as running:
        yield running


@pytest.fixture
def api(farm):
    with FoxAPI(farm.access_id, farm.access_key, farm.domain, "2", protocol="http") as api:
        fill(farm.state, api)
        yield api


def fill(state, api):
    """The farm as the examples expect to find it."""
    with state.database.change() as change:
        change.execute("DELETE FROM projects")
        for task, (status, software, frames) in TASKS.items():
            write_task(change, task, status, software, frames)
            for layer in LAYERS.get(task, ()):
                write_task(change, layer, status, software, {"1": DONE}, task)
        change.execute("UPDATE frames SET id = ?, thumbnail = 'a1' WHERE task = 14684405", (NAMED_FRAME,))
        change.execute("UPDATE tasks SET output = '1484861_muti_layer_test' WHERE id = 1484861")
        change.execute("UPDATE frames SET type = ? WHERE task = 14470635", (FrameType.PHOTON,))
        change.execute("UPDATE tasks SET hardware = '301' WHERE id = 6306543")
        change.execute("INSERT INTO labels VALUES (21205, 29445045, 'seen')")
        change.execute("INSERT INTO projects VALUES (3671, 'myLabel', 0), (3672, 'test_tag2', 0)")
    (state.folder / "storage" / OUTPUT / "1484861_muti_layer_test").mkdir(parents=True, exist_ok=True)
    api.env.add_render_env(render_env=ENVIRONMENT)


def write_task(change, number, status, software, frames, parent=0):
    unit = Unit("1-4[1]", "layer", camera="VRayCam003", width=700, height=518)
    add_task(change, {
        "id": number, "parent": parent, "status": status, "cg_id": software, "scene_name": "衣帽间.max",
        "scene_path": "/D/a.max", "submitted": 1535602289000, "started": 1535602601000, "completed": 1535603874000,
        "output": f"{number}_scene", "unit": unit.to_json()})
    change.executemany(
        "INSERT INTO frames (task, number, name, type, status, started, ended, seconds, fee) "
        "VALUES (?, 1, ?, 5, ?, 1535960273000, 1535960762000, 489, 0.44)",
        [(number, name, state) for name, state in frames.items()])


def run(api, code, **names):
    """The variables that an example leaves."""
    names["api"] = api
    exec(compile(code, "example", "exec"), names)  # noqa: S102 - the document's examples are Python
    return names


def before(api, farm, example):
    """What the examples above it would have left for this one."""
    if example.call == "task.submit_task":
        code = next(each.code for each in EXAMPLES if each.call == "task.create_task")
        names = run(api, code)
        configure(api, farm, names["create_task_id"][0])
        return {"create_task_id": names["create_task_id"]}
    if example.call == "env.add_render_env":
        api.env.delete_render_env(edit_name="testRenderEnv")
    return {}


def configure(api, farm, task):
    scene = "D:/scenes/shot.blend"
    path = f"/storage/{INPUT}"
    wanted = {"path": server_path(scene), "offset": "0", "size": "5"}
    headers = api.client.headers(path, wanted, "PUT")
    stored = api.client.http.put(
        f"http://{farm.domain}{path}", params=wanted, data=b"scene", headers=headers, timeout=60)
    assert stored.json()["code"] == 200
    info = {"task_info": {"cg_id": "2007", "input_cg_file": scene},
            "scene_info_render": {"common": {"frames": "1-2[1]"}}}
    upload = {"scene": [{"local": scene, "server": server_path(scene), "hash": ""}], "asset": []}
    api.transmit.upload_json_content(task, json.dumps(info))
    api.transmit.upload_json_content(task, json.dumps(upload), "upload.json")


def differences(ours, documented, where="data"):
    """Where an answer lacks a documented key or has another JSON type; null goes with everything."""
    if ours is None or documented is None:
        return
    if kind(ours) != kind(documented):
        yield f"{where} is {kind(ours)}, documented as {kind(documented)}"
    elif isinstance(documented, dict):
        for key, value in documented.items():
            if key in ours:
                yield from differences(ours[key], value, f"{where}.{key}")
            else:
                yield f"{where}.{key} is missing"
    elif isinstance(documented, list):
        for place, value in enumerate(ours):
            for example in documented:
                yield from differences(value, example, f"{where}[{place}]")


def kind(value):
    if isinstance(value, bool):
        return "boolean"
    return {int: "number", float: "number", str: "text", list: "list"}.get(type(value), "object")


def test_the_document_has_an_example_for_every_interface():
    assert len(EXAMPLES) == 44


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_an_example_runs_as_it_is_printed_and_answers_as_documented(api, farm, example):
    names = run(api, example.code, **before(api, farm, example))
    answer, documented = names[example.name], SLIPS.get(example.call, example.answer)
    assert list(differences(answer, documented)) == []
    assert (answer is None) == (documented is None)
    if documented:
        assert answer, "an empty answer compares with nothing"


def test_an_answer_that_lacks_a_key_or_has_another_type_is_noticed():
    documented = {"items": [{"id": 1, "name": "a", "left": None}, {"id": 2, "name": None}]}
    assert list(differences({"items": [{"id": 1, "name": "b"}]}, documented)) == ["data.items[0].left is missing"]
    assert list(differences({"items": [{"id": "1", "name": "b", "left": 1}]}, documented)) == [
        "data.items[0].id is text, documented as number"] * 2
    assert list(differences({"items": {}}, documented)) == ["data.items is object, documented as list"]
    assert list(differences({"items": [{"id": True, "name": "b", "left": 1}]}, documented)) == [
        "data.items[0].id is boolean, documented as number"] * 2


def test_the_first_created_task_may_be_taken_in_both_ways(api):
    created = api.task.create_task(count=2)
    assert created[0] == created["taskIdList"][0]
    assert created[1] == created["taskIdList"][1]
    with pytest.raises(KeyError):
        created["nothing"]
