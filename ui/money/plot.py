"""The cost of each day as bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qtpy.QtCore import QEvent, QPoint, QRect, QSize
from qtpy.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from qtpy.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, labelled
from ...core.money.amounts import shown
from ..kit import paint
from ..kit.style import Style

HEIGHT = 120
LINE = 18
GAP = 0.25
"""The part of a day's room that is left free beside its bar."""


class Plot(QWidget):
    """Bars from the left to the right, the newest day last; the highest fills the height."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._days: Sequence[tuple[str, Decimal]] = ()
        self._currency = ""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, days: Sequence[tuple[str, Decimal]], currency: str) -> None:
        """Show the costs of days in a row."""
        self._days, self._currency = days, currency
        self.setVisible(bool(days))
        most = max((cost for _day, cost in days), default=Decimal(0))
        self.setAccessibleName(_("Costs by day, at most {amount}").format(amount=shown(most, currency)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def bar(self, place: int) -> QRect:
        """Return where the bar of a day is."""
        most = max((cost for _day, cost in self._days), default=Decimal(0))
        room = self.width() / max(1, len(self._days))
        high = self.height() - 2 * LINE
        height = round(float(self._days[place][1] / most) * high) if most else 0
        left, right = round((place + GAP / 2) * room), round((place + 1 - GAP / 2) * room)
        return QRect(left, LINE + high - height, max(1, right - left), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._days:
            return
        painter, theme = QPainter(self), self._style.theme
        bottom = self.height() - LINE
        for place in range(len(self._days)):
            painter.fillRect(self.bar(place), QColor(theme.accent))
        painter.fillRect(0, bottom, self.width(), 1, QColor(theme.line))
        most = max(cost for _day, cost in self._days)
        paint.text(painter, QRect(0, 0, self.width(), LINE), shown(most, self._currency), self._style.small,
                   theme.text_2)
        below = QRect(0, bottom + 2, self.width(), LINE - 2)
        paint.text(painter, below, self._days[0][0], self._style.small, theme.text_2)
        if len(self._days) > 1:
            paint.text(painter, below, self._days[-1][0], self._style.small, theme.text_2, True)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._days:
            QToolTip.showText(event.globalPos(), tip(self.tip_at(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, where: QPoint) -> str:
        """Return the day below a point, and what it cost."""
        place = min(len(self._days) - 1, max(0, int(where.x() * len(self._days) / max(1, self.width()))))
        day, cost = self._days[place]
        return labelled(str(day), shown(cost, self._currency))
