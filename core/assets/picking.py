"""Which files of a sequence the rendered frames need, of all that are on disk. Pure."""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Callable

from ..common.i18n import _
from ..model.host import Frames, Numbering
from .found import AssetState, FoundAsset, LocalFile, Mention, NumberedFiles, Place
from .ranges import Span
from .tokens import FRAME, Number, Numbers

MARGIN = 3
"""Frames that are sent before and after each rendered one. A shutter that stays open for two frames looks up to two
aside, and a cache that is interpolated there needs the file after that. Nothing of the margin counts as missing."""

MOST_NEEDED = 100_000
"""Frames above which everything on disk goes: no sequence has as many, and a panel must not stand still for them."""


@dataclasses.dataclass(frozen=True)
class Need:
    """The numbers of a sequence that are needed."""

    numbers: frozenset[Number]
    """The numbers without which a frame is wrong."""
    spans: tuple[Span, ...] | None
    """The ranges of numbers to send, from the lowest on, none touching another; None for everything on disk."""
    order: tuple[int, ...] | None
    """The numbers in ascending order; None where some lie between whole ones."""


class Picker:
    """What is needed for some rendered frames. Sequences that are numbered alike are asked about once."""

    def __init__(self, rendered: Sequence[Frames]) -> None:
        """``rendered`` may be empty while it is not known: then what follows from it goes whole."""
        self._rendered = rendered if sum(map(how_many, rendered)) <= MOST_NEEDED else ()
        self._known: dict[tuple[tuple[Mention, ...], bool], Need] = {}

    def need(self, mentions: tuple[Mention, ...], fractional: bool) -> Need:
        """The union of what all nodes need that show the sequence."""
        key = (mentions, fractional)
        if key not in self._known:
            self._known[key] = self._union(mentions, fractional)
        return self._known[key]

    def _union(self, mentions: tuple[Mention, ...], fractional: bool) -> Need:
        whole: Callable[[Number], Number] = _same if fractional else math.floor
        numbers: set[Number] = set()
        spans: list[Span] = []
        everything = False
        for numbering, own in mentions:
            if numbering is None or not self._rendered or (numbering.cycles and not self._inside(numbering, own)):
                if own is None or how_many(own) > MOST_NEEDED:
                    everything = True
                else:
                    # Which of a sequence that begins again are shown is not worked out: none of it is called missing.
                    numbers.update(map(whole, steps(own)) if numbering is None else ())
                    spans.append((own.first, own.last))
            else:
                numbers.update(whole(numbering.number(frame, own)) for each in self._rendered for frame in steps(each))
                spans += (_ordered(numbering.number(first, own), numbering.number(last, own), whole)
                          for first, last in self._around())
        order = sorted(number for number in numbers if isinstance(number, int))
        return Need(frozenset(numbers), None if everything else _merged(spans),
                    tuple(order) if len(order) == len(numbers) else None)

    def _inside(self, numbering: Numbering, own: Frames | None) -> bool:
        """Whether all that is rendered shows the numbers that there are, once."""
        ends = [numbering.number(end) for each in self._rendered for end in (each.first - MARGIN, each.last + MARGIN)]
        return own is not None and all(own.first <= number <= own.last for number in ends)

    def _around(self) -> Iterable[Span]:
        """The rendered frames with the margin; frames that lie far apart each with its own."""
        for each in self._rendered:
            if each.step > 2 * MARGIN + 1:
                yield from ((frame - MARGIN, frame + MARGIN) for frame in steps(each))
            else:
                yield each.first - MARGIN, each.last + MARGIN


def picked(asset: FoundAsset, picker: Picker) -> FoundAsset:
    """The asset with the files that are needed of those on disk; itself where these are the ones that it has."""
    numbered = asset.numbered
    if numbered is None:
        return asset
    need = picker.need(numbered.mentions, numbered.fractional)
    places = _between(numbered, need.spans)
    count = sum([last - first for first, last in places])
    missing = _missing(need, numbered)
    # Files that only the margin takes do not help where every frame that is needed lacks its own.
    lost = not count or (need.spans is not None and len(missing) == len(need.numbers) > 0)
    if numbered.unreadable:
        state = AssetState.UNREADABLE
    elif lost:
        state = AssetState.MISSING
    else:
        state = AssetState.PARTIAL if missing or numbered.lacks_tiles else AssetState.FOUND
    elsewhere = state is AssetState.MISSING and numbered.files
    reason = _("Only files of other frames are on disk.") if elsewhere else numbered.reason
    whole, between = (missing, ()) if need.order is not None else (
        tuple([int(number) for number in missing if number == int(number)]),
        tuple([number for number in missing if number != int(number)]))
    needed = len(need.numbers)
    if (asset.places, asset.state, asset.needed, asset.reason, asset.missing, asset.missing_between) == (
            places, state, needed, reason, whole, between):
        return asset
    # Told here, since it would be asked of each file otherwise, for 100,000 of them while the artist types.
    size = sum([numbered.totals[last] - numbered.totals[first] for first, last in places])
    return asset.picked_again(places, size, count, state=state, needed=needed, reason=reason, missing=whole,
                              missing_between=between)


def _missing(need: Need, numbered: NumberedFiles) -> tuple[Number, ...]:
    """The numbers that are needed and are not there, in ascending order."""
    if need.order is None or numbered.runs is None:
        return tuple(sorted(need.numbers - numbered.whole))
    found: tuple[Number, ...] = ()
    place = 0
    for first, last in numbered.runs:
        found += need.order[place:bisect_left(need.order, first, place)]
        place = bisect_right(need.order, last, place)
    return found + need.order[place:]


def _between(numbered: NumberedFiles, spans: tuple[Span, ...] | None) -> tuple[Place, ...]:
    """The places of the files in each span."""
    if spans is None:
        return ((0, len(numbered.files)),)
    return tuple([(bisect_left(numbered.frames, first), bisect_right(numbered.frames, last)) for first, last in spans])


def whole_frames(found: Sequence[tuple[Numbers, LocalFile]]) -> frozenset[Number]:
    """The frames that are there; of a sequence of tiles, those that no tile lacks."""
    alone = [numbers[FRAME] for numbers, _file in found if len(numbers) == 1 and FRAME in numbers]
    if len(alone) == len(found):  # most have no tiles
        return frozenset(alone)
    tiles: defaultdict[tuple[tuple[str, Number], ...], set[Number]] = defaultdict(set)
    for numbers, _file in found:
        if FRAME in numbers:
            tile = () if len(numbers) == 1 else tuple(item for item in numbers.items() if item[0] != FRAME)
            tiles[tile].add(numbers[FRAME])
    return frozenset(set.intersection(*tiles.values()) if tiles else ())


def how_many(frames: Frames) -> int:
    """The frames of a range, without making them."""
    step = frames.step if frames.step > 0 else 1
    return max(0, math.floor((frames.last - frames.first) / step + 1e-9) + 1)


def steps(frames: Frames) -> list[Number]:
    """The frames of a range, which may begin, end and step between whole frames."""
    if all(isinstance(value, int) for value in (frames.first, frames.last, frames.step)):
        return list(frames.numbers())
    step: Number = frames.step if frames.step > 0 else 1
    return [round(frames.first + number * step, 6) for number in range(how_many(frames))]


def _same(number: Number) -> Number:
    return number


def _ordered(one: Number, other: Number, whole: Callable[[Number], Number]) -> Span:
    return whole(min(one, other)), max(one, other)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)
