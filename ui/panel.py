"""The panel: clicks go to the session, states come back. No logic."""

from __future__ import annotations

from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QCloseEvent, QFont, QResizeEvent
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..core.assets.found import AssetState
from ..core.i18n import _, count
from ..core.state import Connection, State, TransferState
from .assets_tab import AssetsTab
from .band import Band
from .header import Head
from .intents import Intents
from .jobs_tab import JobsTab
from .look import Look
from .seen import Seen
from .submit_tab import SubmitTab
from .tabs import Tabs
from .theme import Theme
from .transfers_tab import TransfersTab
from .widgets import Button

PUMP_MS = 50
SIZE = (900, 760)
SMALLEST_WIDTH = 360
SUBMIT, ASSETS, TRANSFERS, JOBS = range(4)


class Panel(QWidget):
    """One window on one session."""

    def __init__(self, session: Intents, theme: Theme | None = None, parent: QWidget | None = None,
                 font: QFont | None = None) -> None:
        super().__init__(parent)
        self.session = session  # PySide holds bound methods weakly: without this it is collected
        self.setObjectName("FoxPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(_("Submit to Fox"))
        self.look = Look(font or self.font(), theme)
        self.setFont(self.look.body)
        self._state = session.state
        self._badges = Seen()
        self._make(session)
        self.setStyleSheet(self.look.style_sheet())
        self.setMinimumWidth(SMALLEST_WIDTH)
        self.resize(*SIZE)
        session.on_change = self.draw
        self.draw(session.state)
        self._timer = QTimer(self)
        self._timer.timeout.connect(session.pump)
        self._timer.start(PUMP_MS)
        session.connect()
        session.refresh()

    def _make(self, session: Intents) -> None:
        look = self.look
        self.head = Head(look)
        self.tabs = Tabs(look)
        self.submit = SubmitTab(look, session, self.show_task)
        self.assets = AssetsTab(look)
        self.transfers = TransfersTab(look, session, self.show_task)
        self.jobs = JobsTab(look, session)
        self._pages: tuple[SubmitTab | AssetsTab | TransfersTab | JobsTab, ...] = (
            self.submit, self.assets, self.transfers, self.jobs)
        self._try_now = Button(look, _("Try now"), kind="small")
        self._try_now.clicked.connect(session.connect)
        self.away = Band(look, "warn", "offline", self._try_now)
        close = Button(look, _("Close"), kind="small")
        self.trouble = Band(look, "error", "error", close)
        close.clicked.connect(self.trouble.hide)
        self._stack = QStackedWidget()
        for name, page in zip((_("Submit"), _("Assets"), _("Transfers"), _("Jobs")), self._pages):
            self.tabs.addTab(name)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.tabs, self.away, self.trouble):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def draw(self, state: State) -> None:
        """Show ``state``. The only method that changes a widget; a page that is not seen is drawn when it is."""
        before, self._state = self._state, state
        self.head.draw(state)
        self._draw_badges(state)
        if (state.trouble, state.connection) != (before.trouble, before.connection) or before is state:
            self.away.say(state.trouble if state.connection is Connection.AWAY else "",
                          _("Uploads wait and go on by themselves."))
        if state.message != before.message or before is state:
            self.trouble.say(state.message)
        self._pages[self.tabs.currentIndex()].draw(state)

    def show_task(self, task_id: int) -> None:
        """On the Jobs tab, with its frames."""
        self.session.select_task(task_id)
        self.tabs.setCurrentIndex(JOBS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A closed panel is done; what it submitted goes on. The host opens another one next time."""
        self._timer.stop()
        self.session.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width())

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._pages[place].draw(self.session.state)

    def _draw_badges(self, state: State) -> None:
        if not self._badges.changed(state.assets, state.transfers, state.tasks):
            return
        missing = sum(asset.required and asset.state is not AssetState.FOUND for asset in state.assets)
        moving = sum(not row.state.over and row.state is not TransferState.PAUSED for row in state.transfers)
        going = sum(not task.status.over for task in state.tasks)
        self.tabs.badge(ASSETS, missing, "error", count("{n} is not on disk", "{n} are not on disk", missing))
        self.tabs.badge(TRANSFERS, moving, "run", count("{n} under way", "{n} under way", moving))
        self.tabs.badge(JOBS, going, "run", count("{n} not finished", "{n} not finished", going))
