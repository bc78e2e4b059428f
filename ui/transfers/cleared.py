"""Which transfers somebody took off the list. The journal keeps them: this is a view's own memory."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QObject

from ..kit.signals import Signal

MOST = 1000
"""Ids that are remembered, the last ones."""


class Cleared(QObject):
    """The ids of transfers that are over and are not listed any more."""

    changed = Signal()
    """Others are listed than before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    def __contains__(self, transfer_id: str) -> bool:
        return transfer_id in self._ids

    def add(self, ids: Iterable[str]) -> None:
        """Take these off the list."""
        before = len(self._ids)
        self._ids.update(dict.fromkeys(ids))
        if len(self._ids) != before:  # whoever hears it lists thousands of transfers anew
            self.changed.emit()

    def remembered(self) -> list[str]:
        """Return the ids for the next time."""
        return list(self._ids)[-MOST:]
