"""``foxsubmit task show``: what the panel shows of one task."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _, aside, dotted, labelled, listed
from ....core.jobs.estimate import Estimate, Measured, estimate_by, figures, measured
from ....core.jobs.failure_groups import Group, groups, said
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.jobs.told import shown, told, when
from ....core.model import format
from ....core.model.logs.reasons import advice, phrase
from ....core.model.logs.rules import Cause
from ....core.session.following import explained, read_frames, read_transfers
from ....core.session.session import Session
from ....core.session.state import submissions
from ....core.transfer.states import Transfer
from ....ui.kit import words
from ...common.output import write_answer
from ...common.shapes import usual
from ...common.task_table import TASK, plain_task

SHAPE = usual({
    "task": ("as of “foxsubmit tasks”", TASK), "folder": "where its results go on this machine, or null",
    "statuses": "number of frames by the farm's word for their status",
    "estimate": ("null where nothing is left to estimate, or no frame is done", {
        "cost": "of the whole task: the lower and the upper end",
        "seconds": "left, the same, or null while none renders",
        "measured": "frames that it was made from", "tests_only": "whether those were the test frames"}),
    "failures": ("the reasons for which frames failed", [{
        "frames": "their names", "reason": "a phrase, null where the logs were not read",
        "logs_read": "how many of their logs were read", "message": "a sentence"}])})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """Show it."""
    frames = read_frames(session, task, options.timeout).frames
    failures = explained(session, task, options.timeout) if task.failed else None
    transfer = submissions(read_transfers(session, options.timeout).transfers).get(task.id)
    why = groups(frames, failures)
    if options.json:
        SHAPE.write(task=plain_task(task, transfer), folder=transfer.folder or None if transfer else None,
                    statuses=_statuses(frames), estimate=_estimate(task, measured(frames)),
                    failures=[_plain(each) for each in why])
        return ExitCode.DONE
    profile = session.state.account.profile
    for line in _lines(task, transfer, frames, profile.currency if profile else ""):
        write_answer(line)
    for each in why:
        write_answer(said(each))
        if each.reason is not None:
            write_answer(advice(each.reason.cause) if each.reason.cause is not Cause.UNKNOWN else
                         _("“foxsubmit task log {task}” prints its log.").format(task=task.id))
    return ExitCode.DONE


def _lines(task: TaskRow, transfer: Transfer | None, frames: tuple[FrameRow, ...], currency: str) -> Iterator[str]:
    known = told(task, transfer)
    yield aside(known.name, str(task.id))
    yield labelled(_("Status"), words.task_status(task).text)
    yield labelled(_("Frames"), dotted(task.range or str(task.frames), words.summary(words.statuses(frames))))
    for figure in figures(task, measured(frames), currency):
        yield labelled(figure.name, figure.value)
    yield labelled(_("Priority"), str(task.priority))
    yield labelled(_("Nodes at once"), shown(None if task.node_limit is None else str(task.node_limit)))
    yield labelled(_("Stop after"), format.rough_duration(task.stop_after) if task.stop_after else _("never"))
    named = ((_("Scene"), task.name), (_("Unit"), known.unit), (_("Camera"), known.camera), (_("Artist"), known.artist),
             (_("Account"), task.user or None), (_("Project"), known.project), (_("Batch"), known.batch),
             (_("Comment"), known.comment), (_("Tags"), listed(task.tags)))
    for title, value in named:
        yield labelled(title, shown(value))
    yield labelled(_("Submitted"), when(known.submitted))
    for title, moment in ((_("Started"), task.started), (_("Ended"), task.ended)):
        if moment:
            yield labelled(title, when(moment))
    if transfer is not None and transfer.folder:
        yield labelled(_("Results"), transfer.folder)
    for child in task.children:
        name = aside(child.layer or child.name, str(child.id))
        yield labelled(_("Layer"), format.together(
            name, words.task_status(child).text, f"{child.done} / {child.frames}"))


def _statuses(frames: tuple[FrameRow, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for frame in frames:
        name = frame.status.name.lower()
        found[name] = found.get(name, 0) + 1
    return found


def _estimate(task: TaskRow, found: Measured) -> dict[str, Any] | None:
    expected: Estimate | None = estimate_by(found, task.frames, task.cost, task.rendering)
    if expected is None:
        return None
    return {"cost": list(expected.cost), "seconds": list(expected.seconds) if expected.seconds else None,
            "measured": expected.measured, "tests_only": expected.tests_only}


def _plain(group: Group) -> dict[str, Any]:
    return {"frames": [frame.name for frame in group.frames],
            "reason": phrase(group.reason) if group.reason is not None else None, "logs_read": group.read,
            "message": said(group)}
