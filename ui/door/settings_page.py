"""The settings: each is written as soon as it is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ...core.common.i18n import _, listed
from ...core.model import format
from ...core.model.result_names import TOKENS
from ...core.plan.results import FOLDER
from ...core.session.session import Session
from ...core.session.state import AccountState, SettingsState
from ...core.settings.preferences import NUMBERS
from ..kit.combo import Entry
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row
from .header import language_entries, platform_entries
from .setting_rows import (
    MB,
    NARROW,
    ChoiceRow,
    DomainRow,
    LoginRow,
    NumberRow,
    SettingRow,
    Shown,
    SpeedRow,
    SwitchRow,
    TextRow,
)

WIDEST = 640
MARGIN = 12


class SettingsPage(QWidget):
    """``back`` leaves it."""

    def __init__(self, style: Style, session: Session, back: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._narrow = style.wide(NARROW)
        self._guard = DrawGuard()
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and scrolls it
        self._network = Label(style, _("Network"), style.section)
        self.rows: dict[str, SettingRow] = {}
        self._scroll = QTimer(self)  # the page may not have been laid out yet
        self._scroll.setSingleShot(True)
        self._scroll.setInterval(0)
        self._scroll.timeout.connect(self._to_network)
        self._column = QWidget()
        self._column.setMaximumWidth(style.wide(WIDEST))
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(0, 0, 0, MARGIN)
        self._layout.setSpacing(8)
        for title, rows in self._sections(style):
            self._section(style, title, rows)
        self._layout.addLayout(self._cache(style, session))
        self._layout.addStretch(1)
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(back)
        top = row(self.back, Label(style, _("Settings"), style.title), STRETCH)
        top.setContentsMargins(8, 8, MARGIN, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._scrolled(), 1)

    def _sections(self, style: Style) -> tuple[tuple[str, Sequence[SettingRow]], ...]:
        tokens = listed(f"{{{name}}}" for name in TOKENS)
        return (
            (_("General"), (
                ChoiceRow(style, "language", _("Language"), lambda _shown: language_entries(),
                          lambda shown: shown.settings.language),
                ChoiceRow(style, "appearance", _("Appearance"), lambda _shown: appearance_entries(),
                          lambda shown: shown.settings.preferences.appearance),
                ChoiceRow(style, "platform", _("Platform"), lambda shown: platform_entries(shown.account),
                          lambda shown: shown.account.platform),
                LoginRow(style),
                SwitchRow(style, "notices", _("Notifications"), _("When a task finishes or fails")),
                SwitchRow(style, "scene_copy", _("Blender scenes"),
                          _("Submit a copy, and leave the scene's own file alone")))),
            (_("Results"), (
                TextRow(style, "download_folder", _("Folder"), browse="folder",
                        placeholder=_("{folder}, beside the scene").format(folder=FOLDER)),
                TextRow(style, "name_pattern", _("Names"), placeholder=_("As on the farm"),
                        hint=_("A pattern of {tokens}.").format(tokens=tokens)),
                TextRow(style, "thumbnails_url", _("Pictures from"), placeholder=_("The farm's own address"),
                        hint=_("Only where the thumbnails lie on a server of your own.")))),
            (_("Warnings"), (
                NumberRow(style, "least_balance", _("Balance below"), "", NUMBERS["least_balance"], none=_("Never")),
                NumberRow(style, "largest_file", _("Files above"), _("GB"), NUMBERS["largest_file"], none=_("Never")))),
            (self._network.whole(), (
                DomainRow(style, _("The address of the farm for the account in use.")),
                TextRow(style, "proxy", _("Proxy"), placeholder=_("System default"),
                        hint=_("As in http://host:8080. Empty takes HTTPS_PROXY and NO_PROXY.")),
                TextRow(style, "ca_bundle", _("Certificates"), browse="file", placeholder=_("System default"),
                        hint=_("A file of authorities to trust, where the studio's network has its own.")),
                SpeedRow(style, _("For all that is sent from this computer, by every application.")),
                TextRow(style, "transfer_line", _("Transfer line"), placeholder=_("The farm's default"),
                        hint=_("As the farm names it, or aspera or raysync.")),
                TextRow(style, "transmitter", _("Transfer program"), browse="file", placeholder=_("Auto-detect"),
                        hint=_("rayvision_transmitter of the farm's desktop program.")))),
            (_("Pictures on this computer"), (
                NumberRow(style, "cache_size", _("At most"), _("GB"), NUMBERS["cache_size"]),)),
        )

    def _section(self, style: Style, title: str, rows: Sequence[SettingRow]) -> None:
        self._layout.addSpacing(6)
        self._layout.addWidget(self._network if title == self._network.whole() else Label(style, title, style.section))
        for each in rows:
            self.rows[each.name] = each
            each.preferred.connect(self._prefer)
            self._layout.addWidget(each)

    def _cache(self, style: Style, session: Session) -> QVBoxLayout:
        self.clear = Button(style, _("Remove the pictures"), "delete")
        self.clear.clicked.connect(session.settings.clear_cache)
        self._cached = Label(style, tone="text_2")
        layout = QVBoxLayout()
        layout.addLayout(row(self.clear, self._cached, STRETCH))
        return layout

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = row(self._column)
        inside.setAlignment(Qt.AlignmentFlag.AlignLeft)
        inside.setStretch(0, 1)
        inside.setContentsMargins(MARGIN, 0, MARGIN, 0)
        page.setLayout(inside)
        area = self._area
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def draw(self, account: AccountState, settings: SettingsState, speed_limit: int) -> None:
        """Show what is set."""
        if not self._guard.changed(account, settings, speed_limit):
            return
        for each in self.rows.values():
            each.draw(Shown(account, settings, speed_limit))
        currency = account.profile.currency if account.profile else ""
        balance = self.rows["least_balance"]
        if isinstance(balance, NumberRow):
            balance.box.setSuffix(f" {currency}" if currency else "")
        size = settings.cache_bytes
        self._cached.show_text("" if size is None else _("{size} now").format(size=format.size(size)))
        self.clear.setEnabled(bool(size))

    def show_network(self) -> None:
        """Scrolled to what leads to the farm, with the focus on the first of it that can be changed."""
        self._scroll.start()
        for name in ("domain", "proxy", "ca_bundle"):
            field = self.rows[name].editor
            if field.isEnabled():
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                break

    def _to_network(self) -> None:
        self._area.verticalScrollBar().setValue(self._network.y())

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._session.settings.measure_cache()
        self._session.settings.look_at_login()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(each.title_width() for each in self.rows.values())
        for each in self.rows.values():
            each.set_narrow(self.width() < self._narrow, width)

    def _prefer(self, name: str, value: Any) -> None:
        if name == "platform":
            self._session.account.choose_platform(str(value))
        elif name == "domain":
            self._session.account.choose_domain(str(value))
        elif name == "at_login":
            self._session.settings.start_at_login(bool(value))
        elif name == "speed_limit":
            self._session.transfers.limit_speed(round(float(value) * MB))
        else:
            self._session.settings.prefer(**{name: value})


def appearance_entries() -> list[Entry]:
    """The application's own first."""
    names = {"": _("As the application"), "dark": _("Dark"), "light": _("Light"), "contrast": _("High contrast")}
    return [Entry(key, name) for key, name in names.items()]
