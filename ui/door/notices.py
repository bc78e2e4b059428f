"""What ended is said in a band, and by the system's tray where the panel is not in front."""

from __future__ import annotations

from typing import Callable

from qtpy.QtGui import QIcon
from qtpy.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from ...core.common.foreign import notice as shown_notice
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.model.format import names
from ...core.offer.drafts import Notice
from ...core.session.session import Session
from ..kit.band import Band
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import Button
from .notice_actions import act, action_words

ICONS = {"ok": "ok", "warn": "warning", "error": "error"}
MOST_NAMED = 6
"""Task numbers that the band of the older notices names."""
SHOWN_MS = 8000


class Notices(QWidget):
    """The newest notice, and one line for all others; ``show_task`` goes to a task."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None]) -> None:
        super().__init__()
        self._style = style
        self._session = session
        self._show_task = show_task
        self._guard = DrawGuard()
        self._told: set[str] = set()
        self._tray: QSystemTrayIcon | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.bands: list[Band] = []
        self._any_kept = False
        self.hide()

    def draw(self, notices: tuple[Notice, ...]) -> None:
        """Show the newest; tell the tray what it was not told yet."""
        if not self._guard.changed(notices):
            return
        self._any_kept = any(notice.kept for notice in notices)
        for band in self.bands:
            self._layout.removeWidget(band)
            band.deleteLater()
        self.bands = []
        for notice in notices[:1]:
            self._add(self._band(notice), notice.text)
        if len(notices) > 1:
            self._add(self._older(notices[1:]), _older_words(notices[1:]))
        self.setVisible(bool(self.bands))
        for notice in reversed(notices):
            if notice.id not in self._told:
                self._told.add(notice.id)
                self._tell(notice)

    def leave(self) -> None:
        """Take the icon out of the tray."""
        if self._tray is not None:
            self._tray.hide()
            self._tray = None

    def _add(self, band: Band, text: str) -> None:
        """Show a band that says something, once it lies here: before it would be a window of its own."""
        self.bands.append(band)
        self._layout.addWidget(band)
        band.say(text)

    def _band(self, notice: Notice) -> Band:
        go = Button(self._style, action_words(notice.leads_to), kind="small")
        go.clicked.connect(lambda: self._go(notice))
        close = Button(self._style, _("Close"), kind="small")
        close.clicked.connect(lambda: self._close(notice))
        return Band(self._style, notice.tone, ICONS[notice.tone], go, close)

    def _older(self, notices: tuple[Notice, ...]) -> Band:
        """Return one line for all of them, however many: the newest one keeps its place."""
        close = Button(self._style, _("Close all"), kind="small")
        close.clicked.connect(self._close_all)
        worst = min(notices, key=lambda notice: list(ICONS)[::-1].index(notice.tone)).tone
        return Band(self._style, worst, ICONS[worst], close)

    def _go(self, notice: Notice) -> None:
        act(self._session, self._show_task, notice.leads_to, notice.task_id, notice.budget)
        self._close(notice)

    def _close(self, notice: Notice) -> None:
        (self._session.money.close if notice.kept else self._session.jobs.close_notice)(notice.id)

    def _close_all(self) -> None:
        self._session.jobs.close_notices()
        if self._any_kept:
            self._session.money.close_all()

    def _tell(self, notice: Notice) -> None:
        """An artist who looks at the panel sees the band."""
        if self.window().isActiveWindow() or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QIcon(self._style.pixmap("submit", "accent_text", 32, 1.0)), self)
            self._tray.setToolTip(_("Submit to Fox"))
            self._tray.messageClicked.connect(self._raise)
            self._tray.show()
        self._tray.showMessage(_("Fox Renderfarm"), shown_notice(notice.text), self._tray.icon(), SHOWN_MS)

    def _raise(self) -> None:
        window = self.window()
        window.show()
        window.raise_()
        window.activateWindow()


def _older_words(notices: tuple[Notice, ...]) -> str:
    tasks = names([str(notice.task_id) for notice in notices if notice.task_id], MOST_NAMED)
    return format.sentences(count("{n} more task has ended or waits for you:",
                                  "{n} more tasks have ended or wait for you:", len(notices)), tasks)
