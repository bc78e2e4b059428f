"""The blocks of a 3ds Max picture, with their percent and what the farm thinks they will still take."""

from __future__ import annotations

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent
from qtpy.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.api.codes import FrameStatus
from ...core.common.i18n import _
from ...core.jobs.tasks import Block, Mosaic
from ...core.model import format
from ..kit import paint
from ..kit.draw_guard import DrawGuard
from ..kit.empty import EmptyPage
from ..kit.style import Style

NAME_WIDTH = 64
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
        self.setAccessibleName(_("Blocks of the picture"))

    def show_mosaic(self, mosaic: Mosaic) -> None:
        """Paint these."""
        self._mosaic = mosaic
        self.setFixedHeight(len(mosaic.rows) * (ROW + GAP) + GAP)
        blocks = [block for _name, row in mosaic.rows for block in row]
        done = sum(block.status is FrameStatus.DONE for block in blocks)
        self.setAccessibleDescription(_("{done} of {all} blocks are done").format(done=done, all=len(blocks)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        painter.fillRect(event.rect(), QColor(theme.window))
        first = max(0, event.rect().top() // (ROW + GAP))
        last = event.rect().bottom() // (ROW + GAP) + 1
        for line, (name, row) in enumerate(self._mosaic.rows[first:last], first):
            top = GAP + line * (ROW + GAP)
            paint.text(painter, QRect(8, top, NAME_WIDTH - 12, ROW), name, self._style.body, theme.text)
            step = (self.width() - NAME_WIDTH - 8) / max(1, len(row))
            for place, block in enumerate(row):
                left, right = NAME_WIDTH + round(place * step), NAME_WIDTH + round((place + 1) * step)
                self._block(painter, QRect(left, top, right - left - GAP, ROW), block)
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
            self._none.say("clock", _("Asking the farm"), _("Its answer usually takes a second."))
        elif mosaic.trouble:
            self._none.say("warning", _("The blocks cannot be shown"), mosaic.trouble, "warn")
        elif not mosaic.rows:
            self._none.say("thumbnails", _("No blocks yet"), _("They appear when the first frame is rendered."))
        else:
            self.blocks.show_mosaic(mosaic)
