"""The tasks on the farm and their frames: watched, and told what to do."""

from __future__ import annotations

import contextlib
import functools
import time
from typing import Any, Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..api import FoxAPI
from ..errors import CannotConnect
from ..facts import read_account
from ..host import Host
from ..jobs import Frames, read_tasks
from ..settings import Settings
from ..state import FrameRow, TaskRow, Transfer, TransferState
from ..transfer.journal import Journal
from .farm import FarmIntents
from .ground import sentence

Look = Tuple[Tuple[Transfer, ...], Tuple[TaskRow, ...], Optional[int], Tuple[FrameRow, ...]]
"""Transfers, tasks, the task whose frames were read, its frames."""

LOOK = 1.0  # seconds between two looks at the journal and the farm


class TaskIntents(FarmIntents):
    """Tasks and frames."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        super().__init__(host, settings, account)
        self._frames = Frames(self._settings.thumbnails)
        self._looking = False

    def select_task(self, task_id: int | None) -> None:
        """Show the frames of a task."""
        if task_id != self.state.task_id:
            self._change(task_id=task_id, task_frames=())
            self._look_at = 0.0

    def stop_task(self, task_id: int) -> None:
        """Stop rendering."""
        self._ask(lambda api: api.task.stop_task([task_id]))

    def start_task(self, task_id: int) -> None:
        """Go on rendering."""
        self._ask(lambda api: api.task.start_task([task_id]))

    def _look_again(self, now: float) -> None:
        if not self._looking and now >= self._look_at:
            self._looking = True
            look = functools.partial(self._look, self._api, self.state.task_id)
            self._farm.run(look, self._looked, self._look_failed)

    def _looked(self, found: Look) -> None:
        transfers, tasks, task_id, frames = found
        self._look_done()
        changes: dict[str, Any] = {"transfers": transfers}
        if self._api is not None:
            changes["tasks"] = tasks
            if tasks != self.state.tasks:
                read = functools.partial(read_account, self._api)
                # The worker logs a failure, and the next change of a task asks again.
                self._farm.run(read, lambda account: self._change(account=account), lambda _error: None)
            if task_id == self.state.task_id:
                changes["task_frames"] = frames
        if any(getattr(self.state, name) != value for name, value in changes.items()):
            self._change(**changes)

    def _look_failed(self, error: Exception) -> None:
        self._look_done()
        if isinstance(error, CannotConnect) and self._api is not None:
            self._away(error)
        elif not isinstance(error, CannotConnect):
            self._change(message=sentence(error))

    def _look_done(self) -> None:
        self._looking = False
        self._look_at = time.monotonic() + LOOK

    def _look(self, api: FoxAPI | None, task_id: int | None) -> Look:
        """Worker thread."""
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            transfers = journal.transfers()
        if any(not each.state.over and each.state is not TransferState.PAUSED for each in transfers):
            self._wake_agent()
        if api is None:
            return transfers, (), task_id, ()
        tasks = read_tasks(api)
        listed = next((task for task in tasks if task.id == task_id), None)
        frames = self._frames.read(api, task_id, listed) if task_id is not None else ()
        return transfers, tasks, task_id, frames

    def _ask(self, call: Callable[[FoxAPI], None]) -> None:
        api = self._api
        if api is not None:
            self._farm.run(lambda: call(api), self._wished, self._failed)
