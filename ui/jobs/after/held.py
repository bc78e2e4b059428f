"""Tasks of this computer that wait for another one: the farm lists a task only once it is started."""

from __future__ import annotations

import functools

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ....core.common.i18n import _, count
from ....core.session.session import Session
from ....core.session.state import TransfersState, of_account
from ....core.transfer.after.held import in_words, waiting
from ....core.transfer.states import Transfer, TransferState
from ...kit.draw_guard import DrawGuard
from ...kit.fitting import Flow
from ...kit.inline_question import InlineQuestion
from ...kit.style import Style
from ...kit.widgets import STRETCH, Button, Paragraph

MOST = 3
"""Tasks that are shown above the list: the tasks that run need the room."""


class Line(QWidget):
    """One task, and what can be done with it."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.text = Paragraph(style)
        self.start = Button(style, _("Start now"), "submit", "small")
        self.cancel = Button(style, _("Cancel…"), "cancel", "small")
        layout = Flow(self.text, STRETCH, self.start, self.cancel)
        layout.setContentsMargins(12, 0, 12, 0)
        self.setLayout(layout)


class Held(QWidget):
    """A line for each of the first ones, and how many more there are; not seen while there is none."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._shown: list[Transfer] = []
        self._in_question = ""
        """The transfer that the artist was asked about last."""
        self.lines = [Line(style) for _place in range(MOST)]
        self.more = Paragraph(style, font=style.small, tone="text_2")
        self.more.setContentsMargins(12, 0, 12, 0)
        self.asked = InlineQuestion(style)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        for place, line in enumerate(self.lines):
            line.start.clicked.connect(functools.partial(self._start, place))
            line.cancel.clicked.connect(functools.partial(self._ask, place))
            layout.addWidget(line)
        layout.addWidget(self.more)
        layout.addWidget(self.asked)
        self.hide()

    def draw(self, transfers: TransfersState) -> None:
        """Show those of the account that wait."""
        if not self._guard.changed(transfers):
            return
        found = waiting(each for each in transfers.rows if of_account(each, transfers.whose))
        self._shown = found[:MOST]
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(self._shown))
            if place < len(self._shown):
                line.text.show_text(in_words(self._shown[place]))
                line.start.setVisible(self._shown[place].state is TransferState.HELD)
        left = len(found) - len(self._shown)
        self.more.show_text(count("{n} more task waits for another one: see Transfers.",
                                  "{n} more tasks wait for others: see Transfers.", left) if left else "")
        self.more.setVisible(bool(left))
        self.setVisible(bool(found))
        if self._in_question not in [each.id for each in found]:
            self.asked.hide()

    def _start(self, place: int, _on: bool = False) -> None:
        self._session.transfers.release(self._shown[place].id)

    def _ask(self, place: int, _on: bool = False) -> None:
        each = self._shown[place]
        self._in_question = each.id
        self.asked.ask(
            _("Cancel {name}?").format(name=each.name),
            _("It is not started. What was sent stays on the farm and is not sent again next time."), _("Keep"),
            _("Cancel transfer"), functools.partial(self._session.transfers.cancel, each.id))
