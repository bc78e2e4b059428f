"""A model of rows that are plain data: it keeps what the view knows (selection, scrolling, what is open).

``show`` is told the rows as they are now and works out what was added, removed, moved and changed.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Callable

from qtpy.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ..core.quiet import bulk
from .cells import CELL, AnyIndex, Cell

MANY = 1000
"""Rows that make the collector run while they are listed."""

Row = Any
"""A frozen dataclass."""


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: what stands in it for a row."""

    title: str
    cell: Callable[[Row], Cell]
    width: int = 0
    """Pixels; 0 takes what the others leave."""
    right: bool = False
    sort: Callable[[Row], Any] | None = None


class Node:
    """A row in its place."""

    __slots__ = ("cells", "children", "id", "key", "parent", "position", "row")

    def __init__(self, number: int, key: object, row: Row, parent: Node | None) -> None:
        self.id = number
        self.key = key
        self.row = row
        self.parent = parent
        self.position = 0
        self.children: list[Node] = []
        self.cells: dict[int, Cell] = {}


def no_children(_row: Row) -> Sequence[Row]:
    """Of a table."""
    return ()


class RowsModel(QAbstractItemModel):
    """A table, or a tree where ``children`` says so. ``key`` tells rows apart."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Row], object], parent: QObject,
                 children: Callable[[Row], Sequence[Row]] = no_children) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._children = children
        self._next = 1
        self._root = Node(0, None, None, None)
        self._nodes: dict[int, Node] = {}
        self._by_key: dict[object, Node] = {}
        self._rows: tuple[Row, ...] = ()
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """These are the rows now."""
        self._rows = tuple(rows)
        with bulk() if len(rows) > MANY and len(rows) != len(self._root.children) else contextlib.nullcontext():
            self._sync(self._root, self._rows)

    def row(self, index: AnyIndex) -> Row:
        """What is shown at ``index``; None where nothing is."""
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return node.row if node else None

    def key(self, row: Row) -> object:
        """What tells the row apart."""
        return self._key(row)

    def find(self, key: object) -> QModelIndex:
        """Where the row with this key is, at whatever depth; invalid where there is none."""
        node = self._by_key.get(key)
        return self._index(node) if node else QModelIndex()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column that can be sorted; -1 is the order in which the rows came."""
        self._order = (column, order) if column >= 0 and self.columns[column].sort else None
        self._sync(self._root, self._rows)

    def rename(self, column: int, title: str) -> None:
        """Another title for a column."""
        columns = list(self.columns)
        columns[column] = dataclasses.replace(columns[column], title=title)
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    # What Qt asks for.

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(self.columns):
            return self.createIndex(row, column, children[row].id)
        return QModelIndex()

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return self._index(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() and parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        if node is None:
            return None
        cell = self._cell(node, index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or "\n".join(filter(None, (cell.text, cell.second, cell.below))) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    # How the rows get there.

    def _cell(self, node: Node, column: int) -> Cell:
        if column not in node.cells:
            cell = self.columns[column].cell(node.row)
            node.cells[column] = dataclasses.replace(cell, right=True) if self.columns[column].right else cell
        return node.cells[column]

    def _node(self, index: AnyIndex) -> Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index(self, node: Node, column: int = 0) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.position, column, node.id)

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        if self._order is None:
            return list(rows)
        column, order = self._order
        return sorted(rows, key=self.columns[column].sort, reverse=order == Qt.SortOrder.DescendingOrder)

    def _sync(self, parent: Node, rows: Sequence[Row]) -> None:
        ordered = self._sorted(rows)
        keys = [self._key(row) for row in ordered]
        known = [child.key for child in parent.children]
        if known and len(known) < len(keys) and keys[: len(known)] == known:
            self._insert_run(parent, ordered, keys, len(known), len(keys) - 1)  # a page more, by far the usual case
        elif known != keys:
            self._remove(parent, set(keys))
            self._reorder(parent, keys)
            self._insert(parent, ordered, keys)
        self._update(parent, ordered)
        for child in parent.children if self._children is not no_children else ():
            below = self._children(child.row)
            if below or child.children:
                self._sync(child, below)

    def _remove(self, parent: Node, kept: set[object]) -> None:
        gone = [child.position for child in parent.children if child.key not in kept]
        for first, last in reversed(list(runs(gone))):
            self.beginRemoveRows(self._index(parent), first, last)
            for child in parent.children[first:last + 1]:
                self._forget(child)
            del parent.children[first:last + 1]
            self._number(parent)
            self.endRemoveRows()

    def _reorder(self, parent: Node, keys: Sequence[object]) -> None:
        places = {key: place for place, key in enumerate(keys)}
        moved = sorted(parent.children, key=lambda child: places[child.key])
        if moved == parent.children:
            return
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._nodes.get(index.internalId())) for index in self.persistentIndexList()]
        parent.children = moved
        self._number(parent)
        after = [self._index(node, index.column()) if node else QModelIndex() for index, node in before]
        self.changePersistentIndexList([index for index, _node in before], after)
        self.layoutChanged.emit()

    def _insert(self, parent: Node, rows: Sequence[Row], keys: Sequence[object]) -> None:
        known = {child.key for child in parent.children}
        new = [place for place, key in enumerate(keys) if key not in known]
        for first, last in runs(new):
            self._insert_run(parent, rows, keys, first, last)

    def _insert_run(self, parent: Node, rows: Sequence[Row], keys: Sequence[object], first: int, last: int) -> None:
        self.beginInsertRows(self._index(parent), first, last)
        parent.children[first:first] = [self._made(rows[place], keys[place], parent)
                                        for place in range(first, last + 1)]
        self._number(parent, first)
        self.endInsertRows()

    def _update(self, parent: Node, rows: Sequence[Row]) -> None:
        changed = []
        for node, row in zip(parent.children, rows):
            if node.row is not row and node.row != row:
                node.row = row
                node.cells.clear()
                changed.append(node.position)
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0, self._index(parent)),
                                  self.index(last, len(self.columns) - 1, self._index(parent)))

    def _made(self, row: Row, key: object, parent: Node) -> Node:
        """A node with all that is below it."""
        node = Node(self._next, key, row, parent)
        self._next += 1
        self._nodes[node.id] = node
        self._by_key[key] = node
        if self._children is no_children:
            return node  # of 10,000 frames each would ask for its children
        node.children = [self._made(child, self._key(child), node) for child in self._sorted(self._children(row))]
        self._number(node)
        return node

    def _forget(self, node: Node) -> None:
        del self._nodes[node.id]
        if self._by_key.get(node.key) is node:
            del self._by_key[node.key]
        for child in node.children:
            self._forget(child)

    @staticmethod
    def _number(parent: Node, first: int = 0) -> None:
        for position, child in enumerate(parent.children[first:], first):
            child.position = position


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as (first, last) of each unbroken run."""
    groups = [list(group) for _step, group in groupby(enumerate(places), lambda pair: pair[1] - pair[0])]
    return [(group[0][1], group[-1][1]) for group in groups]
