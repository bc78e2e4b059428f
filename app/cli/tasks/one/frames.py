"""``foxsubmit task frames``: the frames of a task, as the panel's table has them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _
from ....core.jobs.frame_range import chosen
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.model import format
from ....core.model.logs.reasons import phrase
from ....core.session.following import read_frames
from ....core.session.session import Session
from ....ui.kit import words
from ...common.output import write_answer
from ...common.shapes import usual
from ...common.terminal import Terminal, cell

FRAME = {
    "id": "the farm's number of it", "task": "the number of the task that holds it: the layer of a layered one",
    "name": "as the farm calls it: 7 or 2-4[1]", "status": "the farm's word for it", "status_number": "its number",
    "seconds": "that it took, or has taken so far", "cost": "null where the farm does not tell", "node": "or empty",
    "memory": "bytes that it used, 0 where the farm does not say", "ram": "GB that it may use, or 0",
    "again": "how often it was rendered again", "test": "whether it is one of the test frames",
    "block": "the part of a picture that is cut into several, or empty",
    "why": "why it failed, null where it did not or where that is not known"}
SHAPE = usual({"task": "its number", "frames": ("each frame", [FRAME])})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """List all frames, or those of --frames."""
    jobs = read_frames(session, task, options.timeout)
    rows = chosen(jobs.frames, options.frames) if options.frames else jobs.frames
    if options.json:
        SHAPE.write(task=task.id, frames=[plain_frame(each) for each in rows])
    elif rows:
        Terminal().print(_table(rows))
    else:
        write_answer(_("The task has no frames yet."))
    return ExitCode.DONE


def plain_frame(frame: FrameRow) -> dict[str, Any]:
    """Return a frame as ``FRAME`` describes it."""
    return {"id": frame.id, "task": frame.task_id, "name": frame.name, "status": frame.status.name.lower(),
            "status_number": frame.status_number, "seconds": frame.seconds, "cost": frame.cost, "node": frame.node,
            "memory": frame.memory, "ram": frame.ram, "again": frame.again, "test": frame.test, "block": frame.block,
            "why": phrase(frame.why) if frame.why is not None else None}


def _table(frames: Sequence[FrameRow]) -> Table:
    table = Table(box=None)
    for title in (_("Frame"), _("Status"), _("Time"), _("Cost"), _("Memory"), _("Node")):
        table.add_column(title)
    for each in frames:
        table.add_row(*map(cell, (
            each.label, words.frame_status(each).text,
            format.duration(each.seconds) if each.seconds else format.NOTHING,
            format.NOTHING if each.cost is None else format.money(each.cost),
            format.size(each.memory) if each.memory else format.NOTHING, each.node or format.NOTHING)))
    return table
