"""Which columns of a table are shown: by its width, and as the user wants it (right click on a title)."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QObject, QPoint, Qt
from qtpy.QtWidgets import QMenu

from .views import RowsView


class ColumnMenu(QObject):
    """Menu to show and hide columns; the user's choice holds at every width of the panel."""

    def __init__(self, view: RowsView, kept: int = 1) -> None:
        """The first ``kept`` columns cannot be hidden."""
        super().__init__(view)
        self._view = view
        self._kept = kept
        self._dropped: frozenset[str] = frozenset()
        self._wanted: dict[str, bool] = {}
        header = view.header()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open)

    def dropped(self, titles: Sequence[str]) -> None:
        """Hide the columns that have no room at this width, but for those that the user wants."""
        self._dropped = frozenset(titles)
        self._apply()

    def menu(self) -> QMenu:
        """An entry a column."""
        menu = QMenu(self._view)
        for column in self._view.rows.columns[self._kept:]:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(self._shown(column.title))
            action.toggled.connect(lambda on, title=column.title: self._want(title, on))
        return menu

    def _shown(self, title: str) -> bool:
        return self._wanted.get(title, title not in self._dropped)

    def _want(self, title: str, on: bool) -> None:
        self._wanted[title] = on
        self._apply()

    def _apply(self) -> None:
        for column in self._view.rows.columns[self._kept:]:
            self._view.set_column_hidden(column.title, not self._shown(column.title))

    def _open(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.header().mapToGlobal(at))
