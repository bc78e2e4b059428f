"""The view of a RowsModel, table or tree, with its header."""

from __future__ import annotations

from typing import Any, Callable

from qtpy.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt
from qtpy.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from . import paint
from .cells import PADDING, AnyIndex, CellDelegate
from .look import Look
from .rows import RowsModel

HEADER_HEIGHT = 24
ROW_HEIGHT = 26
INDENT = 16
ARROWS = {Qt.SortOrder.AscendingOrder: " ↑", Qt.SortOrder.DescendingOrder: " ↓"}


class Header(QHeaderView):
    """Column titles; a click sorts where the column can be sorted."""

    def __init__(self, look: Look, model: RowsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self._model = model
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, column = self.look.theme, self._model.columns[logicalIndex]
        painter.fillRect(rect, QColor(theme.raised))
        paint.line_below(painter, rect, theme.line_deep)
        if self.visualIndex(logicalIndex) < self.count() - 1 and column.title:
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height() - 1), QColor(theme.control))
        arrow = ARROWS[self.sortIndicatorOrder()] if self.sortIndicatorSection() == logicalIndex else ""
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        paint.text(painter, inside, column.title + arrow, self.look.small_medium, theme.text_2, column.right)


class RowsView(QTreeView):
    """Dense rows, selected whole. ``chosen`` is called with the row that the user makes the current one."""

    def __init__(self, look: Look, model: RowsModel, parent: QWidget, tree: bool = False,
                 row_height: int = ROW_HEIGHT, header: Header | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows = model
        self.chosen: Callable[[Any], None] = lambda _row: None
        self._drawing = False
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._row_height = row_height
        self._cells = CellDelegate(look, row_height, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setHeader(header or Header(look, model, self))
        self.header().setSectionsClickable(True)  # setHeader has switched it off
        self._lay_out_columns()
        self.setRootIsDecorated(tree)
        self.setIndentation(INDENT if tree else 0)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(look.theme.select))
        self.setPalette(palette)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.header().sectionClicked.connect(self._sort)

    def current(self) -> Any:
        """The current row's data; None where there is none."""
        return self.rows.row(self.currentIndex())

    def pick(self, key: object) -> None:
        """Make the row with this key the current one, without ``chosen``."""
        index = self.rows.find(key) if key is not None else QModelIndex()
        if self.rows.row(index) is self.current():
            return
        self._drawing = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self._drawing = False

    def fade(self, faded: bool) -> None:
        """Paler while the rows are out of date."""
        if self._cells.faded != faded:
            self._cells.faded = faded
            self.viewport().update()

    def height_for(self, rows: int) -> int:
        """With the header and the frame."""
        return HEADER_HEIGHT + rows * self._row_height + 2

    def set_column_hidden(self, title: str, hidden: bool) -> None:
        """By title; a narrow panel drops some."""
        for place, column in enumerate(self.rows.columns):
            if column.title == title:
                self.setColumnHidden(place, hidden)

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: AnyIndex) -> None:
        """Nothing: the delegate paints the arrow, after the background of the row."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._cells.keyboard = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._cells.keyboard = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._cells.keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
                                                  Qt.FocusReason.ShortcutFocusReason)
        super().focusInEvent(event)

    def _lay_out_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        for place, column in enumerate(self.rows.columns):
            stretched = column.width == 0
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive)
            if not stretched:
                header.resizeSection(place, column.width)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._drawing and index.isValid():
            self.chosen(self.rows.row(index))

    def _sort(self, place: int) -> None:
        """Ascending, descending, then as the rows came."""
        if self.rows.columns[place].sort is not None:
            up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
            following = {(place, up): (place, down), (place, down): (-1, up)}
            self._sorted = following.get(self._sorted, (place, up))
            self.rows.sort(*self._sorted)
        self.header().setSortIndicator(*self._sorted)  # Qt has changed it at the click
