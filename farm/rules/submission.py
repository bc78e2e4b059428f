"""Turn a task's configuration into its rows: layers, frames, tiles, and what they wait for."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ...core.api.codes import FrameType, SoftwareId, TaskStatus
from ...core.common.i18n import _
from ...core.model.host import Frames
from ..base.database import now
from ..base.parameters import integer, text, texts
from ..base.refusal import INVALID, Refusal
from .rules import Event, happen
from .scene import Unit, frame_numbers, priority_frames, read_units
from .tasks import add_task
from .waiting import prepare

MOST_TILES = 256
DISTRIBUTED = "strip", "block"
LAYERED = ("user_level", "node_limit", "artist", "producer", "clone_of", "created", "submitted", "cg_id", "scene_name",
           "scene_path", "project_name", "hardware", "ram", "tiles", "tiles_type", "frame_seconds", "task_seconds",
           "remind_seconds")
"""Columns that the layers of a task have in common with it."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of the frame list."""

    number: int
    name: str
    type: FrameType
    block: int = 0


@dataclasses.dataclass(frozen=True)
class Planned:
    """A unit with its rows."""

    unit: Unit
    rows: tuple[Row, ...]
    pause: bool
    """True if the task pauses after its test frames."""


def plan_frames(task: dict[str, Any]) -> list[Planned]:
    """Plan what task.json asks for.

    Raises:
        Refusal: something cannot be rendered; the sentence names it.
    """
    info = task["task_info"]
    tiles, together = integer(info, "tiles", 1, least=1), integer(info, "frames_per_task", 1, least=1)
    if tiles > MOST_TILES:
        raise Refusal(INVALID, _("tiles in task.json must be at most {most}.").format(most=MOST_TILES))
    if tiles > 1 and together > 1:
        raise Refusal(INVALID, _("tiles and frames_per_task in task.json exclude each other: leave one at 1."))
    if text(info, "tiles_type", "block") not in DISTRIBUTED:
        raise Refusal(INVALID, _("tiles_type in task.json must be block or strip."))
    found = []
    for unit in read_units(task):
        numbers = frame_numbers(unit.frames)
        tests = priority_frames(text(info, "pre_frames", "000"), numbers)
        pause = bool(tests) and text(info, "stop_after_test", "2") == "1"
        if unit.simulation:
            rows: list[Row] = [Row(numbers[0], unit.frames, FrameType.SIMULATION)]
        elif tiles > 1:
            rows = list(_tiled(numbers, tests, tiles, integer(info, "cg_id") == SoftwareId.MAX))
        else:
            rows = list(_grouped(numbers, tests, together))
        found.append(Planned(unit, tuple(rows), pause and not unit.simulation))
    return found


def add_submission(
    change: sqlite3.Connection, number: int, info: dict[str, Any], scene: str, producer: str, planned: list[Planned]
) -> None:
    """Add the rows of a submission.

    The frames of a single unit belong to the task itself; each of several units gets a layer of its own.
    """
    row = change.execute("SELECT status, submitted FROM tasks WHERE id = ?", (number,)).fetchone()
    if row["submitted"] or row["status"] != TaskStatus.ANALYSING:
        raise Refusal(INVALID, _("taskId: task {number} was already submitted.").format(number=number))
    _describe(change, number, info, scene, producer)
    if len(planned) == 1:
        _add_frames(change, number, planned[0])
    else:
        _set_unit(change, number, Unit(frames=planned[0].unit.frames), False)
        shared = change.execute("SELECT * FROM tasks WHERE id = ?", (number,)).fetchone()
        for each in planned:
            layer = add_task(change, {"parent": number, **{name: shared[name] for name in LAYERED}})
            _add_frames(change, layer, each)
    for task in [number, *(each["id"] for each in change.execute(
            "SELECT id FROM tasks WHERE parent = ? ORDER BY id", (number,)).fetchall())]:
        prepare(change, task)


def _describe(change: sqlite3.Connection, number: int, info: dict[str, Any], scene: str, producer: str) -> None:
    values = {
        "submitted": now(), "cg_id": integer(info, "cg_id"), "scene_name": PurePosixPath(scene).name,
        "scene_path": scene, "project_name": text(info, "project_name", ""), "producer": producer,
        "hardware": _hardware(info), "ram": integer(info, "ram", 64, least=1),
        "tiles": integer(info, "tiles", 1), "tiles_type": text(info, "tiles_type", "block"),
        "frame_seconds": integer(info, "job_stop_time", 259200, least=0),
        "task_seconds": integer(info, "task_stop_time", 0, least=0),
        "remind_seconds": _reminder(integer(info, "time_out", 43200, least=0)),
    }
    names = ", ".join(f"{name} = ?" for name in values)
    change.execute(f"UPDATE tasks SET {names} WHERE id = ?", [*values.values(), number])  # noqa: S608 - our own names


def _hardware(info: dict[str, Any]) -> str:
    """Return the hardware ids; old clients write one id, new ones a list."""
    several = texts(info, "hardwareConfigIds")
    return ",".join(several or [text(info, "hardwareConfigId", "")])


def _reminder(seconds: int) -> int:
    """Return ``time_out`` in seconds; less than 60 are hours, as in older documents."""
    return seconds * 3600 if 0 < seconds < 60 else seconds


def _add_frames(change: sqlite3.Connection, task: int, planned: Planned) -> None:
    _set_unit(change, task, planned.unit, planned.pause)
    change.executemany(
        "INSERT INTO frames (task, number, name, type, block) VALUES (?, ?, ?, ?, ?)",
        [(task, row.number, row.name, row.type, row.block) for row in planned.rows])
    happen(change, Event.SUBMIT, task)


def _set_unit(change: sqlite3.Connection, task: int, unit: Unit, pause: bool) -> None:
    """Store what the task renders, and ``outputFileName``, its folder in output storage."""
    scene = change.execute("SELECT scene_name FROM tasks WHERE id = ?", (task,)).fetchone()["scene_name"]
    change.execute("UPDATE tasks SET output = ?, unit = ?, stop_after_test = ? WHERE id = ?",
                   (f"{task}_{PurePosixPath(scene).stem}", unit.to_json(), pause, task))


def _grouped(numbers: list[int], tests: set[int], together: int) -> Iterator[Row]:
    """Yield each test frame on its own, and the others in groups of ``together`` for one machine."""
    group: list[int] = []
    for number in numbers:
        if number in tests:
            yield Row(number, str(number), FrameType.PRIORITY)
            continue
        group.append(number)
        if len(group) == together:
            yield Row(group[0], frames_name(group), FrameType.MAIN)
            group = []
    if group:
        yield Row(group[0], frames_name(group), FrameType.MAIN)


def _tiled(numbers: list[int], tests: set[int], tiles: int, photon: bool) -> Iterator[Row]:
    """Yield a row for each tile and one for the whole picture; 3ds Max begins with the photon frame of its GI."""
    if photon:
        yield Row(numbers[0], str(numbers[0]), FrameType.PHOTON)
    for number in numbers:
        kind = FrameType.PRIORITY if number in tests else FrameType.MAIN
        for block in range(1, tiles + 1):
            yield Row(number, f"{number}-{block}", kind, block)
        yield Row(number, str(number), FrameType.PRIORITY_COMPOSITE if number in tests else FrameType.MAIN_COMPOSITE)


def frames_name(numbers: list[int]) -> str:
    """Return ``frameIndex``: ``7``, ``2-4[1]`` or ``1-9[4]``; frames without a common step are listed."""
    if len(numbers) == 1:
        return str(numbers[0])
    steps = {after - before for before, after in zip(numbers, numbers[1:])}
    if len(steps) == 1 and min(steps) > 0:
        return str(Frames(numbers[0], numbers[-1], steps.pop()))
    return ",".join(map(str, numbers))
