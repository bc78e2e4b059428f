"""How the task list is seen: by which columns, in which groups, and through which saved filter."""

from __future__ import annotations

import functools

from qtpy.QtCore import QObject
from qtpy.QtWidgets import QMenu

from ...core.api.codes import TaskStatus
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.jobs.tasks import TaskFilter
from ...core.jobs.told import BATCH, DAY, GROUPINGS, SCENE
from ...core.session.session import Session
from ...core.settings.task_filters import SavedFilter
from ..kit.inline_value import InlineValue
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import Button
from ..table.column_menu import ColumnMenu


class ViewMenu(QObject):
    """A button with a menu; the grouping is remembered with the panel, filters by their names."""

    grouped = Signal(str)
    """The user wants other groups: a key of GROUPINGS, or nothing."""

    def __init__(self, style: Style, session: Session, columns: ColumnMenu, value: InlineValue,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = columns
        self._value = value
        self.group = ""
        self.button = Button(style, "", "table", "square")
        self.button.setAccessibleName(_("Columns, groups and saved filters"))
        self.button.setToolTip(_("Columns, groups and saved filters"))
        self.button.clicked.connect(lambda: self.menu().popup(
            self.button.mapToGlobal(self.button.rect().bottomLeft())))

    def group_by(self, key: str) -> None:
        """Group the tasks; an unknown key groups nothing."""
        key = key if key in GROUPINGS else ""
        if key != self.group:
            self.group = key
            self.grouped.emit(key)

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self.button)
        groups = menu.addMenu(_("Group by"))
        for key, text in {"": _("Nothing"), SCENE: _("Scene"), BATCH: _("Batch"), DAY: _("Day")}.items():
            action = groups.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == self.group)
            action.triggered.connect(lambda _on=False, key=key: self.group_by(key))
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
