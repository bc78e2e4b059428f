"""Answers about parts of long lists, without a look at each entry: panels ask while the artist types. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

Span = Tuple[float, float]

BLOCK = 16
"""Entries whose highest is kept together: keeping it for each of very many entries takes longer than it saves."""


class Highest:
    """The highest of any part of a list of numbers."""

    def __init__(self, values: Sequence[int]) -> None:
        self._values = values
        self.highest = max(values, default=0)
        """The highest of all."""
        blocks = [max(values[start:start + BLOCK]) for start in range(0, len(values), BLOCK)]
        # Of 1, 2, 4, 8 … blocks from each one on: any part is two of these, which may overlap.
        self._levels = [blocks]
        width = 1
        while 2 * width <= len(blocks):
            below = self._levels[-1]
            self._levels.append(list(map(max, below, below[width:])))
            width *= 2

    def between(self, first: int, last: int) -> int:
        """The highest value from place ``first`` to before ``last``; 0 where there is none."""
        start, end = -(-first // BLOCK), last // BLOCK
        if start >= end:
            return max(self._values[first:last], default=0)
        level = (end - start).bit_length() - 1
        blocks = self._levels[level]
        found = max(blocks[start], blocks[end - (1 << level)])
        if first < start * BLOCK:
            found = max(found, *self._values[first:start * BLOCK])
        return max(found, *self._values[end * BLOCK:last]) if end * BLOCK < last else found


def runs_of(numbers: Iterable[float]) -> tuple[Span, ...]:
    """The ranges in which every whole number is there, from the lowest on; the numbers are whole."""
    found: list[Span] = []
    start = before = None
    for number in sorted(numbers):
        if before is None or number != before + 1:
            if start is not None and before is not None:
                found.append((start, before))
            start = number
        before = number
    return (*found, (start, before)) if start is not None and before is not None else ()
