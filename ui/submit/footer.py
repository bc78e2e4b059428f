"""The foot of the Submit tab: what is going on, and the button that costs money."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.money.before import expected
from ...core.session.state import State, Step
from ...core.session.submit_words import wordings
from ...core.transfer.states import UPLOAD_STATES, Transfer, TransferState
from ...core.transfer.supervised.silence import noted
from ..kit import words
from ..kit.choosing import ask_save
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow, fit
from ..kit.style import Style
from ..kit.widgets import STRETCH, Bar, Button, Explained, Paragraph, row
from ..transfers.transfer_words import time_left

HEIGHT = 52
MARGIN = SPACING = 12
BAR_WIDTH = 120


def first_reason(state: State) -> str:
    """Return the reason that is shown beside the disabled button."""
    if not state.reasons:
        return ""
    if state.reasons[0] in [finding.text for finding in state.submit.errors]:
        return count("{n} error to fix first", "{n} errors to fix first", len(state.submit.errors))
    if state.reasons[0] == state.account.trouble:
        return _("The farm does not answer.")  # the band above says the rest
    return state.reasons[0]


class SubmitFooter(QWidget):
    """Follows the transfer that its button made until the task is on the farm."""

    def __init__(self, style: Style, submit: Callable[[], None], check: Callable[[], None],
                 save_plan: Callable[[Path], None], show_task: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("Footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style = style
        self._guard = DrawGuard()
        self._save_plan = save_plan
        self._task: int | None = None
        self._narrow = False
        self._moving = False
        self._wordings: tuple[str, ...] = ()
        self._bar = Bar(style, BAR_WIDTH)
        self.check = Button(style, _("Check"), "check")
        self.check.setToolTip(_("Read the scene, its files and what the farm offers again"))
        self.check.clicked.connect(check)
        self.save = Explained(Button(style, _("Save plan…"), "save-plan"))
        self.save.button.clicked.connect(self._ask_for_file)
        self._status = Paragraph(style, tone="text_2")
        self.show_task = Button(style, _("Show task"))
        self.show_task.clicked.connect(lambda: show_task(self._task) if self._task is not None else None)
        self._reason_icon = QLabel()
        self._reason_icon.setPixmap(style.pixmap("error", "error", 16, self.devicePixelRatioF()))
        self.reason = Paragraph(style, tone="error")
        self.submit = Button(style, _("Submit"), "submit", "primary")
        self.submit.clicked.connect(submit)
        self._explained = Explained(self.submit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, 8, MARGIN, 8)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(8)
        self._right = QWidget()
        right = row(self._reason_icon, self.reason, spacing=6)
        right.setStretch(1, 1)
        self._right.setLayout(right)
        self._left = QWidget()
        self._line = Flow(self.check, self.save, self._bar, self._status, self.show_task, STRETCH, self._right)
        self._left.setLayout(self._line)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The button below, as wide as the panel."""
        self._narrow = narrow
        for part in (self._left, self._explained):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._explained, *((1, 0) if narrow else (0, 1)))
        self._grid.setColumnStretch(0, 1)
        policy = QSizePolicy.Policy.Expanding if narrow else QSizePolicy.Policy.Fixed
        self.submit.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self._explained.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(HEIGHT + 36 if narrow else HEIGHT)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Save room: fewer words on the button, no bar beside its percentage, an icon for the plan."""
        button = self._explained.layout()
        if not self._wordings or button is None:
            return
        self._say(0)
        less, least = (functools.partial(self._shorten, place) for place in (1, 2))
        if not self._narrow:
            fit(self._grid, self.width(), (less, self._without_bar, least, self._icon_only))
            return
        fit(self._line, self.width() - 2 * MARGIN, (self._without_bar, self._icon_only))
        fit(button, self.width() - 2 * MARGIN, (less, least))

    def _shorten(self, place: int, shorter: bool) -> None:
        self._say(place if shorter else 0)

    def _say(self, place: int) -> None:
        """Show one of the wordings on the button; its tooltip has the longest."""
        words, whole = self._wordings[min(place, len(self._wordings) - 1)], self._wordings[0]
        self.submit.setText(words)
        self.submit.setAccessibleName("" if words == whole else whole)
        if self.submit.isEnabled():
            self.submit.setToolTip("" if words == whole else tip(whole))

    def _without_bar(self, out: bool) -> None:
        self._bar.setVisible(self._moving and not out)

    def _icon_only(self, alone: bool) -> None:
        self.save.button.setText("" if alone else _("Save plan…"))
        self.save.button.setAccessibleName(_("Save plan…"))

    def draw(self, state: State, followed: Transfer | None, on_farm: bool) -> None:
        """``followed`` is the transfer that was made here last."""
        if not self._guard.changed(state, followed, on_farm):
            return
        self._wordings = wordings(state)
        self.check.setEnabled(state.step is not Step.GATHERING)
        self._explained.allow(state.reasons)
        self.save.allow(state.reasons)
        reason = first_reason(state)
        waiting = state.busy or (state.scene.scene is None and not state.account.trouble)
        self._right.setVisible(bool(reason) and not waiting)
        self.reason.show_text(reason)
        self._draw_status(state, followed, on_farm)
        self._fit()

    def _draw_status(self, state: State, followed: Transfer | None, on_farm: bool) -> None:
        self._task = followed.task_id if followed and on_farm else None
        self._moving = followed is not None and followed.state in UPLOAD_STATES
        self.show_task.setVisible(self._task is not None)
        self._status.show_text(_status(state, followed), "error" if _failed(followed) else "text_2")
        if followed:
            self._bar.show_part(followed.part)

    def _ask_for_file(self) -> None:
        ask_save(self, _("Save plan"), "plan.json", _("Plans (*.json)"), "json",
                 lambda name: self._save_plan(Path(name)))


def _failed(followed: Transfer | None) -> bool:
    return followed is not None and (
        followed.state is TransferState.FAILED or (followed.end is not None and followed.end.failed))


def _status(state: State, followed: Transfer | None) -> str:
    if state.step is Step.GATHERING:
        return _("Reading the scene")
    if state.step is Step.PLANNING:
        return _("Saving the submission")
    if followed is None:
        unknown = expected(state.money.earlier, state.submit.frame_count) is None
        return _("No cost estimate before the test frames") if (
            unknown and state.submit.test_count and state.can_submit) else ""
    if followed.state is TransferState.UPLOADING and not noted(followed):
        parts = [f"{format.percent(followed.part)}", format.speed(followed.speed),
                 _("{time} left").format(time=time_left(followed)) if followed.speed else ""]
        return _("Uploading {amounts}").format(amounts=format.together(
            *(part for part in parts if part != format.NOTHING)))
    if followed.state is TransferState.WATCHING and not followed.silent:
        return _("{name} submitted").format(name=followed.name)
    return f"{followed.name}: " + (noted(followed) or words.transfer_state(followed).text)
