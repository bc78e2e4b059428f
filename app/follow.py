"""Drive a session from a terminal and show how far it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from .core.api.codes import TaskStatus
from .core.common.i18n import _
from .core.jobs.tasks import TaskRow
from .core.model import format
from .core.session.following import PATIENCE, until, words
from .core.session.session import Session
from .core.session.state import State
from .core.transfer.states import Transfer, TransferState

console = Console(stderr=True)
"""Progress goes to stderr: stdout is for what a script reads."""


def follow(session: Session, ids: Sequence[str]) -> tuple[Transfer, ...]:
    """Show transfers until all are over; they as they ended."""
    with Lines() if not console.is_terminal else Bars() as view:
        def over(state: State) -> bool:
            mine = _mine(state, ids)
            for transfer in mine:
                view.show(transfer, _task(state, transfer))
            return bool(mine) and all(transfer.state.over for transfer in mine)

        transfers = _mine(until(session, over), ids)
    _look_once_more(session, transfers)
    return transfers


def _look_once_more(session: Session, transfers: Sequence[Transfer]) -> None:
    """The journal is looked at more often than the farm: learn how the tasks ended."""
    ended = [each for each in transfers if each.state is TransferState.FETCHED and each.task_id is not None]

    def known(state: State) -> bool:
        tasks = [_task(state, each) for each in ended]
        return all(task is not None and task.status.over for task in tasks)

    if not known(session.state):
        session.jobs.see([each.task_id for each in ended if each.task_id is not None])
        session.jobs.look_now()
        until(session, known, PATIENCE)


def _mine(state: State, ids: Sequence[str]) -> tuple[Transfer, ...]:
    return tuple(transfer for transfer in state.transfers.rows if transfer.id in ids)


def _task(state: State, transfer: Transfer) -> TaskRow | None:
    return next((task for task in state.jobs.tasks if task.id == transfer.task_id), None)


def outcome(transfers: Sequence[Transfer], state: State) -> int:
    """The exit code: 0 where every transfer and every task went well; what failed is said on stderr."""
    for transfer in transfers:
        if transfer.state is TransferState.FAILED:
            console.print(transfer.message, highlight=False, markup=False, soft_wrap=True)
    tasks = [task for transfer in transfers if (task := _task(state, transfer)) is not None]
    fine = all(transfer.state is TransferState.FETCHED for transfer in transfers)
    return 0 if fine and all(task.status is TaskStatus.DONE for task in tasks) else 1


def pace(transfer: Transfer) -> str:
    """``, 3.4 MB/s, 16 s left``, nothing while nothing moves; for what is drawn again and again."""
    if transfer.speed <= 0:
        return ""
    left = transfer.seconds_left
    said = ", " + format.speed(transfer.speed)
    return said if left is None else said + ", " + _("{time} left").format(time=format.rough_duration(left))


class Bars:
    """Progress bars on a terminal: one for the upload, one for the frames, of each transfer."""

    def __init__(self) -> None:
        self._progress = Progress(TextColumn("{task.fields[name]}"), BarColumn(),
                                  TextColumn("{task.percentage:3.0f} %"), TextColumn("{task.description}"),
                                  console=console)
        self._bars: dict[str, tuple[TaskID, TaskID]] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def show(self, transfer: Transfer, task: TaskRow | None) -> None:
        """Move the bars of one transfer."""
        if transfer.id not in self._bars:
            self._bars[transfer.id] = (
                self._progress.add_task("", name=_("Upload"), total=1.0),
                self._progress.add_task("", name=_("Frames"), total=1.0))
        upload, frames = self._bars[transfer.id]
        uploading, said = transfer.part < 1, words(transfer, task) + pace(transfer)
        self._progress.update(upload, completed=transfer.part, description=said if uploading else transfer.name)
        part = task.done / task.frames if task is not None and task.frames else 0.0
        self._progress.update(frames, completed=part, description="" if uploading else said)


class Lines:
    """A line whenever something changes, for logs and pipes."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        sys.stderr.flush()

    def show(self, transfer: Transfer, task: TaskRow | None) -> None:
        """Print what is new about one transfer."""
        line = f"{transfer.name}: {words(transfer, task)}"
        if self._last.get(transfer.id) != line:
            self._last[transfer.id] = line
            console.print(line, highlight=False, markup=False)


def plain(transfer: Transfer, state: State) -> dict[str, Any]:
    """A transfer as JSON for scripts."""
    task = _task(state, transfer)
    return {
        "submission": transfer.id,
        "task": transfer.task_id,
        "state": transfer.state.value,
        "status": task.status.name.lower() if task is not None else None,
        "frames": task.frames if task is not None else None,
        "done": task.done if task is not None else None,
        "cost": task.cost if task is not None else None,
        "folder": transfer.folder,
        "files": transfer.files,
        "bytes": transfer.bytes,
        "bytes_sent": transfer.bytes_new,
        "speed": transfer.speed,
        "seconds_left": transfer.seconds_left,
        "fetched": transfer.fetched,
        "message": transfer.message,
    }
