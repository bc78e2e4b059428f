"""The top of the panel: whose account, how much is left, whether the farm answers; platform, language, settings."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import QRectF, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent
from qtpy.QtWidgets import QWidget

from ...core.common.i18n import LANGUAGES, _
from ...core.model import format
from ...core.session.session import Session
from ...core.session.state import Connection, State
from ..kit import words
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import Seen
from ..kit.style import Look
from ..kit.widgets import STRETCH, Button, Label, row, separator
from .account_menu import AccountButton

HEIGHT = 40
DOT = 8
NARROW, COMPACT = 560, 720
PLATFORM_WIDTH, LANGUAGE_WIDTH = 150, 92


class Dot(QWidget):
    """Green, amber or grey; the word beside it says the same."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._theme = look.theme
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


def platform_entries(state: State) -> list[Entry]:
    """Those that the account's domain has; the one in use alone while they are not known."""
    listed = state.account.platforms or (((state.account.platform, ""),) if state.account.platform else ())
    if state.account.platform and state.account.platform not in [number for number, _name in listed]:
        listed = ((state.account.platform, ""), *listed)
    return [Entry(number, platform_words(number, name)) for number, name in listed]


def platform_words(number: str, name: str) -> str:
    """``Platform 6, www6``."""
    if name:
        return _("Platform {n}, {name}").format(n=number, name=name)
    return _("Platform {n}").format(n=number)


def language_entries() -> list[Entry]:
    """Each under its own name."""
    return [Entry(code, name) for code, name in LANGUAGES.items()]


class Head(QWidget):
    """One line."""

    def __init__(self, look: Look, session: Session, sign_in: Callable[[], None], settings: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._seen = Seen()
        self._state = State()
        self.account = AccountButton(look, session, sign_in)
        self._line = separator()
        self.balance = Label(look, font=look.strong)
        self._coupon = Label(look, font=look.small, tone="text_2")
        self._dot = Dot(look)
        self.connection = Label(look, tone="text_2")
        self._platform_line = separator()
        self.platform = Combo(look, _("Platform"))
        self.platform.setFixedWidth(PLATFORM_WIDTH)
        self.platform.chosen = lambda number: session.account.choose_platform(str(number))
        self.language = Combo(look, _("Language"))
        self.language.setFixedWidth(LANGUAGE_WIDTH)
        self.language.fill(language_entries())
        self.language.chosen = lambda code: session.settings.prefer(language=str(code))
        self.settings = Button(look, "", "settings", "flat")
        self.settings.setFixedSize(26, 26)
        self.settings.setAccessibleName(_("Settings"))
        self.settings.setToolTip(_("Settings"))
        self.settings.clicked.connect(settings)
        layout = row(self.account, self._line, 4, self.balance, self._coupon, STRETCH,
                     self._dot, self.connection, 4, self._platform_line, 4, self.platform, self.language, self.settings)
        layout.setContentsMargins(6, 0, 8, 1)
        self.setLayout(layout)

    def draw(self, state: State) -> None:
        """Show who we are to the farm."""
        if not self._seen.changed(state.account.profile, state.account.known, state.account.id,
                                  state.account.connection, state.account.platform, state.account.platforms,
                                  state.account.domain, state.account.trouble, state.settings.language,
                                  state.settings.locked,
                                  state.account.sign_in.farm):
            return
        self._state = state
        account = state.account.profile
        self.account.draw(state)
        hidden = account is not None and account.hidden
        self.balance.show_text(
            format.money(account.balance, account.currency) if account and not hidden else "")
        self._coupon.show_text(_("incl. {amount} coupon").format(amount=format.money(account.coupon))
                               if account and account.coupon else "")
        word = words.connection(state.account.connection)
        if state.account.trouble_code and state.account.connection is Connection.AWAY:
            word = words.Word(_("Refused"), "error")
        self._dot.show_tone(word.status)
        self.connection.show_text(word.text)
        tip = "\n".join(filter(None, (word.text, state.account.domain, state.account.trouble)))
        self._dot.setToolTip(tip)
        self.connection.setToolTip(tip)
        entries = platform_entries(state)
        self.platform.fill(entries)
        self.platform.pick(state.account.platform)
        self.platform.setEnabled(len(entries) > 1)
        self.platform.setToolTip(state.account.domain)
        self.language.pick(state.settings.language)
        self.language.setEnabled("language" not in state.settings.locked)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """A narrow panel leaves out what is least asked for; platform and language are in the settings too."""
        account = self._state.account.profile
        self._line.setVisible(account is not None and not account.hidden)
        self._coupon.setVisible(bool(account and account.coupon) and width >= NARROW)
        self.connection.setVisible(width >= NARROW)
        wide = width >= COMPACT
        self.platform.setVisible(wide and bool(self._state.account.platform))
        self._platform_line.setVisible(wide)
        self.language.setVisible(wide)
