from __future__ import annotations

import itertools
import time

import pytest

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

HOUR = Options(simulate=True, seconds=3600)


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    """Nothing is ever ready in it."""
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=HOUR) as running:
        yield running


@pytest.fixture
def task(visitor):
    """One whose first frame is being rendered, alone in the farm."""
    task = visitor.submit(render={"common": {"frames": "1-4[1]"}})
    visitor.wait(task, lambda info: info["executingFrames"])
    yield task
    for left in visitor.api.query.get_task_list()["items"]:
        visitor.api.task.abort_task([left["id"]])


def states(visitor, task):
    return [frame["frameStatus"] for frame in visitor.frames(task).values()]


def test_a_task_that_is_given_up_renders_no_more(visitor, task):
    visitor.api.task.abort_task([task])
    info = visitor.info(task)
    assert (info["taskStatus"], info["abortFrames"]) == (35, 4)
    visitor.api.task.start_task([task])
    assert visitor.info(task)["taskStatus"] == 35


def test_a_reserved_number_that_is_given_up_cannot_be_submitted(visitor):
    number = visitor.api.task.create_task()[0]
    visitor.send(number)
    visitor.api.task.abort_task([number])
    assert visitor.info(number)["taskStatus"] == 35
    with pytest.raises(Refused):
        visitor.api.task.submit_task(number)


def test_a_deleted_task_is_in_the_recycle_bin_and_renders_no_more(visitor, task):
    visitor.api.task.delete_task([task])
    assert task not in [each["id"] for each in visitor.api.query.get_task_list()["items"]]
    deleted = visitor.api.query.get_task_list(recycle_flag=1, status_list=[25])["items"]
    assert task in [each["id"] for each in deleted], "the bin is shown whole"
    assert {each["isDelete"] for each in deleted} == {0}
    assert visitor.info(task)["executingFrames"] == 0
    with pytest.raises(Refused, match="was deleted"):
        visitor.api.task.start_task([task])


def test_frames_of_deleted_tasks_are_not_counted(visitor, task):
    before = visitor.api.query.all_frame_status()
    visitor.api.task.delete_task([task])
    after = visitor.api.query.all_frame_status()
    assert (before["totalFrames"] - after["totalFrames"], after["executingFramesTotal"]) == (4, 0)


def test_the_overview_counts_every_frame_once(visitor, task):
    numbers = visitor.api.query.all_frame_status()
    total = numbers.pop("totalFrames")
    assert sum(numbers.values()) == total
    assert (numbers["executingFramesTotal"], numbers["waitingFramesTotal"]) == (1, 3)


def test_a_more_urgent_task_gets_the_node_after_the_frame_at_hand(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.1)) as farm:
        visitor = visit(farm)
        first = visitor.submit(render={"common": {"frames": "1-30[1]"}})
        second = visitor.submit(render={"common": {"frames": "1-1[1]"}})
        visitor.api.task.update_priority(second, 60)
        assert visitor.info(second)["taskUserLevel"] == 60
        visitor.wait(second)
        info = visitor.info(first)
        assert info["doneFrames"] < 10
        assert visitor.wait(first, lambda info: info["doneFrames"] > 3)["failedFrames"] == 0


def test_full_speed_does_not_wait_behind_test_frames(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.02)) as farm:
        visitor = visit(farm)
        task = visitor.submit(pre_frames="100", stop_after_test="1")
        visitor.wait(task, lambda info: info["taskStatus"] == 40)
        assert visitor.api.task.full_speed([task]) == "SUCCESS"
        assert visitor.wait(task)["doneFrames"] == 3
        other = visitor.api.task.create_task()[0]
        visitor.send(other, pre_frames="100", stop_after_test="1")
        visitor.api.task.submit_task(other)
        visitor.api.task.full_speed([other])
        assert visitor.wait(other)["taskStatus"] == 25


def test_a_task_that_takes_longer_than_it_may_is_stopped(visitor, task):
    assert visitor.api.task.set_task_overtime_top([task], 1) == "SUCCESS"
    info = visitor.wait(task, lambda info: info["taskStatus"] == 23)
    assert (info["overTimeStop"], states(visitor, task)) == (1, [11, 3, 3, 3])
    visitor.api.task.set_task_overtime_top([task], 0)
    visitor.api.task.start_task([task])
    assert visitor.wait(task, lambda info: info["executingFrames"])["overTimeStop"] == 0
    visitor.api.query.restart_failed_frames([task])
    assert sorted(states(visitor, task)) == [1, 1, 1, 2]


def test_a_frame_that_takes_longer_than_it_may_has_timed_out(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=30)) as farm:
        visitor = visit(farm)
        task = visitor.submit(render={"common": {"frames": "1-1[1]"}}, job_stop_time="1")
        info = visitor.wait(task)
        frame, = visitor.frames(task).values()
        assert (info["taskStatus"], info["failedFrames"]) == (45, 1)
        assert (frame["frameStatus"], frame["taskOverTime"]) == (11, 1)
        log = visitor.api.query.get_render_log(frame_id=frame["id"], pageSize=10)["items"]
        assert "took longer than 1 seconds" in log[-1]


def test_what_a_submission_says_of_time_is_kept(visitor, task):
    other = visitor.submit(time_out="12", task_stop_time="86400", job_stop_time="28800")
    info = visitor.info(other)
    assert (info["taskOverTime"], info["overTimeStop"]) == (43200, 86400), "old documents say hours"
    assert {frame["taskOverTime"] for frame in visitor.frames(other).values()} == {28800}


def test_a_task_has_no_more_nodes_than_it_may(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=3600, workers=3)) as farm:
        visitor = visit(farm)
        task = visitor.api.task.create_task()[0]
        visitor.send(task, render={"common": {"frames": "1-8[1]"}})
        visitor.api.task.update_task_limit(task, 2)
        visitor.api.task.submit_task(task)
        visitor.wait(task, lambda info: info["executingFrames"] == 2)
        time.sleep(0.1)
        assert visitor.info(task)["executingFrames"] == 2
        other = visitor.submit()
        visitor.wait(other, lambda info: info["executingFrames"] == 1)


def test_hardware_is_changed_to_what_renders_the_scene(visitor, task):
    edit = visitor.api.task.edit_task_hardware_config
    edit([task], ["303", "337"], "4090", "2*GPU", "64GB")
    marked = [each["id"] for each in visitor.api.user.get_hardware_config([str(task)]) if each["current"]]
    assert marked == [303, 337]
    for number, reason in (("341", "switched off"), ("9", "no hardware 9")):
        with pytest.raises(Refused, match=reason):
            edit([task], [number], "x", "1", "64GB")
    nuke = visitor.submit(scene="/D/comp.nk", cg_id="2015")
    with pytest.raises(Refused, match="does not render Nuke"):
        edit([nuke], ["337"], "4090", "2*GPU", "64GB")


def test_nothing_is_done_to_any_task_if_one_is_unknown(visitor, task):
    with pytest.raises(Refused, match="no task 7"):
        visitor.api.task.stop_task([task, 7])
    assert visitor.info(task)["taskStatus"] == 5


@pytest.mark.parametrize("path", [
    "/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask"])
@pytest.mark.parametrize("name", ["taskIds", "taskParamList"])
def test_every_path_and_spelling_of_a_call_does_the_same(visitor, task, path, name):
    visitor.api.client.command(path, **{name: [str(task)]})
    assert visitor.info(task)["taskStatus"] == 10


def test_single_frames_are_stopped_and_the_others_go_on(visitor, task):
    ids = [frame["id"] for frame in visitor.frames(task).values()]
    visitor.api.query.stop_frame(task, 0, [ids[0], ids[2]])
    visitor.wait(task, lambda info: info["executingFrames"])
    assert states(visitor, task) == [3, 2, 3, 1]
    visitor.api.query.stop_frame(task, 1, status=[1])
    assert states(visitor, task) == [3, 2, 3, 3]
    visitor.api.query.stop_frame(task, 1)
    assert visitor.info(task)["taskStatus"] == 10


def test_tasks_wait_in_the_order_of_their_urgency(visitor, task):
    numbers = [visitor.submit(render={"common": {"frames": "1"}}) for _each in range(3)]
    for number, level in zip(numbers, (50, 70, 60)):
        visitor.api.task.update_priority(number, level)
    order = []
    for _each in itertools.repeat(None, 3):
        visitor.api.task.stop_task([task if not order else order[-1]])
        started = None
        end = time.monotonic() + 60
        while started is None and time.monotonic() < end:
            started = next((each for each in numbers if visitor.info(each)["executingFrames"]), None)
        order.append(started)
    assert order == [numbers[1], numbers[2], numbers[0]]
