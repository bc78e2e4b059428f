"""The asset tree as the lines that are seen.

A QTreeView asks for each of 20,000 open rows several times before it paints the first; a table asks for those it
paints.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from typing import Any

from qtpy.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...core.common.foreign import tip
from ..kit.cells import CELL, AnyIndex
from ..kit.slices import Sliced
from ..table.model import Column
from .tree import Branch, flat, keys

LINE = int(Qt.ItemDataRole.UserRole) + 3
"""The role of (branch, depth, whether it is open)."""


class AssetModel(QAbstractTableModel):
    """``show`` is told the branches; ``toggle`` opens and closes one."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._branches: tuple[Branch, ...] = ()
        self._lines: list[tuple[Branch, int]] = []
        self._opened: set[str] = set()
        self._tops: set[str] = set()
        self._slices = Sliced(self)

    def show(self, branches: tuple[Branch, ...], opened: bool) -> None:
        """These are the branches now. ``opened``: all of them are open; else those that were, and the first ones."""
        self._branches = branches
        self._slices.run(self._lay_out(opened), self._reset)

    def open_all(self, opened: bool) -> None:
        """Open or close every branch."""
        if not opened:
            self._opened = set()
        self._slices.run(self._lay_out(opened), self._reset)

    def toggle(self, row: int, opened: bool | None = None) -> None:
        """Open a closed branch, close an open one; or as ``opened`` says."""
        branch, depth = self._lines[row]
        now = branch.key in self._opened
        if not branch.children or opened is now:
            return
        if now:
            self._opened.discard(branch.key)
            end = self.end(row)
            self.beginRemoveRows(QModelIndex(), row + 1, end - 1)
            del self._lines[row + 1:end]
            self.endRemoveRows()
        else:
            self._opened.add(branch.key)
            below = _run(flat(branch.children, self._opened))
            self.beginInsertRows(QModelIndex(), row + 1, row + len(below))
            self._lines[row + 1:row + 1] = [(each, depth + 1 + deeper) for each, deeper in below]
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def branch(self, row: int) -> Branch | None:
        """Return the branch in a row, or None."""
        return self._lines[row][0] if 0 <= row < len(self._lines) else None

    def branches(self) -> list[Branch]:
        """Return the branch of every row."""
        return [branch for branch, _depth in self._lines]

    def end(self, row: int) -> int:
        """The first row that is not inside the branch in ``row``."""
        depth, end = self._lines[row][1], row + 1
        while end < len(self._lines) and self._lines[end][1] > depth:
            end += 1
        return end

    def parent_row(self, row: int) -> int:
        """Return the row of the parent branch; -1 at the top level."""
        depth = self._lines[row][1]
        return next((above for above in range(row - 1, -1, -1) if self._lines[above][1] < depth), -1)

    def row_of(self, key: str) -> int:
        """-1 where it is not seen."""
        return next((row for row, (branch, _depth) in enumerate(self._lines) if branch.key == key), -1)

    def is_open(self, row: int) -> bool:
        """Whether what is below it is seen."""
        return self._lines[row][0].key in self._opened

    # What Qt asks for.

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        branch, depth = self._lines[index.row()]
        if role == LINE:
            return branch, depth, branch.key in self._opened
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        column = self.columns[index.column()]
        cell = column.cell(branch)
        if role == CELL:
            return dataclasses.replace(cell, right=True) if column.right else cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else tip(cell.tip or cell.text) or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def _lay_out(self, opened: bool) -> Generator[None, None, list[tuple[Branch, int]]]:
        tops = {branch.key for branch in self._branches}
        if opened:
            self._opened = yield from keys(self._branches)
        else:
            self._opened |= tops - self._tops  # one on top that is new is open
        self._tops = tops
        return (yield from flat(self._branches, self._opened))

    def _reset(self, lines: list[tuple[Branch, int]]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()


def _run(work: Generator[None, None, Any]) -> Any:
    """Run a generator to its end and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as over:
            return over.value
