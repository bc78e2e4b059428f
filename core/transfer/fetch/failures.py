"""Why frames of a task failed: their names, and the reasons that the logs of some of them give. Blocks."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ...api import FoxAPI
from ...api.codes import FRAME_MISSED, FrameStatus
from ...api.frames import NO_MORE
from ...api.types import FrameInfo
from ...common.errors import BadAnswer, Refused
from ...common.i18n import _
from ...model import format
from ...model.ending import Failures
from ...model.logs.reasons import Reason, explain, phrase
from ...model.logs.rules import Cause

log = logging.getLogger(__name__)

LOG_PAGE = 500
"""Lines of one request."""

MOST_LOGS = 8
"""Frames of a task whose logs are read to say why they failed: two or three requests each."""

MOST_GROUPS = 3
"""Reasons that a sentence names."""


def read_failures(api: FoxAPI, task_id: int, failed: int) -> Failures:
    """The failed frames of a task, ``failed`` of them as it counts, and why: the logs of a few of them are read.

    Raises:
        CannotConnect: the farm does not answer. What it refuses or garbles is a reason that is not known.
    """
    try:
        frames = _missed(api, api.query.get_small_task_id(task_id), failed)
    except (Refused, BadAnswer) as error:
        log.info("the failed frames of task %s cannot be listed: %s", task_id, error)
        return Failures(reason=_("the farm does not say which, or why"))
    read = [(frame, _reason(api, frame)) for frame in _some(frames)]
    known = [(frame, reason) for frame, reason in read if reason is not None]
    names = tuple(str(frame["frameIndex"]) for frame in frames)
    if frames and not known:
        return Failures(names, _("the log of frame {frame} cannot be read").format(frame=names[0]))
    return Failures(names, grouped(known, len(frames)), tuple((frame["id"], reason) for frame, reason in known))


def _some(frames: Sequence[FrameInfo]) -> list[FrameInfo]:
    """A few of the frames, from the first to the last, evenly."""
    if len(frames) <= MOST_LOGS:
        return list(frames)
    return [frames[place * (len(frames) - 1) // (MOST_LOGS - 1)] for place in range(MOST_LOGS)]


def grouped(read: Sequence[tuple[FrameInfo, Reason]], failed: int) -> str:
    """Return the reasons as a phrase, the one of most frames first; each with the frame it was read from."""
    groups: dict[tuple[object, str], list[tuple[FrameInfo, Reason]]] = {}
    for frame, reason in read:
        groups.setdefault(reason.kind, []).append((frame, reason))
    parts = []
    for members in sorted(groups.values(), key=len, reverse=True)[:MOST_GROUPS]:
        said = _said(*members[0])
        if len(members) == 1:
            parts.append(said)
        elif len(groups) == 1 and len(read) < failed:
            parts.append(_("{reason}, and the same in all {n} logs that were read").format(
                reason=said, n=len(members)))
        else:
            parts.append(_("{reason}, the same for {n} frames").format(reason=said, n=len(members)))
    if len(groups) > MOST_GROUPS:
        parts.append(_("and other reasons"))
    return format.clauses(*parts)


def _said(frame: FrameInfo, reason: Reason) -> str:
    name = str(frame["frameIndex"])
    if reason.cause is Cause.TIME and not reason.line:
        return _("frame {frame} took longer than it may").format(frame=name)
    if reason.cause is Cause.SILENT:
        return _("the log of frame {frame} is empty").format(frame=name)
    if reason.cause is Cause.UNKNOWN:
        return _("frame {frame}: “{line}”").format(frame=name, line=reason.line)
    return _("{reason} (frame {frame}: “{line}”)").format(reason=phrase(reason), frame=name, line=reason.line)


def _missed(api: FoxAPI, holders: Sequence[int], failed: int) -> list[FrameInfo]:
    found: list[FrameInfo] = []
    for holder in holders:
        for frame in api.query.iter_all_frames(holder):
            if frame["frameStatus"] in FRAME_MISSED:
                found.append(frame)
                if len(found) == failed:
                    return found
    return found


def _reason(api: FoxAPI, frame: FrameInfo) -> Reason | None:
    """Why a frame failed; None where its log cannot be read."""
    if frame["frameStatus"] == FrameStatus.TIMED_OUT:
        return Reason(Cause.TIME)
    try:
        return explain(last_lines(api, frame["id"]))
    except (Refused, BadAnswer) as error:
        log.info("the log of frame %s cannot be read: %s", frame["frameIndex"], error)
        return None


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
