"""The view of a RowsModel, table or tree, with its header."""

from __future__ import annotations

from typing import Protocol

from qtpy.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt
from qtpy.QtGui import QPainter
from qtpy.QtWidgets import QHeaderView, QTableView, QTreeView, QWidget

from ..kit import paint
from ..kit.cells import PADDING, AnyIndex
from ..kit.style import Style
from .base import RowsFace, lay_out_columns
from .model import Column, RowsModel

HEADER_HEIGHT = 24
ROW_HEIGHT = 26
INDENT = 16
ARROWS = {Qt.SortOrder.AscendingOrder: " ↑", Qt.SortOrder.DescendingOrder: " ↓"}


class HasColumns(Protocol):
    """A model that says what its columns are."""

    columns: tuple[Column, ...]


class Header(QHeaderView):
    """Column titles; a click sorts where the column can be sorted."""

    def __init__(self, style: Style, model: HasColumns, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.panel_style = style
        self._model = model
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, column = self.panel_style.theme, self._model.columns[logicalIndex]
        painter.fillRect(rect, paint.colour_of(theme.raised))
        paint.line_below(painter, rect, theme.line_deep)
        if self.visualIndex(logicalIndex) < self.count() - 1 and column.title:
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height() - 1), paint.colour_of(theme.control))
        arrow = ARROWS[self.sortIndicatorOrder()] if self.sortIndicatorSection() == logicalIndex else ""
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        paint.text(painter, inside, column.title + arrow, self.panel_style.small_medium, theme.text_2, column.right)


class RowsView(RowsFace, QTreeView):
    """Dense rows, selected whole."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget, tree: bool = False,
                 row_height: int = ROW_HEIGHT, header: Header | None = None, several: bool = False) -> None:
        super().__init__(parent)
        self.panel_style = style
        self.setHeader(header or Header(style, model, self))
        self.set_up(style, model, self.header(), row_height, several)
        self.header().setSectionsClickable(True)  # setHeader has switched it off
        self._shares = lay_out_columns(self._titles, model.columns, self._cells)
        self.setRootIsDecorated(tree)
        self.setIndentation(INDENT if tree else 0)
        self.setUniformRowHeights(True)
        self.header().sectionClicked.connect(self.sort_by)

    def selectAll(self) -> None:
        """Select every row that is not folded away; Qt would ask the model for each cell's parent."""
        found, last = QItemSelection(), len(self.rows.columns) - 1
        waiting = [QModelIndex()]
        while waiting:
            above = waiting.pop()
            count = self.rows.rowCount(above)
            if count:
                found.select(self.rows.index(0, 0, above), self.rows.index(count - 1, last, above))
            waiting += [below for place in range(count) if self.isExpanded(below := self.rows.index(place, 0, above))]
        self.selectionModel().select(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def is_open(self, place: int, above: QModelIndex) -> bool:
        return self.isExpanded(self.rows.index(place, 0, above))

    def height_for(self, rows: int) -> int:
        """Height for this many rows, with the header and the frame."""
        return HEADER_HEIGHT + rows * self._row_height + 2

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: AnyIndex) -> None:
        """Nothing: the delegate paints the arrow, after the background of the row."""


class RowsTable(RowsFace, QTableView):
    """A table of many rows without children; a tree would ask the model about each of them at every layout."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget, row_height: int = ROW_HEIGHT,
                 several: bool = False) -> None:
        super().__init__(parent)
        self.panel_style = style
        self.setHorizontalHeader(Header(style, model, self))
        self.set_up(style, model, self.horizontalHeader(), row_height, several)
        self.horizontalHeader().setSectionsClickable(True)
        self._shares = lay_out_columns(self._titles, model.columns, self._cells)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
