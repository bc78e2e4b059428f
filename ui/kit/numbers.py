"""Fields for numbers."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import QDoubleSpinBox, QSizePolicy, QSpinBox

from .style import Style
from .widgets import CONTROL, Label

MOST_PER_TASK = 10_000
MOST_HOURS = 720.0
WIDTH = 64


class Number(QSpinBox):
    """Field for a whole number from 1 up."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(1, MOST_PER_TASK)
        _plain(self, style)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page and changes no number on the way."""
        event.ignore()


class Hours(QDoubleSpinBox):
    """Hours, without a decimal where there is none."""

    def __init__(self, style: Style, name: str, least: float = 0.1, none: str = "") -> None:
        """``none`` is what the least value means in words."""
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, MOST_HOURS)
        self.setSpecialValueText(none)
        self.setDecimals(2)
        _plain(self, style)

    def textFromValue(self, val: float) -> str:
        return f"{val:g}"

    def unit(self, style: Style, words: str) -> Label:
        """Return the words behind the number; they go while a word stands in its place."""
        label = Label(style, words, tone="text_2")

        def is_word(value: float) -> bool:
            return bool(self.specialValueText()) and value <= self.minimum()

        self.valueChanged.connect(lambda value: label.setVisible(not is_word(value)))
        if is_word(self.value()):  # it is not shown here: without a parent it would be a window
            label.hide()
        return label

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel, as Number does."""
        event.ignore()


def _plain(box: QSpinBox | QDoubleSpinBox, style: Style) -> None:
    """There is no room for arrows. The style sheet hides them: with NoButtons Qt 6 shows no number either."""
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFont(style.body)
    box.setFixedSize(style.wide(WIDTH), CONTROL)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
