"""The page of costs, budgets and notices, of which one part is seen at a time."""

from __future__ import annotations

from typing import Any, Callable

from ...core.common.i18n import _
from ...core.session.money.state import MoneyState
from ...core.session.session import Session
from ..door.part_page import PartPage
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from .costs_part import CostsPart
from .sending_part import SendingPart
from .told_parts import BudgetsPart, HistoryPart


class MoneyPage(PartPage):
    """A part is told when it is seen: what it shows is read then."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None],
                 back: Callable[[], None]) -> None:
        super().__init__(style, _("Costs and notices"), _("Parts of the costs page"), {
            "costs": (_("Costs"), lambda: CostsPart(style, session)),
            "budgets": (_("Budgets"), lambda: BudgetsPart(style, session)),
            "notices": (_("Notices"), lambda: HistoryPart(style, session, show_task)),
            "sending": (_("Mail and chat"), lambda: SendingPart(style, session))}, back)
        self._guard = DrawGuard()

    def show_part(self, name: str) -> None:
        """Turn to a part."""
        super().show_part(name)
        self.parts[name].seen()

    def draw(self, money: MoneyState, projects: tuple[str, ...], currency: str) -> None:
        """Show what farm and journal say; ``projects`` are those that may have a budget: its part reads them."""
        if not self._guard.changed(money, projects, currency):
            return
        self.draw_parts(money)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.parts[self.shown].seen()
