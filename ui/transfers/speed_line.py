"""How fast it went in the last two minutes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from qtpy.QtCore import QPointF, QRect, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _
from ...core.model import format
from ..kit import paint
from ..kit.style import Style

SAMPLES = 120
"""One a second."""
TITLE = 24
MARGIN = 12


class Samples:
    """Recent speeds of each transfer."""

    def __init__(self) -> None:
        self._of: dict[str, deque[float]] = {}

    def add(self, speeds: Iterable[tuple[str, float]]) -> None:
        """One more second; what is no longer asked for is forgotten."""
        before, self._of = self._of, {}
        for key, speed in speeds:
            self._of[key] = before.get(key) or deque(maxlen=SAMPLES)
            self._of[key].append(speed)

    def of(self, key: str) -> tuple[float, ...]:
        """The oldest first."""
        return tuple(self._of.get(key, ()))


class SpeedLine(QWidget):
    """A filled line, its highest value at the top."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._values: tuple[float, ...] = ()
        self.setMinimumSize(200, 84)

    def show_values(self, values: tuple[float, ...]) -> None:
        """Bytes a second."""
        if values != self._values:
            self._values = values
            self.setAccessibleDescription(format.speed(values[-1]) if values else "")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        paint.rounded(painter, self.rect(), theme.line)
        paint.rounded(painter, self.rect().adjusted(1, 1, -1, -1), theme.well)
        head = QRect(MARGIN, 6, self.width() - 2 * MARGIN, TITLE - 6)
        top = max(self._values, default=0.0)
        paint.text(painter, head, _("Speed, last 2 min"), self._style.small, theme.text_2)
        paint.text(painter, head, format.speed(top), self._style.small, theme.text_2, right=True)
        place = QRect(MARGIN, TITLE + 4, self.width() - 2 * MARGIN, self.height() - TITLE - 4 - MARGIN)
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), QColor(theme.line))
        if top > 0 and len(self._values) > 1:
            self._line(painter, place, top)
        painter.end()

    def _line(self, painter: QPainter, place: QRect, top: float) -> None:
        theme = self._style.theme
        step = place.width() / (SAMPLES - 1)
        left = place.right() - step * (len(self._values) - 1)
        points = [QPointF(left + step * number, place.bottom() - place.height() * value / top)
                  for number, value in enumerate(self._values)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.select))
        painter.drawPolygon(QPolygonF([QPointF(points[0].x(), place.bottom()), *points,
                                       QPointF(points[-1].x(), place.bottom())]))
        painter.setPen(QPen(QColor(theme.accent_text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
