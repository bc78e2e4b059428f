"""The page of the account's own things at the farm, of which one part is seen at a time."""

from __future__ import annotations

from typing import Any, Callable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.session.details.state import DetailsState
from ...core.session.session import Session
from ...core.session.state import AccountState
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row
from .account_lists import ListPage, record_columns, recycled_columns, sign_in_columns
from .account_overview import Overview
from .account_projects import ProjectsPage

PART_WIDTH = 150


class AccountPage(QWidget):
    """``back`` leaves it."""

    def __init__(self, style: Style, session: Session, back: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._guard = DrawGuard()
        self.parts: dict[str, Any] = {
            "overview": Overview(style, session),
            "projects": ProjectsPage(style, session),
            "task_records": ListPage(style, session, "task_records", record_columns(), _("Task records"),
                                     _("There are no records.")),
            "sign_ins": ListPage(style, session, "sign_ins", sign_in_columns(), _("Sign-ins"),
                                 _("There are no records.")),
            "recycled": ListPage(style, session, "recycled", recycled_columns(), _("Recycle bin"),
                                 _("The recycle bin is empty."))}
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        self.part = Combo(style, _("What is shown of the account"))
        titles = (_("Overview"), _("Projects"), _("Task records"), _("Sign-ins"), _("Recycle bin"))
        self.part.fill([Entry(name, title) for name, title in zip(self.parts, titles)])
        self.part.setMinimumWidth(PART_WIDTH)
        self.part.chosen.connect(lambda name: self.show_part(str(name)))
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(back)
        self.title = Label(style, "", style.title, elide=Qt.TextElideMode.ElideRight)
        top = row(self.back, self.title, STRETCH, self.part)
        top.setContentsMargins(8, 8, 12, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.show_part("overview")

    def show_part(self, name: str) -> None:
        """Turn to a part."""
        self.part.pick(name)
        self._stack.setCurrentWidget(self.parts[name])

    def draw(self, account: AccountState, details: DetailsState) -> None:
        """Show what is known of the account."""
        if not self._guard.changed(account, details):
            return
        self.title.show_text(account.name or _("Account"))
        for part in self.parts.values():
            part.draw(details)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._session.details.watch(True)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._session.details.watch(False)
