"""How far submissions and tasks are, drawn on a terminal or written line by line."""

from __future__ import annotations

import sys

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.jobs.tasks import TaskRow
from ...core.model import format
from ...core.session.following import task_words, words
from ...core.transfer.states import Transfer
from ...core.transfer.supervised.silence import in_steps
from .terminal import console


def pace(transfer: Transfer) -> str:
    """``3.4 MB/s, 16 s left``, nothing while nothing moves; for what is drawn again and again."""
    if transfer.speed <= 0:
        return ""
    left = transfer.seconds_left
    left_over = "" if left is None else _("{time} left").format(time=format.rough_duration(left))
    return format.together(format.speed(transfer.speed), left_over)


class Bars:
    """Progress bars on a terminal: one for the upload of a submission, one for the frames of its task."""

    def __init__(self) -> None:
        self._progress = Progress(TextColumn("{task.fields[name]}", markup=False), BarColumn(),
                                  TextColumn("{task.percentage:3.0f} %"),
                                  TextColumn("{task.description}", markup=False), console=console)
        self._bars: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def show(self, transfer: Transfer | None, task: TaskRow | None) -> None:
        """Move the bars of one submission, or of a task that this machine did not submit."""
        part, uploading = task.done / task.frames if task is not None and task.frames else 0.0, False
        if transfer is not None:
            uploading, said = transfer.part < 1, format.together(words(transfer, task), pace(transfer))
            self._move(transfer.id, _("Upload"), transfer.part, said if uploading else transfer.name)
        else:
            said = task_words(task) if task is not None else ""
        self._move(transfer.id if transfer is not None else "", _("Frames"), part, "" if uploading else said)

    def _move(self, whose: str, name: str, part: float, said: str) -> None:
        if (whose, name) not in self._bars:
            self._bars[whose, name] = self._progress.add_task("", name=name, total=1.0)
        self._progress.update(self._bars[whose, name], completed=part, description=harmless(said))


class Lines:
    """A line whenever something changes, for logs and pipes."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        sys.stderr.flush()

    def show(self, transfer: Transfer | None, task: TaskRow | None) -> None:
        """Print what is new about one submission, or about a task that this machine did not submit."""
        if transfer is not None:
            # The sentence of one that is over is printed below all lines.
            said = words(in_steps(transfer), task, noted=not transfer.state.over)
            whose, line = transfer.id, f"{transfer.name}: {said}"
        elif task is not None:
            whose, line = "", f"{task.name}: {task_words(task)}"
        else:
            return
        if self._last.get(whose) != line:
            self._last[whose] = line
            console.print(harmless(line))
