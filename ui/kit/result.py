"""A coloured box with an icon and a sentence: how something went."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QLabel, QSizePolicy

from .style import Style
from .widgets import Paragraph, row, set_property

ICONS = {"ok": "ok", "warn": "warning", "error": "error", "run": "clock"}
LEAST_HEIGHT = 32


class Result(QFrame):
    """Its height is kept while there is nothing to say, so that nothing jumps when there is."""

    def __init__(self, style: Style, kept: bool = True) -> None:
        super().__init__()
        self.setObjectName("Result")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(LEAST_HEIGHT if kept else 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._style = style
        self._kept = kept
        self._icon = QLabel()
        self._icon.setFixedWidth(16)
        self.text = Paragraph(style)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = row(self._icon, self.text)
        layout.setStretch(1, 1)
        layout.setContentsMargins(10, 7, 10, 7)
        self.setLayout(layout)
        set_property(self, "tone", "")
        self._icon.hide()
        if not kept:
            self.hide()

    def say(self, text: str, tone: str) -> None:
        """``tone`` is ``ok``, ``warn``, ``error`` or ``run``; no text is no box."""
        self.text.setText(text)
        self.setAccessibleName(text)
        set_property(self, "tone", tone if text else "")
        self._icon.setVisible(bool(text))
        if text:
            self._icon.setPixmap(self._style.pixmap(ICONS[tone], tone, 16, self.devicePixelRatioF()))
        self.setVisible(bool(text) or self._kept)
