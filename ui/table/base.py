"""Common base of a table and a tree of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qtpy.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from qtpy.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPalette, QShowEvent
from qtpy.QtWidgets import QAbstractItemView, QHeaderView

from ..keys.focus import by_key
from ..keys.press import is_for_panel
from ..kit import slices
from ..kit.cells import PADDING, Cell, CellDelegate
from ..kit.signals import Signal
from ..kit.style import Style
from .model import MANY, Column, RowsModel
from .shares import ENOUGH, LEAST, Shares
from .type_ahead import TypeAhead

if TYPE_CHECKING:
    Base = QAbstractItemView
else:
    Base = object  # the view beside which it is a base class comes after it

NOWHERE = QModelIndex()


def lay_out_columns(titles: QHeaderView, columns: Sequence[Column], cells: CellDelegate) -> Shares:
    """Make the columns as wide as they say, or wider where the font needs it; what is left is shared."""
    titles.setStretchLastSection(False)
    for place, column in enumerate(columns):
        stretched = column.width == 0
        titles.setSectionResizeMode(
            place, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive)
        if not stretched:
            titles.resizeSection(place, usual_width(column, cells))
    samples = [column.sample for column in columns if column.sample and not column.width]
    enough = cells.needed(samples[0]) + 2 * PADDING if samples else ENOUGH
    return Shares(titles, columns, [usual_width(column, cells) for column in columns], cells.wide(LEAST), enough)


def usual_width(column: Column, cells: CellDelegate) -> int:
    """Return the usual width of a column in pixels: its title is seen whole, and so is its sample."""
    if not column.width:
        return 0
    sample = cells.needed(column.sample) if column.sample else 0
    width = column.width if column.sample or not column.title else cells.scaled(column.width)
    return max(width, max(sample, cells.needed_by_title(column.title)) + 2 * PADDING)


class RowsFace(Base):
    """Rows selected whole, one or several."""

    chosen = Signal(object)
    """The user makes a row the current one: its data."""

    rows: RowsModel
    _cells: CellDelegate
    _titles: QHeaderView
    _shares: Shares

    def set_up(self, style: Style, model: RowsModel, titles: QHeaderView, row_height: int, several: bool) -> None:
        """Set up the view; call this once, when it is made."""
        self.rows = model
        self._titles = titles
        self._drawing = False
        self._ahead = TypeAhead()
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._row_height = row_height
        self._needs: dict[int, int] = {}
        """Widths that the columns need whose numbers know no bounds."""
        self._cells = CellDelegate(style, row_height, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(style.theme.select))
        self.setPalette(palette)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._painting = QTimer(self)
        self._painting.setSingleShot(True)
        self._painting.setInterval(0)
        self._painting.timeout.connect(self._paint_next)
        for moved in (model.layoutChanged, model.rowsInserted, model.rowsRemoved):
            moved.connect(lambda *_: self._paint_later())

    def _paint_later(self) -> None:
        """Paint many rows one turn of the event loop after they are laid out: both together take longer than a tick."""
        if self.rows.size() > MANY and not self._painting.isActive():
            self.setUpdatesEnabled(False)
            self._painting.start()

    def _paint_next(self) -> None:
        """Lay out what has not been laid out yet; this turn has done enough with that, so that the next one paints."""
        self.executeDelayedItemsLayout()
        slices.later(self, lambda: self.setUpdatesEnabled(True))

    def current(self) -> Any:
        """The current row's data; None where there is none."""
        return self.rows.row(self.currentIndex())

    def selected(self) -> list[Any]:
        """The data of all selected rows, from the top down."""
        # Asked for as indexes, 10,000 of them take a third of a second.
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.size())]
        return [each for part in sorted(parts, key=lambda part: part.top()) if part.left() == 0
                for each in self.rows.between(part.top(), part.bottom(), part.parent())]

    def pick(self, key: object) -> None:
        """Make the row with this key the current one, without ``chosen``."""
        current = self.current()
        known = None if current is None else self.rows.key(current)
        # A list that gets the focus makes its first row the current one, and selects nothing.
        if known == key and (key is None or self.selectionModel().hasSelection()):
            return
        index = self.rows.find(key) if key is not None else QModelIndex()
        self._drawing = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self._drawing = False

    def fade(self, faded: bool) -> None:
        """Paler while the rows are out of date."""
        if self._cells.faded != faded:
            self._cells.faded = faded
            self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint_later()  # a page that comes up has more to paint than this

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._cells.keyboard = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._cells.keyboard = True
        if is_for_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose name begins with what is typed."""
        seen = list(self._seen())
        current = self.currentIndex()
        now = next((place for place, (at, above, _row) in enumerate(seen)
                    if at == current.row() and above == current.parent()), -1)
        found = self._ahead.find(search, [self.rows.typed(row) for _at, _above, row in seen], now)
        if found >= 0:
            self.setCurrentIndex(self.rows.index(seen[found][0], 0, seen[found][1]))

    def _seen(self, above: QModelIndex = NOWHERE) -> Iterator[tuple[int, QModelIndex, Any]]:
        """Yield the rows that are not folded away, each with its place and what it is below."""
        number = self.rows.rowCount(above)
        for at, row in enumerate(self.rows.between(0, number - 1, above) if number else ()):
            yield at, above, row
            if self.is_open(at, above):
                yield from self._seen(self.rows.index(at, 0, above))

    def is_open(self, _place: int, _above: QModelIndex) -> bool:
        """Whether the rows below a row are seen."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._cells.keyboard = by_key(event)
        super().focusInEvent(event)

    def wider(self) -> int:
        """The pixels by which the columns are wider than they ask for, since the font needs it."""
        return sum(usual_width(column, self._cells) - column.width for column in self.rows.columns)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._drawing and index.isValid():
            self.chosen.emit(self.rows.row(index))

    def sort_by(self, place: int) -> None:
        """Ascending, descending, then as the rows came."""
        if self.rows.columns[place].sort is not None:
            up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
            following = {(place, up): (place, down), (place, down): (-1, up)}
            self._sorted = following.get(self._sorted, (place, up))
            self.rows.sort(*self._sorted)
        self._titles.setSortIndicator(*self._sorted)  # Qt has changed it at the click

    def sorted_by(self) -> tuple[str, bool]:
        """The name of the column by which the rows are sorted, and whether the highest comes first; empty for none."""
        place, order = self._sorted
        column = self.rows.columns[place] if place >= 0 else None
        return (column.name or column.title if column else ""), order == Qt.SortOrder.DescendingOrder

    def sort_as(self, name: str, descending: bool) -> None:
        """Sort by the column with this name, where there is one that can be sorted."""
        for place, column in enumerate(self.rows.columns):
            if name and name == (column.name or column.title) and column.sort is not None:
                self._sorted = (place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
                self.rows.sort(*self._sorted)
                self._titles.setSortIndicator(*self._sorted)

    def set_width(self, place: int, width: int) -> None:
        """Another usual width of a column, in pixels."""
        if width != self._shares.usual(place):
            self._shares.set_usual(place, width)

    def width_of(self, place: int) -> int:
        """The width of a column in pixels, without its part of what is left over."""
        return self._shares.usual(place)

    def widen_for(self, place: int, cells: Iterable[Cell], most: int) -> None:
        """Give a column the width that the widest of its cells needs, at most ``most`` pixels."""
        usual = usual_width(self.rows.columns[place], self._cells)
        wanted = max((self._cells.needed(cell) + 2 * PADDING for cell in cells), default=0)
        self.set_width(place, max(usual, min(most, wanted)))

    def make_room(self, name: str, widest: Cell) -> bool:
        """Give a column the width that the widest of its numbers needs; whether that is another one than before.

        What the user has made of the width stays until then.
        """
        place = next(place for place, column in enumerate(self.rows.columns) if column.name == name)
        width = max(usual_width(self.rows.columns[place], self._cells), self._cells.needed(widest) + 2 * PADDING)
        if width == self._needs.get(place):
            return False
        before, self._needs[place] = self._needs.get(place), width
        if before is None and width == self._shares.usual(place):
            return False
        self._shares.set_usual(place, width)
        return True
