"""The top of the panel: whose account, how much is left, whether the farm answers."""

from __future__ import annotations

from qtpy.QtCore import QRectF, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent
from qtpy.QtWidgets import QLabel, QWidget

from ..core.i18n import _
from ..core.state import State
from . import format, words
from .look import Look
from .seen import Seen
from .widgets import STRETCH, Label, row, separator

HEIGHT = 40
DOT = 8
NARROW, COMPACT = 560, 720


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


class Head(QWidget):
    """One line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("Header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._seen = Seen()
        self._state = State()
        icon = QLabel()
        icon.setPixmap(look.pixmap("account", "text_2", 16, self.devicePixelRatioF()))
        self.account = Label(look, font=look.strong, elide=Qt.TextElideMode.ElideRight)
        self._line = separator()
        self.balance = Label(look, font=look.strong)
        self._coupon = Label(look, font=look.small, tone="text_2")
        self._dot = Dot(look)
        self.connection = Label(look, tone="text_2")
        self._platform_line = separator()
        self._platform = Label(look, tone="text_2")
        layout = row(icon, self.account, 4, self._line, 4, self.balance, self._coupon, STRETCH,
                     self._dot, self.connection, self._platform_line, self._platform)
        layout.setContentsMargins(12, 0, 12, 1)
        self.setLayout(layout)

    def draw(self, state: State) -> None:
        """Show who we are to the farm."""
        if not self._seen.changed(state.account, state.connection, state.platform, state.domain, state.trouble):
            return
        self._state = state
        account = state.account
        self.account.show_text(account.name if account else _("No account yet"), "" if account else "text_2")
        self.balance.show_text(format.money(account.balance, account.currency) if account else "")
        self._coupon.show_text(_("incl. {amount} coupon").format(amount=format.money(account.coupon))
                               if account and account.coupon else "")
        word = words.connection(state.connection)
        self._dot.show_tone(word.status)
        self.connection.show_text(word.text)
        tip = "\n".join(filter(None, (word.text, state.domain, state.trouble)))
        self._dot.setToolTip(tip)
        self.connection.setToolTip(tip)
        self._platform.show_text(_("Platform {n}").format(n=state.platform) if state.platform else "")
        self._platform.setToolTip(state.domain)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """A narrow panel leaves out what is least asked for."""
        account = self._state.account
        self._line.setVisible(account is not None)
        self._coupon.setVisible(bool(account and account.coupon) and width >= NARROW)
        self.connection.setVisible(width >= NARROW)
        wide = bool(self._state.platform) and width >= COMPACT
        self._platform.setVisible(wide)
        self._platform_line.setVisible(wide)
