"""The groups of a table's rows: chosen in a menu, and remembered with the panel."""

from __future__ import annotations

from qtpy.QtCore import QObject
from qtpy.QtWidgets import QMenu

from ...core.common.i18n import _
from ...core.jobs.told import BATCH, DAY, GROUPINGS, SCENE
from ..kit.signals import Signal


class Grouping(QObject):
    """The grouping of one table; empty for none."""

    grouped = Signal(str)
    """The user wants other groups: a key of GROUPINGS, or nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.group = ""

    def group_by(self, key: str) -> None:
        """Group the rows; an unknown key groups nothing."""
        key = key if key in GROUPINGS else ""
        if key != self.group:
            self.group = key
            self.grouped.emit(key)

    def fill_groups(self, menu: QMenu) -> None:
        """Add the choice of groups to a menu."""
        groups = menu.addMenu(_("Group by"))
        for key, text in {"": _("Nothing"), SCENE: _("Scene"), BATCH: _("Batch"), DAY: _("Day")}.items():
            action = groups.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == self.group)
            action.triggered.connect(lambda _on=False, key=key: self.group_by(key))
