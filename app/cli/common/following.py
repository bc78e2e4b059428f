"""Follow submissions and tasks from a terminal, and print how they ended."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from typing import Any

from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _, count, sentences
from ...core.session.follower import FollowedTask, Follower, outcome, paused
from ...core.session.session import Session
from ...core.settings.settings import Settings
from ...core.transfer.cancelling import cancelling
from ...core.transfer.journal.journal import Journal
from ...core.transfer.states import BEFORE_TASK, Transfer, TransferState
from .progress import Bars, Lines
from .shapes import usual
from .signals import if_stopped
from .terminal import console, say

FOLLOWED = usual({"tasks": ("each submission, or the task that was followed", [{
    "submission": "its id on this machine, or null", "task": "the farm's number, or null",
    "state": "of the submission, as of “foxsubmit transfers”, or null",
    "status": "of the task, as the farm says it, or null",
    "end": "how it ended: done, some failed, all failed, stopped, no balance, timed out, test done, abandoned, or null",
    "frames": "how many, or null", "done": "how many, or null", "failed": "how many, or null",
    "cost": "so far, or null",
    "folder": "where results go, or empty", "files": "how many went along", "bytes": "their size",
    "bytes_new": "how much of it had to be sent", "bytes_sent": "how much of that has left", "speed": "bytes a second",
    "seconds_left": "or null", "fetched": "results on this machine", "message": "how it ended, a sentence"}])})


def follow(session: Session, patience: float, ids: Sequence[str] = (),
           task: int | None = None) -> tuple[FollowedTask, ...]:
    """Show submissions, or one task, until nothing more happens; they as they ended.

    Raises:
        FoxError: the farm no longer has the task, or the journal cannot be read.
    """
    with Bars() if console.is_terminal else Lines() as view:
        return Follower(session, view.show, ids, task, patience=patience).run()


def what_goes_on(settings: Settings, ids: Sequence[str], task: int | None = None) -> str:
    """What is said to whoever stops looking: where each transfer stands now, and how it is seen again."""
    said = [_task_goes_on(task)] if task is not None else []
    with contextlib.closing(Journal(settings.journal)) as journal:
        said += [_goes_on(each) for each in journal.transfers() if each.id in ids]
    return sentences(_("Stopped."), *said)


def _goes_on(transfer: Transfer) -> str:
    words = {"name": transfer.name, "id": transfer.id[:8], "task": transfer.task_id, "folder": transfer.folder}
    if transfer.state.over:
        return _("{name} is over: see “foxsubmit transfers --all”.").format(**words)
    if transfer.state is TransferState.PAUSED:
        return paused(transfer)
    if transfer.state is TransferState.CANCELLING:
        return cancelling(transfer)
    if transfer.state in BEFORE_TASK:
        return _("{name} goes on being sent: see it with “foxsubmit transfers”.").format(**words)
    if transfer.folder:
        return _("Task {task} goes on, and its results come to {folder}: see it with “foxsubmit watch {task}”.").format(
            **words)
    return _task_goes_on(transfer.task_id)


def _task_goes_on(number: int | None) -> str:
    return _("Task {task} goes on: see it with “foxsubmit watch {task}”.").format(task=number)


def plain(each: FollowedTask) -> dict[str, Any]:
    """A submission, or a task that this machine did not submit, as JSON for scripts."""
    transfer, task, end = each.transfer, each.task, each.end
    _code, said = outcome(each) if each.settled else (0, transfer.message if transfer is not None else "")
    return {
        "submission": transfer.id if transfer is not None else None,
        "task": transfer.task_id if transfer is not None else task.id if task is not None else None,
        "state": transfer.state.value if transfer is not None else None,
        "status": task.status.name.lower() if task is not None else None,
        "end": end.value if end is not None else None,
        "frames": task.frames if task is not None else None,
        "done": task.done if task is not None else None,
        "failed": task.failed if task is not None else None,
        "cost": task.cost if task is not None else None,
        "folder": transfer.folder if transfer is not None else "",
        "files": transfer.files if transfer is not None else 0,
        "bytes": transfer.bytes if transfer is not None else 0,
        "bytes_new": transfer.bytes_new if transfer is not None else 0,
        "bytes_sent": transfer.bytes_sent if transfer is not None else 0,
        "speed": transfer.speed if transfer is not None else 0.0,
        "seconds_left": transfer.seconds_left if transfer is not None else None,
        "fetched": transfer.fetched if transfer is not None else 0,
        "message": said,
    }


def report(options: argparse.Namespace, session: Session, ids: Sequence[str] = (), task: int | None = None) -> int:
    """Follow submissions, or one task of the farm, and say how they ended and where the results are."""
    return max([int(ExitCode.DONE), *(code for _each, code in report_each(options, session, ids, task))])


def report_each(options: argparse.Namespace, session: Session, ids: Sequence[str] = (),
                task: int | None = None) -> list[tuple[FollowedTask, int]]:
    """Do what ``report`` does; return how each ended, and its exit code."""
    with if_stopped(lambda: what_goes_on(Settings(options.home), ids, task)):
        followed = follow(session, options.timeout, ids, task)
    if options.json:
        FOLLOWED.write(tasks=[plain(each) for each in followed])
    codes: list[tuple[FollowedTask, int]] = []
    for each in followed:
        code, said = outcome(each)
        codes.append((each, code))
        if said:
            say(said)
        transfer = each.transfer
        if transfer is not None and transfer.fetched and transfer.folder:
            files = count("{n} file is", "{n} files are", transfer.fetched)
            say(_("{files} in {folder}").format(files=files, folder=transfer.folder))
    return codes
