from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import foxsubmit.farm
from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.base.states import FINISHED, MOVING
from foxsubmit.farm.rules import rules
from foxsubmit.farm.rules.rules import FRAMES, TASKS, Event, happen
from foxsubmit.farm.rules.tasks import add_task

FOLDER = Path(foxsubmit.farm.__file__).parent
WRITES = re.compile(r"SET\s+(?:\w+ = [^,]*, )*status\s*=|INSERT INTO (?:tasks|frames) \([^)]*\bstatus\b", re.IGNORECASE)
UNITS = st.lists(st.tuples(st.sampled_from(list(Event)), st.integers(0, 7)), max_size=25)


def writers(folder):
    return sorted(file.name for file in folder.rglob("*.py") if WRITES.search(file.read_text(encoding="utf-8")))


def test_no_other_module_writes_a_status():
    assert writers(FOLDER) == ["rules.py"]


@pytest.mark.parametrize("statement", [
    '"UPDATE tasks SET status = 5"', '"UPDATE frames SET started = ?, status = ?"',
    '"INSERT INTO frames (task, number, status) VALUES (?, ?, ?)"'])
def test_a_planted_write_is_noticed(tmp_path, statement):
    (tmp_path / "planted.py").write_text(f"x = {statement}\n", encoding="utf-8")
    assert writers(tmp_path) == ["planted.py"]


def test_every_event_is_in_the_table():
    assert set(FRAMES) == set(Event)
    assert set(TASKS) <= set(Event)
    assert set(rules.ALSO) <= set(Event)


def test_nothing_but_a_node_brings_a_frame_to_its_end():
    for event, changes in FRAMES.items():
        assert FrameStatus.DONE not in changes.values() or event is Event.FINISH
        assert FrameStatus.RENDERING not in changes.values() or event is Event.START


def test_a_finished_frame_changes_only_when_it_is_asked_for_again():
    assert [event for event, changes in FRAMES.items() if FrameStatus.DONE in changes] == [Event.RESTART]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    database = Database(tmp_path_factory.mktemp("rules") / "farm.sqlite")
    yield database
    database.close()


def add(change, parent=0, frames=4):
    task = add_task(change, {"parent": parent, "output": "x"})
    change.executemany("INSERT INTO frames (task, number, name, type) VALUES (?, ?, ?, ?)", [
        (task, number, str(number), 4 if number == 1 else 5) for number in range(1, frames + 1)])
    happen(change, Event.SUBMIT, task)
    return task


def status(database, task):
    return database.row("SELECT status FROM tasks WHERE id = ?", task)["status"]


def states(database, task):
    return [row["status"] for row in database.rows("SELECT status FROM frames WHERE task = ? ORDER BY id", task)]


@settings(max_examples=60, deadline=None)
@given(steps=UNITS, pause=st.booleans())
def test_whatever_happens_counts_and_task_agree_with_the_frames(database, steps, pause):
    with database.change() as change:
        task = add(change)
        change.execute("UPDATE tasks SET stop_after_test = ? WHERE id = ?", (pause, task))
        ids = [row["id"] for row in change.execute("SELECT id FROM frames WHERE task = ?", (task,))]
        for event, which in steps:
            happen(change, event, task, None if which > 3 else [ids[which]])
    found = states(database, task)
    counted = {row["status"]: row["n"] for row in database.rows(
        "SELECT status, SUM(n) AS n FROM counts WHERE task = ? AND n > 0 GROUP BY status", task)}
    assert counted == {each: found.count(each) for each in set(found)}
    now = TaskStatus(status(database, task))
    assert (FrameStatus.RENDERING in found) <= (now == TaskStatus.RENDERING)
    assert (now in FINISHED) == (not set(found) & {*MOVING, FrameStatus.STOPPED})
    row = database.row("SELECT running, completed FROM tasks WHERE id = ?", task)
    assert bool(row["running"]) == (now == TaskStatus.RENDERING)
    assert bool(row["completed"]) == (now in FINISHED)


@pytest.mark.parametrize(("event", "called"), [
    (Event.STOP, TaskStatus.STOPPED), (Event.BALANCE_GONE, TaskStatus.NO_BALANCE),
    (Event.TASK_OVER_TIME, TaskStatus.TIMED_OUT), (Event.ABANDON, TaskStatus.ABANDONED)])
def test_a_task_says_why_it_was_stopped(database, event, called):
    with database.change() as change:
        task = add(change)
        happen(change, event, task)
    assert (status(database, task), set(states(database, task))) == (called, {FrameStatus.STOPPED})


def test_a_task_that_was_given_up_does_not_go_on(database):
    with database.change() as change:
        task = add(change)
        happen(change, Event.ABANDON, task)
        assert happen(change, Event.RESUME, task) == 0
    assert status(database, task) == TaskStatus.ABANDONED


def test_a_finished_task_is_not_stopped(database):
    with database.change() as change:
        task = add(change)
        happen(change, Event.START, task)
        happen(change, Event.FINISH, task)
        happen(change, Event.STOP, task)
    assert status(database, task) == TaskStatus.DONE


def test_a_frame_that_comes_after_it_was_stopped_is_not_done(database):
    with database.change() as change:
        task = add(change)
        happen(change, Event.START, task)
        happen(change, Event.STOP, task)
        assert happen(change, Event.FINISH, task) == 0
    assert set(states(database, task)) == {FrameStatus.STOPPED}


@pytest.mark.parametrize(("layers", "called"), [
    ((Event.STOP, Event.STOP), TaskStatus.STOPPED), ((Event.STOP, Event.START), TaskStatus.RENDERING),
    ((Event.ABANDON, Event.ABANDON), TaskStatus.ABANDONED), ((Event.FAIL, Event.FAIL), TaskStatus.FAILED)])
def test_a_layered_task_follows_its_layers(database, layers, called):
    with database.change() as change:
        parent = add_task(change, {"output": "x"})
        for event in layers:
            happen(change, event, add(change, parent))
    assert status(database, parent) == called
