"""Frame ranges: as people type them, as the farm wants them.

The farm's spelling always has the step: ``1-10[1],20-20[1]`` (task_json, "Frame ranges").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import BadInput
from ..host import Frames
from ..i18n import _

MOST = 1_000_000
"""Frames in one submission; more is a slip of the finger."""

RANGE = re.compile(
    r"(?P<first>-?\d+)(?:\s*-\s*(?P<last>-?\d+))?(?:\s*(?:\[\s*(?P<step>\d+)\s*\]|x\s*(?P<by>\d+)))?")


def parse(text: str) -> tuple[Frames, ...]:
    """``1-10``, ``1-10[2]``, ``1-10x2``, ``1,3-4,10-20[5]``, ``-5--1`` as ranges.

    Raises:
        BadInput: names the part that is no range.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    ranges = tuple(_range(part) for part in parts if part)
    if not ranges:
        raise BadInput(_("No frames given: type for example 1-10, 1-10[2] or 1,5,9."))
    if sum(len(each) for each in ranges) > MOST:
        raise BadInput(_("These are more than {most:,} frames: check the range.").format(most=MOST))
    return ranges


def text(ranges: Iterable[Frames]) -> str:
    """The farm's spelling: ``1-10[2],20-20[1]``."""
    return ",".join(map(str, ranges))


def shown(ranges: Iterable[Frames]) -> str:
    """As people write it: ``1-10``, ``1-10[2]``, ``20``."""
    return ", ".join(_shown(each) for each in ranges)


def numbers(ranges: Iterable[Frames]) -> list[int]:
    """Every frame once, in the order given."""
    return list(dict.fromkeys(number for each in ranges for number in each.numbers()))


def _shown(frames: Frames) -> str:
    if frames.first == frames.last:
        return str(frames.first)
    return f"{frames.first}-{frames.last}" + (f"[{frames.step}]" if frames.step > 1 else "")


def _range(part: str) -> Frames:
    match = RANGE.fullmatch(part)
    if match is None:
        raise BadInput(_("“{part}” is no frame range: type for example 1-10, 1-10[2] or 1,5,9.").format(part=part))
    first = int(match["first"])
    last = first if match["last"] is None else int(match["last"])
    step = int(match["step"] or match["by"] or 1)
    if last < first:
        raise BadInput(_("“{part}” runs backwards: write {last}-{first}.").format(
            part=part, first=first, last=last))
    if step == 0:
        raise BadInput(_("“{part}” has the step 0: use 1 or more.").format(part=part))
    return Frames(first, last, step)
