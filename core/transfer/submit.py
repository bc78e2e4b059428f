"""The steps of a submission, each recorded before and after it is made."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

from ..api import FoxAPI
from ..api.wire.large_text import LargeText
from ..common.errors import BadAnswer, BadInput, Refused
from ..common.i18n import _
from ..model.job_identity import labels_of
from ..model.limits import MOST_JSON
from ..plan.plan import with_task_id
from ..plan.plan_text import text_of
from ..settings.settings import Settings
from .engine import Engine
from .engines import open_engine
from .hooks.noting import Noting
from .journal.journal import Journal
from .journal.records import Row
from .label import label_of, labelled
from .lost import is_started
from .states import TransferState
from .task_guard import TaskGuard, need_balance, need_task
from .upload import Upload

log = logging.getLogger(__name__)

LONG = 1 << 20
"""Bytes of a file from which on a refusal may be for its length."""
TOO_LONG = {413, 600}
"""HTTP status and the farm's own code for a request that is too long."""


class Submission:
    """One submission on its way from plan to task."""

    def __init__(self, journal: Journal, api: FoxAPI, row: Row, stop: Callable[[], None],
                 settings: Settings | None = None) -> None:
        self._journal = journal
        self._api = api
        self._row = row
        self._plan = row.plan_head()
        self._stop = stop
        self._settings = settings

    def run(self) -> None:
        """Go on from the recorded state until the task is submitted."""
        state = self._row.state
        if state is TransferState.PLANNED:
            need_balance(self._api)
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
            if known:
                need_task(self._api, self._task_id())
            self._upload()
            if self._journal.afters().of(self._row.id):
                self._record(TransferState.HELD)  # what it waits for is looked at by another thread of the agent
                return
            self._record(TransferState.SUBMITTING)
        if state is TransferState.CONFIGURING:  # written by an older program
            self._configure()
            self._record(TransferState.SUBMITTING)
        self._submit(lost=state is TransferState.SUBMITTING)

    def _upload(self) -> None:
        """Send the files, as long as the task is there and would be rendered."""
        engine, access_id = open_engine(self._api, self._settings), self._api.client.access_id
        self._journal.record(self._row.id, message="", task_end="")  # the farm answers again
        self._configure()  # what is refused here would be refused after hours of sending
        if self._settings is None:
            self._send(engine, access_id, self._stop)
            return
        account = self._settings.credentials(self._row.account, self._row.farm)
        with TaskGuard(account.api, self._task_id(), self._stop) as stop:
            self._send(engine, access_id, stop)

    def _send(self, engine: Engine, access_id: str, stop: Callable[[], None]) -> None:
        Upload(self._journal, engine, access_id, self._row, stop, check_content=self._plan.check_content).run()

    def _create(self, *, lost: bool) -> bool:
        """Reserve a task id; if an earlier try may have got one, look for it first. True if it had."""
        task_id = labelled(self._api, self._row) if lost else None
        found = task_id is not None
        if task_id is None:
            self._record(TransferState.CREATING)
            plan = self._plan
            task_id = int(self._api.task.create_task(
                count=1, task_user_level=plan.priority, labels=[
                    label_of(self._row), *labels_of(plan.job_name, plan.batch, plan.comment), *plan.tags],
                artist=plan.artist or None)[0])
        self._row.task_id = task_id
        self._journal.record(self._row.id, TransferState.UPLOADING, task_id=task_id, message="")
        log.info("%s is task %s", self._row.name, task_id)
        return found

    def _configure(self) -> None:
        """Store the four files; doing so again replaces them."""
        for name, content in self._documents():
            self._stop()
            size = sum([len(json.dumps(piece, ensure_ascii=False).encode()) for piece in (
                content if isinstance(content, LargeText) else (content,))])
            if size > MOST_JSON:
                raise self._too_long(f"{name}.json", size)
            try:
                self._api.transmit.upload_json_content(
                    self._task_id(), content if size > LONG else "".join(content), f"{name}.json")
            except (Refused, BadAnswer) as error:
                if size > LONG and (error.code if isinstance(error, Refused) else error.status) in TOO_LONG:
                    raise self._too_long(f"{name}.json", size, str(error)) from error
                raise

    def _documents(self) -> Iterator[tuple[str, str | LargeText]]:
        if self._plan.files:  # of an older program: it was read whole
            for file, content in self._plan.documents(self._task_id()).items():
                yield file.rpartition(".")[0], content
            return
        yield "task", text_of(with_task_id(self._plan.task, self._task_id()))
        for name in ("asset", "tips", "upload"):
            yield name, self._row.document(name)

    def _too_long(self, name: str, size: int, reason: str = "") -> BadInput:
        """Return why it is of no use to send the files, nor to try this again."""
        files = f"{self._journal.file_count(self._row.id):,}"
        return BadInput(_(
            "The farm does not take {name}, which names {files} files in {size} MB: render fewer frames at once, leave "
            "files out, or pack caches into fewer files. {reason}").format(
                name=name, files=files, size=f"{size / 1e6:.0f}", reason=reason).strip())

    def _submit(self, *, lost: bool) -> None:
        """Start the task, unless an earlier try whose answer was lost did; the farm may still have been at that one."""
        if not (lost and is_started(self._api, self._task_id())):
            try:
                self._api.task.submit_task(self._task_id(), self._plan.artist or None)
            except Refused:
                if not is_started(self._api, self._task_id()):
                    raise
        self._record(TransferState.WATCHING)

    def _task_id(self) -> int:
        if self._row.task_id is None:
            raise ValueError(_("The journal has no task number for {name}.").format(name=self._row.name))
        return self._row.task_id

    def _record(self, state: TransferState) -> None:
        if state is TransferState.WATCHING:
            Noting(self._journal, self._row, self._settings).submitted()
        self._journal.record(self._row.id, state, message="")
