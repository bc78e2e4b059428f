"""Frames that wait for others: main frames for the photon frame, a picture for its tiles, all for a simulation."""

from __future__ import annotations

import sqlite3

from ...core.api.codes import FrameStatus, FrameType
from ...core.common.i18n import _
from ..base.states import AWAITING, COMPOSITES, MISSED
from .rules import Event, move, settle

LOST = (*MISSED, FrameStatus.STOPPED)


def prepare(change: sqlite3.Connection, task: int) -> None:
    """Let the frames of a task wait, go on or fail, depending on the frames that they wait for."""
    row = change.execute("SELECT * FROM tasks WHERE id = ?", (task,)).fetchone()
    kinds = {count["type"] for count in change.execute("SELECT DISTINCT type FROM counts WHERE task = ?", (task,))}
    before = change.total_changes
    if FrameType.PHOTON in kinds:
        _after_photon(change, task)
    if kinds & set(COMPOSITES):
        _after_tiles(change, task)
    if change.total_changes != before:
        settle(change, task)
    if row["parent"]:
        _after_simulations(change, row["parent"], task)


def _after_photon(change: sqlite3.Connection, task: int) -> None:
    photons = _states(change, "task = ? AND type = ?", task, FrameType.PHOTON)
    tiles = _ids(change, "task = ? AND block > 0", task)
    _turn(change, task, tiles, photons, Event.AWAIT_PHOTON, _("The photon frame failed."))


def _after_tiles(change: sqlite3.Connection, task: int) -> None:
    """Decide about each frame from its own tiles only."""
    tiles: dict[int, set[int]] = {}
    for row in change.execute("SELECT number, status FROM frames WHERE task = ? AND block > 0", (task,)):
        tiles.setdefault(row["number"], set()).add(row["status"])
    waiting = change.execute("SELECT id, number FROM frames WHERE task = ? AND type IN (?, ?) AND status IN (?, ?)",
                             (task, *COMPOSITES, FrameStatus.WAITING, FrameStatus.WAITING_SUBFRAME)).fetchall()
    for row in waiting:
        _turn(change, task, [row["id"]], tiles.get(row["number"], set()), Event.AWAIT_TILES,
              _("A tile of the frame failed."))


def _after_simulations(change: sqlite3.Connection, parent: int, finished: int) -> None:
    layers = [row["id"] for row in change.execute("SELECT id FROM tasks WHERE parent = ? ORDER BY id", (parent,))]
    states = _states(change, "task IN (SELECT id FROM tasks WHERE parent = ?) AND type = ?", parent,
                     FrameType.SIMULATION)
    if not states:
        return
    for layer in layers:
        frames = _ids(change, "task = ? AND type != ?", layer, FrameType.SIMULATION)
        before = change.total_changes
        _turn(change, layer, frames, states, Event.AWAIT_SIMULATION, _("The simulation failed."))
        if change.total_changes != before or layer == finished:
            settle(change, layer)


def _turn(
    change: sqlite3.Connection, task: int, frames: list[int], needed: set[int], wait: Event, lost: str
) -> None:
    if needed <= {FrameStatus.DONE}:
        move(change, Event.RELEASE, task, frames)
    elif needed & set(MISSED) and not needed - {FrameStatus.DONE, *LOST}:
        move(change, wait, task, frames)
        move(change, Event.LOSE, task, frames, lost)
    else:
        move(change, wait, task, frames)


def _states(change: sqlite3.Connection, condition: str, *values: int) -> set[int]:
    rows = change.execute(f"SELECT DISTINCT status FROM frames WHERE {condition}", values)  # noqa: S608 - our words
    return {row["status"] for row in rows}


def _ids(change: sqlite3.Connection, condition: str, *values: int) -> list[int]:
    """Return the ids of the frames, among those of a condition, that wait for a node or for another frame."""
    states = ", ".join(str(int(state)) for state in (FrameStatus.WAITING, *AWAITING))
    rows = change.execute(f"SELECT id FROM frames WHERE {condition} AND status IN ({states})", values)  # noqa: S608
    return [row["id"] for row in rows]
