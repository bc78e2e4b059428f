"""Rows that give something up, or go on in a further line, where the panel or the font leaves them too little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Callable, NamedTuple

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtWidgets import QLayout, QLayoutItem, QWidget

Saving = Callable[[bool], None]
"""Called with True to do without something, with False to have it."""

WORDS, NAME = 32, 12
"""Characters of a text of several lines, and of one that is elided, with less of which it stands in a further line."""


def fit(row: QLayout, room: int, savings: Sequence[Saving]) -> None:
    """Have a row need no more than ``room`` pixels: of the savings, in this order, only those it takes are made.

    Qt lays out everything around a widget at the moment in which it is shown: what is tried here and taken back would
    be seen, and would change sizes that lead here again.
    """
    around = list(_around(row))
    for layout in around:
        layout.setEnabled(False)
    try:
        for save in savings:
            save(False)
        for save in savings:
            if needed(row) <= room:
                return
            save(True)
    finally:
        for layout in around:
            layout.setEnabled(True)


def _around(row: QLayout) -> Iterator[QLayout]:
    """Yield the layouts of the widget in which the row lies, and of those around it."""
    widget = row.parentWidget()
    while widget is not None:
        layout = widget.layout()
        if layout is not None and layout.isEnabled():
            yield layout
        widget = None if widget.isWindow() else widget.parentWidget()


def needed(row: QLayout) -> int:
    """The pixels with which nothing in the row is cut off, as its widgets are now."""
    _measure_anew(row)
    return row.sizeHint().width()


def _measure_anew(layout: QLayout) -> None:
    """Qt keeps what it has measured until it has laid out a change."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if inner is None and widget is not None:
            inner = widget.layout()
        if inner is not None:
            _measure_anew(inner)
        if widget is not None:
            widget.updateGeometry()
    layout.invalidate()


class _Measured(NamedTuple):
    """An item that is shown, in the pixels that it says it needs."""

    place: int
    item: QLayoutItem
    least: int
    """The width without which it goes on in another line."""
    most: int
    """The width beyond which it has no use for what is left in its line."""


class Flow(QLayout):
    """Widgets side by side, which go on below each other where they find no room.

    Qt asks for the same heights many times while it lays out what is around: what was measured is kept, as Qt's own
    layouts keep it, until Qt says that something has changed.
    """

    def __init__(self, *parts: QWidget | None, spacing: int = 8, between: int = 6) -> None:
        """None stands for what is left of its line; ``between`` are the pixels between two lines."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._pushed: set[int] = set()
        """Places of what lies at the right end of a line."""
        self._measured: list[_Measured] | None = None
        self._heights: dict[int, int] = {}
        """Heights that were asked for, by the width."""
        self._between = between
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for part in parts:
            if part is None:
                self._pushed.add(len(self._items))
            else:
                self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def invalidate(self) -> None:
        self._measured = None
        self._heights = {}
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._lay_out(QRect(0, 0, width, 0), moving=False)
        return height

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, moving=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return self._with_margins(QSize(max((size.width() for size in sizes), default=0),
                                        max((size.height() for size in sizes), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return QSize(size.width() + margins.left() + margins.right(), size.height() + margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, *, moving: bool) -> int:
        """Return the height that the lines take, and move the widgets where that is wanted."""
        margins = self.contentsMargins()
        inside = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        top = inside.top()
        for line in self._lines(inside.width()):
            widths = self._widths(line, inside.width())
            heights = [_height(each.item, width) for each, width in zip(line, widths)]
            if moving:
                self._place(line, widths, heights, QRect(inside.left(), top, inside.width(), max(heights)))
            top += max(heights) + self._between
        return max(0, top - self._between - inside.top()) + margins.top() + margins.bottom()

    def _shown(self) -> list[_Measured]:
        if self._measured is None:
            self._measured = [_Measured(place, item, _least(item), _most(item))
                              for place, item in enumerate(self._items) if not item.isEmpty()]
        return self._measured

    def _lines(self, width: int) -> list[list[_Measured]]:
        """Return the lines, each with what is shown in it."""
        lines: list[list[_Measured]] = []
        left, spacing = 0, self.spacing()
        for each in self._shown():
            if lines and each.least + spacing <= left:
                lines[-1].append(each)
                left -= each.least + spacing
            else:
                lines.append([each])
                left = width - each.least
        return lines

    def _widths(self, line: list[_Measured], width: int) -> list[int]:
        """Widths in one line: what may grow has a part of what is left, as far as it wants it."""
        widths = [min(width, each.least) for each in line]
        left = width - sum(widths) - self.spacing() * (len(line) - 1)
        growing = sorted((each.most - width, at) for at, (each, width) in enumerate(zip(line, widths)))
        for number, (wanted, at) in enumerate(growing):
            more = max(0, min(left // (len(growing) - number), wanted))
            widths[at] += more
            left -= more
        return widths

    def _place(self, line: list[_Measured], widths: list[int], heights: list[int], room: QRect) -> None:
        spare = room.width() - sum(widths) - self.spacing() * (len(line) - 1)
        left = room.left()
        first = self._shown()[0]
        for each, width, height in zip(line, widths, heights):
            # What goes on below begins at the left.
            if each.place in self._pushed and (each is not line[0] or each is first):
                left += spare
                spare = 0
            each.item.setGeometry(QRect(left, room.top() + (room.height() - height) // 2, width, height))
            left += width + self.spacing()


def _least(item: QLayoutItem) -> int:
    """The width without which it goes on in another line."""
    hint, least, widget = item.sizeHint().width(), item.minimumSize().width(), item.widget()
    if least >= hint or widget is None:
        return max(least, hint)
    letters = WORDS if item.hasHeightForWidth() else NAME
    return min(hint, max(least, letters * widget.fontMetrics().averageCharWidth()))


def _most(item: QLayoutItem) -> int:
    """The width beyond which it has no use for what is left in its line."""
    if item.hasHeightForWidth() or item.expandingDirections() & Qt.Orientation.Horizontal:
        return item.maximumSize().width()
    return max(item.sizeHint().width(), item.minimumSize().width())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
