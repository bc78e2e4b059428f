"""The page on which one signs in: the first thing that a new artist sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QBoxLayout, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.offer.drafts import SignIn
from ...core.session.session import Session
from ...core.session.state import SettingsState
from ..kit.combo import AFTER, BEFORE, Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import PRIMARY, STRETCH, Button, Label, LineEdit, Paragraph, row, rule
from .domain_field import DomainField
from .header import LANGUAGE_WIDTH, language_entries, platform_words

WIDTH = 380
FIELD = 30
MARK = 36
SIDE, APART = 12, 12
MIDDLE = 100
"""Parts of the width that the column takes, beside one on either side, until it is as wide as it may be."""
SHARES = (4, 3)
"""The width is shared so between the domain and the platform."""
USUAL_PLATFORM = "2"


class SignInPage(QWidget):
    """``back`` leaves it, where there is something else to show."""

    def __init__(self, style: Style, session: Session, back: Callable[[], None], network: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style = style
        self._session = session
        self._guard = DrawGuard()
        self._begun = False
        self._make_fields(style)
        self._make_buttons(style, session)
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(back)
        self.network = Button(style, _("Network settings…"), "settings", "flat")
        self.network.clicked.connect(network)
        self.language = Combo(style, _("Language"))
        self.language.fill(language_entries())
        self.language.fix_width(LANGUAGE_WIDTH)
        self.language.chosen.connect(lambda code: session.settings.prefer(language=str(code)))
        top = Flow(self.back, STRETCH, self.network, self.language)
        top.setContentsMargins(12, 8, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._scrolled(style), 1)

    def _make_fields(self, style: Style) -> None:
        self.access_id = LineEdit(style, _("Access ID"))
        self.access_key = LineEdit(style, _("Access key"))
        self.access_key.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.access_key.addAction(style.icon("eye", "text_2"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.setToolTip(_("Show the key"))
        self._eye.toggled.connect(self._show_key)
        self.domain = DomainField(style)
        self.platform = Combo(style, _("Platform"))
        for field in (self.access_id, self.access_key, self.domain, self.platform):
            field.setFixedHeight(FIELD)

    def _make_buttons(self, style: Style, session: Session) -> None:
        self.result = Result(style)
        self.test = Button(style, _("Test connection"), "link")
        self.test.setFixedHeight(PRIMARY)
        self.test.clicked.connect(lambda: session.account.test_connection(*self.typed()))
        self.go = Button(style, _("Sign in"), kind="primary")
        self.go.setSizePolicy(self.result.sizePolicy())
        self.go.clicked.connect(lambda: session.account.sign_in(*self.typed()))
        for field in (self.access_id, self.access_key):
            field.returnPressed.connect(self.go.click)
        self._where = Paragraph(style, font=style.small, tone="text_2")
        self.local = Button(style, _("Try the local farm"), "play")
        self.local.clicked.connect(session.account.try_local_farm)

    def _scrolled(self, style: Style) -> QScrollArea:
        column = QWidget()
        column.setMaximumWidth(style.wide(WIDTH))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._title(style))
        layout.addSpacing(18)
        for title, field in ((_("Access ID"), self.access_id), (_("Access key"), self.access_key)):
            layout.addWidget(_caption(style, title, field))
            layout.addWidget(field)
            layout.addSpacing(12)
        pair = row(*(_below(style, title, field) for title, field in (
            (_("Domain"), self.domain), (_("Platform"), self.platform))), spacing=APART)
        for place, share in enumerate(SHARES):
            pair.setStretch(place, share)
        self._pair = pair
        layout.addLayout(pair)
        layout.addSpacing(12)
        layout.addWidget(self.result)
        layout.addSpacing(12)
        layout.addLayout(Flow(self.test, self.go))
        layout.addSpacing(10)
        lock = QLabel()
        lock.setPixmap(style.pixmap("lock", "text_2", 14, self.devicePixelRatioF()))
        where = row(lock, self._where, spacing=6)
        where.setStretch(1, 1)
        layout.addLayout(where)
        layout.addSpacing(20)
        layout.addWidget(rule())
        layout.addSpacing(20)
        layout.addLayout(self._local_farm(style))
        return _centred(column)

    def _title(self, style: Style) -> QVBoxLayout:
        mark = QLabel()
        mark.setObjectName("Mark")
        mark.setFixedSize(MARK, MARK)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setPixmap(style.pixmap("submit", "accent_text", 20, self.devicePixelRatioF()))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Paragraph(style, _("Sign in to Fox"), style.page))
        lines.addWidget(Paragraph(style, _("The keys are on your account page, under API."), tone="text_2"))
        whole = QVBoxLayout()
        head = row(mark, lines, spacing=12)
        head.setStretch(1, 1)
        whole.addLayout(head)
        return whole

    def _local_farm(self, style: Style) -> Flow:
        words = Paragraph(style, _("A small farm on this computer renders Blender scenes."), style.small, "text_2")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Paragraph(style, _("No account at hand?")))
        lines.addWidget(words)
        both = QWidget()
        both.setLayout(lines)
        lines.setContentsMargins(0, 0, 0, 0)
        return Flow(both, self.local, spacing=20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Domain and platform lie below each other where they have no room beside each other."""
        room = min(self._style.wide(WIDTH), (self.width() - 2 * SIDE) * MIDDLE // (MIDDLE + 2)) - APART
        beside = all(
            field.fontMetrics().horizontalAdvance(field.currentText()) + BEFORE + AFTER <= room * share // sum(SHARES)
            for field, share in zip((self.domain, self.platform), SHARES))
        self._pair.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def typed(self) -> tuple[str, str, str, str]:
        """Access id, access key, domain, platform."""
        picked = self.platform.picked()
        return (self.access_id.text(), self.access_key.text(), self.domain.currentText(),
                str(picked.key) if picked else "")

    def take(self, typed: Sequence[str]) -> None:
        """Fill in what was typed before the page was made anew."""
        self.access_id.setText(typed[0])
        self.access_key.setText(typed[1])
        self.domain.setEditText(typed[2])
        self.platform.pick(typed[3])
        self._begun = True

    def draw(self, door: SignIn, settings: SettingsState) -> None:
        """Show how signing in goes."""
        if not self._guard.changed(door, settings):
            return
        self.back.setVisible(not door.needed)
        self.language.pick(settings.language)
        self.language.setEnabled("language" not in settings.locked)
        if not self._begun and (door.domain or door.platform):
            self._begun = True
            self.domain.setEditText(door.domain or self.domain.currentText())
        self._draw_platforms(door)
        tone = "run" if door.busy else "ok" if door.ok else "error"
        text = f"{door.busy}…" if door.busy else door.text or (settings.warning if door.needed else "")
        self.result.say(text, tone)
        for button in (self.test, self.go, self.local):
            button.setEnabled(not door.busy)
        self._where.show_text({
            None: _("Keys are never written into the scene."),
            False: _("Keys are kept in a file that only you can read, never in the scene."),
            True: _("Keys are kept in the keyring of this computer, never in the scene."),
        }[door.keyring])

    def _draw_platforms(self, door: SignIn) -> None:
        picked = self.platform.picked()
        usual = door.platform or USUAL_PLATFORM
        listed = door.platforms or ((usual, ""),)
        self.platform.fill([Entry(number, platform_words(number, name)) for number, name in listed])
        wanted = str(picked.key) if picked else usual
        numbers = [number for number, _name in listed]
        self.platform.pick(wanted if wanted in numbers else usual if usual in numbers else numbers[0])
        self.platform.setToolTip("" if door.platforms else _("Test the connection to see which platforms there are."))
        self._fit()

    def _show_key(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.access_key.setEchoMode(mode)
        self._eye.setToolTip(_("Hide the key") if shown else _("Show the key"))


def _caption(style: Style, title: str, field: QWidget) -> Label:
    caption = Label(style, title, tone="text_2")
    caption.setBuddy(field)
    caption.setFixedHeight(20)
    return caption


def _below(style: Style, title: str, field: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(0)
    layout.addWidget(_caption(style, title, field))
    layout.addWidget(field)
    return layout


def _centred(column: QWidget) -> QScrollArea:
    page = QWidget()
    page.setObjectName("Page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(SIDE, 0, SIDE, 40)
    layout.addStretch(1)
    middle = row(STRETCH, column, STRETCH)
    middle.setStretch(1, MIDDLE)
    layout.addLayout(middle)
    layout.addStretch(1)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and scrolls it
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
