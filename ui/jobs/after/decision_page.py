"""A task that waits for the artist: its test frames are done, the balance is used up, or it took too long."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QResizeEvent, QShowEvent
from qtpy.QtWidgets import QBoxLayout, QScrollArea, QWidget

from ....core.api.codes import FrameStatus
from ....core.api.wire.domain import account_page
from ....core.common.i18n import _, count
from ....core.jobs.actions import TaskAction
from ....core.jobs.balance import there
from ....core.jobs.next_step import Rest, Step, cost_words, go_words, next_step, rest_of, short, time_words
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.model import format
from ....core.session.session import Session
from ...kit.draw_guard import DrawGuard
from ...kit.folders import open_page
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import Button, Explained
from ...table.model import RowsModel
from ..contact_sheet import ContactSheet
from ..frames_view import columns
from .facts import Facts
from .seen import Seen

WIDE = 620
"""Pixels from which the pictures stand beside the figures, not above them."""

FACTS_WIDTH = 440
PICTURES_HEIGHT = 132
EDGES = 2 * 14 + 16
"""Pixels of the figures' width that are not for the button: its margins, and a scroll bar."""

LARGEST = 7
"""Notches that make the pictures larger where they stand beside the figures, or smaller above them: they are few."""


class DecisionPage(QWidget):
    """The frames that are done, what the others take, and one button that goes on."""

    stop_wanted = Signal(object)
    """The task is to be abandoned: asked first, by whoever asks about tasks."""

    frame_wanted = Signal(int)
    """A frame is to be shown large."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._wide, self._facts_width = style.wide(WIDE), style.wide(FACTS_WIDTH)
        self._seen: Seen | None = None
        self._words: tuple[str, ...] = ()
        """Words of the button that goes on, the longest first."""
        self.model = RowsModel(columns(), lambda frame: frame.id, self)
        self.sheet = ContactSheet(style, self.model, self)
        self.sheet.setAccessibleName(_("Pictures of the test frames"))
        self.sheet.seen.connect(self._tell)
        self.sheet.opened.connect(self._opened)
        self.go = Explained(Button(style, _("Render the rest"), "play", "primary"))
        self.stop = Explained(Button(style, _("Stop here…"), "cancel"))
        self.add = Button(style, _("Open the account’s page"), "link")
        self.check = Explained(Button(style, _("Check again"), "refresh"))
        self.facts = Facts(style, self.go, self.add, self.check, self.stop)
        self.room = QScrollArea()
        self.room.setAccessibleName(_("Next step"))
        self.room.setWidgetResizable(True)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setWidget(self.facts)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.sheet, 1)
        self._layout.addWidget(self.room, 1)
        self.go.button.clicked.connect(lambda _on=False: self._go_on())
        self.stop.button.clicked.connect(lambda _on=False: self._stop())
        self.add.clicked.connect(lambda _on=False: self._open_account())
        self.check.button.clicked.connect(lambda _on=False: self._look_again())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._wide
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.room.setMaximumWidth(self._facts_width if wide and not self.sheet.isHidden() else 16_777_215)
        self.sheet.widen(LARGEST if wide else -LARGEST)
        self.sheet.setMaximumHeight(16_777_215 if wide else PICTURES_HEIGHT)
        self._fit_words()

    def _fit_words(self) -> None:
        """Put as much on the button as there is room for; the figures stand above it, too."""
        beside = self.width() >= self._wide and not self.sheet.isHidden()
        room = (min(self._facts_width, self.width() // 2) if beside else self.width()) - EDGES
        for words in self._words:
            self.go.button.setText(words)
            if self.go.button.sizeHint().width() <= room:
                break

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def draw(self, seen: Seen) -> None:
        """Show what is to be decided about the selected task."""
        if not self._guard.changed(seen):
            return
        self._seen = seen
        step, task = next_step(seen.task), seen.task
        if task is None or step is None or step is Step.FAILED:
            return
        rest = rest_of(task, seen.measured)
        self.sheet.setVisible(step is Step.REST)
        self.model.show([frame for frame in seen.frames if frame.status is FrameStatus.DONE] if step is Step.REST
                        else ())
        away = [_("The farm does not answer.")] if seen.away else []
        for button in (self.go, self.stop, self.check):
            button.allow(away)
        self.stop.setVisible(step is Step.REST)
        self.check.setVisible(step is Step.BALANCE)
        lacking = step is Step.BALANCE or short(rest, seen.account)
        self.add.setVisible(lacking and bool(account_page(seen.domain)))
        {Step.REST: self._draw_rest, Step.BALANCE: self._draw_balance, Step.TIME: self._draw_time}[step](
            seen, task, rest)
        self._fit_words()

    def _draw_rest(self, seen: Seen, task: TaskRow, rest: Rest) -> None:
        self._words = (go_words(rest, seen.currency), go_words(rest._replace(seconds=None), seen.currency),
                       _("Render the rest"))
        again = count("A click renders the {n} frame that is left, as it was submitted.",
                      "A click renders the {n} frames that are left, as they were submitted.", rest.frames)
        kept = _("The test frames are kept and not paid for again.")
        to = _("Results come to {folder}.").format(folder=seen.folder) if seen.folder else ""
        self.facts.say(_("The test frames are done: do they look right?"),
                       (self._left(task, rest), (_("Still to pay"), cost_words(rest, seen.currency), ""),
                        (_("Time"), time_words(rest), ""), *_balance(seen, rest)),
                       format.sentences(again, kept, to))

    def _draw_balance(self, seen: Seen, task: TaskRow, rest: Rest) -> None:
        self._words = (_("Go on"),)
        amount = there(seen.account)
        if amount is not None and amount <= 0 and not seen.away:
            self.go.allow([_("There is nothing to pay with yet: add balance, then check again.")])
        self.facts.say(_("The balance is used up"),
                       (self._left(task, rest), (_("Still to pay"), cost_words(rest, seen.currency), ""),
                        *_balance(seen, rest)),
                       _("The farm has stopped the task and keeps its finished frames. Once there is something to "
                         "pay with, it goes on where it stopped."))

    def _draw_time(self, seen: Seen, task: TaskRow, rest: Rest) -> None:
        self._words = (_("Allow {hours} hours and go on").format(hours=format.hours(2 * task.stop_after))
                       if task.stop_after else _("Go on without a limit"), _("Go on"))
        limit = (_("Limit"), _("{hours} hours").format(hours=format.hours(task.stop_after)), "")
        self.facts.say(_("The task took longer than it may"),
                       (self._left(task, rest), (_("Still to pay"), cost_words(rest, seen.currency), ""),
                        (_("Time"), time_words(rest), ""), *((limit,) if task.stop_after else ())),
                       _("The farm has stopped it and keeps its finished frames; frames that were rendering are "
                         "rendered again."))

    @staticmethod
    def _left(task: TaskRow, rest: Rest) -> tuple[str, str, str]:
        return (_("Left"), _("{n} of {all}").format(
            n=format.number(rest.frames), all=count("{n} frame", "{n} frames", task.frames)), "")

    # What is done.

    def _go_on(self) -> None:
        task = self._seen.task if self._seen is not None else None
        if task is not None:
            if next_step(task) is Step.TIME:
                self._session.jobs.act(TaskAction.STOP_AFTER, [task.id], 2 * task.stop_after)
            self._session.jobs.act(TaskAction.START, [task.id])

    def _stop(self) -> None:
        if self._seen is not None and self._seen.task is not None:
            self.stop_wanted.emit(self._seen.task)

    def _open_account(self) -> None:
        if self._seen is not None:
            open_page(account_page(self._seen.domain))

    def _look_again(self) -> None:
        self._session.account.read_balance()
        self._session.jobs.look_now()

    def _opened(self) -> None:
        frame = self.model.row(self.sheet.currentIndex())
        if isinstance(frame, FrameRow):
            self.frame_wanted.emit(frame.id)

    def _tell(self) -> None:
        """Have the pictures of what is seen fetched first."""
        if self.isVisible():
            self._session.jobs.frames.show_pictures([frame.id for frame in self.sheet.visible_rows()])


def _balance(seen: Seen, rest: Rest) -> tuple[tuple[str, str, str], ...]:
    """What can be spent, and whether it may not be enough; nothing where that is not for this user."""
    amount = there(seen.account)
    if amount is None:
        return ()
    words = format.money(amount, seen.currency)
    title = _("Balance and credit") if seen.account is not None and seen.account.credit else _("Balance")
    if not short(rest, seen.account):
        return ((title, words, ""),)
    if amount > 0:
        words = _("{amount}, which may not be enough: the farm stops the task at zero and keeps it").format(
            amount=words)
    return ((title, words, "warn"),)
