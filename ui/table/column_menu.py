"""Which columns of a table are shown: by its width, and as the user wants it (right click on a title)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qtpy.QtCore import QObject, QPoint, Qt
from qtpy.QtWidgets import QMenu

from .grouping import Grouping
from .model import Column
from .views import RowsView


class ColumnMenu(QObject):
    """Menu to show and hide columns; the user's choice holds at every width of the panel."""

    def __init__(self, view: RowsView, kept: int = 1, grouping: Grouping | None = None) -> None:
        """The first ``kept`` columns cannot be hidden."""
        super().__init__(view)
        self.view = view
        self._kept = kept
        self._grouping = grouping
        self._dropped: frozenset[str] = frozenset()
        self._wanted: dict[str, bool] = {}
        header = view.header()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open)
        self._fitting: tuple[int, tuple[str, ...], int] | None = None

    def dropped(self, titles: Sequence[str]) -> None:
        """Hide the columns that have no room at this width, but for those that the user wants."""
        self._dropped = frozenset(titles)
        self._apply()

    def fit(self, room: int, order: Sequence[str], least: int) -> None:
        """Show as many columns as fit into the room: those that the user wants, then by the order of their names.

        ``least`` pixels are for the column that takes what is left; columns that are not in the order are shown only
        where the user wants them.
        """
        self._fitting = room, tuple(order), least
        fixed = sum(self.view.width_of(place) for place, column in enumerate(self.view.rows.columns)
                    if place and not column.title)
        left = room - least - fixed
        fitting: set[str] = set()
        ranks = [name for name, on in self._wanted.items() if on] + [
            name for name in order if name not in self._wanted]
        widths = {_name(column): self.view.width_of(place)
                  for place, column in enumerate(self.view.rows.columns)}
        for name in ranks:
            width = widths.get(name, 0)
            if width > left and not self._wanted.get(name):
                break  # those behind it are less important, also where they are narrower
            if width <= left:
                fitting.add(name)
                left -= width
        self._dropped = frozenset(widths) - fitting
        self._apply()

    def menu(self) -> QMenu:
        """Return a menu with an entry for each column, and one for the groups where there are any."""
        menu = QMenu(self.view)
        if self._grouping is not None:
            self._grouping.fill_groups(menu)
            menu.addSeparator()
        self.fill(menu)
        return menu

    def fill(self, menu: QMenu) -> None:
        """Add an entry for each column to a menu."""
        for column in self._columns():
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(self._shown(column))
            action.toggled.connect(lambda on, column=column: self._want(_name(column), on))

    def choice(self) -> dict[str, bool]:
        """Return whether the user wants a column, by its name."""
        return dict(self._wanted)

    def restore(self, choice: Mapping[str, Any]) -> None:
        """Take over what the user wanted the last time; columns that there are no more are left out."""
        known = {_name(column) for column in self._columns()}
        self._wanted = {name: on for name, on in choice.items() if name in known and isinstance(on, bool)}
        self._again()

    def _columns(self) -> Sequence[Column]:
        return [column for column in self.view.rows.columns[self._kept:] if column.title]

    def _shown(self, column: Column) -> bool:
        if self._fitting is not None:
            return _name(column) not in self._dropped
        return self._wanted.get(_name(column), column.title not in self._dropped)

    def _want(self, name: str, on: bool) -> None:
        self._wanted[name] = on
        self._again()

    def _again(self) -> None:
        if self._fitting is not None:
            self.fit(*self._fitting)
        else:
            self._apply()

    def _apply(self) -> None:
        for place, column in enumerate(self.view.rows.columns[self._kept:], self._kept):
            self.view.header().setSectionHidden(place, bool(column.title) and not self._shown(column))

    def _open(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.header().mapToGlobal(at))


def _name(column: Column) -> str:
    return column.name or column.title
