"""The journal's contents as a panel shows them."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..states import Transfer, TransferFile
from .journal import Journal

MOST_FILES = 60
"""The most files shown of the selected transfer."""


class Queue(NamedTuple):
    """All transfers, and the files of the selected one."""

    transfers: Tuple[Transfer, ...]
    limit: int
    """Bytes a second, 0 for none."""
    selected: Optional[str]
    files: Tuple[TransferFile, ...]
    notice: str = ""
    """The sentence that says that the journal was damaged or gone, for a day; empty where it was not."""


class QueueReader:
    """Reads the queue again and again: what did not change since the last look is not read. Use it on one thread."""

    def __init__(self) -> None:
        self._newest = self._removed = -1
        self._known: dict[str, Transfer] = {}
        self._transfers: tuple[Transfer, ...] = ()

    def read(self, journal: Journal, selected: str | None) -> Queue:
        """Reads only. Without ``selected`` the newest is."""
        transfers = self._read(journal)
        if selected not in self._known:
            selected = transfers[0].id if transfers else None
        files = journal.some_files(selected, MOST_FILES) if selected else ()
        return Queue(transfers, journal.limit(), selected, files, journal.notice())

    def _read(self, journal: Journal) -> tuple[Transfer, ...]:
        newest, removed = journal.revisions()
        if removed != self._removed or newest < self._newest:  # also where an older journal was put in its place
            self._known, self._newest, self._transfers = {}, -1, ()
        found = [each for each in journal.changed_since(self._newest) if self._known.get(each.id) != each]
        self._newest, self._removed = newest, removed
        if found:
            added = any(each.id not in self._known for each in found)
            self._known.update((each.id, each) for each in found)
            if added:
                ordered = sorted(self._known.values(), key=lambda each: each.created, reverse=True)
                self._known = {each.id: each for each in ordered}
            self._transfers = tuple(self._known.values())
        return self._transfers
