"""``foxsubmit task log``: the log of one frame."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ....core.common.errors import BadInput
from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _, listed
from ....core.jobs.frame_actions import failed
from ....core.jobs.frame_range import chosen
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.model.logs.reasons import advice, phrase
from ....core.model.logs.rules import Cause
from ....core.session.following import read_frames, read_log
from ....core.session.session import Session
from ...common.output import write_text
from ...common.shapes import usual
from ...common.terminal import say

SHAPE = usual({"task": "the number of the task that holds it", "frame": "as the farm calls it",
               "lines": "the log, line by line", "why": "why the frame failed, null where it did not"})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """Print the log of the frame of --frames, else of the first that failed, else of the first."""
    frame = _frame(options, read_frames(session, task, options.timeout).frames)
    log = read_log(session, frame, options.timeout)
    missed = bool(failed([frame])) and log.why is not None
    if options.json:
        SHAPE.write(task=frame.task_id, frame=frame.name, lines=list(log.lines),
                    why=phrase(log.why) if missed and log.why is not None else None)
        return ExitCode.DONE
    write_text("".join(f"{line}\n" for line in log.lines))
    if not log.lines:
        say(_("Frame {frame} has no log yet.").format(frame=frame.label))
    elif missed and log.why is not None:
        say(_("Frame {frame} failed: {reason}.").format(frame=frame.label, reason=phrase(log.why)))
        if log.why.cause is not Cause.UNKNOWN:
            say(advice(log.why.cause))
    return ExitCode.DONE


def _frame(options: argparse.Namespace, frames: Sequence[FrameRow]) -> FrameRow:
    """Return the frame that is meant.

    Raises:
        BadInput: there is none, or several are.
    """
    if not frames:
        raise BadInput(_("The task has no frames yet."))
    if not options.frames:
        return (failed(frames) or frames)[0]
    found = chosen(frames, options.frames)
    if len({frame.task_id for frame in found}) > 1:
        raise BadInput(_("Several layers have this frame: name the number of one of them ({numbers}).").format(
            numbers=listed(str(number) for number in dict.fromkeys(frame.task_id for frame in found))))
    if len(found) > 1:
        raise BadInput(_("A log is of one frame: name one with --frames."))
    return found[0]
