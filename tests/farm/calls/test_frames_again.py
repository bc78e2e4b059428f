from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    with LocalFarm(tmp_path_factory.mktemp("done"), options=Options(simulate=True, seconds=0)) as running:
        yield running


@pytest.fixture
def done(visitor):
    """A visitor, and a task of five frames that is done."""
    task = visitor.submit(render={"common": {"frames": "1-5[1]"}})
    visitor.wait(task)
    return visitor, task, [frame["id"] for frame in visitor.frames(task).values()]


def flags(visitor, task):
    visitor.wait(task)
    return [frame["recommitFlag"] for frame in visitor.frames(task).values()]


def test_frames_are_rendered_again_by_their_ids(done):
    visitor, task, ids = done
    visitor.api.query.restart_frame(task, 0, [ids[1], ids[3]])
    assert flags(visitor, task) == [0, 1, 0, 1, 0]


def test_without_select_all_the_named_frames_are_meant(done):
    visitor, task, ids = done
    visitor.api.client.command("/api/render/handle/recommitTaskFrames", taskId=task, ids=[ids[2]])
    assert flags(visitor, task) == [0, 0, 1, 0, 0]


def test_all_frames_are_rendered_again(done):
    visitor, task, _ids = done
    fee = visitor.info(task)["renderConsume"]
    visitor.api.query.restart_frame(task, select_all=1)
    assert flags(visitor, task) == [1] * 5
    assert visitor.info(task)["renderConsume"] == pytest.approx(2 * fee), "both times are paid"


def test_frames_in_a_state_are_rendered_again(done):
    visitor, task, _ids = done
    visitor.api.query.restart_frame(task, 1, status=[3, 5])
    assert flags(visitor, task) == [0] * 5
    visitor.api.query.restart_failed_frames([task], status=[25])
    assert flags(visitor, task) == [1] * 5, "the task's scale is understood where the frames' ends"


def test_there_is_nothing_to_do_where_no_frame_failed(done):
    visitor, task, _ids = done
    visitor.api.query.restart_failed_frames([task])
    assert flags(visitor, task) == [0] * 5


def test_frames_of_another_task_are_refused(done):
    visitor, task, ids = done
    other = visitor.submit(render={"common": {"frames": "1"}})
    stranger = next(iter(visitor.frames(other).values()))["id"]
    with pytest.raises(Refused, match="not all of these frames"):
        visitor.api.query.restart_frame(task, 0, [ids[0], stranger])
    with pytest.raises(Refused, match="no frame 9999999"):
        visitor.api.query.restart_frame(task, 0, [9999999])
