"""``foxsubmit task thumbnails``: the pictures of finished frames, saved to a folder."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from ....core.common.disk import error_sentence
from ....core.common.errors import BadInput
from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _, count
from ....core.jobs.frame_actions import FrameAction, fitting, reasons
from ....core.jobs.frame_range import chosen
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.session.following import read_frames, read_pictures
from ....core.session.session import Session
from ...common.shapes import usual
from ...common.signals import if_stopped
from ...common.terminal import say

SHAPE = usual({"task": "its number", "folder": "where they are", "pictures": ("each finished frame", [{
    "task": "the number of the task that holds it", "frame": "as the farm calls it",
    "picture": "the path of its picture, null where there is none", "message": "why there is none, else empty"}])})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """Save the picture of each finished frame, or of those of --frames."""
    if options.output is None:
        raise BadInput(_("“task thumbnails” needs --output: the folder for the pictures."))
    rows = read_frames(session, task, options.timeout).frames
    rows = tuple(chosen(rows, options.frames)) if options.frames else rows
    why_not = reasons(FrameAction.FETCH, rows)
    if why_not:
        raise BadInput(_("No frame of it is done: there are no pictures yet."))
    with if_stopped(_("Stopped: no picture was saved.")):
        pictured = read_pictures(session, fitting(FrameAction.FETCH, rows), options.timeout)
    folder: Path = options.output.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        saved = _save(pictured, folder)
    except OSError as error:
        raise BadInput(error_sentence(error)) from error
    lacking = [each for each, path in saved if path is None]
    if options.json:
        SHAPE.write(task=task.id, folder=str(folder), pictures=[
            {"task": each.task_id, "frame": each.name, "picture": str(path) if path else None,
             "message": "" if path else _why(each)} for each, path in saved])
    else:
        for each in lacking:
            say(_("Frame {frame}: {why}").format(frame=each.label, why=_why(each)))
        say(count("{n} picture is in {{folder}}.", "{n} pictures are in {{folder}}.",
                  len(saved) - len(lacking)).format(folder=folder))
    return ExitCode.FAILED if lacking else ExitCode.DONE


def _save(frames: Sequence[FrameRow], folder: Path) -> list[tuple[FrameRow, Path | None]]:
    """Put the pictures of frames into the folder; each with its path there, None where there is none.

    A picture is called as its frame; of several of one name, as in the layers of a task, the later ones get the farm's
    number of the frame, too.
    """
    saved: list[tuple[FrameRow, Path | None]] = []
    names: set[str] = set()
    for frame in frames:
        if frame.thumbnail is None:
            saved.append((frame, None))
            continue
        name = "".join(letter if letter.isalnum() or letter in "-[]" else "_" for letter in frame.name)
        name = f"{name}_{frame.id}" if name in names else name
        names.add(name)
        path = folder / f"{name}{frame.thumbnail.suffix}"
        shutil.copyfile(frame.thumbnail, path)
        saved.append((frame, path))
    return saved


def _why(frame: FrameRow) -> str:
    return frame.no_picture or _("The farm has no picture of it.")
