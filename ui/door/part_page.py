"""A page of several parts, of which one is seen at a time: a way back, a title, and the choice of the part."""

from __future__ import annotations

from typing import Any, Callable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ..kit.combo import Combo, Entry
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row

PART_WIDTH = 150


class PartPage(QWidget):
    """The first part is seen at first."""

    def __init__(self, style: Style, title: str, choice: str, parts: dict[str, tuple[str, Any]],
                 back: Callable[[], None]) -> None:
        """``choice`` is the accessible name of the choice; ``parts`` are (title, widget) by their names; ``back``
        leaves the page.
        """
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.parts: dict[str, Any] = {name: widget for name, (_title, widget) in parts.items()}
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        self.part = Combo(style, choice)
        self.part.fill([Entry(name, text) for name, (text, _widget) in parts.items()])
        self.part.setMinimumWidth(PART_WIDTH)
        self.part.chosen.connect(lambda name: self.show_part(str(name)))
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(back)
        self.title = Label(style, title, style.title, elide=Qt.TextElideMode.ElideRight)
        top = row(self.back, self.title, STRETCH, self.part)
        top.setContentsMargins(8, 8, 12, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.shown = next(iter(self.parts))
        """The name of the part that is seen."""
        self.part.pick(self.shown)

    def show_part(self, name: str) -> None:
        """Turn to a part."""
        self.shown = name
        self.part.pick(name)
        self._stack.setCurrentWidget(self.parts[name])
