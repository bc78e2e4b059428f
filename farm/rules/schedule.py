"""The render queue: choose what to render next, and record what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ...core.api.codes import FrameStatus, FrameType
from ..base.database import Database
from ..base.states import TESTS
from . import billing
from .rules import Event, happen
from .waiting import prepare

# The literal states are those of the partial index that keeps this quick.
QUEUE = """
SELECT * FROM tasks WHERE status IN (0, 5)
    AND EXISTS (SELECT 1 FROM counts WHERE task = tasks.id AND status = ? AND n > 0)
    ORDER BY user_level DESC, id LIMIT ? OFFSET ?
"""
LOOK = 20
"""Tasks read in one query; the first is nearly always the one."""


def queue(database: Database, first: int = 0) -> list[sqlite3.Row]:
    """Return tasks with frames to render, the most urgent first, then the oldest."""
    return database.rows(QUEUE, FrameStatus.WAITING, LOOK, first)


def waiting(database: Database, task: sqlite3.Row) -> list[sqlite3.Row]:
    """Return the frames to render now, test frames first; if the task pauses after them, only those."""
    rows = database.rows("SELECT * FROM frames WHERE task = ? AND status = ? ORDER BY id",
                         task["id"], FrameStatus.WAITING)
    rows.sort(key=lambda row: _order(row["type"]))
    if not task["stop_after_test"]:
        return rows
    return [row for row in rows if row["type"] in TESTS or row["type"] == FrameType.PHOTON]


def _order(kind: int) -> int:
    first = (FrameType.SIMULATION, FrameType.PHOTON, *TESTS, FrameType.MAIN)
    return first.index(FrameType(kind)) if kind in first else len(first)


def start(database: Database, task: int, frames: Collection[int]) -> int:
    """Mark frames as being rendered; return how many of them were still waiting."""
    with database.change() as change:
        return happen(change, Event.START, task, frames)


def finish(database: Database, task: int, done: Sequence[Mapping[str, Any]], balance: float) -> None:
    """Mark frames as done; each of ``done`` is ``{"id", "seconds", "fee", "thumbnail"}``."""
    with database.change() as change:
        change.executemany(
            "UPDATE frames SET seconds = seconds + :seconds, fee = ROUND(fee + :fee, 6), thumbnail = :thumbnail "
            "WHERE id = :id AND status = :rendering", [{**each, "rendering": FrameStatus.RENDERING} for each in done])
        happen(change, Event.FINISH, task, [each["id"] for each in done])
        prepare(change, task)
        billing.check(change, balance)


def miss(database: Database, task: int, frames: Collection[int], event: Event, message: str) -> None:
    """Mark frames as failed or timed out; ``message`` says why."""
    with database.change() as change:
        happen(change, event, task, frames, message)
        prepare(change, task)


def give_back(database: Database, task: int | None = None, frames: Collection[int] | None = None) -> None:
    """Let frames wait again that were being rendered and no longer are."""
    with database.change() as change:
        if task is None:
            tasks = [row["task"] for row in change.execute(
                "SELECT DISTINCT task FROM counts WHERE status = ? AND n > 0 AND task > 0", (FrameStatus.RENDERING,))]
        else:
            tasks = [task]
        for each in tasks:
            happen(change, Event.GIVE_BACK, each, frames)


def over_time(database: Database, moment: int) -> list[int]:
    """Stop tasks that have been rendering for longer than they may; return which."""
    found = database.rows("SELECT id FROM tasks WHERE running IS NOT NULL AND status IN (0, 5) AND task_seconds > 0 "
                          "AND running + 1000 * task_seconds < ?", moment)
    if found:
        with database.change() as change:
            for row in found:
                happen(change, Event.TASK_OVER_TIME, row["id"])
                prepare(change, row["id"])
    return [row["id"] for row in found]
