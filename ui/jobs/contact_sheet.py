"""Frames as pictures in a grid: only the cells that are seen exist, so ten thousand scroll like ten."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from qtpy.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from qtpy.QtWidgets import QAbstractItemView, QWidget

from ...core.jobs.tasks import FrameRow
from ..keys.focus import by_key
from ..keys.press import is_for_panel
from ..kit.cells import FADED, AnyIndex
from ..kit.paint import colour_of
from ..kit.signals import Signal
from ..kit.style import Style
from ..table.model import RowsModel
from ..table.type_ahead import TypeAhead
from .frame_cell import CAPTION, RING, FrameCell

GAP = 8
MARGIN = 8
ROW_GAP = 4
NARROWEST, USUAL, WIDEST = 96, 128, 240
SCROLL_BAR = 14
STEP = 12
"""Pixels that a notch of the wheel makes a cell wider."""

_Action = QAbstractItemView.CursorAction


class ContactSheet(QAbstractItemView):
    """A grid of frames with as many columns as fit; Ctrl and the wheel, or + and -, change a cell's width."""

    seen = Signal()
    """Other frames may be on the screen."""

    opened = Signal()
    """A frame is double-clicked."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.rows = model
        self._narrowest = style.wide(NARROWEST)
        self._wanted = max(USUAL, self._narrowest + STEP)  # so that it can be made narrower
        self._cell = FrameCell(style, self, self._picture_came)
        self.columns, self.cell_width = 1, USUAL
        self.cell_height = USUAL * 9 // 16 + CAPTION
        self.faded = False
        self._keyboard = False
        self._ahead = TypeAhead()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self._narrowest + 2 * MARGIN + 14)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what is below need not be painted
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.modelReset):
            signal.connect(lambda *_where: self._rows_changed())

    def visible_rows(self) -> list[FrameRow]:
        """Return the frames on the screen and those of one more screen below."""
        first, last = self._seen_places()
        model = self.rows
        rows = (model.row(model.index(place, 0)) for place in range(first, last))
        return [row for row in rows if isinstance(row, FrameRow)]

    def widen(self, steps: int) -> None:
        """Make the cells wider by so many notches."""
        self._wanted = max(self._narrowest, min(WIDEST, self._wanted + STEP * steps))
        current = self.currentIndex()
        self._fit()
        if current.isValid():
            self.scrollTo(current)

    # What Qt asks for.

    def visualRect(self, index: AnyIndex) -> QRect:
        if not index.isValid():
            return QRect()
        line, column = divmod(index.row(), self.columns)
        return QRect(MARGIN + column * (self.cell_width + GAP),
                     MARGIN + line * self._line() - self.verticalOffset(), self.cell_width, self.cell_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        column = (point.x() - MARGIN) // (self.cell_width + GAP)
        line = (point.y() - MARGIN + self.verticalOffset()) // self._line()
        if not 0 <= column < self.columns or line < 0:
            return QModelIndex()
        index = self.model().index(line * self.columns + column, 0)
        return index if self.visualRect(index).contains(point) else QModelIndex()

    def scrollTo(self, index: AnyIndex,
                 _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.isNull():
            return
        if rect.top() < MARGIN:
            bar.setValue(bar.value() + rect.top() - MARGIN)
        elif rect.bottom() > self.viewport().height() - ROW_GAP:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + ROW_GAP)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: object) -> QModelIndex:
        model, current = self.model(), self.currentIndex()
        last = model.rowCount() - 1
        if last < 0:
            return QModelIndex()
        page = max(1, self.viewport().height() // self._line()) * self.columns
        by = {_Action.MoveLeft: -1, _Action.MovePrevious: -1, _Action.MoveRight: 1, _Action.MoveNext: 1,
              _Action.MoveUp: -self.columns, _Action.MoveDown: self.columns, _Action.MovePageUp: -page,
              _Action.MovePageDown: page, _Action.MoveHome: -last - 1, _Action.MoveEnd: last + 1}.get(action, 0)
        place = current.row() + by if current.isValid() else 0
        return model.index(max(0, min(last, place)), 0)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return int(self.verticalScrollBar().value())

    def isIndexHidden(self, index: AnyIndex) -> bool:
        return index.column() > 0

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from the cell at one corner to the cell at the other, in reading order, for a rubber band or Shift."""
        ends = [self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())]
        places = sorted(index.row() for index in ends if index.isValid())
        chosen = QItemSelection()
        if places:
            model = self.model()
            chosen.select(model.index(places[0], 0), model.index(places[-1], model.columnCount() - 1))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect()) if selection.count() else QRegion()

    def dataChanged(self, topLeft: AnyIndex, bottomRight: AnyIndex, _roles: object = ()) -> None:
        """Qt would paint the whole sheet."""
        first, last = self._places(0, self.viewport().height())
        self._paint_again(range(max(first, topLeft.row()), min(last, bottomRight.row() + 1)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the pixels that stay on the screen and do not paint them again."""
        self.viewport().scroll(dx, dy)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        lines = -(-self.model().rowCount() // self.columns)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._line() // 2)
        bar.setRange(0, max(0, 2 * MARGIN + lines * self._line() - ROW_GAP - self.viewport().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, model = QPainter(self.viewport()), self.rows
        painter.fillRect(event.rect(), colour_of(self._style.theme.well))
        painter.setOpacity(FADED if self.faded else 1.0)
        first, last = self._places(event.rect().top(), event.rect().bottom())
        chosen, current = self.selectionModel(), self.currentIndex()
        focused = self._keyboard and self.hasFocus()
        for place in range(first, last):
            index = model.index(place, 0)
            rect = self.visualRect(index)
            if not event.region().intersects(ring(rect)):
                continue
            frame = model.row(index)
            ringed = focused and place == current.row()
            if isinstance(frame, FrameRow):
                self._cell.paint(painter, rect, frame, chosen.isSelected(index), ringed)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.widen(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keyboard = True
        if is_for_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next frame whose number begins with what is typed."""
        frames = self.rows.between(0, self.rows.rowCount() - 1, QModelIndex())
        found = self._ahead.find(search, list(map(self.rows.typed, frames)), self.currentIndex().row())
        if found >= 0:
            self.setCurrentIndex(self.rows.index(found, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyboard = False
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = by_key(event)
        super().focusInEvent(event)

    # How it is laid out.

    def _line(self) -> int:
        return self.cell_height + ROW_GAP

    def _places(self, top: int, bottom: int) -> tuple[int, int]:
        """The first cell between two heights of the viewport, and the one after the last."""
        first = max(0, (top - MARGIN + self.verticalOffset()) // self._line())
        last = max(0, (bottom - MARGIN + self.verticalOffset()) // self._line()) + 1
        return first * self.columns, min(self.model().rowCount(), last * self.columns)

    def _seen_places(self) -> tuple[int, int]:
        return self._places(0, 2 * self.viewport().height())

    def _fit(self) -> None:
        """The columns share the width."""
        # With room for the scroll bar even while there is none: else it could come and go for ever.
        room = self.width() - SCROLL_BAR - MARGIN + GAP - MARGIN // 2
        self.columns = max(1, room // (self._wanted + GAP))
        self.cell_width = max(self._narrowest, min(WIDEST, room // self.columns - GAP))
        self.cell_height = round(self.cell_width * 9 / 16) + CAPTION
        self._rows_changed()

    def _rows_changed(self) -> None:
        self.updateGeometries()
        self._scrolled()
        self.viewport().update()

    def _scrolled(self) -> None:
        self._cell.gallery.forget_waiting({row.thumbnail for row in self.visible_rows()})
        self.seen.emit()

    def _picture_came(self) -> None:
        model, arrived = self.rows, self._cell.gallery.arrived
        first, last = self._places(0, self.viewport().height())
        self._paint_again(place for place in range(first, last) if (
            row := model.row(model.index(place, 0))) and row.thumbnail in arrived)

    def _paint_again(self, places: Iterable[int]) -> None:
        for place in places:
            self.viewport().update(ring(self.visualRect(self.rows.index(place, 0))))


def ring(cell: QRect) -> QRect:
    """The cell with what may be painted around it."""
    return cell.adjusted(-RING, -RING, RING, 0)
