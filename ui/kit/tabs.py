"""The tab bar: names, a line under the current one, a count where something is going on."""

from __future__ import annotations

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QTabBar

from ...core.common.foreign import tip
from ...core.common.i18n import _, together
from ..keys.focus import by_key
from . import paint
from .style import Style

HEIGHT = 34
SIDE, LEAST_SIDE = 12, 4
"""Pixels beside the words of a tab, and those that a narrow panel leaves."""
BADGE_HEIGHT = 16
BADGE_GAP = 6
UNDERLINE = 2


class Tabs(QTabBar):
    """Painted here: a style gives every tab the width of its text in normal weight, and the current one is bold."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._badges: dict[int, tuple[int, str]] = {}
        self._keyboard = False
        self._side = SIDE
        self.setAccessibleName(_("Pages"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFont(style.strong)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)

    def badge(self, place: int, number: int, status: str, meaning: str) -> None:
        """A count beside the name; ``meaning`` is what a screen reader says for it."""
        if self._badges.get(place, (0, "")) == (number, status):
            return
        self._badges[place] = (number, status)
        name = self.tabText(place)
        self.setTabToolTip(place, tip(meaning) if number else "")
        self.setAccessibleTabName(place, together(name, meaning) if number else name)
        self._measure_anew()
        self._fit()
        self.update()

    def badge_number(self, place: int) -> int:
        """0 where there is none."""
        return self._badges.get(place, (0, ""))[0]

    def tabSizeHint(self, index: int) -> QSize:
        width = paint.width(self.tabText(index), self._style.strong) + 2 * self._side
        if self.badge_number(index):
            width += BADGE_GAP + self._badge_width(index)
        return QSize(width, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        spared = 2 * (self._side - LEAST_SIDE) * self.count()
        return QSize(self.sizeHint().width() - spared, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave less beside the words where the tabs would not find room otherwise."""
        if not self.count():
            return
        words = sum(self.tabSizeHint(place).width() - 2 * self._side for place in range(self.count()))
        side = max(LEAST_SIDE, min(SIDE, (self.width() - words) // (2 * self.count())))
        if side != self._side:
            self._side = side
            self._measure_anew()

    def _measure_anew(self) -> None:
        """Qt asks for the sizes again only when a text is set."""
        self.setTabText(0, self.tabText(0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = by_key(event)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        painter.fillRect(self.rect(), QColor(theme.raised))
        paint.line_below(painter, self.rect(), theme.line_deep)
        for place in range(self.count()):
            self._tab(painter, place)
        painter.end()

    def _tab(self, painter: QPainter, place: int) -> None:
        theme, rect, current = self._style.theme, self.tabRect(place), place == self.currentIndex()
        hovered = rect.contains(self.mapFromGlobal(self.cursor().pos()))
        colour = theme.text if current or hovered else theme.text_2
        font = self._style.strong if current else self._style.body
        inside = rect.adjusted(self._side, 0, 0, -1)
        # The place of the badge does not depend on which tab is the current one.
        room = paint.width(self.tabText(place), self._style.strong)
        words = QRect(inside.left(), inside.top(), room, inside.height())
        paint.text(painter, words, self.tabText(place), font, colour)
        if self.badge_number(place):
            self._badge(painter, QRect(inside.left() + room + BADGE_GAP, inside.top(), 0, inside.height()), place)
        if current:
            line = QRect(rect.left(), rect.bottom() - UNDERLINE, rect.width(), UNDERLINE)
            painter.fillRect(line, QColor(theme.accent_text))
            if self.hasFocus() and self._keyboard:
                paint.focus_ring(painter, rect.adjusted(2, 3, -2, -4), theme.accent_text)

    def _badge(self, painter: QPainter, at: QRect, place: int) -> None:
        number, status = self._badges[place]
        theme = self._style.theme
        box = QRect(at.left(), at.center().y() - BADGE_HEIGHT // 2 + 1, self._badge_width(place), BADGE_HEIGHT)
        paint.rounded(painter, box, theme.chip(status), 6)
        painter.setPen(QColor(theme.tone(status)))
        painter.setFont(self._style.small_medium)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{number:,}")

    def _badge_width(self, place: int) -> int:
        return max(BADGE_HEIGHT, paint.width(f"{self.badge_number(place):,}", self._style.small_medium) + 10)
