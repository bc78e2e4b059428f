"""The tables by which states are derived, case by case: each rule that is turned round changes one of them."""

from __future__ import annotations

import itertools

import pytest

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.rules.rules import FRAMES, Event, frames_status, layers_status, move
from foxsubmit.farm.rules.tasks import add_task

T, F = TaskStatus, FrameStatus
OPEN = (T.WAITING, T.RENDERING)
PAUSED = (T.TEST_DONE, T.STOPPED, T.NO_BALANCE, T.TIMED_OUT, T.ABANDONED)
"""What a layered task is called if no layer renders: the first of these that a layer is."""
ENDED = (T.DONE, T.DONE_WITH_FAILURES, T.FAILED)


def named_after(layers):
    """The status of a task with layers in these states, as an artist would call it."""
    if len(set(layers)) == 1:
        return layers[0]
    if set(layers) & set(OPEN):
        return T.RENDERING
    return next((status for status in PAUSED if status in layers), T.DONE_WITH_FAILURES)


@pytest.mark.parametrize("layers", list(itertools.product([*OPEN, *PAUSED, *ENDED], repeat=2)),
                         ids=lambda pair: "+".join(status.name for status in pair))
def test_a_layered_task_is_called_after_its_most_telling_layer(layers):
    assert layers_status(layers) is named_after(layers)


@pytest.mark.parametrize(("counts", "tested", "status"), [
    ({F.WAITING: 3}, False, T.WAITING), ({F.WAITING: 2, F.DONE: 1}, False, T.RENDERING),
    ({F.WAITING: 2, F.FAILED: 1}, False, T.RENDERING), ({F.WAITING: 2, F.TIMED_OUT: 1}, False, T.RENDERING),
    ({F.WAITING: 2, F.DONE: 1}, True, T.TEST_DONE), ({F.WAITING: 3}, True, T.TEST_DONE),
    ({F.WAITING: 2, F.STOPPED: 1}, False, T.WAITING), ({F.WAITING: 1, F.STOPPED: 1}, True, T.TEST_DONE),
    ({F.RENDERING: 1, F.WAITING: 2}, True, T.RENDERING), ({F.RENDERING: 1, F.STOPPED: 2}, False, T.RENDERING),
    ({F.STOPPED: 1, F.DONE: 5}, False, T.NO_BALANCE), ({F.STOPPED: 1, F.FAILED: 5}, True, T.NO_BALANCE),
    ({F.WAITING_SUBFRAME: 1, F.DONE: 4}, False, T.RENDERING), ({F.WAITING_SIMULATION: 2}, False, T.WAITING),
    ({F.WAITING_PHOTON_FRAME: 2}, False, T.WAITING), ({F.WAITING_SUBFRAME: 1, F.STOPPED: 1}, False, T.NO_BALANCE),
    ({F.DONE: 3}, False, T.DONE), ({F.DONE: 3}, True, T.DONE), ({F.DONE: 2, F.FAILED: 1}, False, T.DONE_WITH_FAILURES),
    ({F.DONE: 2, F.TIMED_OUT: 1}, False, T.DONE_WITH_FAILURES), ({F.FAILED: 3}, False, T.FAILED),
    ({F.FAILED: 1, F.TIMED_OUT: 1}, True, T.FAILED),
])
def test_a_task_is_called_after_its_frames(counts, tested, status):
    assert frames_status(counts, tested, T.NO_BALANCE) is status


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    database = Database(tmp_path_factory.mktemp("tables") / "farm.sqlite")
    yield database
    database.close()


FULL = {"started": 11, "ended": 12, "seconds": 1.5, "fee": 0.25, "recommits": 3, "message": "old", "thumbnail": "token"}
NOW = "now"
CHANGES = {  # event: what else it changes in a frame that has been through everything
    Event.START: {"started": NOW, "ended": None, "message": ""},
    Event.FINISH: {"ended": NOW},
    Event.FAIL: {"ended": NOW, "message": "new"},
    Event.LOSE: {"ended": NOW, "message": "new"},
    Event.OVER_TIME: {"ended": NOW, "message": "new"},
    Event.TASK_OVER_TIME: {"ended": NOW},
    Event.RESTART: {"started": None, "ended": None, "message": "", "thumbnail": "", "recommits": 4},
}


@pytest.mark.parametrize(("event", "old"), [(event, old) for event, changes in FRAMES.items() for old in F
                                            if old is not F.UNKNOWN], ids=lambda value: value.name)
def test_an_event_changes_a_frame_as_the_tables_say_and_nothing_else(database, monkeypatch, event, old):
    monkeypatch.setattr("foxsubmit.farm.rules.rules.now", lambda: 99)
    new = FRAMES[event].get(old)
    with database.change() as change:
        task = add_task(change, {})
        columns = {"task": task, "number": 1, "type": 5, "status": old, **FULL}
        marks = ", ".join(f":{name}" for name in columns)
        change.execute(f"INSERT INTO frames ({', '.join(columns)}) VALUES ({marks})", columns)  # noqa: S608 - our words
        before, = change.execute("SELECT * FROM frames WHERE task = ?", (task,)).fetchall()
        moved = move(change, event, task, None, "new")
        after, = change.execute("SELECT * FROM frames WHERE task = ?", (task,)).fetchall()
    changed = {name: after[name] for name in before.keys() if after[name] != before[name]}  # noqa: SIM118
    if new is None:
        assert (moved, changed) == (0, {})
    else:
        also = {name: 99 if value == NOW else value for name, value in CHANGES.get(event, {}).items()}
        assert (moved, changed) == (1, {"status": new, **also})
