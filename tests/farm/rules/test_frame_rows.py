from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.renderers.tiles import box, cut, join
from foxsubmit.farm.rules.scene import frame_numbers
from foxsubmit.farm.rules.submission import frames_name

MAX = {"scene": "/D/jh.max", "cg_id": "2001"}
GEO = {"node": "/obj/sim", "frames": "1-240[1]", "option": "0", "render": "1"}
ROP = {"node": "/out/mantra1", "frames": "1-2[1]", "option": "-1", "render": "1"}


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


def names(visitor, task):
    return {name: (frame["frameType"], frame["frameBlock"]) for name, frame in visitor.frames(task).items()}


def files(visitor, task):
    info = visitor.info(task)
    return [each["fileName"] for each in visitor.api.transmit.get_output_files(tree_path=f"/{info['outputFileName']}")]


def test_several_frames_of_one_machine_are_one_row(visitor):
    task = visitor.submit(render={"common": {"frames": "1-8[1]"}}, pre_frames="100", frames_per_task="3")
    info = visitor.wait(task)
    assert names(visitor, task) == {"1": (4, ""), "2-4[1]": (5, ""), "5-7[1]": (5, ""), "8": (5, "")}
    assert (info["totalFrames"], info["doneFrames"]) == (4, 4)
    assert files(visitor, task) == [f"shot_000{number}.png" for number in range(1, 9)]
    frame = visitor.frames(task)["2-4[1]"]
    assert len(visitor.api.query.get_frame_thumbnall(frame["id"])) == 3
    found = visitor.api.query.task_frames(task, search_keyword="5-7")["items"]
    assert [each["frameIndex"] for each in found] == ["5-7[1]"]
    visitor.api.query.get_custome_frames(task, ["5-7[1]"])
    visitor.wait(task)
    assert visitor.frames(task)["5-7[1]"]["recommitFlag"] == 1


@given(st.lists(st.integers(-50, 500), min_size=1, max_size=9, unique=True).map(sorted))
def test_the_name_of_a_row_says_which_frames_are_in_it(numbers):
    assert frame_numbers(frames_name(numbers)) == numbers


@pytest.mark.parametrize(("kind", "sizes"), [
    ("block", {(50, 15)}), ("strip", {(100, 7), (100, 8)})])
def test_a_frame_in_tiles_has_a_row_each_and_one_for_the_picture(visitor, kind, sizes):
    task = visitor.submit(render={"common": {"frames": "3", "width": "100", "height": "30"}}, tiles="4",
                          tiles_type=kind)
    info = visitor.wait(task)
    assert names(visitor, task) == {**{f"3-{block}": (5, str(block)) for block in range(1, 5)}, "3": (7, "")}
    assert (info["taskStatus"], info["taskKeyValueVo"]["tiles"]) == (25, "4")
    assert files(visitor, task) == ["shot_0003.png"], "tiles are no results"
    with Image.open(io.BytesIO(visitor.storage("GET", OUTPUT, path=f"/{task}_shot/shot_0003.png").content)) as whole:
        assert whole.size == (100, 30)
    shown = set()
    for block in range(1, 5):
        url, = visitor.api.query.get_frame_thumbnall(visitor.frames(task)[f"3-{block}"]["id"])
        with Image.open(io.BytesIO(visitor.api.client.http.get(url, timeout=60).content)) as tile:
            shown.add(tile.size)
    assert shown == sizes


def test_a_tile_that_is_rendered_again_brings_the_picture_again(visitor):
    task = visitor.submit(render={"common": {"frames": "1-2[1]"}}, tiles="2")
    visitor.wait(task)
    visitor.api.query.get_custome_frames(task, ["2-1", "2"])
    visitor.wait(task)
    flags = {name: frame["recommitFlag"] for name, frame in visitor.frames(task).items()}
    assert flags == {"1-1": 0, "1-2": 0, "1": 0, "2-1": 1, "2-2": 0, "2": 1}


def test_tiles_of_test_frames_are_put_together_before_the_task_waits(visitor):
    task = visitor.submit(render={"common": {"frames": "1-2[1]"}}, tiles="2", pre_frames="100", stop_after_test="1")
    visitor.wait(task, lambda info: info["taskStatus"] == 40)
    frames = visitor.frames(task)
    assert {name: frame["frameStatus"] for name, frame in frames.items()} == {
        "1-1": 4, "1-2": 4, "1": 4, "2-1": 1, "2-2": 1, "2": 12}
    assert frames["1"]["frameType"] == 6
    assert files(visitor, task) == ["shot_0001.png"]


@pytest.mark.parametrize("info", [{"tiles": "2", "frames_per_task": "2"}, {"tiles": "900"}, {"tiles": "0"},
                                  {"tiles_type": "round"}, {"frames_per_task": "x"}])
def test_what_excludes_each_other_is_refused(visitor, info):
    with pytest.raises(Refused) as caught:
        visitor.submit(**info)
    assert caught.value.code == 600


@given(st.integers(1, 40), st.sampled_from(["block", "strip"]), st.integers(40, 90), st.integers(40, 90))
def test_every_pixel_belongs_to_one_tile(tiles, kind, width, height):
    counted = 0
    for block in range(1, tiles + 1):
        left, top, right, bottom = box((width, height), tiles, kind, block)
        counted += (right - left) * (bottom - top)
    assert counted == width * height


@pytest.mark.parametrize("tiles", [2, 3, 4, 6, 7, 9])
@pytest.mark.parametrize("kind", ["block", "strip"])
def test_tiles_become_the_picture_they_were_cut_from(tmp_path, tiles, kind):
    picture = Image.effect_noise((53, 41), 60).convert("RGB")
    picture.save(tmp_path / "whole.png")
    parts = [tmp_path / f"{block}.png" for block in range(1, tiles + 1)]
    for block, part in enumerate(parts, 1):
        cut(tmp_path / "whole.png", part, tiles, kind, block)
    join(parts, tmp_path / "again.png", kind)
    with Image.open(tmp_path / "again.png") as again:
        assert again.tobytes() == picture.tobytes()


def test_tiles_of_3ds_max_wait_for_the_photon_frame(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.3)) as farm:
        visitor = visit(farm)
        task = visitor.submit(render={"common": {"frames": "0", "renderable_camera": ["Camera001"]}}, tiles="2", **MAX)
        kinds = [(frame["frameType"], frame["frameStatus"]) for frame in
                 visitor.api.query.task_frames(task)["items"]]
        assert kinds in ([(2, 1), (5, 7), (5, 7), (7, 12)], [(2, 2), (5, 7), (5, 7), (7, 12)])
        assert visitor.info(task)["taskType"] == "RenderPhoton"
        photon = visitor.api.query.get_task_processing_img(task)
        assert (photon["isRenderPhoton"], photon["currentTaskType"], photon["block"]) == (True, "RenderPhoton", 1)
        visitor.wait(task, lambda info: info["executingFrames"] == 2)
        picture = visitor.api.query.get_task_processing_img(task)
        assert (picture["currentTaskType"], picture["sceneName"]) == ("Render", "jh.max-Camera001")
        blocks, = picture["grabInfo"]
        assert [(block["frameIndex"], block["frameBlock"]) for block in blocks] == [("0", "1"), ("0", "2")]
        assert all(0 <= int(block["framePercent"]) < 100 and int(block["frameEst"]) <= 1 for block in blocks)
        visitor.wait(task)
        done = visitor.api.query.get_task_processing_img(task, frame_type=5)["grabInfo"][0][0]
        assert (done["framePercent"], done["frameStatus"], done["grabUrl"][:4]) == ("100", "4", "http")
        assert files(visitor, task) == ["jh_0000.png"]


def test_only_3ds_max_tells_how_far_its_pictures_are(visitor):
    with pytest.raises(Refused, match="3ds Max"):
        visitor.api.query.get_task_processing_img(visitor.submit())


def test_what_renders_waits_for_the_simulation(visitor):
    task = visitor.api.task.create_task()[0]
    visitor.send(task, scene="/D/sphere.hip", cg_id="2004", render={"geo_node": [GEO], "rop_node": [ROP]})
    visitor.api.task.submit_task(task)
    info = visitor.wait(task)
    simulation, picture = info["respRenderingTaskList"]
    assert (simulation["taskType"], simulation["framesRange"], simulation["totalFrames"]) == (
        "GopRender", "/obj/sim1-240[1]", 1)
    frame, = visitor.frames(simulation["id"]).values()
    assert (frame["frameIndex"], frame["frameType"], frame["gopName"]) == ("1-240[1]", 8, "/obj/sim")
    assert min(each["startTime"] for each in visitor.frames(picture["id"]).values()) >= frame["endTime"]


def test_frames_whose_simulation_failed_fail_with_a_reason(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=30)) as farm:
        visitor = visit(farm)
        task = visitor.submit(scene="/D/sphere.hip", cg_id="2004", job_stop_time="1",
                              render={"geo_node": [GEO], "rop_node": [ROP]})
        small = visitor.api.query.get_small_task_id(task)
        assert {frame["frameStatus"] for frame in visitor.frames(small[1]).values()} == {10}
        visitor.wait(task)
        assert [{frame["frameStatus"] for frame in visitor.frames(each).values()} for each in small] == [{11}, {5}]
        message, = farm.state.database.rows("SELECT DISTINCT message FROM frames WHERE task = ?", small[1])
        assert message["message"] == "The simulation failed."


def test_with_layers_on_every_camera_is_a_task(visitor):
    common = {"frames": "1-2[1]", "render_camera": ["left", "right"]}
    task = visitor.submit(scene="/D/robot.ma", cg_id="2000", enable_layered="1",
                          render={"beauty": {"renderable": "1", "common": common}})
    layers = visitor.wait(task)["respRenderingTaskList"]
    assert [(layer["layerName"], layer["renderCamera"]) for layer in layers] == [
        ("beauty", "left"), ("beauty", "right")]
