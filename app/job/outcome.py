"""The progress that a script is told while it waits, and the end of a task."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Callable

from ..core.common.exit_codes import ExitCode
from ..core.jobs.tasks import TaskRow
from ..core.model.ending import End, word
from ..core.session.follower import FollowedTask, outcome
from ..core.session.following import task_words, words
from ..core.transfer.states import Transfer


@dataclasses.dataclass(frozen=True)
class Progress:
    """How a submission or a task is now; what nobody knows is None."""

    text: str
    """A few words for people."""
    submission: str = ""
    """Its id on this machine; empty where another one submitted it."""
    task: int | None = None
    """The farm's number, once there is one."""
    frames: int | None = None
    done: int | None = None
    failed: int | None = None
    files: int = 0
    """Files that the submission sends, and how many of them are on the farm."""
    files_done: int = 0
    fetched: int = 0
    """Results that are on this machine."""


OnProgress = Callable[[Progress], object]
"""Called whenever something changed, on the thread that waits."""


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a task ended or rests."""

    task: int | None
    submission: str
    end: End | None
    """None where nobody knows, or where it never became a task."""
    text: str
    """A sentence for people."""
    frames: int | None = None
    """None where the farm did not say it any more, as with the next three."""
    done: int | None = None
    failed: int | None = None
    cost: float | None = None
    folder: Path | None = None
    """The folder of its results; None where none are fetched."""
    fetched: int = 0


def progress_of(transfer: Transfer | None, task: TaskRow | None) -> Progress:
    """Return how a submission and its task are."""
    known = Progress("") if transfer is None else Progress(
        words(transfer, task), transfer.id, transfer.task_id, files=transfer.files, files_done=transfer.files_done,
        fetched=transfer.fetched)
    if task is None:
        return known
    return dataclasses.replace(known, text=known.text or task_words(task), task=task.id, frames=task.frames,
                               done=task.done, failed=task.failed)


def ended_of(each: FollowedTask) -> tuple[bool, Ended]:
    """Return whether all is done, and how it ended."""
    transfer, task = each.transfer, each.task
    code, said = outcome(each)
    number = task.id if task is not None else transfer.task_id if transfer is not None else None
    return code == ExitCode.DONE, Ended(
        task=number, submission=transfer.id if transfer is not None else "", end=each.end,
        text=said or (word(each.end) if each.end is not None else ""),
        frames=task.frames if task is not None else None, done=task.done if task is not None else None,
        failed=task.failed if task is not None else None, cost=task.cost if task is not None else None,
        folder=Path(transfer.folder) if transfer is not None and transfer.folder else None,
        fetched=transfer.fetched if transfer is not None else 0)
