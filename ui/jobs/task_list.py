"""The rows of the task tree: tasks or groups of them, very many of them a slice at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Callable

from qtpy.QtCore import QModelIndex, QObject

from ...core.common.gc_pause import pause_gc
from ...core.jobs.tasks import TaskRow
from ...core.jobs.told import Listed, TaskGroup
from ..kit import slices
from ..kit.draw_guard import MANY
from ..kit.signals import Signal
from ..table.filling import AT_ONCE, fill, steps
from ..table.tree_model import TreeModel
from ..table.views import RowsView

PAUSE = 8
"""Milliseconds between two slices: the tree lays out what it was given, which takes as long as a slice."""


class TaskList(QObject):
    """Fills the tree. Groups that are new are opened; what somebody closed stays closed."""

    filled = Signal()
    """Very many rows are all there, some turns of the event loop after they were given."""

    def __init__(self, view: RowsView, model: TreeModel, know: Callable[[TaskRow], object]) -> None:
        """``know`` finds out what a task is sorted by, and keeps it."""
        super().__init__(view)
        self._know = know
        self._view = view
        self._model = model
        self._work = slices.Sliced(self)
        self._group = ""
        self._opened: set[object] = set()
        """The groups that were there before."""

    @property
    def filling(self) -> bool:
        """Whether rows that were given are not there yet."""
        return not self._work.idle

    def on_screen(self) -> list[int]:
        """Return the numbers of the tasks on the screen; a layer stands for its task."""
        found = []
        index = self._view.indexAt(self._view.viewport().rect().topLeft())
        bottom = self._view.viewport().height()
        while index.isValid() and self._view.visualRect(index).top() < bottom:
            task = self._whole_at(index)
            if task is not None and task.id not in found:
                found.append(task.id)
            index = self._view.indexBelow(index)
        return found

    def _whole_at(self, index: QModelIndex) -> TaskRow | None:
        """The task of a row as it was submitted; None for a group."""
        found, at = None, index
        while at.isValid():
            row_there = self._model.row(at)
            found, at = (row_there if isinstance(row_there, TaskRow) else found), at.parent()
        return found

    def show(self, listed: Sequence[Listed], group: str, open_all: bool) -> None:
        """Show these rows, which are grouped by ``group``."""
        regrouped, self._group = group != self._group, group
        number = _weight(listed)
        before = 0 if regrouped else _weight(self._model.given())
        if not regrouped and abs(number - before) <= MANY and self._work.idle:
            self._model.show(listed)
            self._open(listed, open_all)
        else:
            # Grouping very many has taken this turn of the event loop already: they are listed in the next ones.
            self._work.run(self._fill(listed, regrouped, open_all), lambda _none: self.filled.emit(),
                           at_once=number <= MANY, pause=PAUSE)

    def _fill(self, listed: Sequence[Listed], regrouped: bool, open_all: bool) -> slices.Work:
        with pause_gc() if _weight(listed) > MANY else contextlib.nullcontext():
            if regrouped:
                self._model.show(())
                yield
            if not self._model.rowCount():
                yield from fill(self._model, listed)
            self._model.show(listed)
            yield
            # The tree lays everything out anew for each row above, but only what is below where one is opened.
            for first, end in steps(self._model, listed):
                self._open(listed[first:end], open_all)
                yield
        for place, row in enumerate(listed):
            for task in row.children if isinstance(row, TaskGroup) else (row,):
                self._know(task)
            if place % AT_ONCE == 0:
                yield

    def _open(self, listed: Sequence[Listed], every: bool) -> None:
        for row in listed:
            if isinstance(row, TaskGroup):
                if every or row.id not in self._opened:
                    self._opened.add(row.id)
                    self._view.expand(self._model.find(row.id))
            elif every and row.children:
                self._view.expand(self._model.find(row.id))
        if not self._group:
            self._opened.clear()


def _weight(listed: Sequence[Listed]) -> int:
    return sum(1 + len(row.children) for row in listed)
