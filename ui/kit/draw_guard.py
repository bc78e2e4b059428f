"""Whether something needs to be drawn again."""

from __future__ import annotations

MANY = 1000
"""Rows; more are compared by what they are, not by what is in them: that would take as long as drawing them."""


def same(before: object, now: object) -> bool:
    """Whether nothing is to be drawn again for it."""
    if before is now:
        return True
    return not (isinstance(now, tuple) and len(now) > MANY) and before == now


class Seen:
    """Remembers what was drawn last. Parts of a State that did not change are the same objects, so this is quick."""

    def __init__(self) -> None:
        self._values: tuple[object, ...] | None = None

    def changed(self, *values: object) -> bool:
        """True when it differs from the last time, and the first time."""
        before, self._values = self._values, values
        return before is None or len(before) != len(values) or not all(map(same, before, values))

    def forget(self) -> None:
        """The next time counts as the first."""
        self._values = None
