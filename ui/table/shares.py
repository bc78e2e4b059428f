"""The columns of a table share the width that is left over: the one that takes the rest is not alone in having it."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import QGuiApplication
from qtpy.QtWidgets import QHeaderView

from .model import Column

ENOUGH = 280
"""Pixels that the column which takes the rest has to itself, where it has no sample; what is more is shared."""

LEAST = 110
"""The design's pixels that it keeps where columns give way to it."""


class Shares(QObject):
    """Widths of the columns that grow (``Column.grows``): their usual width and a part of what is left over."""

    def __init__(self, titles: QHeaderView, columns: Sequence[Column], usual: Sequence[int], least: int,
                 enough: int = ENOUGH) -> None:
        """``usual`` has the width of each column where there is just enough room; ``least`` stays for the rest, which
        has ``enough`` to itself where there is more.
        """
        super().__init__(titles)
        self._titles = titles
        self._columns = columns
        self._usual = list(usual)
        self._least, self._enough = least, enough
        self._gone: set[int] = set()
        """Columns that have given way."""
        self._sharing = False
        self._by_hand: set[int] = set()
        titles.installEventFilter(self)
        titles.sectionResized.connect(self._resized)

    def usual(self, place: int) -> int:
        """The width of a column without its part of what is left over, or the width that the user gave it."""
        return self._usual[place]

    def set_usual(self, place: int, width: int) -> None:
        """Another usual width; what the user has made of it stays until then."""
        self._usual[place] = width
        self._by_hand.discard(place)
        self._sharing = True
        self._titles.resizeSection(place, width)
        self._sharing = False
        self.share()

    def share(self) -> None:
        """Lay the columns out for the width of now."""
        self._give_way()
        shown = [place for place in range(len(self._columns)) if not self._titles.isSectionHidden(place)]
        growing = [place for place in shown if self._columns[place].grows and place not in self._by_hand]
        if not growing or self._sharing:
            return
        taken = sum(self._usual[place] for place in shown if self._columns[place].width)
        parts = 1 + sum(self._columns[place].grows for place in growing)
        spare = max(0, self._titles.width() - taken - self._enough)
        self._sharing = True
        for place in growing:
            self._titles.resizeSection(place, self._usual[place] + spare * self._columns[place].grows // parts)
        self._sharing = False

    def _give_way(self) -> None:
        """Hide the columns that have no room beside the others, those that are asked for least first."""
        shown = {place for place in range(len(self._columns))
                 if place in self._gone or not self._titles.isSectionHidden(place)}
        left = self._titles.width() - sum(
            self._usual[place] if self._columns[place].width else self._least for place in shown)
        gone: set[int] = set()
        for place in sorted(shown, key=lambda place: -self._columns[place].gives_way):
            if left < 0 and self._columns[place].gives_way:
                gone.add(place)
                left += self._usual[place]
        before, self._gone = self._gone, gone
        for place in before ^ gone:
            self._titles.setSectionHidden(place, place in gone)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share()
        return False

    def _resized(self, place: int, before: int, now: int) -> None:
        """A column that was hidden or shown leaves others more or less; one that was dragged stays as it is."""
        if self._sharing or not self._columns[place].width:
            return
        if before and now and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._by_hand.add(place)
            self._usual[place] = now
        self.share()
