"""The page of costs, budgets and notices, of which one part is seen at a time."""

from __future__ import annotations

from typing import Any, Callable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.session.money.state import MoneyState
from ...core.session.session import Session
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row
from .costs_part import CostsPart
from .sending_part import SendingPart
from .told_parts import BudgetsPart, HistoryPart

PART_WIDTH = 150


class MoneyPage(QWidget):
    """``back`` leaves it."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None],
                 back: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._guard = DrawGuard()
        self.parts: dict[str, Any] = {
            "costs": CostsPart(style, session), "budgets": BudgetsPart(style, session),
            "notices": HistoryPart(style, session, show_task), "sending": SendingPart(style, session)}
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        titles = (_("Costs"), _("Budgets"), _("Notices"), _("Mail and chat"))
        self.part = Combo(style, _("What is shown of the money"))
        self.part.fill([Entry(name, title) for name, title in zip(self.parts, titles)])
        self.part.setMinimumWidth(PART_WIDTH)
        self.part.chosen.connect(lambda name: self.show_part(str(name)))
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(back)
        top = row(self.back, Label(style, _("Costs and notices"), style.title, elide=Qt.TextElideMode.ElideRight),
                  STRETCH, self.part)
        top.setContentsMargins(8, 8, 12, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self._shown = "costs"
        self._stack.setCurrentWidget(self.parts[self._shown])

    def show_part(self, name: str) -> None:
        """Turn to a part."""
        self._shown = name
        self.part.pick(name)
        self._stack.setCurrentWidget(self.parts[name])
        self.parts[name].seen()

    def draw(self, money: MoneyState) -> None:
        """Show what farm and journal say."""
        if not self._guard.changed(money):
            return
        for part in self.parts.values():
            part.draw(money)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.parts[self._shown].seen()
