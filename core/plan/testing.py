"""Which frames are rendered first, as a test. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import frames as frame_ranges
from ..model.choices import Choices
from ..model.host import Frames


def test_frames(ranges: Sequence[Frames], choices: Choices) -> frozenset[int]:
    """Return the test frames of one render unit: first, middle, last, and the typed ones that it has.

    Raises:
        BadFrames: what is typed is no frame range.
    """
    once = frame_ranges.union(ranges)
    every = frame_ranges.count(once)
    if not every:
        return frozenset()
    wanted = ((choices.test_first, 0), (choices.test_middle, (every - 1) // 2), (choices.test_last, every - 1))
    found = {_at(once, place) for on, place in wanted if on}
    if choices.test_frames.strip():
        found.update(number for each in frame_ranges.parse(choices.test_frames) for number in each.numbers()
                     if frame_ranges.contains(once, number))
    return frozenset(found)


def _at(ranges: Sequence[Frames], place: int) -> int:
    for each in ranges:
        numbers = each.numbers()
        if place < len(numbers):
            return numbers[place]
        place -= len(numbers)
    raise IndexError(place)
