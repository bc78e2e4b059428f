"""What is on its way to the farm and back: the journal, read every second, and what the agent is told to do."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Collection
from pathlib import Path
from typing import Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..common.disk import error_sentence, need_folder
from ..common.errors import BadInput, FoxError
from ..common.i18n import _
from ..jobs.tasks import TaskRow
from ..transfer.fetch.marker import gone, has_marker, use_as_it_is
from ..transfer.journal.journal import Journal
from ..transfer.journal.queue import Queue, QueueReader
from ..transfer.start import look_due
from .checking import Checking
from .events import Events, JournalRead, RequestSent
from .link import FarmLink, Workers
from .state import TransfersState
from .store import Part, Store

OnTransfer = Callable[[str], object]
"""Called with the id of a transfer."""
Failed = Callable[[Exception], None]
Read = Tuple[Queue, Optional[FoxError], Tuple[str, str]]
"""The queue, why no agent works it off, and the account with the id of its farm."""
JOURNAL_LOOK = 1.0  # seconds between two looks at the journal, which is on this machine


def _nothing(_transfer_id: str) -> None:
    """Nobody waits."""


class Transfers:
    """Uploads and downloads; the agent does what is written into the journal here."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers) -> None:
        self._store = store
        self._part: Part[TransfersState] = Part(store, "transfers")
        self._events = events
        self._link = link
        self._workers = workers
        self._reader = QueueReader()
        self._looking = False
        self._look_at = 0.0
        """When the journal is read next (time.monotonic)."""
        self.checking = Checking(store, link, workers, self._asked)

    def tick(self, now: float) -> None:
        """Read the journal where it is time."""
        if not self._looking and now >= self._look_at:
            self._looking = True
            selected = self._part.now.selected
            self._workers.journal.run(functools.partial(self._read, selected),
                                      functools.partial(self._seen, selected), self._not_read)

    def look_soon(self, _event: object = None) -> None:
        """Read the journal at the next tick."""
        self._look_at = 0.0

    def pause(self, transfer_id: str) -> None:
        """Stop sending or fetching after the current block."""
        self._wish(transfer_id, "pause")

    def resume(self, transfer_id: str) -> None:
        """Go on where it stood; also after a failure."""
        self.resume_and_tell(transfer_id, _nothing, self._failed)

    def resume_and_tell(self, transfer_id: str, then: OnTransfer, failed: Failed) -> None:
        """``resume``, for whoever waits: ``then`` is called once the journal was read after that."""
        self._write(lambda journal: journal.wish(transfer_id, "go"), lambda _none: self._read_for(then, transfer_id),
                    failed)

    def cancel(self, transfer_id: str) -> None:
        """Cancel a transfer; a task that runs for it is stopped, and until the farm confirms it that is tried again."""
        self._wish(transfer_id, "cancel")

    def release(self, transfer_id: str) -> None:
        """Have a submission started, whatever it waits for."""
        self._write(lambda journal: journal.afters().release(transfer_id))

    def pause_all(self) -> None:
        """Pause the transfers of every host."""
        self._write(lambda journal: journal.wish_all("pause"))

    def resume_all(self) -> None:
        """Let all go on that are paused or failed, and try at once what waits for another try."""
        self._write(lambda journal: journal.wish_all("go"))

    def to_front(self, transfer_id: str) -> None:
        """Put a transfer before all others that wait."""
        highest = max((each.priority for each in self._part.now.rows if not each.state.over), default=0)
        self._write(lambda journal: journal.prioritise(transfer_id, highest + 1))

    def limit_speed(self, limit: int) -> None:
        """Set how many bytes a second all sending may take together; 0 removes the limit."""
        self._part.change(speed_limit=limit)
        self._write(lambda journal: journal.set_limit(limit))

    def select(self, transfer_id: str | None) -> None:
        """Show the files of a transfer."""
        if transfer_id != self._part.now.selected:
            self._part.change(selected=transfer_id, files=())
            self.checking.stop()
            self._asked()

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Have the results of a task brought to ``folder``, or to where its submission said.

        The transfer waits for a folder that is not there.
        """
        self._workers.disk.run(lambda: self._add_fetch(task_id, folder), self._asked, self._failed)

    def fetch_and_tell(self, task_id: int, folder: str, then: OnTransfer, failed: Failed, *,
                       as_it_is: bool = False) -> None:
        """``fetch``, for whoever waits: ``then`` is called once the journal was read after that.

        A folder that is not there, or another than before, is refused unless it is taken ``as_it_is``.
        """
        self._workers.disk.run(lambda: self._add_fetch(task_id, folder, waits=False, as_it_is=as_it_is),
                               functools.partial(self._read_for, then), failed)

    def use_folder(self, transfer_id: str, folder: str) -> None:
        """Take the folder of a transfer for the right one, as it is or anew, and let the transfer go on."""
        def use(journal: Journal) -> None:
            use_as_it_is(folder)
            journal.wish(transfer_id, "go")

        self._write(use)

    def fetch_frames(self, ids: Collection[int], folder: str = "") -> None:
        """Have the files of these frames of the selected task brought before all others, as ``fetch`` does."""
        jobs = self._store.state.jobs
        wanted = [(row.task_id, row.name) for row in jobs.frames if row.id in set(ids)]
        task = jobs.selected_whole
        if task is not None and wanted:
            whole = task
            self._workers.disk.run(lambda: self._want(whole, wanted, folder), self._asked, self._failed)

    def _want(self, task: TaskRow, wanted: list[tuple[int, str]], folder: str) -> None:
        """Worker thread."""
        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            journal.want_frames(self._link.account, task.name, task.id, wanted,
                                self._target(journal, task.id, folder))
        self._link.wake_agent()

    def _target(self, journal: Journal, task_id: int, folder: str, *, waits: bool = True,
                as_it_is: bool = False) -> str:
        """The folder that is named, else that of the task's submission; one that is not there is waited for or not."""
        known = journal.find(task_id, self._link.account)
        target = folder or (known.folder if known else "")
        if not target:
            raise BadInput(_("Choose a folder for the results of task {task}.").format(task=task_id))
        if as_it_is:
            use_as_it_is(target)
        elif journal.mount_of_marked(target) is None or has_marker(Path(target)):
            need_folder(target)
        elif not waits:
            raise BadInput(gone(target, str(task_id)))
        return target

    def _add_fetch(self, task_id: int, folder: str, *, waits: bool = True, as_it_is: bool = False) -> str:
        """Worker thread."""
        task = self._store.state.jobs.task(task_id)
        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            written = journal.add_fetch(self._link.account, task.name if task else str(task_id), task_id,
                                        self._target(journal, task_id, folder, waits=waits, as_it_is=as_it_is))
            journal.hook_calls().hold(written, self._link.settings.studio_file)
        self._link.wake_agent()
        return written

    def _read_for(self, then: OnTransfer, transfer_id: str) -> None:
        """Read the journal at once, and tell whoever waits for what was just written."""
        self._asked()
        selected = self._part.now.selected

        def seen(found: Read) -> None:
            self._seen(selected, found)
            then(transfer_id)

        self._workers.journal.run(functools.partial(self._read, selected), seen, self._not_read)

    def _wish(self, transfer_id: str, wish: str) -> None:
        self._write(lambda journal: journal.wish(transfer_id, wish))

    def _write(self, change: Callable[[Journal], None], done: Callable[[object], None] | None = None,
               failed: Failed | None = None) -> None:
        def job() -> None:
            with contextlib.closing(Journal(self._link.settings.journal)) as journal:
                change(journal)
            self._link.wake_agent()

        self._workers.disk.run(job, done or self._asked, failed or self._failed)

    def _asked(self, _nothing: object = None) -> None:
        self._events.tell(RequestSent())

    def _failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _read(self, selected: str | None) -> Read:
        """The journal, why no agent works it off where one is needed, and whose tasks are shown. Worker thread."""
        account = self._link.account
        whose = (account, self._link.settings.local_farms.id_of(account))
        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            queue = self._reader.read(journal, selected)
        try:
            transfers = queue.transfers
            if any(each.under_way for each in transfers) or look_due(self._link.settings, transfers):
                self._link.wake_agent()
        except FoxError as error:
            return queue, error, whose
        return queue, None, whose

    def _seen(self, selected: str | None, found: Read) -> None:
        self._look_done()
        queue, asleep, whose = found
        if asleep is not None:
            self._failed(asleep)
        before, trouble = self._part.now.rows, self._part.now.trouble
        if trouble and self._store.state.message == trouble:
            self._store.say("")  # it has passed
        self._part.change(rows=queue.transfers, speed_limit=queue.limit, read=True, trouble="", notice=queue.notice,
                          whose=whose)
        if selected == self._part.now.selected:
            self._part.change(selected=queue.selected, files=queue.files)
        self.checking.journal_read()
        changed = queue.transfers is not before
        moved = changed and bool(
            {(each.id, each.state) for each in queue.transfers} - {(each.id, each.state) for each in before})
        arrived = changed and bool({(each.id, each.files_done) for each in queue.transfers} - {
            (each.id, each.files_done) for each in before})
        self._events.tell(JournalRead(moved, arrived))

    def _not_read(self, error: Exception) -> None:
        self._look_done()
        self._part.change(trouble=error_sentence(error))
        self._failed(error)

    def _look_done(self) -> None:
        self._looking = False
        self._look_at = time.monotonic() + JOURNAL_LOOK
