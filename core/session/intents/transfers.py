"""What is on its way to the farm and back."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from typing import Callable

from ...common.errors import BadInput
from ...common.i18n import _
from ...jobs.tasks import TaskRow, whole
from ...transfer.journal.journal import Journal
from .ground import Ground


class TransferIntents(Ground):
    """Uploads and downloads; the agent does as wished."""

    def pause(self, transfer_id: str) -> None:
        """Stop sending or fetching after the current block."""
        self._wish(transfer_id, "pause")

    def resume(self, transfer_id: str) -> None:
        """Go on where it stood; also after a failure."""
        self._wish(transfer_id, "go")

    def cancel(self, transfer_id: str) -> None:
        """Give up a transfer; a task that runs for it is stopped."""
        self._wish(transfer_id, "cancel")

    def pause_all(self) -> None:
        """Of every host."""
        self._write(lambda journal: journal.wish_all("pause"))

    def resume_all(self) -> None:
        """Let all go on that are paused; what failed stays so."""
        self._write(lambda journal: journal.wish_all("go"))

    def to_front(self, transfer_id: str) -> None:
        """Before all others that wait."""
        highest = max((each.priority for each in self.state.transfers if not each.state.over), default=0)
        self._write(lambda journal: journal.prioritise(transfer_id, highest + 1))

    def limit_speed(self, limit: int) -> None:
        """Bytes a second that all sending may take together; 0 without a limit."""
        self._change(speed_limit=limit)
        self._write(lambda journal: journal.set_limit(limit))

    def select_transfer(self, transfer_id: str | None) -> None:
        """Whose files are shown."""
        if transfer_id != self.state.transfer_id:
            self._change(transfer_id=transfer_id, transfer_files=())
            self._wished(None)

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Have the results of a task brought to ``folder``, or to where its submission said."""
        self._disk.run(lambda: self._add_fetch(task_id, folder), self._wished, self._failed)

    def fetch_frames(self, ids: Collection[int], folder: str = "") -> None:
        """Have the files of these frames of the selected task brought before all others, as ``fetch`` does."""
        wanted = [(row.task_id, row.name) for row in self.state.task_frames if row.id in set(ids)]
        task = whole(self.state.tasks, self.state.task_id) or self.state.detail.task
        if task is not None and wanted:
            self._disk.run(lambda: self._want(task, wanted, folder), self._wished, self._failed)

    def _want(self, task: TaskRow, wanted: list[tuple[int, str]], folder: str) -> None:
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            journal.want_frames(self._account, task.name, task.id, wanted, self._target(journal, task.id, folder))
        self._wake_agent()

    @staticmethod
    def _target(journal: Journal, task_id: int, folder: str) -> str:
        """The folder that is named, else that of the task's submission."""
        known = journal.find(task_id)
        target = folder or (known.folder if known else "")
        if not target:
            raise BadInput(_("Choose a folder for the results of task {task}.").format(task=task_id))
        return target

    def _wish(self, transfer_id: str, wish: str) -> None:
        self._write(lambda journal: journal.wish(transfer_id, wish))

    def _write(self, change: Callable[[Journal], None]) -> None:
        def job() -> None:
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                change(journal)
            self._wake_agent()

        self._disk.run(job, self._wished, self._failed)

    def _add_fetch(self, task_id: int, folder: str) -> None:
        task = next((each for each in self.state.tasks if each.id == task_id), None)
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            journal.add_fetch(self._account, task.name if task else str(task_id), task_id,
                              self._target(journal, task_id, folder))
        self._wake_agent()
