"""How the task list is seen: by which columns, in which groups, and through which saved filter."""

from __future__ import annotations

import functools

from qtpy.QtCore import QObject
from qtpy.QtWidgets import QMenu

from ...core.api.codes import TaskStatus
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.jobs.tasks import TaskFilter
from ...core.session.session import Session
from ...core.settings.task_filters import SavedFilter
from ..kit.inline_value import InlineValue
from ..kit.style import Style
from ..kit.widgets import Button
from ..table.column_menu import ColumnMenu
from ..table.grouping import Grouping


class ViewMenu(Grouping):
    """A button with a menu; the grouping is remembered with the panel, filters by their names."""

    def __init__(self, style: Style, session: Session, columns: ColumnMenu, value: InlineValue,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = columns
        self._value = value
        self.button = Button(style, "", "table", "square")
        self.button.setAccessibleName(_("Columns, groups and saved filters"))
        self.button.setToolTip(_("Columns, groups and saved filters"))
        self.button.clicked.connect(lambda: self.menu().popup(
            self.button.mapToGlobal(self.button.rect().bottomLeft())))

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self.button)
        self.fill_groups(menu)
        self._columns.fill(menu.addMenu(_("Columns")))
        menu.addSeparator()
        saved = self._session.state.jobs.saved
        for each in saved:
            action = menu.addAction(harmless(each.name).replace("&", "&&"))
            action.triggered.connect(functools.partial(self._apply, each))
        menu.addAction(_("Save this filter…"), self.ask_name)
        if saved:
            gone = menu.addMenu(_("Delete a filter"))
            for each in saved:
                action = gone.addAction(harmless(each.name).replace("&", "&&"))
                action.triggered.connect(lambda _on=False, name=each.name: self._session.jobs.delete_filter(name))
        return menu

    def ask_name(self) -> None:
        """Ask under which name the filter is kept."""
        self._value.ask(_("Name of the filter"), _("Text, status, date and groups"), "", self._save)

    def _save(self, name: str) -> None:
        by = self._session.state.jobs.listing.filter
        self._session.jobs.save_filter(SavedFilter(name, by.text, tuple(map(int, by.statuses)), by.days, self.group))

    def _apply(self, each: SavedFilter, _on: bool = False) -> None:
        self.group_by(each.group)
        self._session.jobs.filter(TaskFilter(each.text, tuple(map(TaskStatus, each.statuses)), each.days))
