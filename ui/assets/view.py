"""The view of the asset tree: a table whose first column is indented."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QRect, Qt
from qtpy.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from ...core.assets.found import FoundAsset
from ..keys.focus import by_key
from ..keys.press import is_for_panel
from ..kit import paint
from ..kit.cells import CELL, PADDING, AnyIndex, Cell, CellDelegate
from ..kit.signals import Signal
from ..kit.style import Style
from ..table.base import lay_out_columns
from ..table.type_ahead import TypeAhead
from ..table.views import INDENT, ROW_HEIGHT, Header
from .model import LINE, AssetModel
from .tree import Branch

ARROW = 22
"""Pixels for the arrow of a branch."""


class LineDelegate(CellDelegate):
    """Cells of lines; the row under the pointer is lit as a whole."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, ROW_HEIGHT, parent)
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, rect = self._style.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        fill = (theme.select if selected else theme.row_hover if index.row() == self.hovered
                else theme.well_alt if index.row() % 2 else theme.well)
        painter.fillRect(rect, paint.colour_of(fill))
        if not selected:
            paint.line_below(painter, rect, theme.row_line)
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        if index.column() == 0:
            branch, depth, opened = index.data(LINE)
            inside.setLeft(rect.left() + ARROW + 2 + depth * INDENT)
            if branch.children:
                self._arrow(painter, QRect(inside.left() - 6, rect.top(), 0, rect.height()), opened)
            inside.setLeft(inside.left() + 4)
        self._cell(painter, inside, cell, selected)
        if self.keyboard and option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, theme.accent_text)


class AssetView(QTableView):
    """Left and right close and open a branch, so does a click on its arrow or a double click."""

    picked = Signal()
    """The selection is another one."""

    def __init__(self, style: Style, model: AssetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.panel_style = style
        self.lines = model
        self._ahead = TypeAhead()
        self._kept: list[str] = []
        self._cells = LineDelegate(style, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(Header(style, model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(style.theme.select))
        self.setPalette(palette)
        self._shares = lay_out_columns(self.horizontalHeader(), model.columns, self._cells)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.selectionModel().selectionChanged.connect(lambda *_which: self.picked.emit())

    def branches(self) -> list[Branch]:
        """Return the selected branches, without those inside another selected branch."""
        found, end = [], 0
        for row in self._selected_rows():
            branch = self.lines.branch(row)
            if row >= end and branch is not None:
                found.append(branch)
                end = self.lines.end(row)
        return found

    def assets(self) -> list[FoundAsset]:
        """All that is selected, each once."""
        return list({asset.path: asset for branch in self.branches() for asset in branch.assets()}.values())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._cells.keyboard = False
        index = self.indexAt(event.pos())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            branch, depth, _opened = index.data(LINE)
            if branch.children and event.pos().x() < depth * INDENT + ARROW + 4:
                self.lines.toggle(index.row())
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.lines.toggle(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.pos().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._cells.keyboard = True
        if is_for_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next file, folder or node whose name begins with what is typed."""
        names = [(branch.name,) for branch in self.lines.branches()]
        found = self._ahead.find(search, names, self.currentIndex().row())
        if found >= 0:
            self.setCurrentIndex(self.lines.index(found, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._cells.keyboard = by_key(event)
        super().focusInEvent(event)

    def go(self, right: bool) -> None:
        """Open the current branch, or go into an open one; ``right`` is False: close it, or go out of a closed one."""
        self._cells.keyboard = True
        row = self.currentIndex().row()
        if row < 0:
            return
        branch = self.lines.branch(row)
        if branch and branch.children and self.lines.is_open(row) is not right:
            self.lines.toggle(row)
            return
        there = row + 1 if right and branch and branch.children else self.lines.parent_row(row) if not right else -1
        if there >= 0:
            self.setCurrentIndex(self.lines.index(there, 0))

    def _hover(self, row: int) -> None:
        before, self._cells.hovered = self._cells.hovered, row
        if row != before:
            for each in (before, row):
                for column in range(self.lines.columnCount()):
                    self.update(self.lines.index(each, column))

    def _selected_rows(self) -> list[int]:
        # Asked for as indexes, 20,000 of them take longer than a tick.
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.size())]
        return sorted(row for part in parts for row in range(part.top(), part.bottom() + 1))

    def _remember(self) -> None:
        self._kept = [branch.key for branch in self.branches()][:1] if self.selectionModel().hasSelection() else []

    def _recall(self) -> None:
        """The first of what was selected stays so."""
        row = self.lines.row_of(self._kept[0]) if self._kept else -1
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row, 0))
        else:
            self.picked.emit()
