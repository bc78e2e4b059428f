from __future__ import annotations

import io
import json
import time

import pytest
from PIL import Image

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.constants import CONFIG, OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

SLOW = Options(simulate=True, seconds=0.15)
LAYERS = {
    "defaultRenderLayer": {"renderable": "1", "common": {"frames": "1-2[1]", "render_camera": ["camShape"]}},
    "hidden": {"renderable": "0", "common": {"frames": "1-9[1]"}},
    "beauty": {"renderable": "1", "common": {"frames": "5-6[1]", "width": "200", "height": "100"}},
}


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture
def fresh(folder, visit):
    """A visitor of a farm that has no tasks."""
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.02)) as farm:
        yield visit(farm)


@pytest.fixture(scope="module")
def slow_farm(tmp_path_factory):
    with LocalFarm(tmp_path_factory.mktemp("slow"), options=SLOW) as farm:
        yield farm


@pytest.fixture
def slow(slow_farm, visit):
    """A visitor of a farm in which one sees a task render."""
    visitor = visit(slow_farm)
    yield visitor
    visitor.api.task.stop_task([task["id"] for task in visitor.api.query.get_task_list()["items"]])


def test_reserved_numbers_can_be_found_by_their_labels(fresh):
    visitor = fresh
    created = visitor.api.task.create_task(2, labels=["submission-7", "蓝"])
    assert created["aliasTaskIdList"] == ["2W1000", "2W1001"]
    listed = visitor.api.query.get_task_list()["items"]
    assert [task["id"] for task in listed] == [1001, 1000], "newest first"
    assert [list(json.loads(task["labels"])) for task in listed] == [["submission-7", "蓝"]] * 2
    assert {(task["taskStatus"], task["sceneName"], task["totalFrames"]) for task in listed} == {(50, "", 0)}


def test_a_task_is_rendered_and_costs_something(visitor):
    before = visitor.api.user.query_user_profile()["usdbalance"]
    task = visitor.submit(project_name="Demo")
    info = visitor.wait(task)
    assert (info["taskStatus"], info["totalFrames"], info["doneFrames"], info["failedFrames"]) == (25, 3, 3, 0)
    assert (info["sceneName"], info["projectName"], info["framesRange"]) == ("shot.blend", "Demo", "1-3[1]")
    assert info["outputFileName"] == f"{task}_shot"
    assert info["submitDate"] <= info["startTime"] <= info["completedDate"]
    assert info["renderConsume"] == pytest.approx(0.03)
    assert visitor.api.user.query_user_profile()["usdbalance"] == pytest.approx(before - 0.03)


def test_finished_frames_have_times_fees_files(visitor):
    task = visitor.submit(render={"common": {"frames": "-2-0[2],7"}})
    visitor.wait(task)
    frames = visitor.frames(task)
    assert list(frames) == ["-2", "0", "7"]
    for frame in frames.values():
        assert (frame["frameStatus"], frame["frameType"], frame["taskId"]) == (4, 5, task)
        assert frame["feeAmount"] >= 0.01
        assert 0 < frame["startTime"] <= frame["endTime"]
        assert frame["frameExecuteTime"] >= 1
    folder, = visitor.api.transmit.get_output_files(task)
    assert (folder["filePath"], folder["directory"], folder["fileSize"]) == (f"/{task}_shot", True, None)
    files = visitor.api.transmit.get_output_files(tree_path=folder["filePath"])
    assert [file["fileName"] for file in files] == ["shot_-002.png", "shot_0000.png", "shot_0007.png"]
    content = visitor.storage("GET", OUTPUT, path=files[0]["filePath"])
    assert len(content.content) == files[0]["fileSize"]
    assert content.headers["X-Sha256"]


def test_a_drawn_frame_has_the_shape_of_the_scene_at_most_960_wide(visitor):
    task = visitor.submit(render={"common": {"frames": "1-2[1]", "width": "1920", "height": "800"}})
    visitor.wait(task)
    pictures = [visitor.storage("GET", OUTPUT, path=f"/{task}_shot/shot_000{n}.png").content for n in (1, 2)]
    assert pictures[0] != pictures[1]
    with Image.open(io.BytesIO(pictures[0])) as picture:
        assert (picture.format, picture.size) == ("PNG", (960, 400))


def test_a_finished_frame_has_a_thumbnail_behind_an_url_nobody_guesses(visitor):
    task = visitor.submit(render={"common": {"frames": "1-1[1]", "width": "640", "height": "480"}})
    visitor.wait(task)
    url, = visitor.api.query.get_frame_thumbnall(visitor.frames(task)["1"]["id"])
    answer = visitor.api.client.http.get(url, timeout=60)
    assert answer.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (320, 240)
    missing = visitor.api.client.http.get(f"http://{visitor.domain}/thumbnails/{'a' * 32}.jpg", timeout=60)
    assert (missing.status_code, missing.json()["code"]) == (404, 404)


def test_a_frame_that_waits_has_no_thumbnail(slow):
    task = slow.submit()
    assert slow.api.query.get_frame_thumbnall(slow.frames(task)["3"]["id"]) == []


def test_what_is_not_sent_is_not_rendered(visitor):
    task = visitor.api.task.create_task()[0]
    with pytest.raises(Refused, match=r"no task\.json"):
        visitor.api.task.submit_task(task)
    visitor.send(task)
    upload = {"asset": [{"local": "D:/a.png", "server": "/D/a.png"}, {"local": "D:/b.png", "server": "/D/b.png"}]}
    visitor.api.transmit.upload_json_content(task, json.dumps(upload), "upload.json")
    with pytest.raises(Refused, match=r"2 files .* /D/a\.png") as caught:
        visitor.api.task.submit_task(task)
    assert caught.value.code == 600
    assert visitor.info(task)["taskStatus"] == 50


def test_a_task_is_submitted_once(visitor):
    task = visitor.submit()
    with pytest.raises(Refused, match="already submitted") as caught:
        visitor.api.task.submit_task(task)
    assert caught.value.code == 600
    assert visitor.wait(task)["totalFrames"] == 3


@pytest.mark.parametrize("render", [{}, {"common": {}}, {"common": {"frames": "3-1"}}, {"rop_node": []}])
def test_a_scene_with_nothing_to_render_is_refused_and_stays_reserved(visitor, render):
    task = visitor.api.task.create_task()[0]
    visitor.send(task, render=render or {"rop_node": [{"node": "/out/a", "render": "0", "frames": "1-2[1]"}]})
    with pytest.raises(Refused):
        visitor.api.task.submit_task(task)
    assert visitor.info(task)["taskStatus"] == 50


@pytest.mark.parametrize(("name", "content"), [
    ("../task.json", "{}"), ("a/b", "{}"), ("", "{"), ("task.json", "{")])
def test_a_configuration_file_is_json_under_a_plain_name(visitor, farm, name, content):
    task = visitor.api.task.create_task()[0]
    with pytest.raises(Refused):
        visitor.api.transmit.upload_json_content(task, content, name)
    assert not (farm.folder / "storage" / CONFIG / str(task)).exists()


def test_test_frames_come_first_and_the_task_waits_behind_them(visitor):
    task = visitor.submit(render={"common": {"frames": "1-6[1]"}}, pre_frames="101:5", stop_after_test="1")
    info = visitor.wait(task, lambda info: info["taskStatus"] == 40)
    assert (info["doneFrames"], info["totalFrames"]) == (3, 6)
    frames = visitor.frames(task)
    assert {number for number, frame in frames.items() if frame["frameType"] == 4} == {"1", "5", "6"}
    assert {number for number, frame in frames.items() if frame["frameStatus"] == 4} == {"1", "5", "6"}
    visitor.api.task.start_task([task])
    assert visitor.wait(task)["doneFrames"] == 6


def test_test_frames_come_first_and_the_others_follow(visitor):
    task = visitor.submit(render={"common": {"frames": "1-5[1]"}}, pre_frames="011", stop_after_test="2")
    visitor.wait(task)
    frames = sorted(visitor.frames(task).values(), key=lambda frame: frame["startTime"])
    assert [frame["frameIndex"] for frame in frames] == ["3", "5", "1", "2", "4"]


def test_a_stopped_task_goes_on_where_it_was(slow):
    task = slow.submit(render={"common": {"frames": "1-4[1]"}})
    slow.wait(task, lambda info: info["doneFrames"] >= 1 and info["executingFrames"])
    slow.api.task.stop_task([task])
    info = slow.info(task)
    assert (info["taskStatus"], info["executingFrames"]) == (10, 0)
    done = info["doneFrames"]
    assert info["abortFrames"] == 4 - done
    time.sleep(0.25)
    assert slow.info(task)["doneFrames"] == done, "a stopped task renders no frame"
    finished = [frame for frame in slow.frames(task).values() if frame["frameStatus"] == 4]
    slow.api.task.start_task([task])
    info = slow.wait(task)
    assert (info["taskStatus"], info["doneFrames"]) == (25, 4)
    frames = slow.frames(task)
    assert all(frames[frame["frameIndex"]] == frame for frame in finished)


def test_the_next_task_does_not_wait_for_a_stopped_one(slow):
    first = slow.submit(render={"common": {"frames": "1-50[1]"}})
    second = slow.submit(render={"common": {"frames": "1-1[1]"}})
    slow.wait(first, lambda info: info["taskStatus"] == 5)
    assert slow.info(second)["taskStatus"] == 0
    slow.api.task.stop_task([first])
    assert slow.wait(second)["taskStatus"] == 25


def test_an_urgent_task_is_rendered_before_an_older_one(slow):
    blocking = slow.api.task.create_task(task_user_level=70)[0]
    slow.send(blocking, render={"common": {"frames": "1-99[1]"}})
    slow.api.task.submit_task(blocking)
    tasks = []
    for level in (50, 60):
        task = slow.api.task.create_task(task_user_level=level)[0]
        slow.send(task, render={"common": {"frames": "1-1[1]"}})
        slow.api.task.submit_task(task)
        tasks.append(task)
    slow.api.task.stop_task([blocking])
    for task in tasks:
        slow.wait(task)
    plain, urgent = (slow.info(task) for task in tasks)
    assert urgent["completedDate"] <= plain["startTime"]


def test_the_layers_of_a_maya_scene_are_tasks_below_one(visitor):
    task = visitor.submit(scene="/D/maya/robot.ma", cg_id="2000", render=LAYERS)
    info = visitor.wait(task)
    assert (info["taskStatus"], info["totalFrames"], info["cgId"]) == (25, 4, 2000)
    layers = info["respRenderingTaskList"]
    assert [(layer["layerName"], layer["renderCamera"], layer["totalFrames"], layer["layerParentId"])
            for layer in layers] == [("defaultRenderLayer", "camShape", 2, task), ("beauty", "", 2, task)]
    assert visitor.api.query.get_small_task_id(task) == [layer["id"] for layer in layers]
    assert list(visitor.frames(layers[1]["id"])) == ["5", "6"]
    assert visitor.frames(task) == {}
    listed = {each["id"] for each in visitor.api.query.get_task_list()["items"]}
    assert task in listed
    assert not listed & {layer["id"] for layer in layers}


def test_stopping_a_layered_task_stops_its_layers(slow):
    task = slow.submit(scene="/D/robot.ma", cg_id="2000", render=LAYERS)
    slow.api.task.stop_task([task])
    info = slow.info(task)
    assert {info["taskStatus"], *(layer["taskStatus"] for layer in info["respRenderingTaskList"])} == {10}


def test_a_houdini_node_is_rendered_if_it_is_switched_on(visitor):
    nodes = {"rop_node": [{"node": "/out/mantra1", "frames": "1-2[1]", "render": "1"},
                          {"node": "/out/other", "frames": "1-9[1]", "render": "0"}], "geo_node": []}
    task = visitor.submit(scene="/D/sphere.hip", cg_id="2004", render=nodes)
    info = visitor.wait(task)
    assert (info["layerName"], info["totalFrames"], info["respRenderingTaskList"]) == ("/out/mantra1", 2, None)


def test_frames_come_in_pages(visitor):
    task = visitor.submit(render={"common": {"frames": "1-7[1]"}})
    page = visitor.api.query.task_frames(task, 2, 3)
    assert [frame["frameIndex"] for frame in page["items"]] == ["4", "5", "6"]
    assert (page["pageCount"], page["pageNum"], page["total"], page["size"]) == (3, 2, 7, 3)
    assert visitor.api.query.task_frames(task, 9, 3)["items"] == []
    found = visitor.api.query.task_frames(task, search_keyword="7")["items"]
    assert [frame["frameIndex"] for frame in found] == ["7"]


def test_the_task_list_is_searched_by_name_number_status_time(fresh):
    visitor = fresh
    first = visitor.submit(scene="/D/Robot.blend")
    second = visitor.submit(scene="/D/house.blend")
    reserved = visitor.api.task.create_task()[0]
    for task in (first, second):
        visitor.wait(task)

    def found(**query):
        return [task["id"] for task in visitor.api.query.get_task_list(**query)["items"]]

    assert found() == [reserved, second, first]
    assert found(search_keyword="robot") == [first]
    assert found(search_keyword=str(second)) == [second]
    assert found(status_list=[50]) == [reserved]
    assert found(start_time="2020-01-01 00:00:00", end_time="2020-02-01 00:00:00") == []
    assert found(start_time="2020-01-01 00:00:00", status_list=[25]) == [second, first]
    page = visitor.api.query.get_task_list(page_num=2, page_size=2)
    assert ([task["id"] for task in page["items"]], page["total"], page["pageCount"]) == ([first], 3, 2)
