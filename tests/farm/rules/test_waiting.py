from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus, FrameType, TaskStatus
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.rules.rules import Event, happen
from foxsubmit.farm.rules.submission import add_submission, plan_frames
from foxsubmit.farm.rules.tasks import add_task
from foxsubmit.farm.rules.waiting import prepare

WAITING, DONE, FAILED, STOPPED = (FrameStatus.WAITING, FrameStatus.DONE, FrameStatus.FAILED, FrameStatus.STOPPED)
TILES, PHOTON, SIMULATION = (
    FrameStatus.WAITING_SUBFRAME, FrameStatus.WAITING_PHOTON_FRAME, FrameStatus.WAITING_SIMULATION)


class Rows:
    """A farm's tables without nodes: what a node would report is said here."""

    def __init__(self, database):
        self.database = database

    def submit(self, render, **info):
        task = {"task_info": {"cg_id": "2007", **info}, "scene_info_render": render}
        with self.database.change() as change:
            number = add_task(change, {})
            add_submission(change, number, task["task_info"], "/D/a.blend", "",
                           plan_frames(task))
        return number

    def say(self, event, frames, message=""):
        with self.database.change() as change:
            for frame in frames:
                task = change.execute("SELECT task FROM frames WHERE id = ?", (frame,)).fetchone()["task"]
                happen(change, event, task, [frame], message)
                prepare(change, task)

    def render(self, frames, ends=Event.FINISH):
        self.say(Event.START, frames)
        self.say(ends, frames)

    def ids(self, task, kind):
        return [row["id"] for row in self.database.rows(
            "SELECT id FROM frames WHERE task = ? AND type = ? ORDER BY id", task, kind)]

    def states(self, task, kind):
        return [row["status"] for row in self.database.rows(
            "SELECT status FROM frames WHERE task = ? AND type = ? ORDER BY id", task, kind)]

    def messages(self, task, kind):
        return {row["message"] for row in self.database.rows(
            "SELECT message FROM frames WHERE task = ? AND type = ?", task, kind)}

    def status(self, task):
        return self.database.row("SELECT status FROM tasks WHERE id = ?", task)["status"]

    def layers(self, task):
        return [row["id"] for row in self.database.rows("SELECT id FROM tasks WHERE parent = ? ORDER BY id", task)]


@pytest.fixture
def rows(tmp_path):
    database = Database(tmp_path / "farm.sqlite")
    yield Rows(database)
    database.close()


@pytest.fixture
def tiled(rows):
    """A frame in two tiles."""
    return rows.submit({"common": {"frames": "1"}}, tiles="2")


def test_a_picture_waits_for_its_last_tile(rows, tiled):
    first, second = rows.ids(tiled, FrameType.MAIN)
    assert (rows.states(tiled, FrameType.MAIN_COMPOSITE), rows.status(tiled)) == ([TILES], TaskStatus.WAITING)
    rows.render([first])
    assert (rows.states(tiled, FrameType.MAIN_COMPOSITE), rows.status(tiled)) == ([TILES], TaskStatus.RENDERING)
    rows.render([second])
    assert (rows.states(tiled, FrameType.MAIN_COMPOSITE), rows.status(tiled)) == ([WAITING], TaskStatus.RENDERING)
    rows.render(rows.ids(tiled, FrameType.MAIN_COMPOSITE))
    assert rows.status(tiled) == TaskStatus.DONE


def test_a_picture_whose_tile_failed_fails_and_so_does_the_task(rows, tiled):
    first, second = rows.ids(tiled, FrameType.MAIN)
    rows.render([first])
    rows.render([second], Event.FAIL)
    assert rows.states(tiled, FrameType.MAIN_COMPOSITE) == [FAILED]
    assert rows.messages(tiled, FrameType.MAIN_COMPOSITE) == {"A tile of the frame failed."}
    assert rows.status(tiled) == TaskStatus.DONE_WITH_FAILURES


def test_a_picture_waits_while_a_tile_may_still_come(rows, tiled):
    first, second = rows.ids(tiled, FrameType.MAIN)
    rows.render([first], Event.FAIL)
    assert rows.states(tiled, FrameType.MAIN_COMPOSITE) == [TILES], "the other tile has not been rendered yet"
    rows.say(Event.STOP_FRAMES, [second])
    assert rows.states(tiled, FrameType.MAIN_COMPOSITE) == [FAILED], "nothing comes any more"


def test_a_picture_whose_tile_was_stopped_waits_for_it(rows, tiled):
    first, second = rows.ids(tiled, FrameType.MAIN)
    rows.render([first])
    rows.say(Event.STOP_FRAMES, [second])
    assert (rows.states(tiled, FrameType.MAIN_COMPOSITE), rows.status(tiled)) == ([TILES], TaskStatus.STOPPED)


def test_tiles_wait_for_the_photon_frame_and_fail_with_it(rows):
    task = rows.submit({"common": {"frames": "1"}}, tiles="2", cg_id="2001")
    assert (rows.states(task, FrameType.MAIN), rows.states(task, FrameType.MAIN_COMPOSITE)) == ([PHOTON] * 2, [TILES])
    rows.render(rows.ids(task, FrameType.PHOTON), Event.FAIL)
    assert (rows.states(task, FrameType.MAIN), rows.states(task, FrameType.MAIN_COMPOSITE)) == ([FAILED] * 2, [FAILED])
    assert rows.messages(task, FrameType.MAIN) == {"The photon frame failed."}
    assert rows.status(task) == TaskStatus.FAILED


@pytest.mark.parametrize(("ends", "state", "status"), [
    (Event.FINISH, WAITING, TaskStatus.RENDERING), (Event.FAIL, FAILED, TaskStatus.FAILED),
    (Event.OVER_TIME, FAILED, TaskStatus.FAILED)])
def test_a_layer_waits_for_the_simulation_and_shares_its_fate(rows, ends, state, status):
    task = rows.submit({"geo_node": [{"node": "/obj/sim", "frames": "1-3[1]", "option": "0"}],
                        "rop_node": [{"node": "/out/mantra", "frames": "1-3[1]"}]}, cg_id="2004")
    simulation, rendered = rows.layers(task)
    assert rows.states(rendered, FrameType.MAIN) == [SIMULATION] * 3
    rows.render(rows.ids(simulation, FrameType.SIMULATION), ends)
    assert (rows.states(rendered, FrameType.MAIN), rows.status(task)) == ([state] * 3, status)
    if ends is not Event.FINISH:
        assert rows.messages(rendered, FrameType.MAIN) == {"The simulation failed."}
