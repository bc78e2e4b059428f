"""Drive a farm with the vendor's own client, or with ours in its place: a whole task life, and every call that it has.

Run by the interpreter that has rayvision-api; "client" names the package that RayvisionAPI is taken from:

    echo '{"domain": "127.0.0.1:8700", "access_id": "…", "access_key": "…", "folder": "…",
        "client": "rayvision_api"}' | python drive.py

Prints one JSON object: the calls it made, those of the client that it did not make, and the requests that it sent in
each flow, of which one that follows its like is left out. A failed assertion ends it. The flows are those of
docs/rayvision.md, in that order; what prepares one or waits for the farm belongs to none.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import logging
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import requests
from rayvision_api.task.check import RayvisionCheck

GROUPS = ("user", "task", "query", "tag", "env", "transmit")
PATIENCE = 30  # seconds
WAITING, RENDERING, STOPPED, DONE, FAILED = 1, 2, 3, 4, 5
ALL_DONE, TESTED = 25, 40
CPU = {"model": "Default", "ram": "64GB", "gpuNum": None}


def main(farm):
    """Everything, in the order of a day's work."""
    record()
    with flow("RayvisionAPI(…) signs in"):
        api = signed_in(farm, logging.getLogger("vendor"))
    made = watched(api)
    account(api)
    software(api)
    environments(api)
    projects(api)
    transfer(api)
    task = life(api, Path(farm["folder"]))
    properties(api, task)
    layers(api)
    pictures(api)
    records(api, task)
    ending(api, task)
    known = {f"{group}.{name}" for group in GROUPS for name in calls(getattr(api, group))}
    sys.stdout.write(json.dumps({"made": sorted(made), "missed": sorted(known - made), "flows": FLOWS}))


def signed_in(farm, logger):
    """Return the client under test."""
    client = importlib.import_module(farm["client"]).RayvisionAPI
    return client(farm["access_id"], farm["access_key"], farm["domain"], "2", "http", logger)


FLOWS = {}
"""Name of a flow -> [path, body] of each request."""

CURRENT = []


@contextlib.contextmanager
def flow(name):
    """Write the requests of a part of the day down under a name."""
    assert name not in FLOWS, name
    CURRENT.append(FLOWS.setdefault(name, []))
    yield
    CURRENT.pop()


def record():
    """Have every request written into the flow that it belongs to; a look again and again is there once."""
    original = requests.Session.send

    def send(session, request, **settings):
        each = [urlsplit(request.url).path, json.loads(request.body)]
        if CURRENT and CURRENT[-1][-1:] != [each]:
            CURRENT[-1].append(each)
        return original(session, request, **settings)

    requests.Session.send = send


def calls(group):
    """The names of a group's calls."""
    return [name for name, _call in inspect.getmembers(group, inspect.ismethod) if not name.startswith("_")]


def watched(api):
    """Note which calls are made; constructing the client made three."""
    made = {"user.query_user_profile", "user.query_user_setting", "user.get_transfer_bid"}

    def noting(name, call):
        def noted(*arguments, **named):
            made.add(name)
            return call(*arguments, **named)

        return noted

    for group in GROUPS:
        for name in calls(getattr(api, group)):
            setattr(getattr(api, group), name, noting(f"{group}.{name}", getattr(getattr(api, group), name)))
    return made


def account(api):
    with flow("user_info, get_user_id, user.user_id"):
        assert api.get_user_id() == api.user_info["user_id"] == api.user.user_id
    with flow("get_transfer_bid"):
        assert api.user_info["input_bid"] == api.user.get_transfer_bid()["input_bid"]
    with flow("update_user_settings, query_user_setting"):
        api.user.update_user_settings(7200)
        assert api.user.query_user_setting()["taskOverTimeSec"] == 7200
    with flow("query_user_profile"):
        assert api.user.query_user_profile()["usdbalance"] > 0
    with flow("platforms"):
        assert api.query.platforms() == [{"platform": 2, "name": "query_platform_w2"}]
    with flow("get_hardware_config"):
        hardware = api.user.get_hardware_config()
        assert {"notSupportCgId", "notSupportCode", "notSupportCgVersions", "notSupportPluginList"} <= set(hardware[0])
    with flow("get_pack_node_info"):
        assert api.query.get_pack_node_info()[0]["packNodeId"]
    with flow("error_detail of several codes, and of one"):
        explained = api.query.error_detail(codes=["15013", "10012"], language=1)
        assert [each["code"] for each in explained] == ["15013", "10012"]
        assert api.query.error_detail("50001")[0]["languageFlag"] == 0


def software(api):
    with flow("supported_software"):
        names = {each["cgName"] for each in api.query.supported_software()["renderInfoList"]}
        assert {"Maya", "3ds Max", "Houdini", "Blender"} <= names
    with flow("supported_plugin"):
        detail = api.query.supported_plugin("maya", os_name="windows")
        assert {plugin["cvId"] for plugin in detail["cgPlugin"]} <= {version["id"] for version in detail["cgVersion"]}


def environments(api):
    made = {"cgId": 2000, "cgName": "Maya", "cgVersion": "2020", "renderLayerType": 0, "editName": "conformance",
            "renderSystem": 0, "pluginIds": [1166]}

    def found():
        every = api.env.get_render_env(cg_names=["maya"], os_name=0)
        return next((each for each in every if each["editName"] == "conformance"), None)

    with flow("add_render_env, get_render_env"):
        assert api.env.add_render_env(made) == {"editName": "conformance"}
        assert found()["respUserPluginInfoVos"] == [
            {"pluginId": 1166, "pluginName": "wobble", "pluginVersion": "wobble 0.9.5"}]
    with flow("update_render_env"):
        api.env.update_render_env({**made, "pluginIds": []})
        assert found()["respUserPluginInfoVos"] == []
    with flow("set_default_render_env"):
        api.env.set_default_render_env("conformance")
        assert found()["isDefault"] == 1
    with flow("delete_render_env"):
        api.env.delete_render_env("conformance")
        assert found() is None


def projects(api):
    with flow("add_label, get_label_list"):
        api.tag.add_label("conformance", 0)
        assert "conformance" in [each["projectName"] for each in api.tag.get_label_list()["projectNameList"]]
    with flow("get_project_list, get_list"):
        assert api.tag.get_project_list() == api.tag.get_list(flag=2)["projectNameList"]
    with flow("check_and_add_project_name of a project that is there"):
        assert api.check_and_add_project_name("conformance")
    with flow("delete_label"):
        api.tag.delete_label("conformance")
        assert "conformance" not in [each["projectName"] for each in api.tag.get_project_list()]


def transfer(api):
    with flow("get_transfer_config"):
        assert api.transmit.get_transfer_config()["inputBid"] == api.user_info["input_bid"]
    with flow("get_transfer_server_msg"):
        assert "raysyncTransfer" in api.query.get_transfer_server_msg()
    with flow("get_raysync_user_key"):
        assert api.query.get_raysync_user_key()["raySyncUserKey"]


def life(api, folder):
    """From the configuration, checked by the client itself, to finished frames; the new task."""
    path = folder / "task.json"
    path.write_text(json.dumps(configuration("D:/shot.blend", {"common": {"frames": "1-6[1]"}}, pre_frames="100",
                                             stop_after_test="1", project_name="Demo")), encoding="utf-8")
    with flow("RayvisionCheck(api).execute: a task id, the project's id, the hardware's"):
        task = RayvisionCheck(api, workspace=str(folder)).execute(CPU, str(path))
        written = json.loads(path.read_text(encoding="utf-8"))
        assert (written["task_info"]["project_id"], written["task_info"]["hardwareConfigIds"]) == ("3671", ["301"])
    with flow("task.task_id stays until it is submitted"):
        assert api.task.task_id == task
    with flow("upload_json_content of the four files"):
        api.transmit.upload_json_content(task, json.dumps(written))
        api.transmit.upload_json_content(task, json.dumps(upload("D:/shot.blend")), file_name="upload.json")
        for name in ("asset.json", "tips.json"):
            api.transmit.upload_json_content(task, "{}", file_name=name)
    with flow("submit"):
        assert api.submit(task, producer="Ann")
    wait(api, task, TESTED)
    assert status(api, task)["1"] == DONE
    with flow("full_speed after the test frames"):
        api.task.full_speed([task])
    wait(api, task, ALL_DONE)
    with flow("task_frames"):
        frame = api.query.task_frames(task, search_keyword="6")["items"][0]
        assert (frame["frameIndex"], frame["frameStatus"]) == ("6", DONE)
    with flow("get_frame_thumbnall"):
        assert api.query.get_frame_thumbnall(frame["id"])[0].startswith("http")
    with flow("get_render_log"):
        assert api.query.get_render_log(frame_id=frame["id"], pageSize=100)["items"]
    again(api, task)
    return task


def again(api, task):
    """Frames rendered again: by number, by id, those that failed; stopped and gone on with."""
    with flow("get_all_frames"):
        before = api.query.get_all_frames(task)
    with flow("get_custome_frames"):
        api.query.get_custome_frames(task, ["2"])
    wait(api, task, ALL_DONE)
    with flow("restart_frame of ids"):
        api.query.restart_frame(task, select_all=0, ids_list=[before["3"]["id"]])
    wait(api, task, ALL_DONE)
    after = api.query.get_all_frames(task)
    assert [after[name]["recommitFlag"] for name in "1234"] == [0, 1, 1, 0]
    with flow("restart_frame of a status"):
        api.query.restart_frame(task, select_all=1, status=[DONE])
    with flow("frame_number_to_stop"):
        api.query.frame_number_to_stop(task, ["5"])
    with flow("stop_frame"):
        api.query.stop_frame(task, select_all=0, ids_list=[before["6"]["id"]])
    wait(api, task, 10)
    assert [status(api, task)[name] for name in "56"] == [STOPPED, STOPPED]
    with flow("start_task, stop_task"):
        api.task.start_task([task])
        api.task.stop_task([task])
        api.task.start_task([task])
    wait(api, task, ALL_DONE)
    with flow("restart_failed_frames of a status, and of those that failed"):
        api.query.restart_failed_frames([task], status=[DONE])
        api.query.restart_failed_frames([task])
    wait(api, task, ALL_DONE)
    with flow("all_frame_status"):
        assert api.query.all_frame_status()["doneFramesTotal"] >= 6


def properties(api, task):
    """What can be set on a task is seen on it."""
    with flow("update_priority, update_task_limit, set_task_overtime_top"):
        api.task.update_priority(task, 60)
        api.task.update_task_limit(task, 3)
        api.task.set_task_overtime_top([task], 86400)
    with flow("edit_task_hardware_config"):
        api.task.edit_task_hardware_config([task], ["303"], "Default", "1", "128GB")
        current = [each["id"] for each in api.user.get_hardware_config([str(task)]) if each["current"]]
        assert current == [303]
    with flow("add_task_tag, task_info"):
        api.tag.add_task_tag("conformance", [task])
        info = api.query.task_info([task])["items"][0]
        assert (info["taskUserLevel"], info["taskLimit"], info["overTimeStop"], info["producer"]) == (
            60, 3, 86400, "Ann")
        tags = json.loads(info["labels"])
        assert list(tags) == ["conformance"]
    with flow("delete_task_tag"):
        api.tag.delete_task_tag([task], ["conformance"], [tags["conformance"]])
        assert json.loads(api.query.task_info([task])["items"][0]["labels"]) == {}
    with flow("get_output_files"):
        output = api.transmit.get_output_files(task_id=task)
        assert [each["directory"] for each in output] == [True]
        assert len(api.transmit.get_output_files(tree_path=output[0]["filePath"])) == 6


def layers(api):
    """A Maya scene of two layers, as the vendor's analysis describes it."""
    common = {"frames": "1-2[1]", "width": "96", "height": "54", "render_camera": ["camShape"]}
    render = {name: {"renderable": "1", "env": {}, "common": common} for name in ("defaultRenderLayer", "mut")}
    task = submit(api, "D:/robot.ma", render, cg_id="2000", enable_layered="1")
    wait(api, task, ALL_DONE)
    with flow("get_small_task_id of a task with layers"):
        small = api.query.get_small_task_id(task)
        assert [sorted(api.query.get_all_frames(number)) for number in small] == [["1", "2"]] * 2


def pictures(api):
    """A picture of 3ds Max in four tiles, behind its photon frame."""
    common = {"frames": "0", "width": "640", "height": "480", "renderable_camera": ["Camera001"]}
    task = submit(api, "D:/jh.max", {"common": common, "renderer": {"name": "vray"}}, cg_id="2001", tiles="4")
    wait(api, task, ALL_DONE)
    assert set(api.query.get_all_frames(task)) == {"0", "0-1", "0-2", "0-3", "0-4"}
    with flow("get_task_processing_img of tiles"):
        picture = api.query.get_task_processing_img(task)
        assert (picture["block"], [block["framePercent"] for block in picture["grabInfo"][0]]) == (4, ["100"] * 4)
    with flow("get_task_processing_img of a photon"):
        photon = api.query.get_task_processing_img(task, frame_type=2)
        assert photon["isRenderPhoton"] and len(photon["grabInfo"]) == 1


def records(api, task):
    with flow("task_record"):
        assert task in [each["taskId"] for each in api.user.task_record(pageSize=1000)["items"]]
    with flow("login_record"):
        assert api.user.login_record()["total"] >= 1


def ending(api, task):
    """Given up, deleted, and found in the recycle bin."""
    with flow("create_task with labels, abort_task"):
        reserved = api.task.create_task(count=1, task_user_level=60, labels=["one"], artist="ann")["taskIdList"][0]
        api.task.abort_task([reserved])
        assert api.query.task_info([reserved])["items"][0]["taskStatus"] == 35
    with flow("get_task_list with filters"):
        listed = api.query.get_task_list(status_list=[ALL_DONE], search_keyword="shot", page_size=10)
        assert [each["id"] for each in listed["items"]] == [task]
    with flow("delete_task, get_task_list, and that of the recycle bin"):
        api.task.delete_task([task])
        assert task not in [each["id"] for each in api.query.get_task_list()["items"]]
        assert [each["id"] for each in api.query.get_task_list(recycle_flag=1)["items"]] == [task]


def submit(api, scene, render, **info):
    task = api.task.create_task()["taskIdList"][0]
    api.transmit.upload_json_content(task, json.dumps(configuration(scene, render, **info)))
    api.transmit.upload_json_content(task, json.dumps(upload(scene)), file_name="upload.json")
    api.task.submit_task(task)
    return task


def configuration(scene, render, **info):
    """task.json, every scalar a text as in the vendor's own."""
    return {
        "software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}},
        "task_info": {"cg_id": "2007", "platform": "2", "input_cg_file": scene, "ram": "64", "os_name": "1",
                      "hardwareConfigIds": [], "graphics_cards_num": "2", **info},
        "scene_info_render": render, "scene_info": {},
    }


def upload(scene):
    return {"scene": [{"local": scene, "server": f"/D{scene[2:]}", "hash": ""}], "asset": []}


def status(api, task):
    return {name: frame["frameStatus"] for name, frame in api.query.get_all_frames(task).items()}


def wait(api, task, wanted):
    end = time.monotonic() + PATIENCE
    while True:
        info = api.query.task_info([task])["items"][0]
        if info["taskStatus"] == wanted:
            return
        assert time.monotonic() < end, (wanted, info)
        time.sleep(0.05)


if __name__ == "__main__":
    main(json.load(sys.stdin))
