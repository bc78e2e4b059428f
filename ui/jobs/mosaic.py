"""The blocks of a 3ds Max picture, with their percent and what the farm thinks they will still take."""

from __future__ import annotations

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.api.codes import FrameStatus
from ...core.common.i18n import _
from ...core.jobs.tasks import Block, Mosaic
from ...core.model import format
from ..kit import paint
from ..kit.draw_guard import DrawGuard
from ..kit.empty import EmptyPage
from ..kit.style import Style

NAME_WIDTH, LEAST = 64, 70
"""The design's pixels of a frame's name, and of a block with its percentage and its time."""

SIDE = 8
ROW = 48
GAP = 4
STATUS = {FrameStatus.DONE: "ok", FrameStatus.RENDERING: "run", FrameStatus.FAILED: "error",
          FrameStatus.TIMED_OUT: "error"}


class Blocks(QWidget):
    """A row a frame, a box a block: filled as far as it is."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._mosaic = Mosaic()
        self._boxes: list[tuple[QRect, str, Block | None]] = []
        """The places of names and blocks; a name has no block."""
        self.setAccessibleName(_("Blocks of the picture"))

    def show_mosaic(self, mosaic: Mosaic) -> None:
        """Paint these."""
        self._mosaic = mosaic
        self._lay_out()
        blocks = [block for _name, row in mosaic.rows for block in row]
        done = sum(block.status is FrameStatus.DONE for block in blocks)
        self.setAccessibleDescription(_("{done} of {all} blocks are done").format(done=done, all=len(blocks)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Divide the width among the blocks of a frame; without room side by side they take several lines."""
        names, least = self._style.wide(NAME_WIDTH), self._style.wide(LEAST)
        room, top = self.width() - names - SIDE, GAP
        most = max(1, room // least)
        self._boxes = []
        for name, blocks in self._mosaic.rows:
            self._boxes.append((QRect(SIDE, top, names - SIDE - GAP, ROW), name, None))
            lines = max(1, -(-len(blocks) // most))
            across = max(1, -(-len(blocks) // lines))
            for place, block in enumerate(blocks):
                left, right = (names + room * (place % across + side) // across for side in (0, 1))
                at = top + place // across * (ROW + GAP)
                self._boxes.append((QRect(left, at, right - left - GAP, ROW), "", block))
            top += lines * (ROW + GAP)
        self.setFixedHeight(top)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        painter.fillRect(event.rect(), QColor(theme.window))
        for box, name, block in self._boxes:
            if not box.intersects(event.rect()):
                continue
            if block is None:
                paint.text(painter, box, name, self._style.body, theme.text)
            else:
                self._block(painter, box, block)
        painter.end()

    def _block(self, painter: QPainter, box: QRect, block: Block) -> None:
        style, status = self._style, STATUS.get(block.status, "wait")
        paint.rounded(painter, box, style.theme.empty_cell)
        filled = round(box.width() * block.part)
        if filled:
            painter.save()
            painter.setClipRect(QRect(box.left(), box.top(), filled, box.height()), Qt.ClipOperation.IntersectClip)
            paint.rounded(painter, box, style.theme.chip(status))
            painter.restore()
        inside = box.adjusted(8, 5, -8, -box.height() // 2)
        colour = style.theme.tone("text_2" if status == "wait" else status)
        paint.text(painter, inside, format.percent(block.part), style.strong, colour)
        paint.text(painter, box.adjusted(8, box.height() // 2 - 2, -8, -5), rest(block), style.small,
                   style.theme.text_2)


def rest(block: Block) -> str:
    """``2 min left``, or what the farm says."""
    if block.status is FrameStatus.RENDERING and block.left > 0:
        return _("{time} left").format(time=format.rough_duration(block.left))
    if block.status is FrameStatus.DONE:
        return format.duration(block.used)
    return block.info


class MosaicPage(QWidget):
    """The blocks, or why there are none."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self.blocks = Blocks(style)
        area = QScrollArea()
        area.setAccessibleName(_("Blocks"))
        area.setWidgetResizable(True)
        area.setWidget(self.blocks)
        self._none = EmptyPage(style, "table", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(area)
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def draw(self, mosaic: Mosaic | None) -> None:
        """Show how far the blocks are; None while the farm was not asked."""
        if not self._guard.changed(mosaic):
            return
        self._pages.setCurrentIndex(0 if mosaic and mosaic.rows else 1)
        if mosaic is None:
            self._none.say("clock", _("Loading from the farm"), _("This usually takes a second."))
        elif mosaic.trouble:
            self._none.say("warning", _("The blocks cannot be shown"), mosaic.trouble, "warn")
        elif not mosaic.rows:
            self._none.say("thumbnails", _("No blocks yet"), _("They appear when the first frame is rendered."))
        else:
            self.blocks.show_mosaic(mosaic)
