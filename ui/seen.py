"""Whether something needs to be drawn again."""

from __future__ import annotations


class Seen:
    """Remembers what was drawn last. Parts of a State that did not change are the same objects, so this is quick."""

    def __init__(self) -> None:
        self._values: tuple[object, ...] | None = None

    def changed(self, *values: object) -> bool:
        """True when it differs from the last time, and the first time."""
        before, self._values = self._values, values
        return before is None or before != values
