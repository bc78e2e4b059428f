"""Very many rows put into a tree, a slice at a time."""

from __future__ import annotations

from collections.abc import Sequence

from ..kit import slices
from .model import Row
from .tree_model import TreeModel

AT_ONCE = 200
"""Rows, with those below them, that are put into the tree in one step."""


def fill(model: TreeModel, rows: Sequence[Row]) -> slices.Work:
    """Put rows into an empty tree, in the order in which it shows them.

    It ends where the tree has other rows than those put there so far: then somebody has shown all.
    """
    ordered = model.ordered(rows)
    yield
    for first, end in steps(model, ordered):
        if model.rowCount() != first:
            return
        model.append(ordered[first:end])
        yield


def steps(model: TreeModel, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the first row of each step, and the one after its last."""
    found, first, weight = [], 0, 0
    for place, row in enumerate(rows, 1):
        weight += 1 + len(model.below(row))
        if weight >= AT_ONCE or place == len(rows):
            found.append((first, place))
            first, weight = place, 0
    return found
