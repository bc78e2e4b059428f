"""What a task has cost, what it will cost, and how long it will take: figures, and a band on a track."""

from __future__ import annotations

import math

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _
from ...core.jobs.estimate import Band, Estimate, Measured, estimate_by, figures, money_range
from ...core.jobs.tasks import TaskRow
from ...core.model import format
from ...core.offer.values import Account
from ..kit import paint
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow, fit
from ..kit.style import Style
from ..kit.widgets import STRETCH, Label

TRACK = 10
HEIGHT = 40
APART = 8
FAR = 120
"""Pixels from what it names, a label is left out."""
NARROWEST, WIDEST = 140, 420
ROOMY = 560
"""Pixels of the figures from which there is a track between them."""
STEPS = (1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0)
"""Leading factors of a round number at the end of a track."""
NEAR = 3.0
"""The balance is shown where it is less than so many times the estimate."""


def end_of_track(most: float) -> float:
    """A round number above ``most``."""
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most * 1.1))
    return next(step * power for step in (*STEPS, 20.0) if step * power >= most * 1.1)


class Track(QWidget):
    """Cost so far, the band of the estimate, and where the balance ends."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._spent = 0.0
        self._band: Band | None = None
        self._balance: float | None = None
        self._currency = ""
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Cost and estimate"))

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, HEIGHT)

    def show_cost(self, spent: float, band: Band, balance: float | None, currency: str) -> None:
        """``balance`` is what is left beyond what is spent; None where it is not near."""
        self._spent, self._band, self._balance, self._currency = spent, band, balance, currency
        self.setAccessibleDescription(_("{spent} so far, {range} in the end").format(
            spent=format.money(spent, currency), range=money_range(band, currency)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._band is None:
            return
        painter, theme, band = QPainter(self), self._style.theme, self._band
        most = end_of_track(max(band.high, self._balance or 0.0))
        width = self.width()
        box = QRect(0, 7, width, TRACK)

        def place(value: float) -> int:
            return round(width * min(1.0, value / most))

        paint.rounded(painter, box, theme.control, 3)
        if place(self._spent):
            paint.rounded(painter, QRect(0, box.top(), max(4, place(self._spent)), TRACK), theme.run_bar, 3)
        left, right = place(band.low), max(place(band.low) + 3, place(band.high))
        painter.fillRect(QRect(left, box.top(), right - left, TRACK), QColor(theme.select))
        for edge in (left, right - 1):
            painter.fillRect(QRect(edge, box.top(), 1, TRACK), QColor(theme.run))
        if self._balance is not None:
            painter.fillRect(QRect(place(self._balance) - 1, box.top() - 3, 2, TRACK + 6), QColor(theme.warn))
        self._labels(painter, place, band, most)
        painter.end()

    def _labels(self, painter: QPainter, place: object, band: Band, most: float) -> None:
        """Draw the labels that have room, the estimate first."""
        theme = self._style.theme
        at = place if callable(place) else (lambda _value: 0)
        end = f"{most:,.0f} {self._currency}" if most >= 10 else f"{most:,.2f} {self._currency}"
        wanted = [(money_range(band), (at(band.low) + at(band.high)) // 2, theme.run)]
        if self._balance is not None:
            figure = f"{self._balance:,.0f}" if most >= 10 else f"{self._balance:,.2f}"
            wanted.append((_("Balance {amount}").format(amount=figure), at(self._balance), theme.warn))
        wanted += [(format.money(self._spent), at(self._spent), theme.text), (end, self.width(), theme.text_2)]
        taken: list[QRect] = []
        for words, middle, colour in wanted:
            room = paint.width(words, self._style.small)
            beside = [other.right() + APART for other in taken] + [other.left() - APART - room for other in taken]
            places = [max(0, min(self.width() - room, middle - room // 2)), *sorted(
                beside, key=lambda left: abs(left + room // 2 - middle))]
            boxes = [QRect(left, 21, room, 16) for left in places if 0 <= left <= self.width() - room]
            box = next((each for each in boxes if not any(
                each.adjusted(1 - APART, 0, APART - 1, 0).intersects(other) for other in taken)), None)
            if box is not None and abs(box.center().x() - middle) < FAR:
                paint.text(painter, box, words, self._style.small, colour)
                taken.append(box)


class Figures(QWidget):
    """Cost so far, estimate, band, time left; or, when nothing is left to estimate, the mean of a frame."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self._cost, self._estimate, self._left = (_Figure(style) for _place in range(3))
        self._left.align_right()
        self.track = Track(style)
        self._roomy = style.wide(ROOMY)
        self._row = Flow(self._cost, self._estimate, self.track, STRETCH, self._left, spacing=20)
        self.setLayout(self._row)
        self.setMinimumHeight(HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def draw(self, task: TaskRow | None, measured: Measured, account: Account | None) -> None:
        """Show the figures of a task, of whose frames those that are done were measured."""
        if not self._guard.changed(task, measured, account):
            return
        self.setVisible(task is not None)
        if task is None:
            return
        currency = account.currency if account else ""
        for place, figure in zip((self._cost, self._estimate, self._left), figures(task, measured, currency)):
            place.say(figure.name, figure.value, figure.short)
        expected = estimate_by(measured, task.frames, task.cost, task.rendering)
        self._has_track = expected is not None and expected.cost.high > 0
        if expected is not None:
            self._draw_track(account, task, measured, expected, currency)
        self._fit()
        self._row.activate()  # figures that grow are not seen cut off in between

    _has_track = False

    def _fit(self) -> None:
        self.track.setVisible(self._has_track and self.width() >= self._roomy)
        fit(self._row, self.width(), [self._estimate.shorten, self._near])

    def _near(self, near: bool) -> None:
        self._row.setSpacing(8 if near else 20)

    def _draw_track(self, account: Account | None, task: TaskRow, measured: Measured, expected: Estimate,
                    currency: str) -> None:
        spent = measured.costs.total if task.cost is None else task.cost
        balance = None
        if account and not account.hidden:
            total = spent + account.funds + account.credit
            balance = total if total < NEAR * expected.cost.high else None
        self.track.show_cost(spent, expected.cost, balance, currency)


class _Figure(QWidget):
    """A name, and below it a figure."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._names = "", ""
        self._name = Label(style, font=style.small, tone="text_2")
        self._value = Label(style, font=style.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addWidget(self._value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def align_right(self) -> None:
        """Align name and value to the right."""
        for label in (self._name, self._value):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, name: str, value: str, short: str = "") -> None:
        """Show them; ``short`` is another name where that one has no room."""
        self._names = name, short or name
        self.shorten(False)
        self._value.show_text(value)
        self.updateGeometry()

    def shorten(self, short: bool) -> None:
        """Show the short name; the tooltip has the other."""
        self._name.show_text(self._names[short])
        self._name.setToolTip(tip(self._names[0]) if short else "")
