from __future__ import annotations

import errno
import json
import os
import sqlite3
import sys
import time

import pytest
from test_blender_frames import RENDERER, Blender, log_of

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.transfer.fetch.failures import read_failures
from foxsubmit.farm.base.constants import CONFIG
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.base.refusal import FULL, Refusal
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.rules import schedule
from foxsubmit.farm.store.storage import Storage

END = f"os._exit({0xC0000005 - (1 << 32)})" if os.name == "nt" else "os.kill(os.getpid(), 9)"
"""The end of a Blender that the system ends: Windows says by the exit code that it was an error of memory."""

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not limit what is asked for")
MORE = '''
    if scene.get("killed") and not os.path.exists(job["scene"] + str(frame)):
        open(job["scene"] + str(frame), "w").close()
        END
    if scene.get("always killed") == frame:
        END
    bytearray(scene.get("bytes", 0))
'''


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    script = tmp_path_factory.mktemp("blender") / "renderer.py"
    line = '    tell("started", frame=frame)\n'
    assert line in RENDERER
    script.write_text(RENDERER.replace(line, line + MORE.replace("END", END)), encoding="utf-8")
    return Blender(script)


@pytest.fixture(scope="module")
def farm(program, tmp_path_factory):
    options = Options(blender=program, workers=2, memory=400)
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=options) as running:
        yield running


@pytest.fixture
def submit(visitor):
    def submit(frames="1-4[1]", info=None, **scene):
        return visitor.submit(content=json.dumps(scene).encode(), render={"common": {"frames": frames}}, **(info or {}))

    return submit


def states(visitor, task):
    return {name: frame["frameStatus"] for name, frame in visitor.frames(task).items()}


def test_two_nodes_render_two_frames_of_a_task_at_once(visitor, submit):
    task = submit("1-6[1]", seconds=600)
    visitor.wait(task, lambda info: info["executingFrames"] == 2)
    visitor.api.task.stop_task([task])
    task = submit("1-6[1]", seconds=0)
    assert visitor.wait(task)["doneFrames"] == 6
    assert {frame["recommitFlag"] for frame in visitor.frames(task).values()} == {0}


def test_two_tasks_share_the_nodes(visitor, submit):
    tasks = [submit("1", seconds=600), submit("1", seconds=600)]
    for task in tasks:
        visitor.wait(task, lambda info: info["executingFrames"] == 1)
    assert visitor.api.query.all_frame_status()["executingFramesTotal"] == 2
    visitor.api.task.stop_task(tasks)


def test_a_frame_whose_blender_was_killed_is_tried_again(visitor, farm, submit):
    task = submit("1-3[1]", killed=True)
    assert visitor.wait(task)["taskStatus"] == 25
    assert states(visitor, task) == {"1": 4, "2": 4, "3": 4}


def test_a_frame_whose_blender_is_killed_every_time_fails(visitor, submit):
    task = submit("1-3[1]", **{"always killed": 2})
    assert visitor.wait(task)["taskStatus"] == 30
    assert states(visitor, task) == {"1": 4, "2": 5, "3": 4}


@LINUX
def test_a_blender_that_wants_more_memory_than_it_may_fails_with_a_reason(visitor, submit):
    task = submit("1-2[1]", bytes=600 << 20)
    assert visitor.wait(task)["taskStatus"] == 45
    frame = visitor.frames(task)["1"]
    log = visitor.api.query.get_render_log(frame_id=frame["id"], pageSize=1000)["items"]
    assert any("MemoryError" in line for line in log)
    assert visitor.wait(submit("1", bytes=50 << 20))["taskStatus"] == 25


def test_a_frame_that_takes_too_long_is_ended_and_the_others_are_rendered(visitor, submit):
    task = submit("1-2[1]", info={"job_stop_time": "1"}, seconds=20)
    assert visitor.wait(task)["taskStatus"] == 45
    assert set(states(visitor, task).values()) == {11}, "each was ended before its 20 seconds were over"


def test_each_frame_has_its_own_log_with_what_was_said_before_it(visitor, submit):
    task = submit("1-2[1]", fails=[2])
    visitor.wait(task)
    logs = {name: visitor.api.query.get_render_log(frame_id=frame["id"], pageSize=100)["items"]
            for name, frame in visitor.frames(task).items()}
    assert "Fra:1 Sample 1/8" in logs["1"]
    assert "Fra:1 Sample 1/8" not in logs["2"]
    assert logs["2"][-1] == "frame 2 failed: No camera in the scene."


def test_an_error_of_the_scene_is_in_the_log_of_its_frames(visitor, farm, submit):
    task = submit("1", error="This file was saved by a newer Blender.")
    visitor.wait(task)
    frame, = visitor.frames(task).values()
    page = visitor.api.query.get_render_log(frame_id=frame["id"], pageNum=1, pageSize=1)
    assert (page["total"], page["pageCount"], page["items"]) == (2, 2, ["Traceback: a secret of Blender's"])
    last = visitor.api.query.get_render_log(frame_id=frame["id"], pageNum=2, pageSize=1)["items"]
    assert "newer Blender" in last[0]
    assert "newer Blender" in log_of(farm, task)
    assert visitor.api.query.get_render_log("analyse", frame_id=frame["id"])["items"] == []


def test_a_stopped_frame_ends_its_blender_and_the_rest_goes_on(visitor, submit, tmp_path):
    goes_on = tmp_path / "goes on"
    task = submit("1-2[1]", info={"frames_per_task": "1"}, until=str(goes_on))
    visitor.wait(task, lambda info: info["executingFrames"] == 2)
    visitor.api.query.stop_frame(task, 0, [visitor.frames(task)["1"]["id"]])
    goes_on.touch()
    visitor.wait(task, lambda info: info["taskStatus"] == 10)
    assert states(visitor, task) == {"1": 3, "2": 4}


def test_tiles_of_a_blender_frame_are_cut_from_one_render(folder, program, visit):
    (program.script.parent / "jobs").unlink(missing_ok=True)
    with LocalFarm(folder, options=Options(blender=program)) as farm:
        visitor = visit(farm)
        task = visitor.submit(content=b"{}", render={"common": {"frames": "5"}}, tiles="4")
        assert visitor.wait(task)["taskStatus"] == 25
    assert [job["frames"] for _module, job in program.jobs()] == [[5]]


@pytest.mark.parametrize(("name", "value"), [("workers", 0), ("memory", -1), ("seconds", -0.1), ("samples", -1)])
def test_an_option_that_cannot_be_is_named(name, value):
    with pytest.raises(BadInput, match=f"--{name}"):
        Options(**{name: value})


def test_a_disk_that_was_full_once_does_not_end_the_nodes(visit, tmp_path, monkeypatch):
    full = [True]
    whole = {name: getattr(schedule, name) for name in ("start", "miss", "give_back")}

    def refusing(name):
        def call(*arguments, **named):
            if full and len(arguments) > 1:
                raise sqlite3.OperationalError("database or disk is full")
            return whole[name](*arguments, **named)

        return call

    for name in whole:
        monkeypatch.setattr(schedule, name, refusing(name))
    with LocalFarm(tmp_path / "full", options=Options(simulate=True, seconds=0.02)) as farm:
        visitor = visit(farm)
        task = visitor.submit()
        time.sleep(1)
        full.clear()
        assert visitor.wait(task)["doneFrames"] == 3


def test_frames_wait_for_room_on_a_full_disk_and_their_task_says_so(visit, tmp_path, monkeypatch):
    adopt, full = Storage.adopt, [True]

    def adopt_where_there_is_room(self, bid, files):
        if full:
            raise Refusal(FULL, "There is no room.")
        adopt(self, bid, files)

    monkeypatch.setattr(Storage, "adopt", adopt_where_there_is_room)
    monkeypatch.setattr("foxsubmit.farm.renderers.pool.has_room", lambda _folder: not full)
    with LocalFarm(tmp_path / "full", options=Options(simulate=True, seconds=0.02)) as farm:
        visitor = visit(farm)
        task = visitor.submit()
        first = min(frame["id"] for frame in visitor.frames(task).values())
        visitor.wait(task, lambda _info: any("disk of the farm is full" in line for line in
                     visitor.api.query.get_render_log(frame_id=first, pageSize=100)["items"]))
        assert visitor.api.query.task_info([task])["items"][0]["failedFrames"] == 0
        full.clear()
        assert visitor.wait(task)["doneFrames"] == 3
        log = visitor.api.query.get_render_log(frame_id=first, pageSize=100)["items"]
        assert not any("is full" in line for line in log)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff"])
def test_frames_of_a_task_whose_configuration_is_damaged_say_so_in_their_logs(visitor, farm, submit, content):
    before = submit("1-6[1]", seconds=600)
    visitor.wait(before, lambda info: info["executingFrames"] == 2)  # both nodes are busy
    task = submit("1-2[1]")
    (farm.folder / "storage" / CONFIG / str(task) / "cfg" / "upload.json").write_bytes(content)
    visitor.api.task.stop_task([before])
    visitor.wait(task, lambda info: info["failedFrames"] == 2)
    failures = read_failures(visitor.api, task, 2)
    assert failures.names == ("1", "2")
    assert f"upload.json of task {task} is damaged on the farm's disk: submit once more" in failures.reason


def test_a_fault_of_the_disk_is_told_in_the_frames_logs_without_the_numbers_of_the_system(
        visitor, farm, submit, monkeypatch):
    before = submit("1-6[1]", seconds=600)
    visitor.wait(before, lambda info: info["executingFrames"] == 2)
    task = submit("1-2[1]")

    def fails(*_arguments):
        raise OSError(errno.EIO, os.strerror(errno.EIO), "/farm/work")

    monkeypatch.setattr("foxsubmit.farm.renderers.pool.prepare", fails)
    visitor.api.task.stop_task([before])
    visitor.wait(task, lambda info: info["failedFrames"] == 2)
    reason = read_failures(visitor.api, task, 2).reason
    assert "The farm could not render: /farm/work cannot be used: Input/output error" in reason
    assert "Errno" not in reason
