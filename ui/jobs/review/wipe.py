"""The wipe: one picture at the left of a line, the other at its right. The line is dragged, or moved by keys."""

from __future__ import annotations

from qtpy.QtCore import QPointF, QRectF, Qt
from qtpy.QtGui import QColor, QPainter, QPen, QPixmap

REACH = 6
"""Pixels of the screen beside the line at which it is taken hold of."""

STEP = 0.05
"""The part of the width by which a key moves the line."""


class Wipe:
    """The other picture and where the line is; it paints both over the picture of a view."""

    def __init__(self) -> None:
        self.at = 0.5
        """Part of the picture's width at which the line is."""
        self.other = QPixmap()
        """The other picture; a null one while nothing is wiped."""
        self.held = False
        """Whether the line is being dragged."""

    @property
    def on(self) -> bool:
        """Whether there is another picture to see."""
        return not self.other.isNull()

    def move_to(self, at: float) -> None:
        """Put the line at this part of the width."""
        self.at = max(0.0, min(1.0, at))

    def is_near(self, place: QPointF, picture: QRectF, pixel: float) -> bool:
        """Whether a place of the picture is at the line; ``pixel`` is the size of a pixel of the screen there."""
        return self.on and abs(place.x() - picture.width() * self.at) <= REACH * pixel

    def place_of_other(self, picture: QRectF) -> QRectF:
        """The place of the other picture: as large as fits, in the middle, and never out of its proportions."""
        scale = min(picture.width() / self.other.width(), picture.height() / self.other.height())
        width, height = self.other.width() * scale, self.other.height() * scale
        return QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)

    def paint(self, painter: QPainter, picture: QRectF, ground: QColor, smooth: bool) -> None:
        """Paint what lies at the right of the line, and the line, in the coordinates of the picture."""
        line = picture.width() * self.at
        right = QRectF(line, 0, picture.width() - line, picture.height())
        painter.save()
        painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        painter.fillRect(right, ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawPixmap(self.place_of_other(picture), self.other, QRectF(self.other.rect()))
        painter.restore()
        for colour, width in (("#000000", 3), ("#FFFFFF", 1)):  # seen on any picture
            pen = QPen(QColor(colour), width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawLine(QPointF(line, 0), QPointF(line, picture.height()))
