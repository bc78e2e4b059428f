"""The top of the panel: whose account, how much is left, whether the farm answers; platform, language, settings."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import QRectF, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent
from qtpy.QtWidgets import QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import LANGUAGES, _
from ...core.model import format
from ...core.offer.values import Account
from ...core.session.session import Session
from ...core.session.state import AccountState, Connection, SettingsState
from ..kit import words
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import fit
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row, separator
from .account_menu import AccountButton

HEIGHT = 40
DOT = 8
PLATFORM_WIDTH, WIDEST_PLATFORM, LANGUAGE_WIDTH = 150, 180, 92


class Dot(QWidget):
    """Green, amber or grey; the word beside it says the same."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._theme = style.theme
        self._tone = "wait"
        self.setFixedSize(QSize(DOT, DOT))

    def show_tone(self, tone: str) -> None:
        """A status."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tone(self._tone)))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()


def platform_entries(account: AccountState) -> list[Entry]:
    """Return the platforms of the account's domain; only the one in use while they are not known."""
    listed = account.platforms or (((account.platform, ""),) if account.platform else ())
    if account.platform and account.platform not in [number for number, _name in listed]:
        listed = ((account.platform, ""), *listed)
    return [Entry(number, platform_words(number, name)) for number, name in listed]


def platform_words(number: str, name: str) -> str:
    """``Platform 6, www6``."""
    if name:
        return _("Platform {n}, {name}").format(n=number, name=name)
    return _("Platform {n}").format(n=number)


def language_entries() -> list[Entry]:
    """Each under its own name."""
    return [Entry(code, name) for code, name in LANGUAGES.items()]


class Header(QWidget):
    """The account, its balance, the connection, platform and language in one line."""

    def __init__(self, style: Style, session: Session, sign_in: Callable[[], None], aside: Callable[[str], None],
                 tour: Callable[[], None]) -> None:
        """``aside`` opens or leaves the page of the settings, the account, its money or the help, by name."""
        super().__init__()
        self.setObjectName("Header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._guard = DrawGuard()
        self._account = AccountState()
        self.account = AccountButton(style, session, sign_in, aside, tour)
        self._line = separator()
        self.balance = Label(style, font=style.strong)
        self._coupon = Label(style, font=style.small, tone="text_2")
        self._dot = Dot(style)
        self.connection = Label(style, tone="text_2")
        self._platform_line = separator()
        self.platform = Combo(style, _("Platform"))
        self._widest_platform = style.wide(WIDEST_PLATFORM)
        self.platform.chosen.connect(lambda number: session.account.choose_platform(str(number)))
        self.language = Combo(style, _("Language"))
        self.language.fill(language_entries())
        self.language.fix_width(LANGUAGE_WIDTH)
        self.language.chosen.connect(lambda code: session.settings.prefer(language=str(code)))
        self.settings = Button(style, "", "settings", "flat")
        self.settings.setFixedSize(26, 26)
        self.settings.setAccessibleName(_("Settings"))
        self.settings.setToolTip(_("Settings"))
        self.settings.clicked.connect(lambda _on=False: aside("settings"))
        self._row = row(self.account, self._line, 4, self.balance, self._coupon, STRETCH, self._dot, self.connection,
                        4, self._platform_line, 4, self.platform, self.language, self.settings)
        self._row.setContentsMargins(6, 0, 8, 1)
        self.setLayout(self._row)

    def draw(self, account: AccountState, settings: SettingsState) -> None:
        """Show who we are to the farm."""
        if not self._guard.changed(account, settings):
            return
        self._account = account
        self.account.draw(account)
        self._draw_balance(account.profile)
        self._draw_connection(account)
        entries = platform_entries(account)
        self.platform.fill(entries)
        self.platform.fix_width(PLATFORM_WIDTH, self._widest_platform)
        self.platform.pick(account.platform)
        self.platform.setEnabled(len(entries) > 1)
        self.platform.setToolTip(tip(account.domain))
        self.language.pick(settings.language)
        self.language.setEnabled("language" not in settings.locked)
        self.fit(self.width())

    def _draw_balance(self, account: Account | None) -> None:
        hidden = account is not None and account.hidden
        self.balance.show_text(
            format.money(account.funds, account.currency) if account and not hidden else "")
        self._coupon.show_text(_("incl. {amount} coupon").format(amount=format.money(account.coupon))
                               if account and account.coupon else "")

    def _draw_connection(self, account: AccountState) -> None:
        word = words.connection(account.connection)
        if account.trouble_code and account.connection is Connection.AWAY:
            word = words.Word(_("Refused"), "error")
        self._dot.show_tone(word.status)
        self.connection.show_text(word.text)
        whole = "\n".join(filter(None, (word.text, account.domain, account.trouble)))
        self._dot.setToolTip(tip(whole))
        self.connection.setToolTip(tip(whole))

    def fit(self, width: int) -> None:
        """A narrow panel leaves out what is least asked for; platform and language are in the settings too."""
        account = self._account.profile
        self._line.setVisible(account is not None and not account.hidden)
        fit(self._row, width, (
            self._without_choices, lambda out: self._coupon.setVisible(bool(account and account.coupon) and not out),
            lambda out: self.connection.setVisible(not out)))

    def _without_choices(self, out: bool) -> None:
        self.platform.setVisible(bool(self._account.platform) and not out)
        self._platform_line.setVisible(not out)
        self.language.setVisible(not out)
