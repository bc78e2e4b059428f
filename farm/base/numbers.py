"""Task numbers are not given twice: the next one is in a file of its own, synced before a number leaves the farm.

The database may lose its last moment in a power cut, and somebody may put an older one in its place.
"""

from __future__ import annotations

from pathlib import Path

from ...core.common.atomic import sync_folder, write_text

FILE = "next-task"


class TaskNumbers:
    """The numbers that a farm has given. Whoever gives one is inside a change of the database, and so alone."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        try:
            self.next = int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            self.next = 0
        """The least number that is free; 0 where none was given."""

    def given(self, number: int) -> None:
        """Note that a number is given, and with it all that are smaller."""
        if number >= self.next:
            self.next = number + 1
            write_text(self._path, f"{self.next}\n", private=True)
            sync_folder(self._path.parent)
