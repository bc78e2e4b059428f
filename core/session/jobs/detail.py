"""Whatever is asked about the selected task when somebody looks: a frame at its best, its log, output, blocks."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection
from pathlib import Path
from typing import Any, Callable

from ...api.codes import FrameStatus, SoftwareId
from ...common.disk import error_sentence
from ...common.errors import CannotConnect
from ...jobs.details import fetch_entries, read_files, read_log, read_mosaic, read_output
from ...jobs.tasks import FrameLog, FrameView, Mosaic, Output, OutputEntry, TaskRow, find_task
from ...model.ending import Failures, ended
from ..events import Events, FrameViewed
from ..link import FarmLink, Workers
from ..store import Part, Store
from .failures import FailureReasons
from .farm_answers import FarmAnswers
from .frames import Frames
from .state import JobsState


class Detail:
    """Viewer, log, output and blocks of the selected task."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers, answers: FarmAnswers,
                 frames: Frames, reasons: FailureReasons) -> None:
        self._store = store
        self._part: Part[JobsState] = Part(store, "jobs")
        self._events = events
        self._link = link
        self._workers = workers
        self._answers = answers
        self._frames = frames
        self._reasons = reasons
        self._mosaic_watched = False
        self._asking: set[str] = set()
        """The questions under way: paths of folders, and two words for other questions."""
        self._files: tuple[object, ...] = ()
        """A value that changes when results of the selected task arrive."""

    def forget(self) -> None:
        """Another account is used: what is on its way does not come."""
        self._asking.clear()
        self._reasons.forget()

    def view_frame(self, frame_id: int) -> None:
        """Have the best picture of a frame that is on this machine; it comes in ``detail.view``."""
        row, task = self._frames.row(frame_id), self._part.now.selected_whole
        if row is not None and task is not None and row.status is FrameStatus.DONE:
            wanted, whole = row, task.id
            self._workers.pictures.run(lambda: self._frames.pictures.large(wanted, whole), self._viewed,
                                       self._answers.trouble)

    def show_log(self, frame_id: int) -> None:
        """Read the log of a frame, page by page; it comes in ``detail.log``."""
        known = self._part.now.detail.log
        if known is None or known.frame_id != frame_id or known.trouble:
            self._change(log=FrameLog(frame_id))
        self._read_log()

    def list_output(self, path: str = "") -> None:
        """Read a folder of the selected task's output storage; it comes in ``detail.output``."""
        api, task_id = self._link.api, self._part.now.selected
        if api is None or task_id is None or path in self._asking:
            return
        self._asking.add(path)
        holders = self._holders(task_id)
        self._link.run(lambda: read_output(api, holders, path), functools.partial(self._listed, task_id, path),
                       functools.partial(self._not_listed, path))

    def list_files(self, then: Callable[[tuple[OutputEntry, ...]], None], failed: Callable[[Exception], None]) -> None:
        """Read every file of the selected task's output; call ``then`` with them, or ``failed`` with why not."""
        api, task_id = self._link.api, self._part.now.selected
        if api is not None and task_id is not None:
            holders = self._holders(task_id)
            self._link.run(lambda: read_files(api, holders), then, failed)

    def fetch_output(self, entries: Collection[OutputEntry], folder: str) -> None:
        """Bring files and folders of output storage to a folder; what came is said in ``detail.said``."""
        api = self._link.api
        if api is not None:
            self._change(said="")
            self._workers.pictures.run(lambda: fetch_entries(api, entries, Path(folder)), self._fetched,
                                       self._answers.refused)

    def watch_mosaic(self, watched: bool) -> None:
        """Say whether somebody sees the blocks of a 3ds Max task: else they are not asked for."""
        self._mosaic_watched = watched
        if watched:
            self._read_mosaic()

    def look(self) -> None:
        """Read again what may have changed since the last look at the tasks."""
        self._explain()
        self._read_mosaic()
        log = self._part.now.detail.log
        row = self._frames.row(log.frame_id) if log else None
        if row is not None and row.status is FrameStatus.RENDERING:
            self._read_log()

    def files_may_have_come(self) -> None:
        """Show the frame that is looked at from its own file once that has come."""
        task, state = self._part.now.selected_whole, self._store.state
        files = tuple((each.fetched, each.wanted) for each in state.transfers.rows
                      if task is not None and each.task_id == task.id)
        before, self._files = self._files, files
        view = self._part.now.detail.view
        if view is not None and files != before:
            self.view_frame(view.frame_id)

    def _viewed(self, view: FrameView) -> None:
        self._change(view=view)
        self._events.tell(FrameViewed(view))

    def _read_log(self) -> None:
        api, known = self._link.api, self._part.now.detail.log
        if api is None or known is None or "log" in self._asking:
            return
        self._asking.add("log")
        self._link.run(lambda: read_log(api, known), self._log_read, functools.partial(self._log_failed, known))

    def _log_read(self, log: FrameLog) -> None:
        self._asking.discard("log")
        known = self._part.now.detail.log
        if known is None or known.frame_id != log.frame_id:
            self._read_log()
            return
        self._change(log=log)
        if log.why is not None:
            self._frames.know_reasons({log.frame_id: log.why})
        if not log.complete:
            self._read_log()

    def _log_failed(self, known: FrameLog, error: Exception) -> None:
        self._asking.discard("log")
        if isinstance(error, CannotConnect):
            self._answers.trouble(error)
        current = self._part.now.detail.log
        if current is not None and current.frame_id == known.frame_id:
            self._change(log=dataclasses.replace(known, trouble=error_sentence(error)))

    def _explain(self) -> None:
        """Say why frames of the selected task failed, also while others still render."""
        task = self._part.now.detail.task
        end = ended(task) if task is not None else None
        if task is not None and (task.failed or (end is not None and end.failed)):
            self._reasons.explain(task, functools.partial(self._explained, task))

    def _explained(self, task: TaskRow, failures: Failures | None) -> None:
        now = self._part.now.detail.task
        if failures is not None and now is not None and (now.id, now.failed) == (task.id, task.failed):
            self._change(failures=failures)
            self._frames.know_reasons(dict(failures.reasons))

    def _holders(self, task_id: int) -> tuple[int, ...]:
        """Ids whose folders hold the output: storage has one for each layer, none for the task as a whole."""
        task = find_task(self._part.now.tasks, task_id) or self._part.now.detail.task
        return tuple(child.id for child in task.children) if task and task.children else (task_id,)

    def _listed(self, task_id: int, path: str, entries: tuple[OutputEntry, ...]) -> None:
        self._asking.discard(path)
        if task_id == self._part.now.selected:
            output = self._part.now.detail.output
            known = dict(output.folders) if output else {}
            self._change(output=Output(tuple({**known, path: entries}.items())))

    def _not_listed(self, path: str, error: Exception) -> None:
        self._asking.discard(path)
        known = self._part.now.detail.output or Output()
        self._change(output=dataclasses.replace(known, trouble=error_sentence(error)))

    def _fetched(self, said: str) -> None:
        self._change(said=said)

    def _read_mosaic(self) -> None:
        api, task = self._link.api, self._part.now.detail.task
        asked_for = self._mosaic_watched and task is not None and task.software == SoftwareId.MAX
        if api is None or task is None or not asked_for or "mosaic" in self._asking:
            return
        holder = self._holders(task.id)[0]
        self._asking.add("mosaic")
        self._link.run(lambda: read_mosaic(api, holder), self._mosaic_read, self._mosaic_failed)

    def _mosaic_read(self, mosaic: Mosaic) -> None:
        self._asking.discard("mosaic")
        self._change(mosaic=mosaic)

    def _mosaic_failed(self, error: Exception) -> None:
        self._asking.discard("mosaic")
        self._change(mosaic=Mosaic(trouble=error_sentence(error)))

    def _change(self, **changes: Any) -> None:
        self._part.change(detail=dataclasses.replace(self._part.now.detail, **changes))
