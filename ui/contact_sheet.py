"""Frames as pictures in a grid."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QImageReader, QPainter, QPainterPath, QPixmap, QResizeEvent, QWheelEvent
from qtpy.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..core.i18n import _
from ..core.state import FrameRow, FrameStatus
from . import format, paint, words
from .cells import AnyIndex
from .look import Look
from .rows import RowsModel

CAPTION = 20
GAP = 8
MARGIN = 8
ROW_GAP = 4
NARROWEST, USUAL, WIDEST = 96, 132, 240
SCROLL_BAR = 12
STEP = 12
"""Pixels that a notch of the wheel makes a cell wider."""
MOST_PICTURES = 600


class Pictures:
    """Thumbnails, scaled once for the size and the screen they are shown on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, int, int], QPixmap] = OrderedDict()

    def get(self, path: Path, width: int, height: int) -> QPixmap:
        """In device pixels, whole within the size; a null pixmap where the file cannot be read."""
        key = (str(path), changed(path), width, height)
        if key not in self._kept:
            self._kept[key] = self._read(path, QSize(width, height))
            while len(self._kept) > MOST_PICTURES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    @staticmethod
    def _read(path: Path, size: QSize) -> QPixmap:
        picture = QPixmap.fromImage(QImageReader(str(path)).read())
        if picture.isNull():
            return picture
        return picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def changed(path: Path) -> int:
    """When the file was last written: a frame that was rendered again keeps its name. 0 where there is none."""
    return os.stat(path).st_mtime_ns if path.exists() else 0


class FrameDelegate(QStyledItemDelegate):
    """A picture, its status, number and cost."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._pictures = Pictures()
        self.cell = QSize(USUAL, USUAL * 9 // 16 + CAPTION)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        frame = model.row(index) if isinstance(model, RowsModel) else None
        if not isinstance(frame, FrameRow):
            return
        corner = option.rect.topLeft()
        box = QRect(corner.x(), corner.y(), self.cell.width(), self.cell.height() - CAPTION)
        self._picture(painter, box, frame)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.focus_ring(painter, box, self._look.theme.accent_text)
        self._caption(painter, QRect(box.left(), box.bottom() + 1, box.width(), CAPTION), frame)

    def _picture(self, painter: QPainter, box: QRect, frame: FrameRow) -> None:
        theme = self._look.theme
        failed = words.frame_status(frame).status == "error"
        paint.rounded(painter, box, theme.failed_cell if failed else theme.empty_cell)
        if frame.thumbnail is None:
            if frame.status is FrameStatus.RENDERING or failed:
                self._sign(painter, box, words.frame_status(frame).icon, words.frame_status(frame).status)
            return
        ratio = painter.device().devicePixelRatioF()
        picture = self._pictures.get(frame.thumbnail, round(box.width() * ratio), round(box.height() * ratio))
        if picture.isNull():
            self._sign(painter, box, "image", "text_2", _("Unreadable"))
            return
        width, height = picture.width() / ratio, picture.height() / ratio
        target = QRect(box.left() + round((box.width() - width) / 2), box.top() + round((box.height() - height) / 2),
                       round(width), round(height))
        outline = QPainterPath()
        outline.addRoundedRect(box, paint.RADIUS, paint.RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(target, picture)
        painter.restore()

    def _sign(self, painter: QPainter, box: QRect, icon: str, tone: str, text: str = "") -> None:
        """An icon in the middle, a word below it."""
        picture = self._look.pixmap(icon, tone, 18, painter.device().devicePixelRatioF())
        up = 9 if text else 0
        painter.drawPixmap(box.center().x() - 8, box.center().y() - 8 - up, picture)
        if text:
            painter.setFont(self._look.small)
            painter.setPen(QColor(self._look.theme.text_2))
            painter.drawText(box.adjusted(0, 20, 0, 0), int(Qt.AlignmentFlag.AlignCenter), text)

    def _caption(self, painter: QPainter, rect: QRect, frame: FrameRow) -> None:
        look, word = self._look, words.frame_status(frame)
        tone = "text_2" if word.status == "wait" else word.status
        icon = look.pixmap(word.icon, tone, 12, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left(), rect.center().y() - 5, icon)
        inside = rect.adjusted(16, 0, 0, 0)
        width = paint.text(painter, inside, frame.name, look.small, look.theme.text)
        right = format.money(frame.cost) if word.status == "ok" and frame.cost else word.text
        paint.text(painter, inside.adjusted(width + 6, 0, 0, 0), right, look.small, look.theme.text_2, right=True)


class ContactSheet(QListView):
    """As many columns as fit; Ctrl and the wheel change how wide a cell wants to be."""

    def __init__(self, look: Look, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = USUAL
        self._frames = FrameDelegate(look, self)
        self.setModel(model)
        self.setItemDelegate(self._frames)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(NARROWEST + 2 * MARGIN + 12)
        self.setViewportMargins(MARGIN - GAP // 2, MARGIN - ROW_GAP // 2, 0, 0)  # Qt centres a cell in its place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wanted = max(NARROWEST, min(WIDEST, self._wanted + (STEP if event.angleDelta().y() > 0 else -STEP)))
            self._fit()
            event.accept()
        else:
            super().wheelEvent(event)

    def _fit(self) -> None:
        """The columns share the width."""
        # With room for the scroll bar even while there is none: else it could come and go for ever.
        room = self.width() - 2 * MARGIN + GAP - SCROLL_BAR
        columns = max(1, room // (self._wanted + GAP))
        width = max(NARROWEST, min(WIDEST, room // columns - GAP))
        self._frames.cell = QSize(width, round(width * 9 / 16) + CAPTION)
        self.setGridSize(QSize(width + GAP, self._frames.cell.height() + ROW_GAP))
