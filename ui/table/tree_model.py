"""The model of a tree of rows: each knows its place, its parent and what is below it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Callable

from qtpy.QtCore import QModelIndex, QObject

from ...core.common.gc_pause import pause_gc
from ..kit.cells import AnyIndex, Cell
from .model import Column, Row, RowsModel, runs

MANY = 1000
"""Rows that make the collector run while they are listed."""


class Node:
    """A row in its place."""

    __slots__ = ("cells", "children", "first", "id", "key", "parent", "position", "row")

    def __init__(self, number: int, key: object, row: Row, parent: Node | None) -> None:
        self.id = number
        self.key = key
        self.row = row
        self.parent = parent
        self.position = 0
        self.children: list[Node] = []
        self.cells: dict[int, Cell] = {}
        self.first: QModelIndex | None = None
        """The index of its first column, kept: a view asks for that of every row at each layout."""


class TreeModel(RowsModel):
    """Rows with rows below them, as ``children`` says."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Row], object], parent: QObject,
                 children: Callable[[Row], Sequence[Row]]) -> None:
        super().__init__(columns, key, parent)
        self._children = children
        self._next = 1
        self._root = Node(0, None, None, None)
        self._nodes: dict[int, Node] = {}
        self._by_key: dict[object, Node] = {}

    def show(self, rows: Sequence[Row]) -> None:
        self._given = tuple(rows)
        with pause_gc() if len(rows) > MANY and len(rows) != len(self._root.children) else contextlib.nullcontext():
            # What rows are sorted by may have changed beside them; without an order, equal rows have equal ones below.
            self._sync(self._root, self._given, every=self._order is not None)

    def append(self, rows: Sequence[Row]) -> None:
        """Put rows below all others; they come in the order in which they are shown."""
        children = self._root.children
        first = len(children)
        self._given += tuple(rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        children += [self._made(row, self._key(row), self._root) for row in rows]
        self._number(self._root, first)
        self.endInsertRows()

    def below(self, row: Row) -> Sequence[Row]:
        """Return the rows that are shown below a row."""
        return self._children(row)

    def size(self) -> int:
        return len(self._nodes)

    def row(self, index: AnyIndex) -> Row:
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return node.row if node else None

    def between(self, first: int, last: int, _above: AnyIndex) -> list[Row]:
        return [child.row for child in self._node(_above).children[first:last + 1]]

    def find(self, key: object) -> QModelIndex:
        """Where the row with this key is, at whatever depth; invalid where there is none."""
        node = self._by_key.get(key)
        return self._index(node) if node else QModelIndex()

    def renew(self, keys: Iterable[object]) -> None:
        changed = [node for node in map(self._by_key.get, keys) if node is not None]
        for node in changed:
            node.cells.clear()
            self.dataChanged.emit(self._index(node), self._index(node, len(self.columns) - 1))

    # What Qt asks for.

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._nodes.get(parent.internalId(), self._root).children
        if not 0 <= row < len(children):
            return QModelIndex()
        if column == 0:
            node = children[row]
            return node.first if node.first is not None else self._index(node)
        return self.createIndex(row, column, children[row].id) if 0 < column < len(self.columns) else QModelIndex()

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return self._index(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        """Whether anything is below it: a view asks for every row at each layout, and Qt would ask for two numbers."""
        return bool(self._nodes.get(parent.internalId(), self._root).children)

    # How the rows get there.

    def _place(self, index: AnyIndex) -> tuple[Row, dict[int, Cell]] | None:
        node = self._nodes.get(index.internalId()) if index.isValid() else None
        return (node.row, node.cells) if node else None

    def _arrange(self) -> None:
        self._sync(self._root, self._given, every=True)

    def _node(self, index: AnyIndex) -> Node:
        return self._nodes.get(index.internalId(), self._root)  # that of an invalid index is 0

    def _index(self, node: Node, column: int = 0) -> QModelIndex:
        if node is self._root:
            return QModelIndex()
        if column:
            return self.createIndex(node.position, column, node.id)
        if node.first is None:
            node.first = self.createIndex(node.position, 0, node.id)
        return node.first

    def _sync(self, parent: Node, rows: Sequence[Row], every: bool) -> None:
        """Show these rows below ``parent`` and what is below them, for rows that stay equal only if ``every``."""
        ordered = self._sorted(rows)
        keys = [self._key(row) for row in ordered]
        known = [child.key for child in parent.children]
        if known and len(known) < len(keys) and keys[: len(known)] == known:
            self._insert_run_in(parent, ordered, keys, len(known), len(keys) - 1)  # a page more, by far the usual case
        elif known != keys:
            self._remove_in(parent, set(keys))
            self._reorder_in(parent, keys)
            self._insert_in(parent, ordered, keys)
        changed = self._update_in(parent, ordered)
        for child in parent.children if every else changed:
            below = self._children(child.row)
            if below or child.children:
                self._sync(child, below, every)

    def _remove_in(self, parent: Node, kept: set[object]) -> None:
        gone = [child.position for child in parent.children if child.key not in kept]
        for first, last in reversed(runs(gone)):
            self.beginRemoveRows(self._index(parent), first, last)
            for child in parent.children[first:last + 1]:
                self._forget(child)
            del parent.children[first:last + 1]
            self._number(parent)
            self.endRemoveRows()

    def _reorder_in(self, parent: Node, keys: Sequence[object]) -> None:
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

    def _insert_in(self, parent: Node, rows: Sequence[Row], keys: Sequence[object]) -> None:
        known = {child.key for child in parent.children}
        new = [place for place, key in enumerate(keys) if key not in known]
        for first, last in runs(new):
            self._insert_run_in(parent, rows, keys, first, last)

    def _insert_run_in(self, parent: Node, rows: Sequence[Row], keys: Sequence[object], first: int, last: int) -> None:
        self.beginInsertRows(self._index(parent), first, last)
        parent.children[first:first] = [self._made(rows[place], keys[place], parent)
                                        for place in range(first, last + 1)]
        self._number(parent, first)
        self.endInsertRows()

    def _update_in(self, parent: Node, rows: Sequence[Row]) -> list[Node]:
        """Put the rows into their nodes; those that have another one than before."""
        changed = []
        for node, row in zip(parent.children, rows):
            if node.row is not row and node.row != row:
                node.row = row
                node.cells.clear()
                changed.append(node)
        for first, last in runs([node.position for node in changed]):
            self.dataChanged.emit(self.index(first, 0, self._index(parent)),
                                  self.index(last, len(self.columns) - 1, self._index(parent)))
        return changed

    def _made(self, row: Row, key: object, parent: Node) -> Node:
        """A node with all that is below it."""
        node = Node(self._next, key, row, parent)
        self._next += 1
        self._nodes[node.id] = node
        self._by_key[key] = node
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
            if child.position != position:
                child.position, child.first = position, None
