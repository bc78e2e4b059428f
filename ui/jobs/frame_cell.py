"""One cell of the contact sheet: a picture or what stands for it, its status, number and cost."""

from __future__ import annotations

from collections import OrderedDict
from typing import Callable

from qtpy.QtCore import QPoint, QRect, QSize, Qt
from qtpy.QtGui import QFontMetrics, QPainter, QPainterPath, QPixmap
from qtpy.QtWidgets import QWidget

from ...core.api.codes import FrameStatus
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.jobs.tasks import FrameRow
from ...core.model import format
from ...core.pictures.oiio import kind
from ..kit import paint, words
from ..kit.font_metrics import unbroken
from ..kit.style import Style
from .pictures import Gallery
from .review import marks

CAPTION = 20
ICON = 18
CAPTION_ICON = 12
MARK, MARK_EDGE = 20, 4
"""Pixels of the sign of a marked frame, and those between it and the corner."""
RING = 3
"""Pixels around the picture for the keyboard's ring."""

MOST_ROUNDED = 256
"""Pictures with their corners cut that are kept: more than a large screen shows."""

LINES = 2
"""Number of text lines below the icon in a cell without a picture."""


class FrameCell:
    """Paints cells for one view, which is told when more pictures can be had."""

    def __init__(self, style: Style, view: QWidget, came: Callable[[], None]) -> None:
        self._style = style
        self.gallery = Gallery(view, came)
        self._rounded: OrderedDict[tuple[int, int, int, str], QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, rect: QRect, frame: FrameRow, selected: bool, ringed: bool) -> None:
        """The whole cell: the picture, and the caption below it."""
        box = rect.adjusted(0, 0, 0, -CAPTION)
        word = words.frame_status(frame)
        self._picture(painter, box, frame, word)
        if frame.marks:
            self._mark(painter, box)
        if selected:
            paint.focus_ring(painter, box, self._style.theme.accent_text)
        if ringed:
            paint.focus_ring(painter, box.adjusted(-RING, -RING, RING, RING), self._style.theme.accent_text)
        self._caption(painter, QRect(box.left(), box.bottom() + 1, box.width(), CAPTION), frame, word)

    def _picture(self, painter: QPainter, box: QRect, frame: FrameRow, word: words.Word) -> None:
        theme = self._style.theme
        ground = theme.failed_cell if word.status == "error" else theme.empty_cell
        if frame.thumbnail is None:
            paint.rounded(painter, box, ground)
            self._without(painter, box, frame, word)
            return
        ratio = painter.device().devicePixelRatioF()
        picture = self.gallery.get(frame.thumbnail, round(box.width() * ratio), round(box.height() * ratio))
        if picture is not None and not picture.isNull():
            painter.drawPixmap(box.topLeft(), self._cut(picture, box.size(), ground, ratio))
            return
        paint.rounded(painter, box, ground)
        if picture is not None:
            self._sign(painter, box, "image", "text_2", _("Not readable"))

    def _mark(self, painter: QPainter, box: QRect) -> None:
        """A sign in the corner of a frame that looks wrong; its tooltip says why."""
        ground = QRect(box.right() - MARK - MARK_EDGE, box.top() + MARK_EDGE, MARK, MARK)
        paint.rounded(painter, ground, self._style.theme.window)
        sign = self._style.pixmap(marks.ICON, marks.TONE, CAPTION_ICON + 2, painter.device().devicePixelRatioF())
        painter.drawPixmap(ground.left() + 3, ground.top() + 3, sign)

    def _cut(self, picture: QPixmap, size: QSize, ground: str, ratio: float) -> QPixmap:
        """The picture with round corners; to clip it anew at each repaint takes longer than all else of a cell."""
        wanted = picture.cacheKey(), size.width(), size.height(), ground
        cut = self._rounded.pop(wanted, None)
        if cut is None:
            cut = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
            cut.setDevicePixelRatio(ratio)
            cut.fill(Qt.GlobalColor.transparent)
            painter, box = QPainter(cut), QRect(QPoint(0, 0), size)
            paint.rounded(painter, box, ground)
            self._fill(painter, box, picture, ratio)
            painter.end()
            if len(self._rounded) >= MOST_ROUNDED:
                self._rounded.popitem(last=False)
        self._rounded[wanted] = cut
        return cut

    @staticmethod
    def _fill(painter: QPainter, box: QRect, picture: QPixmap, ratio: float) -> None:
        width, height = picture.width() / ratio, picture.height() / ratio
        grow = max(1.0, min(box.width() / width, box.height() / height))  # a picture smaller than the cell
        width, height = width * grow, height * grow
        target = QRect(box.left() + round((box.width() - width) / 2), box.top() + round((box.height() - height) / 2),
                       round(width), round(height))
        outline = QPainterPath()
        outline.addRoundedRect(box, paint.RADIUS, paint.RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(outline)
        painter.drawPixmap(target, picture)

    def _without(self, painter: QPainter, box: QRect, frame: FrameRow, word: words.Word) -> None:
        if frame.status is FrameStatus.RENDERING:
            text = format.duration(frame.seconds) if frame.seconds else ""
            self._sign(painter, box, word.icon, word.status, text, word.status)
        elif word.status == "error":
            self._sign(painter, box, word.icon, word.status)
        elif frame.no_picture:
            self._sign(painter, box, "image", "text_2", format_of(frame.no_picture))

    def _sign(self, painter: QPainter, box: QRect, icon: str, tone: str, text: str = "",
              text_tone: str = "text_2") -> None:
        """An icon in the middle, a word below it."""
        text = unbroken(text)
        picture = self._style.pixmap(icon, tone, ICON, painter.device().devicePixelRatioF())
        line = QFontMetrics(self._style.small).lineSpacing()
        room = QRect(box.left() + 4, 0, box.width() - 8, max(line, box.height() - ICON - 8))
        wrapped = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        high = QFontMetrics(self._style.small).boundingRect(room, wrapped, text).height() if text else 0
        up = (high + 2) // 2
        painter.drawPixmap(box.center().x() - ICON // 2 + 1, box.center().y() - ICON // 2 + 1 - up, picture)
        if text:
            painter.setFont(self._style.small)
            painter.setPen(paint.colour_of(self._style.theme.tone(text_tone)))
            room.moveTop(box.center().y() - up + ICON // 2 + 3)
            painter.drawText(room, wrapped, harmless(text))

    def _caption(self, painter: QPainter, rect: QRect, frame: FrameRow, word: words.Word) -> None:
        style = self._style
        tone = "text_2" if word.status == "wait" else word.status
        icon = style.pixmap(word.icon, tone, CAPTION_ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left(), rect.center().y() - 5, icon)
        inside = rect.adjusted(16, 0, 0, 0)
        width = paint.text(painter, inside, frame.label, style.small, style.theme.text)
        right = format.money(frame.cost) if word.status == "ok" and frame.cost else word.text
        paint.text(painter, inside.adjusted(width + 6, 0, 0, 0), right, style.small, style.theme.text_2, right=True)


def format_of(sentence: str) -> str:
    """``EXR`` of “EXR is not shown here: …”, else the shortest that says that there is no picture."""
    first = sentence.split(" ", 1)[0]
    return _("{format}: not shown here").format(format=first) if first.isupper() and kind(f"x.{first}") else _(
        "Not readable")
