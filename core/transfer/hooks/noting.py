"""Note which hooks are to be called: the task is on the farm, a result is here, all is over."""

from __future__ import annotations

from ...hooks.shapes import FRAME_FETCHED, POST_SUBMIT, TASK_ENDED
from ...model.ending import End
from ...settings.settings import Settings
from ..journal.journal import Journal
from ..journal.records import FetchedResult, Row
from .house import studio_of


class Noting:
    """The calls for one submission; nothing is noted where the studio has no hooks."""

    def __init__(self, journal: Journal, row: Row, settings: Settings | None) -> None:
        self._calls = journal.hook_calls()
        self._row = row
        self._there = settings is not None and bool(studio_of(self._calls, row.id, settings).hooks)

    def submitted(self) -> None:
        """Its task is about to be on the farm."""
        if self._there:
            self._calls.note(self._row.id, POST_SUBMIT, "")

    def fetched(self, server: str, result: FetchedResult) -> None:
        """A result lies in its place."""
        if self._there:
            self._calls.note(self._row.id, FRAME_FETCHED, server, path=result.local, server=server, size=result.size,
                             sha256=result.sha256)

    def ended(self, end: End | None, said: str, seen: str) -> None:
        """Its task is over; ``seen`` is what the farm says of it, ``said`` a sentence for people."""
        if self._there and end is not None:
            self._calls.note(self._row.id, TASK_ENDED, seen, end=end.value, message=said)
