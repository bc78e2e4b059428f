"""The steps of a submission, each recorded before and after it is made."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ..api import FoxAPI
from ..common.i18n import _
from ..settings.settings import Settings
from .engines import open_engine
from .journal.journal import Journal
from .journal.records import Row
from .label import label_of, labelled
from .lost import is_started
from .states import TransferState
from .upload import Upload

log = logging.getLogger(__name__)


class Submission:
    """One submission on its way from plan to task."""

    def __init__(self, journal: Journal, api: FoxAPI, row: Row, stop: Callable[[], None],
                 settings: Settings | None = None) -> None:
        self._journal = journal
        self._api = api
        self._row = row
        self._plan = row.plan()
        self._stop = stop
        self._settings = settings

    def run(self) -> None:
        """Go on from the recorded state until the task is submitted."""
        state = self._row.state
        if state is TransferState.PLANNED:
            open_engine(self._api, self._settings)  # no number is reserved for what cannot be sent
        known = state in (TransferState.UPLOADING, TransferState.CONFIGURING)
        if state in (TransferState.PLANNED, TransferState.CREATING):
            known = self._create(lost=state is TransferState.CREATING)
            state = TransferState.UPLOADING
        if known and is_started(self._api, self._task_id()):
            # The journal was restored from a backup that is older (journal/restoring.py).
            self._record(TransferState.WATCHING)
            return
        if state is TransferState.UPLOADING:
            engine, access_id = open_engine(self._api, self._settings), self._api.client.access_id
            self._journal.record(self._row.id, message="")  # the farm answers again
            Upload(self._journal, engine, access_id, self._row, self._stop).run()
            self._record(TransferState.CONFIGURING)
            state = TransferState.CONFIGURING
        if state is TransferState.CONFIGURING:
            self._configure()
        self._submit(lost=state is TransferState.SUBMITTING)

    def _create(self, *, lost: bool) -> bool:
        """Reserve a task id; if an earlier try may have got one, look for it first. True if it had."""
        task_id = labelled(self._api, self._row) if lost else None
        found = task_id is not None
        if task_id is None:
            self._record(TransferState.CREATING)
            task_id = int(self._api.task.create_task(
                count=1, task_user_level=self._plan.priority, labels=[label_of(self._row), *self._plan.tags],
                artist=self._plan.artist or None)[0])
        self._row.task_id = task_id
        self._journal.record(self._row.id, TransferState.UPLOADING, task_id=task_id, message="")
        log.info("%s is task %s", self._row.name, task_id)
        return found

    def _configure(self) -> None:
        """Store the four files; doing so again replaces them."""
        for name, content in self._plan.documents(self._task_id()).items():
            self._stop()
            self._api.transmit.upload_json_content(self._task_id(), content, name)
        self._record(TransferState.SUBMITTING)

    def _submit(self, *, lost: bool) -> None:
        """Start the task, unless an earlier try whose answer was lost did."""
        if not (lost and is_started(self._api, self._task_id())):
            self._api.task.submit_task(self._task_id(), self._plan.artist or None)
        self._record(TransferState.WATCHING)

    def _task_id(self) -> int:
        if self._row.task_id is None:
            raise ValueError(_("The journal has no task number for {name}.").format(name=self._row.name))
        return self._row.task_id

    def _record(self, state: TransferState) -> None:
        self._journal.record(self._row.id, state, message="")
