"""The thread that renders, one task after the other."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import threading
from pathlib import Path, PurePosixPath

from ...core.i18n import _
from .. import catalogue, schedule
from ..account import CONFIG, INPUT
from ..scene import from_json, uploads
from ..state import Farm
from ..states import OPEN
from . import blender, simulated
from .report import Report
from .work import Work

log = logging.getLogger(__name__)

IDLE = 5.0  # seconds; only a lost wake-up is ever waited for


class RenderLoop:
    """Renders what waits until it is stopped."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._ended = threading.Event()
        self._folder = farm.folder / "work"
        self._thread = threading.Thread(target=self._run, daemon=True, name="foxsubmit-render")

    def start(self) -> None:
        """Begin with what an earlier farm of this folder left."""
        schedule.give_back(self._farm.database)
        self._thread.start()

    def stop(self) -> None:
        """Leave the frame that renders to the next farm of this folder."""
        self._ended.set()
        self._farm.work.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            task = schedule.next_task(self._farm.database)
            if task is None:
                self._farm.work.wait(IDLE)
                self._farm.work.clear()
            else:
                self._render(task)

    def _render(self, task: sqlite3.Row) -> None:
        farm, number = self._farm, int(task["id"])
        report = Report(farm, number, lambda: not self._ended.is_set() and is_open(farm, number))
        try:
            work = self._work(task)
            if farm.blender and task["cg_id"] == catalogue.BLENDER:
                blender.render(work, report, farm.blender, farm.options)
            else:
                simulated.render(work, report, farm.options.seconds)
        except Exception as error:
            # Whatever it was, the next task must not wait for it, and this one not be tried for ever.
            log.exception("task %s", number)
            for frame in schedule.waiting(farm.database, task):
                report.failed(frame, _("The farm could not render: {reason}.").format(reason=error))
        finally:
            report.close()
            schedule.give_back(farm.database, number)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self, task: sqlite3.Row) -> Work:
        shutil.rmtree(self._folder, ignore_errors=True)  # of a farm that was killed
        self._folder.mkdir()
        return Work(
            task=task["id"],
            software=catalogue.software_name(task["cg_id"]),
            scene=stored(self._farm, task["scene_path"]),
            name=PurePosixPath(task["scene_name"]).stem,
            unit=from_json(task["unit"]),
            frames=tuple(schedule.waiting(self._farm.database, task)),
            paths=self._paths(task["parent"] or task["id"]),
            folder=self._folder,
        )

    def _paths(self, task: int) -> dict[str, str]:
        file = self._farm.storage.find(CONFIG, f"/{task}/cfg/upload.json")
        if file is None:
            raise FileNotFoundError("upload.json")
        entries = uploads(json.loads(file.read_text(encoding="utf-8")))
        return {entry["local"]: str(stored(self._farm, entry["server"])) for entry in entries}


def is_open(farm: Farm, task: int) -> bool:
    """Whether the task is still to be rendered."""
    row = farm.database.row("SELECT status FROM tasks WHERE id = ?", task)
    return row is not None and row["status"] in OPEN


def stored(farm: Farm, path: str) -> Path:
    """A file of input storage."""
    file = farm.storage.find(INPUT, path)
    if file is None:
        raise FileNotFoundError(path)
    return file
