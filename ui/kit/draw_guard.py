"""Whether something needs to be drawn again.

A drawing function sees only what it is given, and its guard compares exactly that: so nothing it shows can be
forgotten in the comparison. tests/ui/test_drawing.py holds every guard of ui/ to it.
"""

from __future__ import annotations

MANY = 1000
"""Rows; more are compared by what they are, not by what is in them: that would take as long as drawing them."""


def same(before: object, now: object) -> bool:
    """Whether nothing is to be drawn again for a value."""
    if before is now:
        return True
    return not (isinstance(now, tuple) and len(now) > MANY) and before == now


class DrawGuard:
    """Remembers what was drawn last. Parts of a state that did not change are the same objects, so this is quick."""

    def __init__(self) -> None:
        self._values: tuple[object, ...] | None = None

    def changed(self, *values: object) -> bool:
        """Return True when a value differs from the last time, and the first time."""
        before, self._values = self._values, values
        return before is None or len(before) != len(values) or not all(map(same, before, values))

    def forget(self) -> None:
        """Draw the next time, whatever is given."""
        self._values = None
