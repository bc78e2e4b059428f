"""A window over the whole screen, which takes a part of the panel in and gives it back."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import QEvent, Qt
from qtpy.QtGui import QCloseEvent, QKeyEvent
from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...keys.table import PANEL, VIEWER, name_of

MARGIN = 8


class FullScreen(QWidget):
    """It is made when it is first wanted: a hidden window would be one more in the host's list of windows."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, Qt.WindowType.Window)  # below the page, so that it has its style sheet
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page = page
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._part: QWidget | None = None
        self._back: Callable[[], object] = self.hide

    @property
    def on(self) -> bool:
        """Whether the part fills the screen."""
        return self._part is not None

    def take(self, part: QWidget, back: Callable[[], object]) -> None:
        """Fill the screen of the page with a part; ``back`` puts it where it was when the window is left."""
        self._part, self._back = part, back
        self.setWindowTitle(self._page.window().windowTitle())
        self._layout.addWidget(part)
        self.move(self._page.window().frameGeometry().topLeft())  # of several screens that of the panel
        self.showFullScreen()
        self.activateWindow()

    def leave(self) -> None:
        """Give the part back."""
        if self._part is not None:
            self._part = None
            self._back()
            self.hide()

    def event(self, event: QEvent) -> bool:
        """Leave with the keys that do; the panel, which has them too, is another window."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and (
                name_of(PANEL, event) == "leave" or name_of(VIEWER, event) == "full"):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            return True
        return bool(super().event(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the part back, whoever closes the window."""
        self.leave()
        super().closeEvent(event)
