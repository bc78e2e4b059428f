"""``foxsubmit task blocks``: how far the blocks of the pictures of a 3ds Max task are, which the panel draws."""

from __future__ import annotations

import argparse

from rich.table import Table

from ....core.api.codes import SoftwareId
from ....core.common.errors import BadInput
from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _
from ....core.jobs.tasks import Block, FrameRow, Mosaic, TaskRow
from ....core.model import format
from ....core.session.following import read_frames, read_mosaic
from ....core.session.session import Session
from ....ui.kit import words
from ...common.output import write_answer
from ...common.shapes import usual
from ...common.terminal import Terminal, cell

SHAPE = usual({"task": "its number", "width": "pixels of the whole picture, 0 where the farm does not say",
               "height": "the same", "frames": ("each frame that is cut into blocks", [{
                   "frame": "as the farm calls it", "blocks": ("each block", [{
                       "part": "how far it is, 0 to 1", "status": "the farm's word for it",
                       "seconds": "rendered so far",
                       "seconds_left": "as the farm estimates", "info": "what the renderer says, or empty"}])}])})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """List every block."""
    if task.software != SoftwareId.MAX:
        raise BadInput(_("Only a task of 3ds Max has blocks."))
    read_frames(session, task, options.timeout)
    mosaic = read_mosaic(session, options.timeout)
    if options.json:
        SHAPE.write(task=task.id, width=mosaic.width, height=mosaic.height, frames=[
            {"frame": name, "blocks": [_plain(each) for each in blocks]} for name, blocks in mosaic.rows])
    elif mosaic.rows:
        Terminal().print(_table(mosaic))
    else:
        write_answer(_("No picture of this task is cut into blocks now."))
    return ExitCode.DONE


def _plain(block: Block) -> dict[str, object]:
    return {"part": block.part, "status": block.status.name.lower(), "seconds": block.used, "seconds_left": block.left,
            "info": block.info}


def _table(mosaic: Mosaic) -> Table:
    table = Table(box=None)
    for title in (_("Frame"), _("Block"), _("Status"), _("Done"), _("Time"), _("Time left"), ""):
        table.add_column(title)
    for name, blocks in mosaic.rows:
        for number, each in enumerate(blocks, 1):
            status = words.frame_status(FrameRow(0, name, each.status, int(each.status))).text
            table.add_row(*map(cell, (name, str(number), status, format.percent(each.part),
                                      format.rough_duration(each.used), format.rough_duration(each.left), each.info)))
    return table
