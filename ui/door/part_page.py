"""A page of several parts, of which one is seen at a time: a way back, a title, and the choice of the part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Callable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ..kit.combo import Combo, Entry
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row

PART_WIDTH = 150


class Parts(Mapping[str, Any]):
    """The parts by their names. Each is made when it is first asked for: all at once would take several ticks."""

    def __init__(self, make: Mapping[str, Callable[[], Any]], made: Callable[[Any], None]) -> None:
        self._make = make
        self._made = made
        self._there: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._there:
            self._there[name] = self._make[name]()
            self._made(self._there[name])
        return self._there[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)

    def there(self) -> list[Any]:
        """Return those that are made."""
        return list(self._there.values())


class PartPage(QWidget):
    """The first part is seen at first."""

    def __init__(self, style: Style, title: str, choice: str, parts: Mapping[str, tuple[str, Callable[[], Any]]],
                 back: Callable[[], None]) -> None:
        """``choice`` is the accessible name of the choice; ``parts`` are (title, what makes the widget) by their
        names; ``back`` leaves the page.
        """
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.parts = Parts({name: make for name, (_title, make) in parts.items()}, self._add)
        self._stack = QStackedWidget()
        self._state: Any = None
        """The part of the state that the parts show; None before the first one."""
        self.part = Combo(style, choice)
        self.part.fill([Entry(name, text) for name, (text, _make) in parts.items()])
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
        self._stack.setCurrentWidget(self.parts[self.shown])

    def draw_parts(self, state: Any) -> None:
        """Show a part of the state on all that are made."""
        self._state = state
        for part in self.parts.there():
            part.draw(state)

    def _add(self, part: Any) -> None:
        self._stack.addWidget(part)
        if self._state is not None:
            part.draw(self._state)

    def show_part(self, name: str) -> None:
        """Turn to a part."""
        self.shown = name
        self.part.pick(name)
        self._stack.setCurrentWidget(self.parts[name])
