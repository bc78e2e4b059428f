"""The account in the header, and the menu behind it: switch, add, forget, try the local farm, help."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from qtpy.QtWidgets import QMenu, QSizePolicy, QToolButton

from ...core.common.foreign import tip
from ...core.common.i18n import _
from ...core.session.session import Session
from ...core.session.state import AccountState, Connection
from ..keys.focus import by_key
from ..keys.table import PANEL, first_key
from ..kit import paint
from ..kit.menus import entry
from ..kit.style import Style
from ..kit.widgets import CONTROL

ICON = 16
ARROW = 14
GAP = 6
SIDE = 6
LEAST = 90
MOST = 260


class AccountButton(QToolButton):
    """A name with an arrow; ``add`` opens the sign-in page, ``aside`` another page by its name."""

    def __init__(self, style: Style, session: Session, add: Callable[[], None], aside: Callable[[str], None],
                 show_tour: Callable[[], None]) -> None:
        super().__init__()
        self._help = ((_("Keys"), first_key(PANEL, "help"), lambda: aside("help")), (_("Show the tour"), "", show_tour))
        self._style = style
        self._session = session
        self._add = add
        self._aside = aside
        self._name = ""
        self._muted = False
        self._keyboard = False
        self.setFont(style.strong)
        self.setFixedHeight(CONTROL)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.menu_of_accounts = QMenu(self)
        self.menu_of_accounts.setFont(style.body)
        self.menu_of_accounts.aboutToShow.connect(session.account.read_known)
        self.setMenu(self.menu_of_accounts)

    def whole(self) -> str:
        """The name, however much of it is seen."""
        return self._name

    def draw(self, account: AccountState) -> None:
        """Show who is signed in, and who could be."""
        name = account.name
        self._name, self._muted = name or (
            _("Connecting") if account.connection is Connection.UNKNOWN else _("No account yet")), not name
        self.setAccessibleName(_("Account: {name}").format(name=self._name))
        self.setToolTip(tip(self._name))
        self.updateGeometry()
        self.update()
        self._fill(account)

    def open(self) -> None:
        """The menu; ``showMenu`` would come back only when it is closed."""
        self.menu_of_accounts.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        width = SIDE + ICON + GAP + paint.width(self._name, self._style.strong) + GAP + ARROW + SIDE
        return QSize(min(MOST, width), CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self.sizeHint().width()), CONTROL)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = by_key(event)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        if self.rect().contains(self.mapFromGlobal(self.cursor().pos())) or self.isDown():
            paint.rounded(painter, self.rect(), theme.control)
        ratio, middle = self.devicePixelRatioF(), self.height() // 2
        painter.drawPixmap(SIDE, middle - ICON // 2, self._style.pixmap("account", "text_2", ICON, ratio))
        room = QRect(SIDE + ICON + GAP, 0, self.width() - 2 * SIDE - ICON - ARROW - 2 * GAP, self.height())
        width = paint.text(painter, room, self._name, self._style.strong, theme.text_2 if self._muted else theme.text)
        painter.drawPixmap(room.left() + width + GAP, middle - ARROW // 2,
                           self._style.pixmap("chevron-down", "text_2", ARROW, ratio))
        if self.hasFocus() and self._keyboard:
            painter.setPen(QColor(theme.accent_text))
            paint.focus_ring(painter, self.rect(), theme.accent_text)
        painter.end()

    def _fill(self, account: AccountState) -> None:
        menu, session = self.menu_of_accounts, self._session
        menu.clear()
        for each in account.known:
            where = _("not running") if each.running is False else each.domain
            text = f"{each.name}   {where}" if where else each.name
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.id == account.id)
            action.triggered.connect(lambda _on=False, chosen=each.id: session.account.switch(chosen))
        if account.name:
            menu.addSeparator()
            menu.addAction(self._style.icon("account"), _("About {name}…").format(name=account.name.replace(
                "&", "&&"))).triggered.connect(lambda _on=False: self._aside("account"))
            menu.addAction(self._style.icon("table"), _("Costs, budgets and notices…")).triggered.connect(
                lambda _on=False: self._aside("money"))
        if account.known:
            menu.addSeparator()
        menu.addAction(self._style.icon("add"), _("Sign in with another account…") if account.known
                       else _("Sign in…")).triggered.connect(lambda _on=False: self._add())
        if not (account.current is not None and account.current.running):
            menu.addAction(self._style.icon("play"), account.start_words).triggered.connect(
                lambda _on=False: session.account.try_local_farm())
        if account.farm_runs:
            menu.addAction(self._style.icon("stop"), _("Stop the local farm")).triggered.connect(
                lambda _on=False: session.account.stop_local_farm())
        kept = [each for each in account.known if each.removable]
        if kept:
            forget = QMenu(_("Forget an account"), menu)
            forget.setFont(self._style.body)
            for each in kept:
                forget.addAction(_("Forget {name} and its key").format(name=each.name)).triggered.connect(
                    lambda _on=False, chosen=each.id: session.account.forget(chosen))
            menu.addMenu(forget)
        menu.addSeparator()
        for text, key, call in self._help:
            entry(self._style, menu, text, "", key, (), call)
