"""A band above the pages that says what is wrong, and what can be done about it."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from .fitting import Flow
from .style import Style
from .widgets import Button, Explained, Paragraph, row, set_property


class Band(QFrame):
    """An icon, a sentence, a second one if there is more to say, buttons. Hidden while there is nothing."""

    def __init__(self, style: Style, tone: str, icon: str, *buttons: Button | Explained) -> None:
        super().__init__()
        self.setObjectName("Band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_property(self, "tone", tone)
        picture = QLabel()
        picture.setPixmap(style.pixmap(icon, tone, 16, self.devicePixelRatioF()))
        self.text = Paragraph(style)
        self.more = Paragraph(style, font=style.small, tone="text_2")
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addWidget(self.text)
        lines.addWidget(self.more)
        layout = row(picture, Flow(words, *buttons))
        layout.setStretch(1, 1)
        layout.setContentsMargins(12, 8, 12, 9)
        self.setLayout(layout)
        self.hide()

    def say(self, text: str, more: str = "") -> None:
        """An empty ``text`` hides the band."""
        self.text.show_text(text)
        self.setAccessibleName(text)
        self.more.show_text(more)
        self.more.setVisible(bool(more))
        self.setVisible(bool(text))
