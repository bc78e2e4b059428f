"""How the panel is: its size, the tab, how its parts are divided and sorted. For the next time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qtpy.QtCore import QEvent, QObject
from qtpy.QtWidgets import QSplitter, QStackedWidget, QWidget

from .kit import slices
from .table.base import RowsFace
from .table.column_menu import ColumnMenu
from .table.grouping import Grouping
from .table.views import RowsTable, RowsView
from .transfers.cleared import Cleared

LEAST, MOST = 200, 10_000
"""Pixels: a size beyond these was never a panel's."""


def splitters(root: QWidget) -> Iterator[tuple[str, QSplitter]]:
    """Each with a name that is the same the next time."""
    for each in root.findChildren(QSplitter):
        yield _name(each), each


def tables(root: QWidget) -> Iterator[tuple[str, RowsFace]]:
    """Yield the tables and trees of rows, with their names."""
    for view in (*root.findChildren(RowsView), *root.findChildren(RowsTable)):
        yield _name(view), view


def column_menus(root: QWidget) -> Iterator[tuple[str, ColumnMenu]]:
    """Yield the choices of columns, with the names of their tables."""
    for each in root.findChildren(ColumnMenu):
        yield _name(each.view), each


def read(root: QWidget, left: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sizes and sort orders to remember below ``root``; of what is not made yet, as it was ``left``."""
    return {
        "splitters": {**_named(left, "splitters"),
                      **{name: sizes for name, each in splitters(root) if (sizes := _sizes(each))}},
        "sorting": {**_named(left, "sorting"), **{name: list(view.sorted_by()) for name, view in tables(root)}},
        "groups": {**_named(left, "groups"),
                   **{type(each.parent()).__name__: each.group for each in root.findChildren(Grouping)}},
        "cleared": next((each.remembered() for each in root.findChildren(Cleared)), left.get("cleared") or []),
        "columns": {**_named(left, "columns"), **{name: each.choice() for name, each in column_menus(root)}},
    }


def restore(root: QWidget, values: Mapping[str, Any]) -> None:
    """Restore sizes and sort orders; values that no longer fit are ignored."""
    sizes, sorting, columns = values.get("splitters"), _named(values, "sorting"), _named(values, "columns")
    for name, each in splitters(root):
        found = _numbers(sizes, name)
        _WhenSeen(each, found if len(found) == each.count() and any(found) else [])
    for name, view in tables(root):
        found_sorting = sorting.get(name)
        if isinstance(found_sorting, list) and [type(part) for part in found_sorting] == [str, bool]:
            view.sort_as(*found_sorting)
    groups = _named(values, "groups")
    for grouping in root.findChildren(Grouping):
        grouping.group_by(str(groups.get(type(grouping.parent()).__name__) or ""))
    cleared = values.get("cleared")
    for each_cleared in root.findChildren(Cleared):
        each_cleared.add(filter(lambda text: isinstance(text, str), cleared) if isinstance(cleared, list) else ())
    for name, menu in column_menus(root):
        if isinstance(columns.get(name), Mapping):
            menu.restore(columns[name])


class _WhenSeen(QObject):
    """Divides a splitter when it is first seen: before, it does not have the size that is divided."""

    def __init__(self, splitter: QSplitter, sizes: list[int]) -> None:
        super().__init__(splitter)
        self._splitter, self.sizes = splitter, sizes
        splitter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._splitter.removeEventFilter(self)
            slices.later(self, self._divide)  # after the layouts above it
        return super().eventFilter(watched, event)

    def _divide(self) -> None:
        if self.sizes:
            self._splitter.setSizes(self.sizes)
        self.deleteLater()


def size(values: Mapping[str, Any], usual: tuple[int, int]) -> tuple[int, int]:
    """Width and height that were left, if they can be."""
    found = _numbers(values, "size")
    if len(found) == 2 and all(LEAST <= each <= MOST for each in found):
        return found[0], found[1]
    return usual


def _sizes(splitter: QSplitter) -> list[int]:
    """Return a splitter's sizes, or those that one not yet seen will get; empty where the layout decides."""
    # Its own children alone: splitters lie in splitters.
    waiting = next((each for each in splitter.children() if isinstance(each, _WhenSeen)), None)
    return waiting.sizes if waiting is not None else splitter.sizes()


def _named(values: Mapping[str, Any], part: str) -> dict[str, Any]:
    found = values.get(part)
    return dict(found) if isinstance(found, Mapping) else {}


def _numbers(values: object, name: str) -> list[int]:
    """Return the stored list of numbers, or an empty list if it is anything else."""
    found = values.get(name) if isinstance(values, Mapping) else None
    return found if isinstance(found, list) and all(type(each) is int for each in found) else []


def _name(widget: QWidget) -> str:
    """Its own name, else where it lies."""
    if widget.objectName():
        return widget.objectName()
    parts = []
    parent: QWidget | None = widget
    while parent is not None and not parent.isWindow():
        ours = type(parent).__module__.startswith(__package__ or "foxsubmit")
        if ours and not isinstance(parent, QStackedWidget):  # which says only that other pages are beside it
            parts.append(type(parent).__name__)
        parent = parent.parentWidget()
    return ".".join(reversed([*([] if type(widget).__name__ in parts else [type(widget).__name__]), *parts]))
