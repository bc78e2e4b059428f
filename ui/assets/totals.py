"""How much of the assets is on the farm, is new, is missing, is left out: a bar and its legend."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QRect, QRectF
from qtpy.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.assets.found import FoundAsset
from ...core.assets.gathered import gathered
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.session.state import Amounts
from ..kit.fitting import fit
from ..kit.style import Style
from ..kit.widgets import STRETCH, Label, row


class Parts(QWidget):
    """The bar."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._theme = style.theme
        self._parts: tuple[tuple[float, str], ...] = ()
        self.setFixedHeight(8)

    def show_parts(self, *parts: tuple[float, str]) -> None:
        """Bytes and status, from the left."""
        if parts != self._parts:
            self._parts = parts
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(self._theme.control))
        every, left = sum(size for size, _status in self._parts), 0.0
        for size, status in self._parts:
            width = self.width() * size / every if every else 0.0
            if width:
                painter.fillRect(QRectF(left, 0, max(2.0, width - 1), self.height()), QColor(self._theme.bar(status)))
            left += width
        painter.end()


class Legend(QWidget):
    """A swatch, what it means, how much, how many."""

    def __init__(self, style: Style, name: str, status: str, hollow: bool = False) -> None:
        super().__init__()
        self._colour = style.theme.bar(status)
        self._hollow = hollow
        self._amount, self._files = Label(style, font=style.strong), Label(style, font=style.small, tone="text_2")
        layout = row(Label(style, name, tone="text_2"), self._amount, self._files, spacing=6)
        layout.setContentsMargins(14, 0, 0, 0)
        self.setLayout(layout)

    def say(self, amount: str, files: str = "") -> None:
        """Hidden where there is nothing."""
        self._amount.show_text(amount)
        self._files.show_text(files)
        self.shorten(False)
        self.drop(False)

    def shorten(self, out: bool) -> None:
        """Hide the number of files where there is no room for it."""
        self._files.setVisible(bool(self._files.whole()) and not out)

    def drop(self, out: bool) -> None:
        """Hide the whole total where there is no room for it."""
        self.setVisible(bool(self._amount.whole()) and not out)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRect(0, self.height() // 2 - 4, 8, 8)
        if self._hollow:
            painter.setPen(QColor(self._colour))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(box, QColor(self._colour))
        painter.end()


class Totals(QWidget):
    """Bar and legend."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._bar = Parts(style)
        self._sent = Legend(style, _("On the farm"), "wait")
        self._new = Legend(style, _("New or changed"), "run")
        self._missing = Legend(style, _("Missing"), "error")
        self._excluded = Legend(style, _("Excluded"), "wait", hollow=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        self._legends = row(self._sent, self._new, self._missing, self._excluded, STRETCH, spacing=18)
        layout.addLayout(self._legends)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room: without numbers of files, without what needs no upload."""
        fit(self._legends, self.width(), (self._without_numbers, self._sent.drop, self._excluded.drop))

    def _without_numbers(self, out: bool) -> None:
        for legend in (self._sent, self._new, self._missing, self._excluded):
            legend.shorten(out)

    def draw(self, found: Sequence[FoundAsset], amounts: Amounts) -> None:
        """Show the totals of all files, whatever is filtered."""
        assets, new = gathered(found), amounts.new_bytes
        excluded = [assets[place] for place in assets.left_out]
        sent = amounts.unchanged_bytes
        self._bar.show_parts((sent, "wait"), (new or 0, "run"))
        self._sent.say(format.size(sent) if sent else "", _number(amounts.unchanged_files))
        self._new.say(format.size(new) if new else "", _number(amounts.new_files if new is not None else 0))
        self._missing.say(format.number(assets.lost) if assets.lost else "")
        self._excluded.say(format.size(sum(asset.size for asset in excluded)) if excluded else "",
                           _number(sum(len(asset.files) for asset in excluded)))
        self._fit()


def _number(files: int) -> str:
    return count("{n} file", "{n} files", files) if files else ""

