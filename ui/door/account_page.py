"""The page of the account's own things at the farm, of which one part is seen at a time."""

from __future__ import annotations

from typing import Any, Callable

from ...core.common.i18n import _
from ...core.session.details.state import DetailsState
from ...core.session.session import Session
from ...core.session.state import AccountState
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from .account_lists import ListPage, elsewhere_columns, record_columns, recycled_columns, sign_in_columns
from .account_overview import Overview
from .account_projects import ProjectsPage
from .part_page import PartPage


class AccountPage(PartPage):
    """Its parts are asked for while it is seen."""

    def __init__(self, style: Style, session: Session, back: Callable[[], None]) -> None:
        super().__init__(style, "", _("Parts of the account page"), {
            "overview": (_("Overview"), lambda: Overview(style, session)),
            "projects": (_("Projects"), lambda: ProjectsPage(style, session)),
            "task_records": (_("Task records"), lambda: ListPage(
                style, session, "task_records", record_columns(), _("Task records"), _("There are no records."))),
            "elsewhere": (_("Elsewhere"), lambda: ListPage(
                style, session, "elsewhere", elsewhere_columns(), _("Tasks of others"),
                _("Nothing that others have submitted waits or renders, as far as the farm lists it."))),
            "sign_ins": (_("Sign-ins"), lambda: ListPage(
                style, session, "sign_ins", sign_in_columns(), _("Sign-ins"), _("There are no records."))),
            "recycled": (_("Recycle bin"), lambda: ListPage(
                style, session, "recycled", recycled_columns(), _("Recycle bin"), _("The recycle bin is empty.")))},
            back)
        self._session = session
        self._guard = DrawGuard()

    def draw(self, account: AccountState, details: DetailsState) -> None:
        """Show what is known of the account."""
        if not self._guard.changed(account, details):
            return
        self.title.show_text(account.name or _("Account"))
        self.draw_parts(details)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._session.details.watch(True)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._session.details.watch(False)
