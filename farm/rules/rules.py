"""How tasks and frames change: one table, and the functions that apply it. Nothing else writes a status.

A frame changes by an event, as FRAMES says; in a state that the event does not name it stays as it is. A task follows
its frames (``frames_status``), and a layered one its layers (``layers_status``). TASKS says in which states a task
accepts an event at all, and which status it gets once its frames are stopped.
"""

from __future__ import annotations

import enum
import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from ...core.api.codes import FrameStatus, TaskStatus
from ..base.database import now
from ..base.states import AWAITING, FINISHED, HELD, MISSED, MOVING, OPEN, TESTS


class Event(enum.Enum):
    """Something that happens to a frame or a task."""

    SUBMIT = "submitted"
    # The renderer's
    START = "a node takes the frame"
    FINISH = "the frame is there"
    FAIL = "the frame cannot be rendered"
    OVER_TIME = "the frame takes longer than it may"
    GIVE_BACK = "its node left it"
    # What waits for another frame
    AWAIT_PHOTON = "its photon frame is not there"
    AWAIT_SIMULATION = "its simulation is not there"
    AWAIT_TILES = "its tiles are not there"
    RELEASE = "what it waited for is there"
    LOSE = "what it waited for failed"
    # The user's, for frames and for tasks
    STOP_FRAMES = "frames are stopped"
    RESTART = "frames are rendered again, whatever became of them"
    STOP = "the task is stopped"
    RESUME = "the task goes on"
    FULL_SPEED = "the task no longer waits behind its test frames"
    ABANDON = "the task is abandoned"
    # The account's and the clock's
    BALANCE_GONE = "nothing is left to pay with"
    TASK_OVER_TIME = "the task takes longer than it may"


_F = FrameStatus
_STOPS = dict.fromkeys(MOVING, _F.STOPPED)

FRAMES: Mapping[Event, Mapping[FrameStatus, FrameStatus]] = {
    Event.SUBMIT: {},
    Event.START: {_F.WAITING: _F.RENDERING},
    Event.FINISH: {_F.RENDERING: _F.DONE},
    Event.FAIL: {_F.RENDERING: _F.FAILED, _F.WAITING: _F.FAILED},
    Event.OVER_TIME: {_F.RENDERING: _F.TIMED_OUT},
    Event.GIVE_BACK: {_F.RENDERING: _F.WAITING},
    Event.AWAIT_PHOTON: {_F.WAITING: _F.WAITING_PHOTON_FRAME},
    Event.AWAIT_SIMULATION: {_F.WAITING: _F.WAITING_SIMULATION},
    Event.AWAIT_TILES: {_F.WAITING: _F.WAITING_SUBFRAME},
    Event.RELEASE: dict.fromkeys(AWAITING, _F.WAITING),
    Event.LOSE: dict.fromkeys(AWAITING, _F.FAILED),
    Event.STOP_FRAMES: _STOPS,
    Event.RESTART: {_F.DONE: _F.WAITING, _F.FAILED: _F.WAITING, _F.STOPPED: _F.WAITING, _F.TIMED_OUT: _F.WAITING},
    Event.STOP: _STOPS,
    Event.RESUME: {_F.STOPPED: _F.WAITING},
    Event.FULL_SPEED: {},
    Event.ABANDON: _STOPS,
    Event.BALANCE_GONE: _STOPS,
    Event.TASK_OVER_TIME: {**_STOPS, _F.RENDERING: _F.TIMED_OUT},
}

_T = TaskStatus
_SUBMITTED = frozenset(_T) - {_T.ANALYSING}
_UNDER_WAY = frozenset({*OPEN, _T.TEST_DONE})

TASKS: Mapping[Event, tuple[Collection[TaskStatus], TaskStatus | None]] = {
    # event: (the states in which a task hears it, what it is called if frames are stopped; None: as before)
    Event.SUBMIT: ({_T.ANALYSING}, None),
    Event.STOP_FRAMES: (_SUBMITTED - {_T.ABANDONED}, _T.STOPPED),
    Event.RESTART: (_SUBMITTED, _T.STOPPED),
    Event.STOP: (_UNDER_WAY, _T.STOPPED),
    Event.RESUME: ({_T.STOPPED, _T.NO_BALANCE, _T.TIMED_OUT, _T.TEST_DONE}, None),
    Event.FULL_SPEED: (_UNDER_WAY, None),
    Event.ABANDON: ({*_UNDER_WAY, *HELD, _T.ANALYSING}, _T.ABANDONED),
    Event.BALANCE_GONE: (_UNDER_WAY, _T.NO_BALANCE),
    Event.TASK_OVER_TIME: (_UNDER_WAY, _T.TIMED_OUT),
}
"""Events that are not named here concern single frames, whatever the state of their task."""

NO_PAUSE = {Event.RESUME, Event.FULL_SPEED}
"""Events after which a task never again waits for approval of its test frames."""

ALSO: Mapping[Event, str] = {  # what else changes in a frame
    Event.START: "started = :now, ended = NULL, message = ''",
    Event.FINISH: "started = COALESCE(started, :now), ended = :now",
    Event.FAIL: "ended = :now, message = :message",
    Event.LOSE: "ended = :now, message = :message",
    Event.OVER_TIME: "ended = :now, message = :message",
    Event.TASK_OVER_TIME: "ended = :now",
    Event.RESTART: "started = NULL, ended = NULL, thumbnail = '', message = '', recommits = recommits + 1",
}


def happen(
    change: sqlite3.Connection,
    event: Event,
    task: int,
    frames: Collection[int] | None = None,
    message: str = "",
) -> int:
    """Apply an event to a task, or to some of its frames by their ids; return how many frames changed."""
    heard, hold = TASKS.get(event, (frozenset(TaskStatus), None))
    row = change.execute("SELECT status FROM tasks WHERE id = ?", (task,)).fetchone()
    if row["status"] not in heard:
        return 0
    if hold is not None:
        change.execute("UPDATE tasks SET hold = ? WHERE id = ?", (hold, task))
    if event in NO_PAUSE:
        change.execute("UPDATE tasks SET stop_after_test = 0 WHERE id = ?", (task,))
    changed = move(change, event, task, frames, message)
    settle(change, task)
    return changed


def move(
    change: sqlite3.Connection, event: Event, task: int, frames: Collection[int] | None, message: str = ""
) -> int:
    """Apply an event to frames only; their task has to be settled afterwards."""
    rules = FRAMES[event]
    if not rules:
        return 0
    cases = " ".join(f"WHEN {int(old)} THEN {int(new)}" for old, new in rules.items())
    olds = ", ".join(str(int(old)) for old in rules)
    also = f", {ALSO[event]}" if event in ALSO else ""
    # The plus keeps SQLite from going through all frames of the task for the few that are named.
    plus, chosen = ("", "") if frames is None else ("+", " AND id IN (SELECT value FROM json_each(:frames))")
    values: dict[str, Any] = {
        "task": task, "now": now(), "message": message, "frames": json.dumps(list(frames or ()))}
    cursor = change.execute(
        f"UPDATE frames SET status = CASE status {cases} END{also} "  # noqa: S608 - the farm's own words and numbers
        f"WHERE {plus}task = :task AND {plus}status IN ({olds}){chosen}", values)
    return cursor.rowcount


def settle(change: sqlite3.Connection, task: int) -> None:
    """Bring the status of a task, and of the task it is a layer of, in line with its frames."""
    row = change.execute("SELECT * FROM tasks WHERE id = ?", (task,)).fetchone()
    counts = frame_counts(change, task)
    if counts:
        tests = frame_counts(change, task, TESTS)
        tested = bool(row["stop_after_test"]) and not any(tests.get(state) for state in MOVING)
        _write(change, row, frames_status(counts, tested, TaskStatus(row["hold"])))
    elif row["hold"] == TaskStatus.ABANDONED and not _layers(change, task):
        _write(change, row, TaskStatus.ABANDONED)
    if row["parent"]:
        parent = change.execute("SELECT * FROM tasks WHERE id = ?", (row["parent"],)).fetchone()
        _write(change, parent, layers_status(_layers(change, row["parent"])))


def frame_counts(change: sqlite3.Connection, task: int, types: Collection[int] = ()) -> dict[int, int]:
    """Count the frames of a task in each state; ``types`` limits the count to frames of those types."""
    counts: dict[int, int] = {}
    for row in change.execute("SELECT status, type, n FROM counts WHERE task = ? AND n > 0", (task,)):
        if not types or row["type"] in types:
            counts[row["status"]] = counts.get(row["status"], 0) + row["n"]
    return counts


def frames_status(counts: Mapping[int, int], tested: bool, hold: TaskStatus) -> TaskStatus:
    """Return a task's status from its number of frames in each state; ``tested`` pauses those that still wait."""
    done, missed = counts.get(FrameStatus.DONE, 0), sum(counts.get(state, 0) for state in MISSED)
    if FrameStatus.RENDERING in counts:
        return TaskStatus.RENDERING
    # Frames that wait for a frame that was stopped wait in vain until it goes on.
    if FrameStatus.WAITING in counts or (FrameStatus.STOPPED not in counts and set(AWAITING) & set(counts)):
        if tested:
            return TaskStatus.TEST_DONE
        return TaskStatus.RENDERING if done or missed else TaskStatus.WAITING
    if FrameStatus.STOPPED in counts:
        return hold
    if not missed:
        return TaskStatus.DONE
    return TaskStatus.DONE_WITH_FAILURES if done else TaskStatus.FAILED


def layers_status(layers: Collection[int]) -> TaskStatus:
    """Return a layered task's status from the status of each layer."""
    states = set(layers)
    if len(states) == 1:
        return TaskStatus(next(iter(states)))
    if states & set(OPEN):
        return TaskStatus.RENDERING
    for status in (TaskStatus.TEST_DONE, *HELD):
        if status in states:
            return status
    return TaskStatus.DONE_WITH_FAILURES


def _layers(change: sqlite3.Connection, task: int) -> list[int]:
    rows = change.execute("SELECT status FROM tasks WHERE parent = ?", (task,)).fetchall()
    return [row["status"] for row in rows]


def _write(change: sqlite3.Connection, row: sqlite3.Row, status: TaskStatus) -> None:
    rendering = status == TaskStatus.RENDERING
    if row["status"] == status and bool(row["running"]) == rendering:
        return
    change.execute(
        "UPDATE tasks SET status = ?, started = ?, running = ?, completed = ? WHERE id = ?",
        (status, row["started"] or (now() if rendering else None), (row["running"] or now()) if rendering else None,
         now() if status in FINISHED else None, row["id"]))
