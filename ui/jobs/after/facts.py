"""A decision on one page: a title, figures by name, a paragraph, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from ...kit.style import Style
from ...kit.widgets import Button, Explained, Label, Paragraph, set_property

MOST = 4
"""Figures that a page has."""


class Facts(QFrame):
    """The first of the buttons is the one that is meant."""

    def __init__(self, style: Style, *buttons: Button | Explained) -> None:
        super().__init__()
        self.setObjectName("Box")
        self.title = Paragraph(style, font=style.section)
        self.text = Paragraph(style, tone="text_2")
        self._rows = [(Label(style, tone="text_2"), Paragraph(style)) for _place in range(MOST)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(self._rows):
            name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, place, 0)
            grid.addWidget(value, place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addLayout(grid)
        layout.addWidget(self.text)
        layout.addSpacing(2)
        for button in buttons:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def say(self, title: str, figures: Sequence[tuple[str, str, str]], text: str) -> None:
        """``figures`` are names, values and the tone of the value; the empty tone is the usual one."""
        self.title.show_text(title)
        self.text.show_text(text)
        self.setAccessibleName(title)
        for place, (name, value) in enumerate(self._rows):
            here = figures[place] if place < len(figures) else ("", "", "")
            name.show_text(here[0])
            value.show_text(here[1])
            set_property(value, "tone", here[2])
            for part in (name, value):
                part.setVisible(bool(here[0]))
