"""Watch a task and fetch its results as they appear."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from ..api import FoxAPI
from ..api.types import OutputFile
from ..errors import TransferFailed
from ..i18n import _
from ..state import TaskStatus, TransferState
from .engines import open_engine
from .journal import Journal, Row
from .places import place

log = logging.getLogger(__name__)

DEPTH = 20  # folders below each other; more is a server that leads in circles


class Results:
    """The results of one task."""

    def __init__(self, journal: Journal, api: FoxAPI, row: Row, stop: Callable[[], None]) -> None:
        self._journal = journal
        self._api = api
        self._row = row
        self._stop = stop
        self._task_id = int(row.task_id or 0)

    def run(self) -> bool:
        """Fetch what is new; whether anything was."""
        items = self._api.query.task_info([self._task_id])["items"]
        if not items:
            raise TransferFailed(_("The farm no longer has task {task}.").format(task=self._task_id))
        over = TaskStatus(items[0]["taskStatus"]).over
        new, refused = self._fetch() if self._row.folder else (0, "")
        if over:
            self._journal.record(self._row.id, TransferState.FETCHED, message=refused)
        return new > 0

    def _fetch(self) -> tuple[int, str]:
        """How many files came, and the sentence of the last one that must not."""
        here, new, refused = self._journal.results(self._row.id), 0, ""
        engine = open_engine(self._api)
        for file in self._results():
            self._stop()
            path, size = file["filePath"], int(file.get("fileSize") or 0)
            try:
                local = place(Path(self._row.folder), path)
            except TransferFailed as error:
                log.warning("%s", error)
                refused = str(error)
                continue
            if here.get(path) == (size, file["lastModify"]) and local.exists():
                continue
            engine.fetch(path, local, size, lambda _done: self._stop())
            self._journal.fetched(self._row.id, path, size, file["lastModify"])
            new += 1
        return new, refused

    def _results(self) -> Iterator[OutputFile]:
        """Every file of the task; the layers of a layered one have folders of their own."""
        for task_id in self._api.query.get_small_task_id(self._task_id):
            yield from self._below(self._api.transmit.get_output_files(task_id), DEPTH)

    def _below(self, entries: list[OutputFile], depth: int) -> Iterator[OutputFile]:
        for entry in entries:
            if not entry["directory"]:
                yield entry
            elif depth:
                yield from self._below(self._api.transmit.get_output_files(None, entry["filePath"]), depth - 1)
