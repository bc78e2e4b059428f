"""A model of rows that are plain data: it keeps what the view knows (selection, scrolling, what is open).

``show`` is told the rows as they are now and works out what was added, removed, moved and changed. A task has 10,000
frames of which one changes: rows that are the same objects as before cost nothing but being looked at.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from operator import is_not
from typing import Any, Callable

from qtpy.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ...core.common.foreign import tip
from ..kit.cells import CELL, AnyIndex, Cell

MANY = 1000
"""Rows; where more have changed they are shown without being compared."""

Row = Any
"""A frozen dataclass."""


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: what stands in it for a row."""

    title: str
    cell: Callable[[Row], Cell]
    width: int = 0
    """Pixels; 0 takes what the others leave."""
    gives_way: int = 0
    """Where there is no room for all, the columns with the highest numbers are hidden first; 0 stays."""
    grows: int = 0
    """How many parts it gets of the width that is left over, of which the column without a width has one."""
    right: bool = False
    sort: Callable[[Row], Any] | None = None
    sample: Cell | None = None
    """What needs as much room as anything usual: in a wide font the column is as wide as it takes. The column without a
    width leaves to those that grow what it has beyond that.
    """
    name: str = ""
    """What it is called in every language, where somebody's choice of columns or of the order is remembered."""
    typed: Callable[[Row], str] | None = None
    """The text of a row that is typed to go to it; None where that is no text of this column."""


class RowsModel(QAbstractItemModel):
    """A table. ``key`` tells rows apart; rows_tree.py has the model of rows below rows."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Row], object], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._given: tuple[Row, ...] = ()
        """Rows in the order in which they came."""
        self._rows: list[Row] = []
        """Rows in the order shown, parallel to ``_keys``."""
        self._keys: list[object] = []
        self._places: dict[object, int] = {}
        """Place of each row by its key; empty until it is asked for."""
        self._cells: dict[object, dict[int, Cell]] = {}
        """Cells of the rows that were seen."""
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        before, self._given = self._given, tuple(rows)
        others = differing(before, self._given)
        if len(others) > MANY:
            self._arrange()
            return
        more = {self._key(row): row for row in self._given[len(before):]}
        if (len(before) <= len(self._given) and not (more and self._order) and more.keys().isdisjoint(self._found())
                and all(self._stays(before[at], self._given[at]) for at in others)):
            self._replace([self._given[at] for at in others])
            self._insert_run(len(self._rows), list(more), list(more.values()))
        else:
            self._arrange()

    def size(self) -> int:
        """Return how many rows there are, at whatever depth."""
        return len(self._rows)

    def row(self, index: AnyIndex) -> Row:
        """Return the row shown at ``index``, or None."""
        place = index.row()
        return self._rows[place] if index.isValid() and place < len(self._rows) else None

    def between(self, first: int, last: int, _above: AnyIndex) -> list[Row]:
        """Return the rows from one place to another, both included, below ``_above``."""
        return self._rows[first:last + 1]

    def key(self, row: Row) -> object:
        """Return the key that identifies the row."""
        return self._key(row)

    def typed(self, row: Row) -> list[str]:
        """Return the texts of which the first letters lead to the row."""
        return [column.typed(row) for column in self.columns if column.typed is not None]

    def find(self, key: object) -> QModelIndex:
        """Return the index of the row with this key; invalid if there is none."""
        return self.index(self._found().get(key, -1), 0)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that can be sorted; -1 restores the order in which the rows came."""
        self._order = (column, order) if column >= 0 and self.columns[column].sort else None
        self._arrange()

    def rename(self, column: int, title: str) -> None:
        """Another title for a column."""
        if self.columns[column].title != title:
            columns = list(self.columns)
            columns[column] = dataclasses.replace(columns[column], title=title)
            self.columns = tuple(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def renew(self, keys: Iterable[object]) -> None:
        """Make the cells of these rows anew: something changed from which they are made besides the row."""
        for key in keys:
            self._cells.pop(key, None)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    # What Qt asks for.

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if 0 <= row < len(self._rows) and 0 <= column < len(self.columns) and not parent.isValid():
            return self.createIndex(row, column)
        return QModelIndex()

    def parent(self, _index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = self.cell(index)
        if cell is None or role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        return tip(cell.tip or "\n".join(filter(None, (cell.text, cell.second, cell.below)))) or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def cell(self, index: AnyIndex) -> Cell | None:
        """Return the cell at ``index``; it is made when it is first seen."""
        place = self._place(index)
        if place is None:
            return None
        (row, cells), number = place, index.column()
        if number not in cells:
            column = self.columns[number]
            cell = column.cell(row)
            cells[number] = dataclasses.replace(cell, right=True) if column.right else cell
        return cells[number]

    # How the rows get there.

    def _place(self, index: AnyIndex) -> tuple[Row, dict[int, Cell]] | None:
        """The row at ``index`` and its cells as far as they were seen."""
        place = index.row()
        if not index.isValid() or place >= len(self._rows):
            return None
        return self._rows[place], self._cells.setdefault(self._keys[place], {})

    def given(self) -> tuple[Row, ...]:
        """Return the rows in the order in which they came."""
        return self._given

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """Return rows as they would be shown."""
        return self._sorted(rows)

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        if self._order is None:
            return list(rows)
        column, order = self._order
        return sorted(rows, key=self.columns[column].sort, reverse=order == Qt.SortOrder.DescendingOrder)

    def _stays(self, before: Row, now: Row) -> bool:
        """Whether it is shown where the one before was."""
        sort = self.columns[self._order[0]].sort if self._order else None
        return self._key(before) == self._key(now) and (sort is None or sort(before) == sort(now))

    def _arrange(self) -> None:
        ordered = self._sorted(self._given)
        wanted = dict(zip(map(self._key, ordered), ordered))  # what came twice is shown once
        keys, rows = list(wanted), list(wanted.values())
        if keys != self._keys:
            self._remove(wanted.keys())
            self._reorder(keys)
            self._insert(keys, rows)
        others = differing(self._rows, rows)
        if len(others) > MANY:
            self._take(rows, others)
        else:
            self._replace([rows[place] for place in others])

    def _found(self) -> dict[object, int]:
        if not self._places:
            self._places = dict(zip(self._keys, range(len(self._keys))))
        return self._places

    def _remove(self, kept: Collection[object]) -> None:
        gone = [place for place, key in enumerate(self._keys) if key not in kept]
        for first, last in reversed(runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            for key in self._keys[first:last + 1]:
                self._cells.pop(key, None)
            del self._rows[first:last + 1], self._keys[first:last + 1]
            self._places = {}
            self.endRemoveRows()

    def _reorder(self, keys: Sequence[object]) -> None:
        wanted = dict(zip(keys, range(len(keys))))
        order = sorted(range(len(self._keys)), key=[wanted[key] for key in self._keys].__getitem__)
        if order == list(range(len(order))):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._rows = [self._rows[place] for place in order]
        self._keys = [self._keys[place] for place in order]
        self._places = {}
        now = dict(zip(order, range(len(order))))
        after = [self.createIndex(now[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, keys: list[object], rows: list[Row]) -> None:
        known = set(self._keys)
        for first, last in runs([place for place, key in enumerate(keys) if key not in known]):
            self._insert_run(first, keys[first:last + 1], rows[first:last + 1])

    def _insert_run(self, first: int, keys: list[object], rows: list[Row]) -> None:
        if keys:
            self.beginInsertRows(QModelIndex(), first, first + len(keys) - 1)
            self._keys[first:first] = keys
            self._rows[first:first] = rows
            self._places = {}
            self.endInsertRows()

    def _take(self, rows: list[Row], others: Sequence[int]) -> None:
        """Show rows with the same keys, of which very many are others: comparing them takes longer than painting."""
        self._rows = rows
        self._cells.clear()
        for first, last in runs(others):
            self.dataChanged.emit(self.createIndex(first, 0), self.createIndex(last, len(self.columns) - 1))

    def _replace(self, rows: Sequence[Row]) -> None:
        """Show rows in place of those with the same keys."""
        changed = []
        for row in rows:
            key = self._key(row)
            place = self._found()[key]
            if self._rows[place] != row:
                changed.append(place)
                self._cells.pop(key, None)
            self._rows[place] = row
        for first, last in runs(sorted(changed)):
            self.dataChanged.emit(self.createIndex(first, 0), self.createIndex(last, len(self.columns) - 1))


def differing(before: Sequence[Row], now: Sequence[Row]) -> list[int]:
    """The places, as far as both go, at which they are not the same object: 0.2 ms for ten thousand."""
    return list(compress(range(len(now)), map(is_not, before, now)))


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as (first, last) of each unbroken run."""
    ends = [at for at, (place, following) in enumerate(zip(places, places[1:]), 1) if following != place + 1]
    return [(places[first], places[last - 1]) for first, last in zip([0, *ends], [*ends, len(places)]) if places]
