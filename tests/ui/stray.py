"""What is shown in a window of its own: before it lies in the panel it would be one, which flashes."""

from __future__ import annotations

import contextlib

from qtpy.QtCore import QObject
from qtpy.QtGui import QShowEvent
from qtpy.QtWidgets import QApplication, QWidget


class Windows(QObject):
    """Notes what is shown in a window of its own, by class and text."""

    def __init__(self):
        super().__init__()
        self.panel, self.shown = None, set()

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it so
        if isinstance(event, QShowEvent) and isinstance(watched, QWidget) and watched.isWindow() and (
                watched is not self.panel):
            text = getattr(watched, "text", None)
            self.shown.add((type(watched).__name__, text() if callable(text) else watched.accessibleName()))
        return False

    @contextlib.contextmanager
    def beside(self, panel):
        """Note windows beside this panel, for a while."""
        self.panel = panel
        QApplication.instance().installEventFilter(self)
        try:
            yield
        finally:
            QApplication.instance().removeEventFilter(self)
