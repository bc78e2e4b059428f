"""``foxsubmit task restart`` and ``stop-frames``: what is done to chosen frames of a task."""

from __future__ import annotations

import argparse

from ....core.common.errors import BadInput
from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _, count
from ....core.jobs.frame_actions import FrameAction, fitting, reasons
from ....core.jobs.frame_range import chosen
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.session.following import read_frames
from ....core.session.session import Session
from ....job.opening import act_on_frames
from ....ui.jobs.questions import frames_question
from ...common.confirming import confirm
from ...common.shapes import usual
from ...common.signals import if_stopped
from ...common.terminal import say

SHAPE = usual({"task": "its number", "frames": "the names of the frames that it was done to",
               "left": "the names of those that are as they were, since it does not apply to them"})


def restart(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """Have frames rendered again; what is paid for twice is asked first."""
    frames = _chosen(options, session, task)
    fit = fitting(FrameAction.RESTART, frames)
    asked = frames_question(fit, task)
    if asked is not None:
        confirm(options, asked.title, asked.text)
    return _tell(options, task, frames, _act(options, session, FrameAction.RESTART, frames))


def stop(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """Stop frames; the others go on."""
    frames = _chosen(options, session, task)
    return _tell(options, task, frames, _act(options, session, FrameAction.STOP, frames))


def _chosen(options: argparse.Namespace, session: Session, task: TaskRow) -> list[FrameRow]:
    """Return the frames of --frames.

    Raises:
        BadInput: none were named, one is not there, or the action fits none.
    """
    if not options.frames:
        raise BadInput(_("“task {action}” needs --frames, for example 1-10,15.").format(action=options.action))
    frames = chosen(read_frames(session, task, options.timeout).frames, options.frames)
    why_not = reasons(FrameAction.RESTART if options.action == "restart" else FrameAction.STOP, frames)
    if why_not:
        raise BadInput(why_not[0])
    return frames


def _act(options: argparse.Namespace, session: Session, action: FrameAction, frames: list[FrameRow]) -> list[FrameRow]:
    with if_stopped(_("Stopped. Whether the farm has done it shows “foxsubmit task frames”.")):
        return act_on_frames(session, action, frames, options.timeout)


def _tell(options: argparse.Namespace, task: TaskRow, frames: list[FrameRow], done: list[FrameRow]) -> int:
    ids = {frame.id for frame in done}
    left = [frame for frame in frames if frame.id not in ids]
    if options.json:
        SHAPE.write(task=task.id, frames=[frame.name for frame in done], left=[frame.name for frame in left])
        return ExitCode.DONE
    say(count("The farm has done it to {n} frame.", "The farm has done it to {n} frames.", len(done)))
    if left:
        say(count("{n} frame is as it was: it does not apply to it.",
                  "{n} frames are as they were: it does not apply to them.", len(left)))
    return ExitCode.DONE
