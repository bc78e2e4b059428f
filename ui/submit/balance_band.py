"""A band above Submit where the account may not have enough: what is missing, and what can be done about it."""

from __future__ import annotations

from qtpy.QtCore import QSize
from qtpy.QtGui import QResizeEvent

from ...core.api.wire.domain import account_page
from ...core.common.i18n import _
from ...core.jobs.balance import Lack
from ...core.session.session import Session
from ..kit.band import Band
from ..kit.draw_guard import DrawGuard
from ..kit.folders import open_page
from ..kit.style import Style
from ..kit.widgets import Button
from .finding_row import alone

WIDE = 620
"""Pixels from which there is room for the words of both buttons."""


class BalanceBand(Band):
    """Submit stays as it is: what is missing may be there before it is used up."""

    def __init__(self, style: Style, session: Session) -> None:
        self.add = Button(style, _("Open the account’s page"), "link", "small")
        self.check = Button(style, _("Check again"), "refresh", "small")
        super().__init__(style, "warn", "warning", self.add, self.check)
        self._guard = DrawGuard()
        self._domain = ""
        self.add.clicked.connect(lambda _on=False: open_page(account_page(self._domain)))
        self.check.clicked.connect(lambda _on=False: session.account.read_balance())

    def draw(self, lack: Lack | None, domain: str) -> None:
        """Show what the account lacks; ``domain`` is its farm's."""
        if not self._guard.changed(lack, domain):
            return
        self._domain = domain
        self.add.setVisible(bool(account_page(domain)))
        self.say(*(lack or ("", "")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button, words in ((self.add, _("Open the account’s page")), (self.check, _("Check again"))):
            alone(button, self.width() < WIDE, words)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
