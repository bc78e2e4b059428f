"""The listeners for the keys of a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable

from qtpy.QtCore import QEvent, QObject
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QWidget

from .table import PANEL, keys_of, name_of


class Keys(QObject):
    """Does what the table says while one of the widgets has the focus, or something in them that leaves the key alone.

    Qt offers a key to the widgets first (ShortcutOverride), then to the shortcuts of the whole application, among which
    are the host's, then presses it. A key that is ours is accepted when it is offered: the host keeps its own
    everywhere else. A QShortcut of ours would be ambiguous where the host has the same, and neither would act.
    """

    def __init__(self, place: str, calls: Mapping[str, Callable[[], object]], *widgets: QWidget) -> None:
        """``calls`` has what each action of the place does, by the names of the table."""
        super().__init__(widgets[0])
        missing = set(keys_of(place).values()) ^ set(calls)
        if missing:
            raise KeyError(f"{place}: {', '.join(sorted(missing))}")
        self._place = place
        self._calls = calls
        for each in widgets:
            each.installEventFilter(self)

    def wants(self, _name: str) -> bool:
        """Whether there is anything to do now; else the key goes on to whoever comes next."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            name = name_of(self._place, event)
            if name and self.wants(name):
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self._calls[name]()
                return True
        return bool(super().eventFilter(watched, event))


def is_for_panel(event: QKeyEvent) -> bool:
    """Whether a list or a combo box has to leave a key alone that it would take for the first letter of an entry."""
    return bool(name_of(PANEL, event))
