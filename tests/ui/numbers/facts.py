"""The facts, read where the panel does not look: by SQL from the files of farm and agent, from folders and choices."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from pathlib import Path

from foxsubmit.core.api.codes import FrameStatus, TaskStatus

INPUT, OUTPUT = "10201", "20201"
"""The farm's folders for what arrives, and for what it renders."""
OVER = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED, TaskStatus.ABANDONED)
SENT = ("watching", "fetched")
FAILED = (int(FrameStatus.FAILED), int(FrameStatus.TIMED_OUT))


def rows(database: Path, query: str, *values: object) -> list[dict]:
    """Return the rows of a database file; none where there is no file."""
    if not database.exists():
        return []
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, values)]


class Facts:
    """The facts of one stage, as they are now."""

    def __init__(self, stage, wanted: tuple[int, ...] = tuple(range(1, 7))) -> None:
        """``wanted`` are the frames that the stage has chosen."""
        self.wanted = wanted
        self.project, self.results = stage.project, stage.results
        self.held = time.monotonic() - stage.held_at
        """Seconds for which the farm has kept the sender of a file waiting, where it does."""
        left_out = {Path(each).name for each in stage.session.state.submit.choices.excluded}
        self.on_disk = {each.name: each.stat().st_size for each in self.project.iterdir() if each.is_file()}
        self.assets = {name: size for name, size in self.on_disk.items() if name.endswith(".png")}
        self.left_out = {name: size for name, size in self.assets.items() if name in left_out}
        self.sent = {name: size for name, size in self.on_disk.items() if name not in left_out}
        saved = (self.project / "shot.blend").stat().st_mtime
        self.changed = sum((self.project / name).stat().st_mtime > saved + 1 for name in self.assets)
        # The farm has C:/here as /C/here.
        stored = stage.farm.folder / "storage" / INPUT / self.project.as_posix().replace(":", "", 1).strip("/")
        self.arrived = {name: size for name, size in self.sent.items() if (stored / name).exists()
                        and (stored / name).read_bytes() == (self.project / name).read_bytes()}
        self.new = {name: size for name, size in self.sent.items() if name not in self.arrived}
        outcome = stage.farm.folder / "storage" / OUTPUT
        self.farm_results = sorted(outcome.rglob("*.png")) if outcome.exists() else []
        self._read_farm(stage)
        self._read_journal(stage.settings.journal)
        self.fetched = sorted(self.results.rglob("*.png")) if self.results.exists() else []

    def _read_farm(self, stage) -> None:
        database = stage.farm.folder / "farm.sqlite"
        self.tasks = rows(database, "SELECT * FROM tasks WHERE parent = 0 AND submitted IS NOT NULL")
        self.frames = {row["number"]: row for row in rows(database, "SELECT * FROM frames ORDER BY id")}
        self.spent = sum(row["fee"] for row in self.frames.values())
        self.balance = 1000.0 - self.spent
        self.unfinished = sum(row["status"] not in [int(each) for each in OVER] for row in self.tasks)
        with stage.settings.credentials("local").api() as api:
            told = api.env.get_render_env("blender")
        self.environments = json.dumps(told)
        self.platform = json.loads((stage.farm.folder / "farm.json").read_text())["platform"]
        self.ram = self.tasks[0]["ram"] if self.tasks else 64

    def _read_journal(self, journal: Path) -> None:
        self.transfers = rows(journal, "SELECT * FROM submissions")
        self.files = {Path(row["local"]).name: row for row in rows(journal, "SELECT * FROM files")}
        self.transfer = self.transfers[0] if self.transfers else None
        self.moving = sum(row["state"] not in ("fetched", "cancelled", "failed") and row["wish"] != "pause"
                          for row in self.transfers)
        settled = self.transfer or {"sum_fetched": 0, "sum_bytes_done": 0}
        self.noted = len(rows(journal, "SELECT * FROM results")) or settled["sum_fetched"]
        """Results that the agent noted as fetched; of a settled transfer only the sum is kept, as of what it sent."""
        self.leaving = sum(row["done"] for row in self.files.values()) or settled["sum_bytes_done"]
        """Bytes that the agent noted as having left."""

    def counted(self, *statuses: int) -> int:
        """How many frames of the farm have one of these statuses."""
        return sum(row["status"] in statuses for row in self.frames.values())

    @staticmethod
    def running(frame: dict) -> float:
        """The seconds for which a frame has been rendering."""
        return time.time() - frame["started"] / (1000 if frame["started"] > 1e11 else 1)

    @property
    def expected(self) -> tuple[float, float]:
        """What the whole task may cost in the end: nothing below or above is an estimate of these frames."""
        fees = [row["fee"] for row in self.frames.values() if row["fee"]]
        left = len(self.frames) - self.done
        return self.spent + 0.69 * left * min(fees), self.spent + 1.31 * left * max(fees)

    @property
    def stopped(self) -> int:
        return self.counted(int(FrameStatus.STOPPED))

    @property
    def done(self) -> int:
        return self.counted(int(FrameStatus.DONE))

    @property
    def failed(self) -> int:
        return self.counted(*FAILED)

    @property
    def rendering(self) -> int:
        return self.counted(int(FrameStatus.RENDERING))

    @property
    def waiting(self) -> int:
        return len(self.frames) - self.done - self.failed - self.rendering - self.stopped
