"""A page with nothing to show: an icon, a title, a sentence that says what to do."""

from __future__ import annotations

from qtpy.QtCore import QEvent, Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from .style import Style
from .widgets import STRETCH, Paragraph, row

ICON = 32
TEXT_WIDTH = 300
MARGIN = 12


class EmptyPage(QWidget):
    """Centred; the buttons are there only where something can be done."""

    def __init__(self, style: Style, icon: str, title: str, text: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style = style
        self._icon = QLabel()
        self._icon.setFixedHeight(ICON)
        self._title = Paragraph(style, font=style.empty_title)
        self._text = Paragraph(style, tone="text_2")
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addStretch(1)
        for part, space in ((self._icon, 12), (self._title, 4), (self._text, 14)):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addSpacing(space)
        self._given = buttons
        self._buttons = row(*buttons)
        if buttons:
            layout.addLayout(row(STRETCH, self._buttons, STRETCH))
        layout.addStretch(1)
        # Buttons that find no room beside each other lie below each other: they do not make the panel wide.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.say(icon, title, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()
        self._fit_buttons()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_buttons()  # other buttons may be there than before
        return bool(super().event(event))

    def _fit_buttons(self) -> None:
        """Lay the buttons below each other where they have no room; a direction that stays lays nothing out anew."""
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 2 * MARGIN
        widths = [button.sizeHint().width() for button in self._given if not button.isHidden()]
        room = sum(widths) + self._buttons.spacing() * max(0, len(widths) - 1)
        direction = (QBoxLayout.Direction.LeftToRight if room <= self.width() - margins
                     else QBoxLayout.Direction.TopToBottom)
        if direction != self._buttons.direction():
            self._buttons.setDirection(direction)

    def _fit_words(self) -> None:
        """Give the words as many lines as they need in the width that there is."""
        width = max(0, min(self._style.wide(TEXT_WIDTH), self.width() - 2 * MARGIN))
        for words in (self._title, self._text):
            words.setFixedWidth(width)
            words.setFixedHeight(max(0, words.heightForWidth(width)))

    def say(self, icon: str, title: str, text: str, tone: str = "text_2") -> None:
        """Show an icon and a text about what is missing here."""
        if (title, text) == (self._title.whole(), self._text.whole()):
            return
        self._icon.setPixmap(self._style.pixmap(icon, tone, ICON, self.devicePixelRatioF(), 1.0))
        self._title.show_text(title)
        self._text.show_text(text)
        self._fit_words()
