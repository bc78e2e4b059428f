"""What is said of the picture in the viewer: which frame's it is, its size and source, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtGui import QPixmap

from ....core.api.codes import FrameStatus
from ....core.common.i18n import _, together
from ....core.jobs.tasks import FrameRow, FrameView
from ...kit import words
from ...kit.combo import Entry
from ..channels import ALPHA

FIT = 0.0
"""The zoom at which the picture follows the size of the view."""


def first_shown(frames: Sequence[FrameRow]) -> int:
    """Return the place of the frame that the viewer shows where none is chosen: the first that has a picture.

    Without any picture it is the first frame, and -1 without any frame.
    """
    return next((at for at, frame in enumerate(frames) if frame.thumbnail), 0 if frames else -1)


def zoom_entry(zoom: float) -> Entry:
    """Return a zoom as it is offered."""
    return Entry(zoom, _("Fit") if zoom == FIT else f"{zoom:.0%}".replace("%", " %"))


def no_picture(frame: FrameRow, view: FrameView | None, channel: str) -> str:
    """Why there is no picture to see."""
    if frame.thumbnail is None:
        return frame.no_picture or _missing(frame)
    if channel != ALPHA:
        return _("The picture of frame {frame} is not readable.").format(frame=frame.label)
    if view is not None and view.frame_id == frame.id and view.file is not None:
        return _("Frame {frame} has no alpha.").format(frame=frame.label)
    return _("The farm’s preview has no alpha: fetch frame {frame} to see its own.").format(frame=frame.label)


def size_of(frame: FrameRow, view: FrameView | None, picture: QPixmap) -> str:
    """Width and height of the picture, and what it was made from."""
    if picture.isNull():
        return ""
    size = f"{picture.width()} × {picture.height()}"
    if view is None or view.frame_id != frame.id or view.path is None:
        return _("{size}, the farm’s preview").format(size=size)
    direct = view.format in (view.path.suffix[1:].upper(), "JPEG")
    source = view.format if direct else _("sRGB preview of {format}").format(format=view.format)
    return together(size, source)


def _missing(frame: FrameRow) -> str:
    """Why there is no picture of it yet."""
    if frame.status is FrameStatus.DONE:
        return _("The picture of frame {frame} is on its way.").format(frame=frame.label)
    word = words.frame_status(frame).text
    return words.waits_for(frame) or _("Frame {frame}: {status}").format(frame=frame.label, status=word)
