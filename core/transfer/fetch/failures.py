"""Why frames of a task failed: their names, and the reason that the log of the first one gives. Blocks."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ...api import FoxAPI
from ...api.codes import FRAME_MISSED, FrameStatus
from ...api.frames import NO_MORE
from ...api.types import FrameInfo
from ...common.errors import BadAnswer, Refused
from ...common.i18n import _
from ...model.ending import Failures
from ...model.log_lines import memory_line, reason_line

log = logging.getLogger(__name__)

LOG_PAGE = 500
"""Lines of one request."""


def read_failures(api: FoxAPI, task_id: int, failed: int) -> Failures:
    """The failed frames of a task, ``failed`` of them as it counts, and why the first one failed.

    Raises:
        CannotConnect: the farm does not answer. What it refuses or garbles is a reason that is not known.
    """
    try:
        frames = _missed(api, api.query.get_small_task_id(task_id), failed)
    except (Refused, BadAnswer) as error:
        log.info("the failed frames of task %s cannot be listed: %s", task_id, error)
        return Failures(reason=_("the farm does not say which, or why"))
    if not frames:
        return Failures()
    return Failures(tuple(str(frame["frameIndex"]) for frame in frames), _reason(api, frames[0]))


def _missed(api: FoxAPI, holders: Sequence[int], failed: int) -> list[FrameInfo]:
    found: list[FrameInfo] = []
    for holder in holders:
        for frame in api.query.iter_all_frames(holder):
            if frame["frameStatus"] in FRAME_MISSED:
                found.append(frame)
                if len(found) == failed:
                    return found
    return found


def _reason(api: FoxAPI, frame: FrameInfo) -> str:
    name = str(frame["frameIndex"])
    if frame["frameStatus"] == FrameStatus.TIMED_OUT:
        return _("frame {frame} took longer than it may").format(frame=name)
    try:
        lines = last_lines(api, frame["id"])
    except (Refused, BadAnswer) as error:
        log.info("the log of frame %s cannot be read: %s", name, error)
        return _("the log of frame {frame} cannot be read").format(frame=name)
    memory = memory_line(lines)
    if memory:
        return _("out of memory (frame {frame}: “{line}”)").format(frame=name, line=memory)
    line = reason_line(lines)
    return (_("frame {frame}: “{line}”") if line else _("the log of frame {frame} is empty")).format(
        frame=name, line=line)


def last_lines(api: FoxAPI, frame_id: int) -> tuple[str, ...]:
    """The end of a frame's log: its last page, with the page before where that one is short."""
    first = _page(api, frame_id, 1)
    last = first[1]
    if last <= 1:
        return first[0]
    before = first[0] if last == 2 else _page(api, frame_id, last - 1)[0]
    return (*before, *_page(api, frame_id, last)[0])


def _page(api: FoxAPI, frame_id: int, number: int) -> tuple[tuple[str, ...], int]:
    """The lines of a page, and how many pages there are."""
    try:
        answer = api.query.get_render_log(pageNum=number, pageSize=LOG_PAGE, frame_id=frame_id)
    except Refused as error:
        if error.code != NO_MORE:
            raise
        return (), 0
    pages = answer.get("pageCount")
    return tuple(answer["items"]), pages if isinstance(pages, int) else 1
