"""Tasks and frames in the database: what waits, what renders, what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from .database import Database, now
from .states import FINISHED, OPEN, TEST_FRAME, FrameStatus, TaskStatus

MOVING = {FrameStatus.WAITING, FrameStatus.RENDERING}


def next_task(database: Database) -> sqlite3.Row | None:
    """The task to render now: the most urgent, then the oldest."""
    return database.row(
        "SELECT * FROM tasks WHERE status IN (?, ?) AND EXISTS "
        "(SELECT 1 FROM frames WHERE task = tasks.id AND frames.status = ?) "
        "ORDER BY user_level DESC, id LIMIT 1", *OPEN, FrameStatus.WAITING)


def waiting(database: Database, task: sqlite3.Row) -> list[int]:
    """The frames to render now, test frames first, and only those where the task stops after them."""
    rows = database.rows("SELECT number, type FROM frames WHERE task = ? AND status = ? ORDER BY type, id",
                         task["id"], FrameStatus.WAITING)
    tests = [row["number"] for row in rows if row["type"] == TEST_FRAME]
    return tests if tests and task["stop_after_test"] else [row["number"] for row in rows]


def start_frame(database: Database, task: int, number: int) -> None:
    """A frame begins to render."""
    with database.change() as change:
        change.execute("UPDATE frames SET status = ?, started = ?, ended = NULL, message = '' "
                       "WHERE task = ? AND number = ? AND status = ?",
                       (FrameStatus.RENDERING, now(), task, number, FrameStatus.WAITING))
        settle(change, task)


def finish_frame(database: Database, task: int, number: int, seconds: float, fee: float, thumbnail: str) -> None:
    """A frame is there."""
    with database.change() as change:
        change.execute("UPDATE frames SET status = ?, ended = ?, started = COALESCE(started, ?), seconds = ?, "
                       "fee = ?, thumbnail = ? WHERE task = ? AND number = ?",
                       (FrameStatus.DONE, now(), now(), seconds, fee, thumbnail, task, number))
        settle(change, task)


def fail_frame(database: Database, task: int, number: int, message: str) -> None:
    """A frame could not be rendered; the sentence says why."""
    with database.change() as change:
        change.execute("UPDATE frames SET status = ?, ended = ?, message = ? WHERE task = ? AND number = ? "
                       "AND status IN (?, ?)",
                       (FrameStatus.FAILED, now(), message, task, number, *sorted(MOVING)))
        settle(change, task)


def give_back(database: Database, task: int | None = None) -> None:
    """Frames that were rendering, and nobody renders any more, wait again."""
    condition, values = ("", []) if task is None else (" AND task = ?", [task])
    with database.change() as change:
        rows = change.execute(f"SELECT DISTINCT task FROM frames WHERE status = ?{condition}",  # noqa: S608
                              [FrameStatus.RENDERING, *values]).fetchall()
        for row in rows:
            _turn(change, row["task"], (FrameStatus.RENDERING,), FrameStatus.WAITING)
            settle(change, row["task"])


def stop(database: Database, tasks: Sequence[int]) -> None:
    """Stop what waits or renders; finished frames are kept."""
    with database.change() as change:
        for task in with_children(change, tasks):
            _turn(change, task, (FrameStatus.WAITING, FrameStatus.RENDERING), FrameStatus.STOPPED)
            settle(change, task)


def start(database: Database, tasks: Sequence[int]) -> None:
    """Go on with what was stopped, or with what waits after its test frames."""
    with database.change() as change:
        for task in with_children(change, tasks):
            # A started task never waits for approval again.
            change.execute("UPDATE tasks SET stop_after_test = 0 WHERE id = ? AND status = ?",
                           (task, TaskStatus.TEST_DONE))
            _turn(change, task, (FrameStatus.STOPPED,), FrameStatus.WAITING)
            settle(change, task)


def with_children(change: sqlite3.Connection, tasks: Iterable[int]) -> list[int]:
    """The tasks and their layers."""
    found: list[int] = []
    for task in tasks:
        rows = change.execute("SELECT id FROM tasks WHERE parent = ? ORDER BY id", (task,)).fetchall()
        found += [task, *(row["id"] for row in rows)]
    return found


def settle(change: sqlite3.Connection, task: int) -> None:
    """Bring the status of a task, and of the task it is a layer of, in line with its frames."""
    row = change.execute("SELECT * FROM tasks WHERE id = ?", (task,)).fetchone()
    counts = {status["status"]: status["n"] for status in change.execute(
        "SELECT status, COUNT(*) AS n FROM frames WHERE task = ? GROUP BY status", (task,))}
    if counts:
        tests_open = change.execute("SELECT COUNT(*) FROM frames WHERE task = ? AND type = ? AND status IN (?, ?)",
                                    (task, TEST_FRAME, *sorted(MOVING))).fetchone()[0]
        _set_status(change, row, frames_status(counts, bool(row["stop_after_test"] and not tests_open)))
    if row["parent"]:
        parent = change.execute("SELECT * FROM tasks WHERE id = ?", (row["parent"],)).fetchone()
        layers = change.execute("SELECT status FROM tasks WHERE parent = ?", (row["parent"],)).fetchall()
        _set_status(change, parent, layers_status({layer["status"] for layer in layers}))


def frames_status(counts: dict[int, int], tested: bool) -> TaskStatus:
    """A task's status from the number of its frames in each; ``tested`` pauses what still waits."""
    done, failed = counts.get(FrameStatus.DONE, 0), counts.get(FrameStatus.FAILED, 0)
    if FrameStatus.RENDERING in counts:
        return TaskStatus.RENDERING
    if FrameStatus.WAITING in counts:
        if tested:
            return TaskStatus.TEST_DONE
        return TaskStatus.RENDERING if done or failed else TaskStatus.WAITING
    if FrameStatus.STOPPED in counts:
        return TaskStatus.STOPPED
    if not failed:
        return TaskStatus.DONE
    return TaskStatus.DONE_WITH_FAILED if done else TaskStatus.FAILED


def layers_status(layers: set[int]) -> TaskStatus:
    """A layered task's status from those of its layers."""
    if len(layers) == 1:
        return TaskStatus(next(iter(layers)))
    if layers & set(OPEN):
        return TaskStatus.RENDERING
    for status in (TaskStatus.TEST_DONE, TaskStatus.STOPPED):
        if status in layers:
            return status
    return TaskStatus.DONE_WITH_FAILED


def _set_status(change: sqlite3.Connection, row: sqlite3.Row, status: TaskStatus) -> None:
    started = row["started"] or (now() if status == TaskStatus.RENDERING else None)
    completed = (row["completed"] or now()) if status in FINISHED else None
    change.execute("UPDATE tasks SET status = ?, started = ?, completed = ? WHERE id = ?",
                   (status, started, completed, row["id"]))


def _turn(change: sqlite3.Connection, task: int, old: Sequence[FrameStatus], new: FrameStatus) -> None:
    for status in old:
        change.execute("UPDATE frames SET status = ? WHERE task = ? AND status = ?", (new, task, status))
