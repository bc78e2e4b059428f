"""``api.task``: create, submit, stop."""

from __future__ import annotations

import json
import sqlite3
from pathlib import PurePosixPath
from typing import Any

from ..core.i18n import _
from . import schedule
from .account import CONFIG, INPUT, USER_ID
from .database import now
from .parameters import INVALID, integer, integers, need, text, texts
from .routes import Body, Refuse, route
from .scene import Unit, frame_numbers, priority_frames, read_units, scene_entry, uploads
from .state import Farm
from .states import MAIN_FRAME, TEST_FRAME, TaskStatus

FIRST_TASK = 1000
MOST = 100
"""Numbers in one call."""


@route("/api/render/submit/createTask")
def create_task(farm: Farm, body: Body) -> Any:
    """Reserve task numbers."""
    count = integer(body, "count", 1, least=1)
    if count > MOST:
        raise Refuse(INVALID, _("The parameter count must be at most {most}.").format(most=MOST))
    values = {
        "labels": json.dumps(texts(body, "labels"), ensure_ascii=False),
        "user_level": integer(body, "taskUserLevel", 50),
        "artist": text(body, "artist", ""),
        "clone_of": integer(body, "cloneOriginalId", 0),
    }
    with farm.database.change() as change:
        numbers = [add_task(change, values) for _each in range(count)]
    return {"aliasTaskIdList": [f"2W{number}" for number in numbers], "taskIdList": numbers, "userId": USER_ID}


@route("/api/render/submit/task")
def submit_task(farm: Farm, body: Body) -> Any:
    """Check what was sent, make the frames, and let the renderer have them."""
    number = integer(body, "taskId")
    known_task(farm, number)
    task, upload = (configuration(farm, number, name) for name in ("task.json", "upload.json"))
    if not isinstance(task.get("task_info"), dict):
        raise Refuse(INVALID, _("task.json has no task_info."))
    entries = uploads(upload)
    check_files(farm, [entry["server"] for entry in entries])
    scene = scene_entry(task, entries)
    if scene is None:
        raise Refuse(INVALID, _("upload.json does not name the scene, input_cg_file of task.json."))
    units = [(unit, frame_numbers(unit.frames)) for unit in read_units(task)]
    with farm.database.change() as change:
        _describe(change, number, task, scene["server"], text(body, "producer", ""))
        _add_units(change, number, task["task_info"], units)
    farm.work.set()


@route("/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask")
def stop_task(farm: Farm, body: Body) -> Any:
    """Stop what waits or renders; others stay as they are."""
    schedule.stop(farm.database, known_tasks(farm, body))


@route("/api/render/handle/startTask", "/api/rendering/task/renderingTask/startTask")
def start_task(farm: Farm, body: Body) -> Any:
    """Go on with what was stopped or waits after its test frames."""
    schedule.start(farm.database, known_tasks(farm, body))
    farm.work.set()


def add_task(change: sqlite3.Connection, values: dict[str, Any]) -> int:
    """A new row, and its number."""
    columns = {"created": now(), "status": TaskStatus.ANALYSING, **values}
    marks = ", ".join("?" for _each in columns)
    cursor = change.execute(
        f"INSERT INTO tasks (id, {', '.join(columns)}) "  # noqa: S608 - the farm's own column names
        f"SELECT COALESCE(MAX(id) + 1, {FIRST_TASK}), {marks} FROM tasks", list(columns.values()))
    return int(cursor.lastrowid or 0)


def known_task(farm: Farm, number: int) -> sqlite3.Row:
    """The row of a task, or a refusal."""
    row = farm.database.row("SELECT * FROM tasks WHERE id = ?", number)
    if row is None:
        raise Refuse(INVALID, _("There is no task {number}.").format(number=number))
    return row


def known_tasks(farm: Farm, body: Body) -> list[int]:
    """``taskIds``, each of them checked before anything is done to one."""
    need(body, "taskIds")
    return [known_task(farm, number)["id"] for number in integers(body, "taskIds")]


def configuration(farm: Farm, number: int, name: str) -> dict[str, Any]:
    """One of the task's configuration files."""
    file = farm.storage.find(CONFIG, f"/{number}/cfg/{name}")
    content = json.loads(file.read_text(encoding="utf-8")) if file else None
    if not isinstance(content, dict):
        raise Refuse(INVALID, _("Task {number} has no {name}: send it with taskJsonFile.").format(
            number=number, name=name))
    return content


def check_files(farm: Farm, paths: list[str]) -> None:
    """Refuse a task whose files are not all here."""
    missing = [path for path in paths if farm.storage.find(INPUT, path) is None]
    if missing:
        raise Refuse(INVALID, _("{count} files of upload.json are not in storage, {first} for example: "
                                "send them first.").format(count=len(missing), first=missing[0]))


def _describe(change: sqlite3.Connection, number: int, task: dict[str, Any], scene: str, producer: str) -> None:
    info = task["task_info"]
    cursor = change.execute(
        "UPDATE tasks SET submitted = ?, cg_id = ?, scene_name = ?, scene_path = ?, project_name = ?, "
        "hardware = ?, producer = ? WHERE id = ? AND submitted IS NULL",
        (now(), integer(info, "cg_id"), PurePosixPath(scene).name, scene, text(info, "project_name", ""),
         text(info, "hardwareConfigId", ""), producer, number))
    if not cursor.rowcount:
        raise Refuse(INVALID, _("taskId: task {number} was already submitted.").format(number=number))


def _add_units(
    change: sqlite3.Connection, number: int, info: dict[str, Any], units: list[tuple[Unit, list[int]]]
) -> None:
    """The frames of the one unit belong to the task itself, those of several to a layer each."""
    if len(units) == 1:
        _add_frames(change, number, info, *units[0])
        return
    parent = Unit(frames=units[0][0].frames)
    change.execute("UPDATE tasks SET output = ?, unit = ? WHERE id = ?",
                   (_output(change, number), parent.to_json(), number))
    row = change.execute("SELECT * FROM tasks WHERE id = ?", (number,)).fetchone()
    shared = ("user_level", "labels", "artist", "producer", "clone_of", "created", "submitted", "cg_id",
              "scene_name", "scene_path", "project_name", "hardware")
    for unit, numbers in units:
        layer = add_task(change, {"parent": number, **{name: row[name] for name in shared}})
        _add_frames(change, layer, info, unit, numbers)


def _add_frames(
    change: sqlite3.Connection, task: int, info: dict[str, Any], unit: Unit, numbers: list[int]
) -> None:
    tests = priority_frames(text(info, "pre_frames", "000"), numbers)
    pause = bool(tests) and text(info, "stop_after_test", "2") == "1"
    change.execute("UPDATE tasks SET output = ?, unit = ?, stop_after_test = ? WHERE id = ?",
                   (_output(change, task), unit.to_json(), pause, task))
    change.executemany("INSERT INTO frames (task, number, type) VALUES (?, ?, ?)", [
        (task, number, TEST_FRAME if number in tests else MAIN_FRAME) for number in numbers])
    schedule.settle(change, task)


def _output(change: sqlite3.Connection, task: int) -> str:
    """``outputFileName``: the folder in output storage."""
    scene = change.execute("SELECT scene_name FROM tasks WHERE id = ?", (task,)).fetchone()["scene_name"]
    return f"{task}_{PurePosixPath(scene).stem}"
