"""Frame ranges: as people type them, as the farm wants them.

The farm's spelling always has the step: ``1-10[1],20-20[1]`` (task_json, "Frame ranges"). Why not a library:
docs/decisions/0007-frame-ranges.md.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from ..common.errors import BadInput
from ..common.i18n import _
from .host import Frames

MOST = 1_000_000
"""Most frames in one submission; more is assumed to be a typo."""

FEW = 10_000
"""Frames up to which ranges are put together anew to be read."""

# Letter for letter, so that places in the text stay: what a Chinese keyboard or a word processor writes.
PLAIN = str.maketrans("０１２３４５６７８９，；、－–—−‐‑［］×Ｘｘ\u3000\u00a0\t\n\r", "0123456789,;,------[]xxx     ")
PART = re.compile(r"[^,;]+")
NUMBER = r"[+-]?[0-9]+"
RANGE = re.compile(
    rf"(?P<first>{NUMBER})(?:\s*-\s*(?P<last>{NUMBER}))?(?:\s*\[\s*(?P<step>[0-9]+)\s*\]|\s*[xX]\s*(?P<by>[0-9]+))?")
DIGITS = 9  # with the sign; the farm counts in 32 bits
SHOWN = 40  # characters of the part that an error names


class BadFrames(BadInput):
    """Text that is no frame range; ``start`` and ``end`` say where in it the trouble is."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def parse(text: str) -> tuple[Frames, ...]:
    """``1-10``, ``1-10[2]``, ``1-10x2``, ``1,3-4,10-20[5]``, ``-5--1``, ``1 5 9`` as ranges.

    Raises:
        BadFrames: names the part that is no range.
    """
    plain = text.translate(PLAIN)
    ranges = tuple(frames for part in PART.finditer(plain) for frames in _ranges(text, plain, part.start(), part.end()))
    if not ranges:
        raise BadFrames(_("No frames given: type for example 1-10, 1-10[2] or 1,5,9."), 0, len(text))
    if sum(length(each) for each in ranges) > MOST:
        raise BadFrames(_("These are more than {most:,} frames: check the range.").format(most=MOST), 0, len(text))
    return ranges


def text(ranges: Iterable[Frames]) -> str:
    """The farm's spelling: ``1-10[2],20-20[1]``."""
    return ",".join(map(str, ranges))


def shown(ranges: Iterable[Frames]) -> str:
    """Return ranges as people write them: ``1-10``, ``1-10[2]``, ``20``."""
    return ", ".join(_shown(each) for each in ranges)


@functools.lru_cache(1 << 12)
def readable(wire: str) -> str:
    """Return ranges as people read them: ``1-1[1],3-9[2]`` is ``1, 3-9[2]``; what cannot be read stays as it is.

    The same frames in the same order are the same text, however they were typed.
    """
    try:
        ranges = union(parse(wire))
    except BadInput:
        return wire
    return shown(compress(numbers(ranges)) if sum(map(length, ranges)) <= FEW else ranges)


def named(name: str) -> list[int]:
    """Return the frames that the farm calls ``7``, ``2-4[1]`` or ``9,2``; none where the name is no range."""
    if name.isdecimal():
        return [int(name)]
    try:
        return numbers(parse(name))
    except BadInput:
        return []


def numbers(ranges: Iterable[Frames]) -> list[int]:
    """Every frame once, in the order given."""
    return list(dict.fromkeys(number for each in ranges for number in each.numbers()))


def count(ranges: Iterable[Frames]) -> int:
    """How many frames, each once."""
    return sum(map(length, union(ranges)))


def contains(ranges: Iterable[Frames], number: int) -> bool:
    """Whether a frame is among them."""
    return any(number in each.numbers() for each in ranges)


def union(ranges: Iterable[Frames]) -> tuple[Frames, ...]:
    """Return the ranges without overlaps: a frame keeps its first occurrence, later duplicates are dropped."""
    given = tuple(ranges)
    ordered = sorted(given, key=lambda each: each.first)
    if all(one.last < other.first for one, other in zip(ordered, ordered[1:])):
        return given
    seen: set[int] = set()
    result: list[Frames] = []
    for each in given:
        new = [number for number in each.numbers() if number not in seen]
        seen.update(new)
        result += [each] if len(new) == length(each) else compress(new)
    return tuple(result)


def compress(frames: Iterable[int]) -> tuple[Frames, ...]:
    """Frame numbers as few ranges, in their order: ``1 2 3 7 9 11`` is ``1-3`` and ``7-11[2]``."""
    result: list[Frames] = []
    first = last = step = 0
    begun = False
    for number in frames:
        by = number - last
        if begun and by > 0 and (first == last or by == step):
            last, step = number, by
            continue
        if begun:
            result += _ranged(first, last, step)
            if last - first == step > 1 and by > 0:
                # Two that are no neighbours are two frames, unless a third goes on in their step.
                result.pop()
                first, last, step = last, number, by
                continue
        first = last = number
        begun, step = True, 1
    return (*result, *(_ranged(first, last, step) if begun else ()))


def _ranged(first: int, last: int, step: int) -> tuple[Frames, ...]:
    """A range; two frames where it has no others and they are no neighbours."""
    return (Frames(first, first), Frames(last, last)) if last - first == step > 1 else (Frames(first, last, step),)


def length(frames: Frames) -> int:
    """How many frames a range has; len() of it ends at 2**63."""
    return (frames.last - frames.first) // max(1, frames.step) + 1


def _shown(frames: Frames) -> str:
    if frames.first == frames.last:
        return str(frames.first)
    if frames.step > 1 and frames.last - frames.first == frames.step:
        return f"{frames.first}, {frames.last}"  # two that are no neighbours
    return f"{frames.first}-{frames.last}" + (f"[{frames.step}]" if frames.step > 1 else "")


def _ranges(typed: str, plain: str, start: int, end: int) -> Iterable[Frames]:
    """The ranges between two commas; more than one where only spaces part them."""
    while True:
        while start < end and plain[start].isspace():
            start += 1
        if start == end:
            return
        match = RANGE.match(plain, start, end)
        # What follows a range is a space, or it was none.
        if match is None or not (match.end() == end or plain[match.end()].isspace()):
            stop = start + len(plain[start:end].rstrip())
            raise _bad(_(
                "“{part}” (character {place}) is not a valid frame range: type for example 1-10, 1-10[2] or 1,5,9."),
                       typed, start, stop)
        yield _range(match, typed)
        start = match.end()


def _range(match: re.Match[str], typed: str) -> Frames:
    texts, place = match.groupdict(), match.span()
    if any(len(digits or "") > DIGITS for digits in texts.values()):
        raise _bad(_("“{part}” (character {place}) is too high a number."), typed, *place)
    first = int(texts["first"])
    last = first if texts["last"] is None else int(texts["last"])
    step = int(texts["step"] or texts["by"] or 1)
    if last < first:
        raise _bad(_("“{part}” (character {place}) runs backwards: write {last}-{first}."), typed, *place,
                   first=first, last=last)
    if step == 0:
        raise _bad(_("“{part}” (character {place}) has the step 0: use 1 or more."), typed, *place)
    return Frames(first, last, step)


def _bad(message: str, typed: str, start: int, end: int, **more: int) -> BadFrames:
    part = typed[start:end] if end - start <= SHOWN else f"{typed[start : start + SHOWN]}…"
    return BadFrames(message.format(part=part, place=start + 1, **more), start, end)
