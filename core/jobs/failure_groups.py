"""The frames of a task that failed, grouped by why: what is said of each group, and what helps against it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..common.errors import BadInput
from ..common.i18n import _, aside, count
from ..model.ending import Failures, names
from ..model.frames import compress, numbers, parse, shown
from ..model.logs.reasons import Reason, phrase
from .frame_actions import failed
from .tasks import FrameRow


class Group(NamedTuple):
    """Frames that failed for one reason."""

    frames: tuple[FrameRow, ...]
    reason: Reason | None
    """None where their logs were not read."""
    read: int
    """The number of their logs that were read."""


def groups(frames: Sequence[FrameRow], failures: Failures | None = None) -> tuple[Group, ...]:
    """The frames that failed by their reasons, the most frames first; those whose logs were not read come last.

    Where all logs that were read name one reason, the others are counted to it: ``said`` says how many were read.
    """
    known = dict(failures.reasons) if failures is not None else {}
    found: dict[object, list[tuple[FrameRow, Reason]]] = {}
    unread = []
    for frame in failed(frames):
        reason = frame.why or known.get(frame.id)
        if reason is None:
            unread.append(frame)
        else:
            found.setdefault(reason.kind, []).append((frame, reason))
    if len(found) == 1:
        (members,) = found.values()
        every = failed(frames)
        return (Group(tuple(every), members[0][1], len(members)),)
    made = [Group(tuple(frame for frame, _reason in each), each[0][1], len(each))
            for each in sorted(found.values(), key=len, reverse=True)]
    return (*made, Group(tuple(unread), None, 0)) if unread else tuple(made)


def said(group: Group) -> str:
    """``37 frames (1-37): out of memory, and the same in all 8 logs that were read.``"""
    number = len(group.frames)
    subject = (_("Frame {frame}").format(frame=group.frames[0].label) if number == 1 else
               which(group.frames))
    if group.reason is None:
        return _("{frames}: the logs were not read.").format(frames=subject)
    why = phrase(group.reason)
    if group.read == 1 < number:
        why = _("{reason}, by the one log that was read").format(reason=why)
    elif group.read < number:
        why = _("{reason}, and the same in all {n} logs that were read").format(reason=why, n=group.read)
    return _("{frames}: {reason}.").format(frames=subject, reason=why)


def rest(groups: Sequence[Group]) -> str:
    """Say in a sentence that there are these reasons, too, and which frames they are of; empty where there are none."""
    if not groups:
        return ""
    frames = which([frame for group in groups for frame in group.frames])
    return count("{n} more reason is in the log of {{frames}}.", "{n} more reasons are in the logs of {{frames}}.",
                 len(groups)).format(frames=frames)


def which(frames: Sequence[FrameRow]) -> str:
    """``37 frames (1-37)``"""
    return aside(count("{n} frame", "{n} frames", len(frames)), ranges(frames))


def ranges(frames: Sequence[FrameRow]) -> str:
    """``1-37, 40``; names that are no numbers one by one."""
    labels = [frame.label for frame in frames]
    try:
        return shown(compress(numbers(parse(",".join(labels)))))
    except BadInput:
        return names(tuple(labels))
