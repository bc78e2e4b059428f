"""Whatever is asked about the selected task when somebody looks: a frame at its best, its log, output, blocks."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection
from pathlib import Path

from ...api.codes import FrameStatus, SoftwareId
from ...common.errors import CannotConnect
from ...jobs.details import fetch_entries, read_log, read_mosaic, read_output
from ...jobs.tasks import FrameLog, FrameView, Mosaic, Output, OutputEntry, TaskRow, find_task, whole
from ...model.ending import Failures, ended
from ...model.host import Host
from ...settings.settings import Settings
from ...transfer.journal.queue import Queue
from .failures import FailureIntents
from .frames import FrameIntents
from .ground import sentence
from .tasks import Looked


class DetailIntents(FrameIntents, FailureIntents):
    """Viewer, log, output and blocks. Main thread."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        super().__init__(host, settings, account)
        self._mosaic_watched = False
        self._asking: set[str] = set()
        """What is on its way: paths of folders, and two words that are none."""

    def _account_changed(self) -> None:
        self._asking.clear()
        super()._account_changed()

    def view_frame(self, frame_id: int) -> None:
        """Have the best picture of a frame that is on this machine; it comes in ``detail.view``."""
        row, task = self._frame(frame_id), whole(self.state.tasks, self.state.task_id) or self.state.detail.task
        if row is not None and task is not None and row.status is FrameStatus.DONE:
            self._gallery.run(lambda: self._pictures.large(row, task.id), self._viewed, self._trouble)

    def show_log(self, frame_id: int) -> None:
        """Read the log of a frame, page by page; it comes in ``detail.log``."""
        known = self.state.detail.log
        if known is None or known.frame_id != frame_id or known.trouble:
            self._detail(log=FrameLog(frame_id))
        self._read_log()

    def list_output(self, path: str = "") -> None:
        """Read a folder of the selected task's output storage; it comes in ``detail.output``."""
        api, task_id = self._api, self.state.task_id
        if api is None or task_id is None or path in self._asking:
            return
        self._asking.add(path)
        holders = self._holders(task_id)
        self._farm.run(lambda: read_output(api, holders, path), functools.partial(self._listed, task_id, path),
                       functools.partial(self._not_listed, path))

    def fetch_output(self, entries: Collection[OutputEntry], folder: str) -> None:
        """Bring files and folders of output storage to a folder; what came is said in ``detail.said``."""
        api = self._api
        if api is not None:
            self._detail(said="")
            self._gallery.run(lambda: fetch_entries(api, entries, Path(folder)), self._fetched_output, self._refused)

    def watch_mosaic(self, watched: bool) -> None:
        """Whether somebody sees the blocks of a 3ds Max task: else they are not asked for."""
        self._mosaic_watched = watched
        if watched:
            self._read_mosaic()

    def _looked(self, found: Looked) -> None:
        super()._looked(found)
        self._explain_selected()
        self._read_mosaic()
        log = self.state.detail.log
        row = self._frame(log.frame_id) if log else None
        if row is not None and row.status is FrameStatus.RENDERING:
            self._read_log()

    def _journal_seen(self, selected: str | None, queue: Queue) -> None:
        """The frame that is looked at may have come."""
        before = self._coming()
        super()._journal_seen(selected, queue)
        view = self.state.detail.view
        if view is not None and self._coming() != before:
            self.view_frame(view.frame_id)

    def _coming(self) -> tuple[object, ...]:
        """What changes when files of the selected task come."""
        task = whole(self.state.tasks, self.state.task_id)
        return tuple((each.fetched, each.wanted) for each in self.state.transfers if task and each.task_id == task.id)

    def _viewed(self, view: FrameView) -> None:
        self._detail(view=view)

    def _read_log(self) -> None:
        api, known = self._api, self.state.detail.log
        if api is None or known is None or "log" in self._asking:
            return
        self._asking.add("log")
        self._farm.run(lambda: read_log(api, known), self._log_read, functools.partial(self._log_failed, known))

    def _log_read(self, log: FrameLog) -> None:
        self._asking.discard("log")
        known = self.state.detail.log
        if known is None or known.frame_id != log.frame_id:
            self._read_log()
            return
        self._detail(log=log)
        if not log.complete:
            self._read_log()

    def _log_failed(self, known: FrameLog, error: Exception) -> None:
        self._asking.discard("log")
        if isinstance(error, CannotConnect):
            self._trouble(error)
        current = self.state.detail.log
        if current is not None and current.frame_id == known.frame_id:
            self._detail(log=dataclasses.replace(known, trouble=sentence(error)))

    def _explain_selected(self) -> None:
        """Say why frames of the selected task failed, once it is over."""
        task = self.state.detail.task
        end = ended(task) if task is not None else None
        if task is not None and end is not None and end.failed:
            self._explain(task, functools.partial(self._selected_explained, task))

    def _selected_explained(self, task: TaskRow, failures: Failures | None) -> None:
        if failures is not None and self.state.detail.task == task:
            self._detail(failures=failures)

    def _holders(self, task_id: int) -> tuple[int, ...]:
        """Output storage has a folder for each layer, none for the task as a whole."""
        task = find_task(self.state.tasks, task_id) or self.state.detail.task
        return tuple(child.id for child in task.children) if task and task.children else (task_id,)

    def _listed(self, task_id: int, path: str, entries: tuple[OutputEntry, ...]) -> None:
        self._asking.discard(path)
        if task_id == self.state.task_id:
            known = dict(self.state.detail.output.folders) if self.state.detail.output else {}
            self._detail(output=Output(tuple({**known, path: entries}.items())))

    def _not_listed(self, path: str, error: Exception) -> None:
        self._asking.discard(path)
        known = self.state.detail.output or Output()
        self._detail(output=dataclasses.replace(known, trouble=sentence(error)))

    def _fetched_output(self, said: str) -> None:
        self._detail(said=said)

    def _read_mosaic(self) -> None:
        api, task = self._api, self.state.detail.task
        asked_for = self._mosaic_watched and task is not None and task.software == SoftwareId.MAX
        if api is None or task is None or not asked_for or "mosaic" in self._asking:
            return
        holder = self._holders(task.id)[0]
        self._asking.add("mosaic")
        self._farm.run(lambda: read_mosaic(api, holder), self._mosaic_read, self._mosaic_failed)

    def _mosaic_read(self, mosaic: Mosaic) -> None:
        self._asking.discard("mosaic")
        self._detail(mosaic=mosaic)

    def _mosaic_failed(self, error: Exception) -> None:
        self._asking.discard("mosaic")
        self._detail(mosaic=Mosaic(trouble=sentence(error)))
