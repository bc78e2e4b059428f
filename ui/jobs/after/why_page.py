"""Why frames of a task failed: a card for each reason, with what helps against it."""

from __future__ import annotations

import functools

from qtpy.QtCore import QSize, Qt
from qtpy.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ....core.common.i18n import _, count
from ....core.jobs.failure_groups import Group, rest, said
from ....core.jobs.remedies import Remedy, button, remedy
from ....core.model.logs.reasons import advice
from ....core.session.session import Session
from ...kit import slices
from ...kit.draw_guard import DrawGuard
from ...kit.fitting import Flow
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import Button, Explained, Paragraph
from .helper import Helper, why_not
from .seen import Why

MOST = 12
"""Reasons that have a card."""


class WhyPage(QScrollArea):
    """All reasons below each other."""

    log_wanted = Signal(int)
    """The log of a frame is to be shown."""

    def __init__(self, style: Style, session: Session, helper: Helper) -> None:
        super().__init__()
        self._style, self._session, self._helper = style, session, helper
        self._guard = DrawGuard()
        self.cards: list[Card] = []
        self._inside = QWidget()
        self._inside.setObjectName("Page")
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.more = Paragraph(style, "", tone="text_2")
        self.more.hide()
        self._layout.addWidget(self.more)
        self._layout.addStretch(1)
        self.setAccessibleName(_("Reasons"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inside)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 100)

    def draw(self, why: Why) -> slices.Work:
        """Show why frames of the selected task failed, a reason at a time."""
        if not self._guard.changed(why):
            return
        for card in self.cards:
            self._layout.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for place, group in enumerate(why.groups[:MOST]):
            card = self._card(group, why)
            self.cards.append(card)
            self._layout.insertWidget(place, card)
            card.show()
            yield
        self.more.show_text(rest(why.groups[MOST:]))
        self.more.setVisible(len(why.groups) > MOST)

    def _card(self, group: Group, why: Why) -> Card:
        card = Card(self._style, group)
        away = [_("The farm does not answer.")] if why.away else []
        what = remedy(group.reason.cause if group.reason else None, group.frames, why.offered)
        card.help.setVisible(what is not None)
        if what is not None:
            card.help.button.setText(button(what, group.frames, why.offered))
            card.help.allow(why_not(what, why.known, why.away))
            card.help.button.clicked.connect(functools.partial(self._help, what, why, group))
        card.restart.allow(away)
        card.restart.button.clicked.connect(lambda _on=False: self._session.jobs.frames.restart(
            [frame.id for frame in group.frames]))
        card.log.clicked.connect(lambda _on=False: self.log_wanted.emit(group.frames[0].id))
        return card

    def _help(self, what: Remedy, why: Why, group: Group, _on: bool = False) -> None:
        if why.task_id is not None:
            self._helper.do(what, why.task_id, group.frames, group.reason, why.offered, why.known)


class Card(QFrame):
    """One reason: which frames, why, the line of the log, what to do about it."""

    def __init__(self, style: Style, group: Group) -> None:
        super().__init__()
        self.setObjectName("Box")
        self.title = Paragraph(style, said(group), font=style.strong)
        self.line = Paragraph(style, group.reason.line if group.reason else "", style.mono, "error")
        self.advice = Paragraph(style, advice(group.reason.cause) if group.reason else "", tone="text_2")
        self.help = Explained(Button(style, "", "retry"))
        self.restart = Explained(Button(style, count("Restart {n} frame", "Restart {n} frames", len(group.frames)),
                                        "retry"))
        self.log = Button(style, _("Show log"), "log")
        self.setAccessibleName(self.title.whole())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(5)
        for part in (self.title, self.line, self.advice):
            layout.addWidget(part)
            part.setVisible(bool(part.whole()))  # in the card: what is shown outside of it is a window
        layout.addLayout(Flow(self.help, self.restart, self.log))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())
