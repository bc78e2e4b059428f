from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.rules.rules import Event, happen
from foxsubmit.farm.rules.schedule import LOOK, queue
from foxsubmit.farm.rules.tasks import add_task


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "farm.sqlite")
    yield database
    database.close()


def add(database, **values):
    """Add a task with one frame that waits, and return its number."""
    with database.change() as change:
        task = add_task(change, {"output": "x", **values})
        change.execute("INSERT INTO frames (task, number, type) VALUES (?, 1, 5)", (task,))
        happen(change, Event.SUBMIT, task)
    return task


def queued(database, first=0):
    return [row["id"] for row in queue(database, first)]


def test_the_most_urgent_task_is_first_then_the_oldest(database):
    old, urgent, new, lazy = (add(database, user_level=level) for level in (50, 60, 50, 40))
    assert queued(database) == [urgent, old, new, lazy]


def test_a_task_without_a_frame_that_waits_is_not_in_the_queue(database):
    rendering, stopped, waiting = add(database), add(database), add(database)
    with database.change() as change:
        happen(change, Event.START, rendering)
        happen(change, Event.STOP, stopped)
    assert queued(database) == [waiting]
    assert {row["id"]: row["status"] for row in database.rows("SELECT id, status FROM tasks")} == {
        rendering: TaskStatus.RENDERING, stopped: TaskStatus.STOPPED, waiting: TaskStatus.WAITING}
    assert database.row("SELECT status FROM frames WHERE task = ?", waiting)["status"] == FrameStatus.WAITING


def test_the_queue_goes_on_where_one_look_ended(database):
    tasks = [add(database) for _each in range(LOOK + 3)]
    assert (queued(database), queued(database, LOOK)) == (tasks[:LOOK], tasks[LOOK:])
