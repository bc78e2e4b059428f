"""Finds the picture that a frame is compared with. Worker threads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from ...api import FoxAPI
from ...common.errors import BadInput
from ...common.i18n import _
from ...jobs.frames import FrameBook
from ...jobs.originals import Originals
from ...jobs.pictures import Pictures
from ...jobs.tasks import FrameRow
from ...model.frames import readable
from ...transfer.fetch.frame_files import number

MOST_LOOKS = 30
"""Looks at the frames of another task, of several pages each, until its frame is found."""


class OtherPicture(NamedTuple):
    """A picture to compare with."""

    path: Path
    name: str


def of_frame(row: FrameRow | None) -> OtherPicture:
    """Return a frame's own file, else the farm's preview of it.

    Raises:
        BadInput: it has neither.
    """
    if row is None:
        raise BadInput(_("There is no such frame to compare with."))
    path = row.file or row.thumbnail
    if path is None:
        raise BadInput(_("Frame {frame} has no picture to compare with.").format(frame=row.label))
    return OtherPicture(path, row.label)


def of_file(chosen: Path, frame: str) -> OtherPicture:
    """Return the file of a sequence that has the frame's number; the one that was chosen where there is none.

    Raises:
        BadInput: the file is gone.
    """
    own, wanted = number(chosen.name), number(frame)
    if own is not None and wanted is not None:
        digits = [match for match in re.finditer(r"\d+", chosen.stem) if int(match[0]) == own][-1:]
        for match in digits:
            named = f"{chosen.stem[:match.start()]}{wanted:0{len(match[0])}d}{chosen.stem[match.end():]}{chosen.suffix}"
            if chosen.with_name(named).is_file():
                return OtherPicture(chosen.with_name(named), named)
    if not chosen.is_file():
        raise BadInput(_("There is no {path}.").format(path=chosen))
    return OtherPicture(chosen, chosen.name)


def of_task(api: FoxAPI | None, originals: Originals, pictures: Pictures, task_id: int, row: FrameRow,
            base: str) -> OtherPicture:
    """Return the same frame of another task: its file on this machine, else the farm's preview.

    Raises:
        BadInput: there is no such frame, or no picture of it.
        FoxError: the farm does not answer.
    """
    here = originals.of_frames(task_id, [FrameRow(0, row.name, row.status, row.status_number, task_id=task_id)],
                               like=row.file.name if row.file is not None else "")
    if here:
        return OtherPicture(here[0], f"{task_id}, {here[0].name}")
    if api is None:
        raise BadInput(_("The farm does not answer."))
    book = FrameBook(task_id)
    for _look in range(MOST_LOOKS):
        book.look(api, None)
        found = next((each for each in book.rows if each.name == row.name), None)
        path = pictures.small(api, found, task_id, base) if found is not None else None
        if path is not None:
            return OtherPicture(path, f"{task_id}, {readable(row.name)}")
        if found is not None or book.complete:
            break
    raise BadInput(_("Task {task} has no picture of frame {frame}.").format(task=task_id, frame=row.label))
