"""One cell of a table as data, and the delegate that paints it: text, icon, chip, bar, check box, two lines."""

from __future__ import annotations

import dataclasses
from typing import Union

from qtpy.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from qtpy.QtGui import QPainter
from qtpy.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...core.model import format
from . import paint
from .style import Style

AnyIndex = Union[QModelIndex, QPersistentModelIndex]

CELL = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model keeps a Cell."""

PADDING = 8
TREE_PADDING = 10
GAP = 6
PERCENT_WIDTH = 38
ICON = 14
LINE = 16
BETWEEN_LINES = 1
FADED = 0.6
LEAST_SECOND = 28
"""Pixels for the muted part: with less there would be nothing but an ellipsis."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """What stands in a cell. A tone or a status is the name of a theme colour."""

    text: str = ""
    tone: str = "text"
    icon: str = ""
    icon_tone: str = "text_2"
    icon_size: int = ICON
    second: str = ""
    """Muted, after the text."""
    below: str = ""
    """A second line."""
    below_tone: str = "text_2"
    chip: str = ""
    """Status: the text is painted as a chip."""
    bar: str = ""
    """Status: a progress bar, filled to ``part``."""
    part: float = 0.0
    checked: Qt.CheckState | None = None
    right: bool = False
    path: bool = False
    """Elided in the middle."""
    tip: str = ""
    """Text of the tooltip, if it says more than the cell."""


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of one table or tree."""

    def __init__(self, style: Style, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._row_height = row_height
        self.faded = False
        """Whether what is shown is out of date."""
        self.keyboard = False
        """Whether the current cell shows that the keyboard is here."""
        self._percent = max(PERCENT_WIDTH, paint.width(format.percent(1.0), style.body))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(0, self._row_height)

    def needed(self, cell: Cell) -> int:
        """The width in which the first line of a cell is not elided."""
        icon = cell.icon_size + GAP if cell.icon else 0
        if cell.chip:
            return icon + paint.width(cell.text, self._style.small_medium) + 2 * paint.CHIP_PADDING
        return icon + paint.width(cell.text, self._style.body)

    def needed_by_title(self, title: str) -> int:
        """The width in which the title of a column is not elided."""
        return paint.width(title, self._style.small_medium) if title else 0

    def wide(self, width: int) -> int:
        """The design's ``width`` in this font, in pixels."""
        return self._style.wide(width)

    def scaled(self, width: int) -> int:
        """The design's ``width`` in a font of this size, in pixels."""
        return self._style.scaled(width)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        indented = index.column() == 0 and rect.left() > 0
        whole = rect.adjusted(-rect.left() if indented else 0, 0, 0, 0)
        painter.fillRect(whole, paint.colour_of(background(self._style, option, index)))
        if not selected:
            paint.line_below(painter, whole, self._style.theme.row_line)
        if indented and option.state & QStyle.StateFlag.State_Children:
            self._arrow(painter, rect, bool(option.state & QStyle.StateFlag.State_Open))
        cell = index.data(CELL)
        if self.faded:
            painter.setOpacity(FADED)
        if isinstance(cell, Cell):
            left = TREE_PADDING if indented else PADDING
            self._cell(painter, rect.adjusted(left, 0, -PADDING, -1), cell, selected)
        if self.faded:
            painter.setOpacity(1.0)
        if self.keyboard and option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, self._style.theme.accent_text)

    def _arrow(self, painter: QPainter, rect: QRect, opened: bool) -> None:
        name = "chevron-down" if opened else "chevron-right"
        picture = self._style.pixmap(name, "text_2", ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() - ICON + 6, rect.center().y() - ICON // 2 + 1, picture)

    def _cell(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        if cell.checked is not None:
            corner = QPoint(rect.center().x() - paint.CHECK_BOX // 2 + 1, rect.center().y() - paint.CHECK_BOX // 2 + 1)
            paint.check_box(painter, corner, cell.checked, self._style.theme)
            return
        if cell.icon:
            ratio = painter.device().devicePixelRatioF()
            colour = self._style.theme.tone(cell.icon_tone, selected)
            picture = self._style.pixmap(cell.icon, colour, cell.icon_size, ratio)
            painter.drawPixmap(rect.left(), rect.center().y() - cell.icon_size // 2 + 1, picture)
            rect = rect.adjusted(cell.icon_size + (GAP if not cell.below else GAP + 4), 0, 0, 0)
        if cell.below:
            top = rect.center().y() - LINE - BETWEEN_LINES // 2
            upper = QRect(rect.left(), top, rect.width(), LINE)
            lower = QRect(rect.left(), top + LINE + BETWEEN_LINES, rect.width(), LINE)
            paint.text(painter, lower, cell.below, self._style.small, self._style.theme.tone(cell.below_tone, selected))
            rect = upper
        self._line(painter, rect, cell, selected)

    def _line(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        style = self._style
        if cell.chip:
            paint.chip(painter, rect, cell.text, cell.chip, style)
            return
        if cell.bar:
            paint.bar(painter, rect.adjusted(0, 0, -self._percent - 6, 0), cell.part, cell.bar, style.theme)
            paint.text(painter, rect, format.percent(cell.part), style.body, style.theme.text, right=True)
            return
        elide = Qt.TextElideMode.ElideMiddle if cell.path else Qt.TextElideMode.ElideRight
        colour = style.theme.tone(cell.tone, selected)
        width = paint.text(painter, rect, cell.text, style.body, colour, cell.right, elide)
        rest = rect.adjusted(width + PADDING, 0, 0, 0)
        if cell.second and rest.width() >= LEAST_SECOND:
            paint.text(painter, rest, cell.second, style.body, style.theme.tone("text_2", selected))


def background(style: Style, option: QStyleOptionViewItem, index: AnyIndex) -> str:
    """The fill of a row."""
    if option.state & QStyle.StateFlag.State_Selected:
        return style.theme.select
    if option.state & QStyle.StateFlag.State_MouseOver:
        return style.theme.row_hover
    return style.theme.well_alt if index.row() % 2 else style.theme.well

