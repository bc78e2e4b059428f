"""One frame, large: zoom with the wheel, drag, fit, one to one."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from qtpy.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from qtpy.QtWidgets import QApplication, QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from ...core.common.i18n import _
from ..kit import paint
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import KeyRing
from .review.wipe import Wipe

LEAST, MOST = 0.05, 16.0
STEP = 1.25
"""Zoom factor of one notch of the wheel."""

RESTED = 120  # milliseconds after which a mouse that does not move points at something

PIXELS = 2.0
"""Zoom from which single pixels are shown without smoothing."""


class Viewer(QGraphicsView):
    """A picture on the surround, with a word over it where there is none."""

    zoomed = Signal()
    """The zoom has changed."""

    pointed = Signal(float, float)
    """The mouse rests on the picture: how far across and down, from 0 to 1."""

    dragged = Signal()
    """The picture is dragged while all of it is seen: there is nothing to move."""

    double_clicked = Signal()
    """The picture is double-clicked."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self._scene.addItem(self._item)
        self._fits = True
        self._zoom = 1.0
        self._word = ""
        self._dragged_from: tuple[int, int] | None = None
        self.wipe = Wipe()
        self._pointer = QPointF()
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(RESTED)
        self._rests.timeout.connect(self._point)
        self.setMouseTracking(True)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(style.theme.well))
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        KeyRing(self)
        for part in (self, self.viewport()):
            part.setAccessibleName(_("Picture of the frame"))
        self.setMinimumSize(160, 90)

    @property
    def fits(self) -> bool:
        """Whether the picture follows the size of the view."""
        return self._fits

    @property
    def zoom(self) -> float:
        """Screen pixels for one of the picture's."""
        return self._zoom

    def picture(self) -> QPixmap:
        """Return the picture as it is seen, whole and without the zoom; a null one where there is none."""
        return self._item.pixmap()

    def room(self, most: int) -> tuple[int, int]:
        """Return the pixels of the screen that a picture can use: with less, more of them fit into memory."""
        if not self._fits:
            return most, most
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        return min(most, round(size.width() * ratio)), min(most, round(size.height() * ratio))

    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self._item.pixmap().isNull()

    def show_picture(self, picture: QPixmap | None, word: str = "") -> None:
        """Another picture, at the place and zoom of the last one; ``word`` stands there while there is none."""
        new = picture if picture is not None else QPixmap()
        before = self._item.pixmap()
        if word != self._word:
            self._word = word
            self.viewport().update()
        if new.cacheKey() == before.cacheKey():
            return
        self._item.setPixmap(new)
        if new.size() != before.size():
            self._scene.setSceneRect(QRectF(new.rect()))
            if self._fits:
                self.fit()

    def fit(self) -> None:
        """Whole in the view, no larger than its pixels allow twice."""
        self._fits = True
        size = self._item.pixmap().size()
        if size.isEmpty():
            return
        room = self.viewport().size()
        zoom = min(room.width() / size.width(), room.height() / size.height()) * self.devicePixelRatioF()
        self._set_zoom(max(LEAST, min(MOST, zoom)))
        self.centerOn(self._item)

    def one_to_one(self) -> None:
        """One pixel of the picture on one of the screen."""
        self._fits = False
        self._set_zoom(1.0)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self._fits = False
        self._set_zoom(max(LEAST, min(MOST, self._zoom * factor)))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        scale = zoom / self.devicePixelRatioF()
        self.resetTransform()
        self.scale(scale, scale)
        modes = Qt.TransformationMode
        self._item.setTransformationMode(modes.SmoothTransformation if zoom < PIXELS else modes.FastTransformation)
        self.zoomed.emit()

    def show_other(self, picture: QPixmap | None) -> None:
        """Show another picture at the right of the wipe's line; None for none."""
        new = picture if picture is not None else QPixmap()
        if new.cacheKey() != self.wipe.other.cacheKey():
            self.wipe.other = new
            self.viewport().update()

    def move_wipe(self, by: float) -> None:
        """Move the wipe's line by a part of the picture's width."""
        self.wipe.move_to(self.wipe.at + by)
        self.viewport().update()

    def _frame(self) -> QRectF:
        return QRectF(self._item.pixmap().rect())

    def _at_line(self, event: QMouseEvent) -> bool:
        return self.has_picture() and self.wipe.is_near(
            self.mapToScene(event.pos()), self._frame(), self.devicePixelRatioF() / self._zoom)

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        if self.wipe.on and self.has_picture():
            self.wipe.paint(painter, self._frame(), QColor(self._style.theme.well), self._zoom < PIXELS)
        if not self._word or self.has_picture():
            return
        painter.save()
        painter.resetTransform()
        painter.setFont(QFont(self._style.body))
        painter.setPen(QColor(self._style.theme.text_2))
        inside = self.viewport().rect().adjusted(16, 0, -16, 0)
        paint.sentence(painter, inside, self._word)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._at_line(event):
            self.wipe.held = True
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._dragged_from = (event.pos().x(), event.pos().y())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.wipe.held:
            self.wipe.move_to(self.mapToScene(event.pos()).x() / max(1.0, self._frame().width()))
            self.viewport().update()
        elif self._dragged_from is not None and self._fits and event.buttons() & Qt.MouseButton.LeftButton:
            x, y = self._dragged_from
            if (event.pos() - QPoint(x, y)).manhattanLength() >= QApplication.startDragDistance():
                self._dragged_from = None
                self.viewport().unsetCursor()
                self.dragged.emit()
        elif self._dragged_from is not None:
            x, y = self._dragged_from
            self._dragged_from = (event.pos().x(), event.pos().y())
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() + x - event.pos().x())
            down.setValue(down.value() + y - event.pos().y())
        else:
            shapes = Qt.CursorShape
            self.viewport().setCursor(shapes.SplitHCursor if self._at_line(event) else shapes.ArrowCursor)
            self._pointer = self.mapToScene(event.pos())
            self._rests.start()
        event.accept()

    def _point(self) -> None:
        size = self._item.pixmap().size()
        inside = QRectF(0, 0, size.width(), size.height()).contains(self._pointer)
        if inside and self.underMouse():
            self.pointed.emit(self._pointer.x() / size.width(), self._pointer.y() / size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.wipe.held = False
        self.viewport().unsetCursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keys of the viewer are its own also where the host has shortcuts for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.modifiers():
            event.accept()
            return True
        return bool(super().event(event))
