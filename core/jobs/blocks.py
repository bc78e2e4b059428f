"""Answers about very many rows, made again only where a row changed.

A task has 10,000 frames of which one changes every second: what is counted and added up of them is kept for each
block of them.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Callable, Generic, TypeVar

SIZE = 256
"""Rows of a block: 10,000 rows are 40 blocks, and one that changed costs a fortieth."""

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class Blocks(Generic[Row, Answer]):
    """The answers of a function for each block of rows, which depend on nothing but the rows of the block."""

    def __init__(self, answer: Callable[[Sequence[Row]], Answer]) -> None:
        self._answer = answer
        self._rows: Sequence[Row] | None = None
        """The rows of the last time: a page is drawn more often than a frame of it changes."""
        self._known: list[tuple[Sequence[Row], Answer]] = []
        """The rows that each block had the last time, and the answer for them."""

    def of(self, rows: Sequence[Row]) -> list[Answer]:
        """Return the answer of each block, in the order of the rows."""
        if rows is not self._rows or isinstance(rows, MutableSequence):  # which may have changed since
            self._renew(rows)
        return [answer for _rows, answer in self._known]

    def _renew(self, rows: Sequence[Row]) -> None:
        before, known = self._known, []
        for place, first in enumerate(range(0, len(rows), SIZE)):
            block = rows[first:first + SIZE]
            # Rows that are the same objects are compared in a moment, and the first that differs ends it.
            same = place < len(before) and before[place][0] == block
            known.append(before[place] if same else (block, self._answer(block)))
        self._rows, self._known = rows, known
