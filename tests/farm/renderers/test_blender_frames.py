from __future__ import annotations

import dataclasses
import errno
import json
import os
import sys
import time
from pathlib import Path

import pytest

from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.renderers import child

# Speaks as hosts/blender/node/render.py does; the stored "scene" is JSON that says how it goes.
RENDERER = '''
import json, os, sys, threading, time, traceback
from PIL import Image

sys.excepthook = lambda *error: (traceback.print_exception(*error), os._exit(1))
threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(3)), daemon=True).start()
job = json.load(open(sys.argv[2], encoding="utf-8"))
scene = json.load(open(job["scene"], encoding="utf-8"))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "jobs"), "a", encoding="utf-8") as jobs:
    jobs.write(json.dumps([sys.argv[1], job]) + "\\n")

def tell(event, **more):
    print("\\n@fox " + json.dumps({"event": event, **more}), flush=True)

if scene.get("error"):
    print("Traceback: a secret of Blender's", flush=True)
    tell("error", message=scene["error"])
    os._exit(1)
if scene.get("crash"):
    print(scene["crash"], flush=True)
    os._exit(11)
for frame in job["frames"]:
    tell("started", frame=frame)
    print("@fox {not ours", flush=True)
    print("OCIO:", os.environ.get("OCIO"), flush=True)
    print("Fra:%d Sample 1/8" % frame, flush=True)
    time.sleep(scene.get("seconds", 0))
    while not os.path.exists(scene.get("until", "/")):
        time.sleep(0.01)
    if frame in scene.get("dies", []):
        os._exit(11)
    if frame in scene.get("fails", []):
        tell("failed", frame=frame, message="No camera in the scene.")
        continue
    file = os.path.join(job["output"], "%s_%04d.png" % (job["name"], frame))
    preview = os.path.join(job["thumbnails"], "%d.png" % frame)
    files = [file, *[os.path.join(job["output"], name) for name in scene.get("beside", [])]]
    for path in [*files, preview]:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Image.new("RGB", (640, 320), (frame * 20, 0, 0)).save(path)
    tell("done", frame=frame, seconds=71.2, file=file, files=files, preview=preview)
os._exit(0)  # as Blender does: the thread that reads is in the way of a regular end
'''


@dataclasses.dataclass(frozen=True)
class Blender:
    """A program that is none, but answers as one."""

    script: Path
    version: str = "9.9.9"

    def command(self, module, *arguments):
        return [sys.executable, str(self.script), module, *arguments]

    def jobs(self):
        lines = (self.script.parent / "jobs").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    script = tmp_path_factory.mktemp("blender") / "renderer.py"
    script.write_text(RENDERER, encoding="utf-8")
    return Blender(script)


@pytest.fixture
def blender(program):
    """As if nobody had started it yet."""
    (program.script.parent / "jobs").unlink(missing_ok=True)
    return program


@pytest.fixture(scope="module")
def farm(program, tmp_path_factory):
    options = Options(blender=program, samples=3, seconds=0.02)
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=options) as running:
        yield running


@pytest.fixture
def submit(visitor):
    def submit(frames="1-3[1]", width="", **scene):
        common = {"frames": frames, "scene_name": ["Scene"], "camera_name": '<bpy_struct, Object("Cam.001")>',
                  "width": width, "height": width}
        return visitor.submit(content=json.dumps(scene).encode(), render={"common": common})

    return submit


def states(visitor, task):
    return {number: frame["frameStatus"] for number, frame in visitor.frames(task).items()}


def log_of(farm, task):
    return (farm.folder / "logs" / f"{task}.log").read_text(encoding="utf-8")


def test_all_frames_go_to_one_blender_with_what_it_needs(visitor, farm, blender, submit):
    task = submit(width="64")
    assert visitor.wait(task)["taskStatus"] == 25
    (module, job), = blender.jobs()
    assert module == "hosts.blender.node.render"
    stored = str(farm.folder / "storage" / "10201" / "D" / "scenes" / "shot.blend")
    assert job.pop("output") != job.pop("thumbnails")
    assert job == {
        "scene": stored, "scene_name": "Scene", "camera": "Cam.001", "frames": [1, 2, 3], "name": "shot",
        "paths": {"D:/scenes/shot.blend": stored}, "samples": 3, "engine": "CYCLES", "scripts": False, "size": [64, 64],
        "layers": [], "overrides": {}, "alone": False, "thumbnail_width": 0}


def test_blender_has_the_copy_of_the_task_s_colours_and_not_this_machine_s(visitor, farm, monkeypatch):
    monkeypatch.setenv("OCIO", "/studio/config.ocio")
    render = {"common": {"frames": "1"}}
    tasks = []
    for more in ({}, {"OCIO": "D:/aces/config.ocio"}):
        task = visitor.api.task.create_task()[0]
        tasks.append(task)
        visitor.put("/D/scenes/shot.blend", b"{}")
        visitor.put("/D/aces/config.ocio", b"roles: {}")
        visitor.configure(task, "D:/scenes/shot.blend", render, ["D:/scenes/shot.blend", "D:/aces/config.ocio"], more)
        visitor.api.task.submit_task(task)
        visitor.wait(task)
    copy = farm.folder / "storage" / "10201" / "D" / "aces" / "config.ocio"
    assert ["OCIO: None" in log_of(farm, tasks[0]), f"OCIO: {copy}" in log_of(farm, tasks[1])] == [True, True]


def test_frames_thumbnails_fees_log_come_from_what_blender_says(visitor, farm, submit):
    task = submit()
    visitor.wait(task)
    frame = visitor.frames(task)["2"]
    assert (frame["frameExecuteTime"], frame["feeAmount"]) == (72, pytest.approx(71.2 / 3600 * 0.67, abs=1e-6))
    url, = visitor.api.query.get_frame_thumbnall(frame["id"])
    assert visitor.api.client.http.get(url, timeout=60).content.startswith(b"\xff\xd8")
    assert visitor.storage("GET", OUTPUT, path=f"/{task}_shot/shot_0002.png").content.startswith(b"\x89PNG")
    assert "Fra:2 Sample 1/8" in log_of(farm, task)


def test_what_a_renderer_leaves_behind_is_gone_when_the_next_one_starts(visitor, farm, submit):
    for task in (submit(), submit()):
        visitor.wait(task)
    end = time.monotonic() + 60
    while (farm.folder / "work").exists():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_all_files_of_a_frame_are_kept_in_their_folders(visitor, submit):
    task = submit("1-1[1]", beside=["shot_0001_R.png", "aovs/z_0001.png"])
    visitor.wait(task)
    listed = [visitor.api.transmit.get_output_files(tree_path=f"/{task}_shot{below}") for below in ("", "/aovs")]
    assert [[file["fileName"] for file in files] for files in listed] == [
        ["aovs", "shot_0001.png", "shot_0001_R.png"], ["z_0001.png"]]


def test_a_frame_that_blender_cannot_render_fails_alone(visitor, farm, submit):
    task = submit(fails=[2])
    info = visitor.wait(task)
    assert (info["taskStatus"], info["doneFrames"], info["failedFrames"]) == (30, 2, 1)
    assert states(visitor, task) == {"1": 4, "2": 5, "3": 4}
    assert "frame 2 failed: No camera in the scene." in log_of(farm, task)


def test_the_frame_that_kills_blender_fails_and_the_others_are_rendered(visitor, farm, blender, submit):
    task = submit("1-4[1]", dies=[2])
    assert visitor.wait(task)["taskStatus"] == 30
    assert states(visitor, task) == {"1": 4, "2": 5, "3": 4, "4": 4}
    assert [job["frames"] for _module, job in blender.jobs()] == [[1, 2, 3, 4], [3, 4]]
    assert "Fra:2 Sample 1/8" in log_of(farm, task).split("frame 2 failed: ")[1]


def test_a_blender_that_never_gets_to_a_frame_is_started_three_times(visitor, farm, blender, submit):
    task = submit(crash="Segmentation fault")
    info = visitor.wait(task)
    assert (info["taskStatus"], info["failedFrames"]) == (45, 3)
    assert len(blender.jobs()) == 3
    assert "the last it said: Segmentation fault" in log_of(farm, task)


def test_a_blender_that_lacks_a_library_names_it_and_its_package(visitor, farm, blender, submit):
    task = submit(crash="ImportError: libSM.so.6: cannot open shared object file: No such file or directory")
    assert visitor.wait(task)["taskStatus"] == 45
    log = log_of(farm, task)
    assert "frame 1 failed: Blender does not start: these libraries of the system are missing: libSM.so.6" in log
    assert "libsm6" in log


def test_a_scene_that_cannot_be_opened_is_not_tried_again(visitor, farm, blender, submit):
    task = submit(error="This file was saved by a newer Blender.")
    assert visitor.wait(task)["taskStatus"] == 45
    assert len(blender.jobs()) == 1
    assert "frame 1 failed: This file was saved by a newer Blender." in log_of(farm, task)


def test_stopping_a_task_ends_its_blender(visitor, blender, submit):
    task = submit("1-3[1]", seconds=600)
    visitor.wait(task, lambda info: info["executingFrames"])
    visitor.api.task.stop_task([task])
    assert set(states(visitor, task).values()) == {3}
    following = submit("1-1[1]")
    assert visitor.wait(following)["taskStatus"] == 25, "the only node is free again"
    assert set(states(visitor, task).values()) == {3}


def test_the_end_of_the_farm_ends_blender_at_once(folder, blender, visit):
    with LocalFarm(folder, options=Options(blender=blender)) as farm:
        visitor = visit(farm)
        task = visitor.submit(content=b'{"seconds": 30}')
        visitor.wait(task, lambda info: info["executingFrames"])
    with LocalFarm(folder, options=Options(simulate=True, seconds=30)) as farm:
        assert visit(farm).info(task)["doneFrames"] == 0, "nobody waited for the frame"


def test_scenes_of_other_applications_are_drawn(visitor, blender):
    task = visitor.submit(scene="/D/robot.ma", cg_id="2000")
    assert visitor.wait(task)["taskStatus"] == 25
    assert not (blender.script.parent / "jobs").exists()


def test_a_program_that_cannot_be_started_fails_the_task_and_not_the_farm(folder, tmp_path, visit):
    class Missing(Blender):
        def command(self, module, *arguments):
            return [str(tmp_path / "nowhere" / "blender")]

    with LocalFarm(folder, options=Options(blender=Missing(tmp_path), seconds=0.02)) as farm:
        visitor = visit(farm)
        assert visitor.wait(visitor.submit())["taskStatus"] == 45
        assert visitor.wait(visitor.submit(scene="/D/robot.ma", cg_id="2000"))["taskStatus"] == 25


@pytest.mark.parametrize(("times", "status", "starts"), [(2, 25, 3), (9, 45, 3)])
def test_a_blender_that_the_system_cannot_start_just_now_is_started_again_and_not_for_ever(
        folder, blender, visit, monkeypatch, times, status, starts):
    asked, start = [], child._start

    def refused(*given):
        asked.append(given)
        if len(asked) <= times:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return start(*given)

    monkeypatch.setattr(child, "WAITS", (0.01, 0.02))
    monkeypatch.setattr(child, "_start", refused)
    with LocalFarm(folder, options=Options(blender=blender, seconds=0.02)) as farm:
        visitor = visit(farm)
        assert visitor.wait(visitor.submit(content=b"{}"))["taskStatus"] == status
    assert len(asked) == starts
