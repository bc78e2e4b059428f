"""The nodes of a farm: threads that each take frames, render them, and come back for more."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import logging
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

from ...core.api.codes import SoftwareId
from ...core.common.atomic import remove_folder
from ...core.common.i18n import _
from ...core.common.system_errors import system_reason
from ..base.database import now
from ..base.states import COMPOSITES, OPEN
from ..farm import Farm
from ..rules import schedule
from ..rules.logs import Logs
from ..rules.rules import Event
from . import blender, composite, simulated
from .prepare import prepare
from .render_job import RenderJob
from .report import Report, why
from .room import has_room, is_full

log = logging.getLogger(__name__)

IDLE = 1.0  # seconds between looks at the clock; what there is to render wakes the nodes
LOOK = 0.25  # seconds between looks at whether a task takes too long
SHARE = 32
"""Frames that one of several nodes takes at once: enough to open a scene for, few enough to share."""


@dataclasses.dataclass(frozen=True)
class Claim:
    """Frames of a task that one node renders."""

    task: sqlite3.Row
    rows: tuple[sqlite3.Row, ...]


class Pool:
    """Renders waiting frames until it is stopped."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._nodes: Counter[int] = Counter()  # task -> nodes that are at it
        self._taken: set[int] = set()  # frames
        self._looked = 0.0
        self._threads = [
            threading.Thread(target=self._run, args=(place,), daemon=True, name=f"foxsubmit-node-{place}")
            for place in range(max(1, farm.options.workers))]

    def start(self) -> None:
        """Reset the frames that an earlier farm of this folder was rendering, and start the nodes."""
        with contextlib.suppress(OSError):
            remove_folder(self._farm.folder / "work")
        schedule.give_back(self._farm.database)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop the nodes; the next farm of this folder renders their frames again."""
        self._ended.set()
        self._farm.wake()
        for thread in self._threads:
            thread.join()

    def _run(self, place: int) -> None:
        folder = self._farm.folder / "work" / str(place)
        while not self._ended.is_set():
            ticket = self._farm.ticket()
            try:
                if self._render_some(folder):
                    continue
            except Exception as error:  # a full disk takes not even the note that a frame failed: the node stays
                log.exception("node %s", place)
                if is_full(error):
                    self._wait_for_room()
                    continue
            self._farm.wait(ticket, IDLE)

    def _render_some(self, folder: Path) -> bool:
        """Render what is due; False where nothing is."""
        self._look()
        claim = self._claim()
        if claim is None:
            return False
        try:
            self._render(claim, folder)
            self._farm.waits_for_room.discard(claim.task["id"])
        except Exception as error:
            if is_full(error):
                self._farm.waits_for_room.add(claim.task["id"])
            self._give_back(claim)
            raise
        finally:
            self._leave(claim)
        return True

    def _wait_for_room(self) -> None:
        """Wait until the farm's disk takes something again."""
        while not self._ended.wait(IDLE) and not has_room(self._farm.folder):
            pass

    def _give_back(self, claim: Claim) -> None:
        """Have frames that nothing could be noted of wait again, as soon as that can be noted."""
        while not self._ended.is_set():
            try:
                schedule.give_back(self._farm.database, claim.task["id"], [row["id"] for row in claim.rows])
                return
            except sqlite3.OperationalError:
                self._ended.wait(IDLE)

    def _claim(self) -> Claim | None:
        """Take frames of the most urgent task that may have another node."""
        with self._lock:
            for first in itertools.count(0, schedule.LOOK):
                tasks = schedule.queue(self._farm.database, first)
                if not tasks:
                    return None
                for task in tasks:
                    rows = self._rows(task) if self._nodes[task["id"]] < task["node_limit"] else []
                    if rows:
                        self._nodes[task["id"]] += 1
                        self._taken.update(row["id"] for row in rows)
                        return Claim(task, tuple(rows))
        return None

    def _rows(self, task: sqlite3.Row) -> list[sqlite3.Row]:
        """Choose what a node takes of a task: either pictures to put together, or frames to render."""
        free = [row for row in schedule.waiting(self._farm.database, task) if row["id"] not in self._taken]
        if not free:
            return []
        joined = free[0]["type"] in COMPOSITES
        same = [row for row in free if (row["type"] in COMPOSITES) == joined]
        if len(self._threads) == 1:
            return same
        return same[: min(SHARE, -(-len(same) // len(self._threads)))]

    def _leave(self, claim: Claim) -> None:
        with self._lock:
            self._nodes[claim.task["id"]] -= 1
            if not self._nodes[claim.task["id"]]:
                del self._nodes[claim.task["id"]]  # else it grows with each task that the farm ever had
            self._taken.difference_update(row["id"] for row in claim.rows)
        self._farm.wake()  # what was left, or became free by what is done

    def _render(self, claim: Claim, folder: Path) -> None:
        farm, task = self._farm, claim.task
        try:
            folder.mkdir(parents=True, exist_ok=True)
            job = prepare(farm, task, claim.rows, folder)
            report = Report(farm, task, job, lambda between: self._wanted(task, between))
            with contextlib.closing(report):
                self._with_renderer(job, report, claim)
        except Exception as error:
            if is_full(error):
                raise  # it passes: nothing is wrong with the frames
            # Whatever it was, the next task must not wait for it, and this one not be tried for ever.
            log.exception("task %s", task["id"])
            self._fail(claim, _("The farm could not render: {reason}.").format(reason=why(error)))
        finally:
            with contextlib.suppress(OSError):
                remove_folder(folder)
                folder.parent.rmdir()  # the last one

    def _fail(self, claim: Claim, why: str) -> None:
        """Have frames fail that nothing was rendered of; their logs say why, so that nobody finds them empty."""
        task, frames = claim.task["id"], [row["id"] for row in claim.rows]
        try:
            with contextlib.closing(Logs(self._farm.folder, task)) as logs:
                logs.write(why, frames)
        except OSError as error:
            if is_full(error):
                raise
            log.warning("the logs of task %s cannot be written: %s", task, system_reason(error))
        schedule.miss(self._farm.database, task, frames, Event.FAIL, why)

    def _with_renderer(self, job: RenderJob, report: Report, claim: Claim) -> None:
        farm = self._farm
        if claim.rows[0]["type"] in COMPOSITES:
            composite.render(job, report, farm.folder)
        elif farm.blender and claim.task["cg_id"] == SoftwareId.BLENDER:
            blender.render(job, report, farm.blender, farm.options)
        else:
            simulated.render(job, report, farm.options.seconds)

    def _wanted(self, task: sqlite3.Row, between: bool) -> bool:
        """Whether a node stays with a task; ``between`` two frames it may leave for a more urgent one."""
        if self._ended.is_set():
            return False
        self._look()
        row = self._farm.database.row("SELECT status, user_level, node_limit FROM tasks WHERE id = ?", task["id"])
        if row is None or row["status"] not in OPEN:
            return False
        if not between:
            return True
        first = next(iter(schedule.queue(self._farm.database)), None)
        more_urgent = first is not None and first["user_level"] > row["user_level"]
        return not more_urgent and self._nodes[task["id"]] <= row["node_limit"]

    def _look(self) -> None:
        """Stop tasks that take too long; most calls do nothing, because the check is made every LOOK seconds."""
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            schedule.over_time(self._farm.database, now())
