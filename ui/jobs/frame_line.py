"""The frames of a task in one line: what became of each, and where one is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from qtpy.QtCore import QRect, Qt
from qtpy.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _
from ...core.jobs.blocks import Blocks
from ...core.jobs.tasks import FrameRow
from ..kit import words
from ..kit.signals import Signal
from ..kit.style import Style
from .review import marks

HEIGHT = 20
BAR = 7
APART = 600
"""Number of frames above which several frames share a pixel."""

WORST = ("error", "warn", "run", "ok", "wait")
"""Statuses by priority: several frames on one pixel show the first of these that occurs."""


class FrameLine(QWidget):
    """A rectangle a frame; a click, dragging and the arrow keys choose one."""

    chosen = Signal(int)
    """The user chooses a frame: its place in the line."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._tones: dict[int, str] = {}
        """The status of each of the farm's numbers, as ``words`` has it."""
        self._seen = Blocks(self._of_block)
        self._statuses: list[str] = []
        self._bars: list[tuple[QRect, str]] = []
        """The boxes of the statuses at the width for which they were made."""
        self._width = 0
        self._place = -1
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Frames in a line"))

    def show_frames(self, frames: Sequence[FrameRow], place: int) -> None:
        """All of them, and which is seen; -1 for none."""
        statuses = list(itertools.chain.from_iterable(self._seen.of(frames)))
        if statuses != self._statuses:
            self._statuses, self._bars = statuses, []
            self.update()
        self.show_place(place)

    def _of_block(self, frames: Sequence[FrameRow]) -> list[str]:
        for frame in frames:
            if frame.status_number not in self._tones:
                self._tones[frame.status_number] = words.frame_status(frame).status
        return [marks.TONE if frame.marks else self._tones[frame.status_number] for frame in frames]

    def show_place(self, place: int) -> None:
        """Mark the place of the frame that is shown."""
        if place != self._place:
            self._place = place
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, number = QPainter(self), self._style.theme, len(self._statuses)
        if not self._bars or self._width != self.width():
            self._bars, self._width = list(self._boxes()), self.width()
        for box, status in self._bars:
            painter.fillRect(box, QColor(theme.control if status == "wait" else theme.bar(status)))
        if 0 <= self._place < number:
            step = self.width() / number
            middle = round((self._place + 0.5) * step)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent_text if self.hasFocus() else theme.text), 2))
            painter.setBrush(QColor(theme.window))
            painter.drawRoundedRect(QRect(max(1, min(self.width() - 8, middle - 3)), 3, 6, 13), 2, 2)
        painter.end()

    def _boxes(self) -> Iterator[tuple[QRect, str]]:
        number, width, top = len(self._statuses), self.width(), 5
        if not number:
            return
        if number <= min(APART, width // 2):
            step = width / number
            gap = 1 if step >= 3 else 0
            for at, status in enumerate(self._statuses):
                left, right = round(at * step), round((at + 1) * step)
                yield QRect(left, top, max(1, right - left - gap), BAR), status
            return
        left = 0
        for status, pixels in itertools.groupby(map(self._worst_at, range(width))):
            run = sum(1 for _pixel in pixels)
            yield QRect(left, top, run, BAR), status
            left += run

    def _worst_at(self, pixel: int) -> str:
        """The status that a pixel shows of all that share it."""
        number, width = len(self._statuses), self.width()
        first, end = number * pixel // width, number * (pixel + 1) // width
        return min(set(self._statuses[first:max(end, first + 1)]), key=WORST.index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.pos().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.pos().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._statuses) - 1
        place = {Qt.Key.Key_Left: self._place - 1, Qt.Key.Key_Right: self._place + 1, Qt.Key.Key_Home: 0,
                 Qt.Key.Key_End: last, Qt.Key.Key_PageUp: self._place - 10,
                 Qt.Key.Key_PageDown: self._place + 10}.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(max(0, min(last, place)))

    def _choose_at(self, x: int) -> None:
        number = len(self._statuses)
        if number and self.width():
            self.chosen.emit(max(0, min(number - 1, x * number // self.width())))
