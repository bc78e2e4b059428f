"""The panel: clicks go to the session, states come back. No logic."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from qtpy.QtCore import QEvent, Qt, QTimer
from qtpy.QtGui import QCloseEvent, QFont, QResizeEvent
from qtpy.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ..core.common.i18n import _
from ..core.model import format
from ..core.plan.hosts import traits_of
from ..core.session.session import Session
from ..core.session.state import Connection, State, Step
from . import panel_memory
from .badges import Badges
from .door.header import Header
from .door.notices import Notices
from .door.signin import SignInPage
from .kit import words
from .kit.band import Band
from .kit.draw_guard import DrawGuard
from .kit.signals import Signal
from .kit.style import Style, theme_for
from .kit.tabs import Tabs
from .kit.theme import Theme
from .kit.widgets import Button
from .pages import TABS, HasPages, Pages, Ways
from .panel_keys import KeyWays, PanelKeys
from .panel_tour import PanelTour, Told

PUMP_MS = 50
READING_MS = 15
"""While the scene is read: short slices, soon after each other."""

REMEMBER_MS = 10_000
"""A host that is quit may not close its panels: how it is, is remembered now and then too."""

SECOND = 1000
FILL_MS = 150
"""Between two pages that are not seen yet: what the farm and the scene say comes first."""

SIZE = (900, 760)
SMALLEST_WIDTH = 360
SUBMIT, ASSETS, TRANSFERS, JOBS = range(4)


class Panel(HasPages):
    """One window on one session."""

    closed = Signal()
    """A host takes back what it had set up for the panel."""

    _follows = False
    """Whether it changes with the host's palette."""

    def __init__(self, session: Session, theme: Theme | None = None, parent: QWidget | None = None,
                 font: QFont | None = None) -> None:
        """Build the panel; without a ``theme`` it follows its host's palette, also when that changes."""
        super().__init__(parent)
        self.session = session  # PySide holds bound methods weakly: without this it is collected
        self.setObjectName("FoxPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlag(Qt.WindowType.Window)
        self.files_dropped.connect(self._take)
        self._base = QFont(font or self.font())
        self._state = session.state
        self.panel_style = self._style_of(theme or self._theme())
        self.setFont(self.panel_style.body)
        self._adding = False
        """Whether the artist is signing in with another account."""
        self._signing_in = False
        """Whether the sign-in page was drawn last."""
        self._aside = ""
        """Page that is seen instead of the tab's: of the settings, the account or the help; empty for none."""
        self._opened = False
        """Whether pages are made where they are drawn; the first one waits for a turn of its own."""
        self._left: Mapping[str, Any] = {}
        """How the panel was left the last time."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._whole = QStackedWidget()
        self._timer = self._every(PUMP_MS, session.pump)
        self._seconds = self._every(SECOND, self._count_down)
        self._filler = self._every(0, self._fill)
        self._make(session)
        self.tour = PanelTour(self, lambda: Told(self.panel_style, self.head, self.tabs),
                              bool(session.settings.panel().get("toured")))
        PanelKeys(self, session, KeyWays(lambda: "" if self._signing_in else self.seen(), self._turn,
                                         lambda: self._turn_aside("help"), self._sign_in_back))
        self.setStyleSheet(self.panel_style.style_sheet())
        self.setMinimumWidth(SMALLEST_WIDTH)
        self._kept: dict[str, Any] = {}
        self._restore()
        session.on_change = self.draw
        self.draw(session.state)
        self._memory = self._every(REMEMBER_MS, self._remember)
        self._follows = theme is None
        self._opened = True
        session.account.connect()
        session.scene.refresh()

    def _theme(self) -> Theme:
        return theme_for(self._state.scene.host, QApplication.palette(), self._state.settings.preferences.appearance)

    def _dress(self) -> None:
        """Take the theme of now, where it is another one than before."""
        theme = self._theme()
        if theme != self.panel_style.theme:
            self.panel_style = self._style_of(theme)
            self.setStyleSheet(self.panel_style.style_sheet())
            self._rebuild()
            self.draw(self.session.state)

    def _style_of(self, theme: Theme) -> Style:
        return Style(self._base, theme, hosted=traits_of(self.session.state.scene.host).styled)

    def changeEvent(self, event: QEvent) -> None:
        """The host's colours may change while the panel is open; our own style sheet says so too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self._follows:
            self._dress()

    def _every(self, milliseconds: int, call: Any) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(call)
        timer.start(milliseconds)
        return timer

    def _make(self, session: Session) -> None:
        """Every widget, in the language of now."""
        style = self.panel_style
        self.setWindowTitle(_("Submit to Fox"))
        self._language = session.state.settings.language
        self._troubles = DrawGuard()
        self.head = Header(style, session, self._sign_in, self._turn_aside, self._begin_tour)
        self.tabs = Tabs(style)
        self._badges = Badges(self.tabs)
        ways = Ways(self.show_task, self.show_scene, lambda: self.tabs.setCurrentIndex(SUBMIT), self.show_missing,
                    self.show_asset, self.show_network, self.edit_environment,
                    self.head.account.open, self._turned, self._leave_settings, self._begin_tour)
        self._stack = Pages(lambda page: page.make(style, session, ways),
                            lambda page: panel_memory.restore(page, self._left), self._added)
        for name in (_("Submit"), _("Assets"), _("Transfers"), _("Jobs")):
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._turned)
        self.tabs.tabBarClicked.connect(lambda _place: self._leave_settings())
        self._make_bands(session)
        main = QWidget()
        layout = QVBoxLayout(main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.tabs, self.away, self.warning, self.trouble, self.notices):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        self._layout.removeWidget(self._whole)
        self._whole.deleteLater()
        self._whole = QStackedWidget()
        self._whole.addWidget(main)
        self._signs_in: SignInPage | None = None
        self._layout.addWidget(self._whole)
        self._filler.start(0)

    def _added(self, name: str) -> None:
        """Draw a new page at once if it is the one that is seen."""
        if name == "jobs":
            self.jobs.count_down(self._state)
        if name == self.seen():
            self.draw(self._state)

    def _fill(self) -> None:
        """Make a page, in turns of the event loop of its own: the one that is seen, then those of the other tabs."""
        self._filler.setInterval(FILL_MS)
        left = next((name for name in (self.seen(), *TABS) if not self._stack.has(name)), None)
        if left is not None:
            self._stack.open(left, self._state, first=left == self.seen())
        else:
            self._filler.stop()

    @property
    def sign_in(self) -> SignInPage:
        """The page on which one signs in."""
        if self._signs_in is None:
            self._signs_in = SignInPage(self.panel_style, self.session, self._leave_sign_in, self.show_network)
            self._whole.addWidget(self._signs_in)
        return self._signs_in

    def _make_bands(self, session: Session) -> None:
        style = self.panel_style
        self._try_now = Button(style, _("Try now"), kind="small")
        self._try_now.clicked.connect(session.account.connect)
        self._sign_in_again = Button(style, _("Sign in again"), kind="small")
        self._sign_in_again.clicked.connect(self._sign_in)
        self.start_farm = Button(style, _("Start the local farm"), kind="small")
        self.start_farm.clicked.connect(session.account.try_local_farm)
        self.away = Band(style, "warn", "offline", self._sign_in_again, self.start_farm, self._try_now)
        self.trouble = self._closable("error", "error")
        self.warning = self._closable("warn", "warning")
        self.notices = Notices(style, session, self.show_task)

    def _closable(self, tone: str, icon: str) -> Band:
        close = Button(self.panel_style, _("Close"), kind="small")
        band = Band(self.panel_style, tone, icon, close)
        close.clicked.connect(band.hide)
        return band

    def draw(self, state: State) -> None:
        """Show ``state``. The only method that changes a widget; a page that is not seen is drawn when it is."""
        before, self._state = self._state, state
        self._timer.setInterval(READING_MS if state.step is Step.GATHERING else PUMP_MS)
        if state.settings.language != self._language:
            self._rebuild()
        if self._follows and state.settings.preferences.appearance != before.settings.preferences.appearance:
            self._dress()
        if state.account.sign_in.done != before.account.sign_in.done:
            self._adding = False
        self._draw_bands(state, before)
        self.notices.draw((*state.money.notices, *state.jobs.notices))
        signing_in = (state.account.sign_in.needed or self._adding) and self._aside not in ("settings", "help")
        if signing_in:
            self._whole.setCurrentWidget(self.sign_in)
            if not self._signing_in:
                self.sign_in.access_id.setFocus()
            self._signing_in = True
            self.sign_in.draw(state.account.sign_in, state.settings)
            return
        self._signing_in = False
        self._whole.setCurrentIndex(0)
        self.head.draw(state.account, state.settings)
        self._badges.draw(state.scene.assets, state.transfers.rows, state.jobs.tasks)
        if self._opened:
            self._stack.show_page(self.seen(), state)
            self.tour.page_drawn(self.seen(), self._stack.has("jobs"))

    def show_submit(self) -> None:
        """Show the Submit tab: “Submit to Fox…” in a host leads there, wherever the panel was left."""
        self._leave_settings()
        self.tabs.setCurrentIndex(SUBMIT)

    def show_task(self, task_id: int) -> None:
        """Show a task with its frames on the Jobs tab."""
        self._leave_settings()
        self.session.jobs.select(task_id)
        self.tabs.setCurrentIndex(JOBS)

    def show_scene(self, name: str) -> None:
        """Show all tasks of a scene on the Jobs tab, by its file name."""
        self._leave_settings()
        self.tabs.setCurrentIndex(JOBS)
        self.jobs.show_scene(name)

    def edit_environment(self, name: str | None = None) -> None:
        """Open the editor with an environment, or with a new one."""
        self.session.environments.edit(name or None)
        self.tabs.setCurrentIndex(SUBMIT)

    def show_network(self) -> None:
        """Show the settings of the network; whoever signs in comes back to them."""
        self._aside = "settings"
        self.draw(self.session.state)
        self.settings.show_network()

    def show_missing(self) -> None:
        """Show the files that are not on disk, on the Assets tab."""
        self.tabs.setCurrentIndex(ASSETS)
        self.assets.show_missing()

    def show_asset(self, name: str) -> None:
        """Show the files that are called like this, on the Assets tab."""
        self.tabs.setCurrentIndex(ASSETS)
        self.assets.show_named(name)

    def _take(self, paths: list[str]) -> None:
        """Show what was dropped as a list, in which each scene is read."""
        self.session.dropped.take(paths)
        self.tabs.setCurrentIndex(SUBMIT)
        self._turned()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A closed panel is done; what it submitted goes on. The host opens another one next time."""
        self._timer.stop()
        self._seconds.stop()
        self._memory.stop()
        self._filler.stop()
        self.notices.leave()
        self.session.settings.keep_panel(self._now(), at_once=True)
        self.session.close()
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width())

    def _rebuild(self) -> None:
        """Speak another language: what was typed and where one was stays."""
        tab, typed = self.tabs.currentIndex(), self._signs_in.typed() if self._signs_in is not None else None
        self._left = panel_memory.read(self, self._left)
        self.notices.leave()
        self._make(self.session)
        if typed is not None:
            self.sign_in.take(typed)
        self.tabs.setCurrentIndex(tab)
        self._stack.get(self.seen())
        self.head.fit(self.width())
        self.tour.renew()

    def _turned(self, _place: int = 0) -> None:
        self._aside = ""
        self.draw(self.session.state)

    def seen(self) -> str:
        """The name of the page to be seen, once nobody signs in any more."""
        if self._aside:
            return self._aside
        if self.tabs.currentIndex() == SUBMIT and self._state.environments.editor is not None:
            return "environments"
        if self.tabs.currentIndex() == SUBMIT and self._state.dropped.shown:
            return "dropped"
        return TABS[self.tabs.currentIndex()]

    def _begin_tour(self) -> None:
        self._leave_settings()
        self.tour.begin()

    def _turn_aside(self, page: str) -> None:
        self._aside = page if self._aside != page else ""
        self.draw(self.session.state)

    def _leave_settings(self) -> None:
        if self._aside:
            self._turned()

    def _turn(self, tab: int) -> None:
        self._leave_settings()
        self.tabs.setCurrentIndex(tab)

    def _sign_in_back(self) -> Button | None:
        return self.sign_in.back if self._signing_in else None

    def _sign_in(self) -> None:
        self._adding = True
        self.session.account.open_sign_in()
        self.draw(self.session.state)

    def _leave_sign_in(self) -> None:
        self._adding = False
        self.draw(self.session.state)

    def _restore(self) -> None:
        """Restore the panel as it was left; the selected task belongs to the account that was in use."""
        values = self.session.settings.panel()
        self.resize(*panel_memory.size(values, SIZE))
        self._left = values
        tab, task = values.get("tab"), values.get("task")
        if type(tab) is int and 0 <= tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)
        if type(task) is int and values.get("account") == self.session.state.account.id:
            self.session.jobs.select(task)

    def _now(self) -> dict[str, Any]:
        return {"tab": self.tabs.currentIndex(), "size": [self.width(), self.height()],
                "task": self._state.jobs.selected, "account": self._state.account.id,
                "toured": self.tour.seen,
                **panel_memory.read(self, self._left)}

    def _remember(self) -> None:
        now = self._now()
        if now != self._kept:
            self._kept = now
            self.session.settings.keep_panel(now)

    def _draw_bands(self, state: State, before: State) -> None:
        first = self._troubles.changed()
        if first or state.account != before.account:
            self._count_down()
            self._sign_in_again.setVisible(bool(state.account.trouble_code))
            self.start_farm.setVisible(state.account.farm_is_stopped)
        if first or state.message != before.message:
            self.trouble.say(state.message)
        if first or (state.settings.warning, state.transfers.notice) != (
                before.settings.warning, before.transfers.notice):
            self.warning.say(format.sentences(state.settings.warning, state.transfers.notice))

    def _count_down(self) -> None:
        """Each second, while the farm is away."""
        state, again = self._state, words.retry(self._state, time.time())
        more = format.sentences(again, _("Uploads wait and go on by themselves.")) if again else ""
        self.away.say(state.account.away, more)
        if self._stack.has("jobs"):
            self.jobs.count_down(state)
        if not (state.account.connection is Connection.AWAY and state.account.retry_at):
            self._seconds.stop()
        elif not self._seconds.isActive():
            self._seconds.start(SECOND)
