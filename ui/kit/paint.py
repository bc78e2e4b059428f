"""The few shapes that views and widgets paint themselves."""

from __future__ import annotations

import functools
import math

from qtpy.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from qtpy.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen

from ...core.common.foreign import harmless
from .font_metrics import Face, fit, unbroken
from .style import Style
from .theme import Theme

CHECK_BOX = 14
CHIP_HEIGHT = 18
CHIP_PADDING = 7
BAR_HEIGHT = 6
RADIUS = 4.0

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)

TICK = ((3.25, 7.25), (5.75, 9.75), (10.75, 4.5))
DASH = ((4.0, 7.0), (10.0, 7.0))


@functools.lru_cache(maxsize=256)
def colour_of(name: str) -> QColor:
    """Return the shared colour of ``#RRGGBB``. A table asks for the same few a thousand times a second."""
    return QColor(name)


def text(painter: QPainter, rect: QRect, words: str, font: QFont, colour: str, right: bool = False,
         elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> int:
    """Words on one line, centred in height, elided to the width; how wide they came out."""
    room = max(0, rect.width())
    shown, taken = font.fit(words, room, elide) if isinstance(font, Face) else fit(font, words, room, elide)
    if shown:
        painter.setFont(font)
        painter.setPen(colour_of(colour))
        painter.drawText(rect, RIGHT if right else LEFT, shown)
    return taken


def sentence(painter: QPainter, rect: QRect, words: str) -> None:
    """Words in the middle, on as many lines as they need, in the font and pen that are set."""
    painter.drawText(rect, CENTRED, unbroken(harmless(words, lines=True)))


def chip(painter: QPainter, rect: QRect, words: str, status: str, style: Style) -> int:
    """A filled label at the left of ``rect``; its width."""
    metrics = QFontMetrics(style.small_medium)
    width = min(rect.width(), metrics.horizontalAdvance(harmless(words)) + 2 * CHIP_PADDING)
    box = QRect(rect.left(), rect.center().y() - CHIP_HEIGHT // 2 + 1, width, CHIP_HEIGHT)
    rounded(painter, box, style.theme.chip(status))
    inside = box.adjusted(CHIP_PADDING, 0, -CHIP_PADDING + 2, 0)
    text(painter, inside, words, style.small_medium, style.theme.tone(status))
    return width


def bar(painter: QPainter, rect: QRect, part: float, status: str, theme: Theme) -> None:
    """A progress bar as wide as ``rect``, in the middle of its height."""
    box = QRect(rect.left(), rect.center().y() - BAR_HEIGHT // 2 + 1, rect.width(), BAR_HEIGHT)
    rounded(painter, box, theme.control, BAR_HEIGHT / 2)
    filled = round(box.width() * min(1.0, max(0.0, part)))
    if filled:
        painter.save()
        painter.setClipRect(QRect(box.left(), box.top(), filled, box.height()), Qt.ClipOperation.IntersectClip)
        rounded(painter, box, theme.bar(status), BAR_HEIGHT / 2)
        painter.restore()


def check_box(painter: QPainter, corner: QPoint, state: Qt.CheckState, theme: Theme, enabled: bool = True) -> None:
    """A box of 14 pixels: empty, ticked, or dashed where only some of many are ticked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(corner.x() + 0.5, corner.y() + 0.5, CHECK_BOX - 1, CHECK_BOX - 1)
    empty = state == Qt.CheckState.Unchecked
    border = theme.line_check if empty else theme.accent
    fill = theme.well if empty else theme.accent
    painter.setPen(QColor(border if enabled else theme.line_control))
    painter.setBrush(QColor(fill if enabled else theme.window))
    painter.drawRoundedRect(box, 3, 3)
    if not empty:
        points = TICK if state == Qt.CheckState.Checked else DASH
        _stroke(painter, corner, points, "#FFFFFF" if enabled else theme.text_3)
    painter.restore()


def rounded(painter: QPainter, box: QRect, colour: str, radius: float = RADIUS) -> None:
    """A filled box with round corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(colour))
    painter.drawRoundedRect(QRectF(box), radius, radius)
    painter.restore()


def line_below(painter: QPainter, rect: QRect, colour: str) -> None:
    """One pixel along the lower edge."""
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour_of(colour))


def focus_ring(painter: QPainter, rect: QRect, colour: str) -> None:
    """Two pixels inside the edge: the keyboard is here."""
    painter.save()
    painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.restore()


def _stroke(painter: QPainter, corner: QPoint, points: tuple[tuple[float, float], ...], colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))
    places = [QPointF(corner.x() + x, corner.y() + y) for x, y in points]
    for start, end in zip(places, places[1:]):
        painter.drawLine(start, end)


def width(words: str, font: QFont) -> int:
    """Return a text's width in whole pixels, enough for it not to be elided."""
    return math.ceil(QFontMetricsF(font).horizontalAdvance(harmless(words))) + 1
