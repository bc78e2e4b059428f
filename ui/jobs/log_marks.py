"""What stands out in a log: the colours of its lines, and the errors in its scroll bar."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qtpy.QtCore import QRect
from qtpy.QtGui import QColor, QPainter, QPaintEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from qtpy.QtWidgets import QScrollBar, QWidget

from ..kit.style import Style

TIME = re.compile(r"^\s*\[?(\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(:\d\d([.,]\d+)?)?\]?")
STEPS = 500
"""Places in the scroll bar: more cannot be told apart there."""

MARK_HEIGHT = 2


class Colours(QSyntaxHighlighter):
    """Errors and warnings in their colours, times muted."""

    def __init__(self, style: Style, document: QTextDocument, tones: list[str]) -> None:
        """``tones`` has the tone of each line, and is filled before the line comes into the document."""
        super().__init__(document)
        self._tones = tones
        self._formats = {}
        for name in ("error", "warn", "text_2"):
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(style.theme.tone(name)))
            if name != "text_2":
                self._formats[name].setBackground(QColor(style.theme.chip(name)))

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        tone = self._tones[number] if number < len(self._tones) else "text"
        found = TIME.match(text)
        if tone != "text":
            self.setFormat(0, len(text), self._formats[tone])
        elif found:
            self.setFormat(0, found.end(), self._formats["text_2"])


class MarkedBar(QScrollBar):
    """A scroll bar that shows where the errors are."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor(style.theme.tone("error"))
        self.marks: list[int] = []
        """The marked places, in parts of ``STEPS``."""

    def mark(self, lines: Iterable[int], total: int) -> None:
        """Mark these of ``total`` lines."""
        marks = sorted({STEPS * line // max(1, total) for line in lines})
        if marks != self.marks:
            self.marks = marks
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for mark in self.marks:
            painter.fillRect(QRect(2, (self.height() - MARK_HEIGHT) * mark // STEPS, self.width() - 4, MARK_HEIGHT),
                             self._colour)
        painter.end()
