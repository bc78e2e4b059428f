"""What is on its way to the farm and back."""

from __future__ import annotations

import contextlib

from ..errors import BadInput
from ..i18n import _
from ..transfer.journal import Journal
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

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Have the results of a task brought to ``folder``, or to where its submission said."""
        self._disk.run(lambda: self._add_fetch(task_id, folder), self._wished, self._failed)

    def _wish(self, transfer_id: str, wish: str) -> None:
        def job() -> None:
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                journal.wish(transfer_id, wish)
            self._wake_agent()

        self._disk.run(job, self._wished, self._failed)

    def _add_fetch(self, task_id: int, folder: str) -> None:
        task = next((each for each in self.state.tasks if each.id == task_id), None)
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            known = journal.find(task_id)
            target = folder or (known.folder if known else "")
            if not target:
                raise BadInput(_("Choose a folder for the results of task {task}.").format(task=task_id))
            journal.add_fetch(self._account, task.name if task else str(task_id), task_id, target)
        self._wake_agent()
