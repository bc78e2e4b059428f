"""What can be done to frames of a task, and when: for menus and keys, for commands, for scripts. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from ..api.codes import FRAME_MISSED, FrameStatus
from ..common.i18n import _
from ..transfer.states import Transfer, TransferState
from .tasks import FRAME_WAITS, FrameRow


class FrameAction(enum.Enum):
    """Something that the artist wants done to frames."""

    RESTART = "restart"
    STOP = "stop"
    FETCH = "fetch"


FITS = {
    FrameAction.RESTART: (FrameStatus.DONE, FrameStatus.STOPPED, *FRAME_MISSED),
    FrameAction.STOP: (FrameStatus.RENDERING, *FRAME_WAITS),
    FrameAction.FETCH: (FrameStatus.DONE,),
}
"""Action -> the statuses of frames that it means something to."""


def fitting(action: FrameAction, frames: Iterable[FrameRow]) -> list[FrameRow]:
    """Return the frames that it means something to."""
    statuses = FITS[action]
    return [frame for frame in frames if frame.status in statuses]


def failed(frames: Iterable[FrameRow]) -> list[FrameRow]:
    """Return the frames that failed or took longer than they may."""
    return [frame for frame in frames if frame.status in FRAME_MISSED]


def reasons(action: FrameAction, frames: Iterable[FrameRow]) -> list[str]:
    """Why it cannot be done to any of them, as sentences; empty where it can."""
    statuses = FITS[action]
    if any(frame.status_number in statuses for frame in frames):
        return []
    return [{
        FrameAction.RESTART: _("Select frames that are done, failed or stopped."),
        FrameAction.STOP: _("Select frames that are waiting or rendering."),
        FrameAction.FETCH: _("Select frames that are done."),
    }[action]]


def why_no_fetch(frames: Sequence[FrameRow], transfer: Transfer | None) -> list[str]:
    """Why the files of these frames cannot be brought to this machine; ``transfer`` is that of their task."""
    why_not = reasons(FrameAction.FETCH, frames)
    if why_not or transfer is None:
        return why_not
    if transfer.state is TransferState.PAUSED:
        return [_("What this task sends and fetches is paused: resume it on the Transfers tab.")]
    wanted = transfer.wanted
    if len(frames) <= len(wanted) and all((frame.task_id, frame.name) in wanted for frame in frames):
        return [_("It is being fetched.")]
    return []
