"""The user's environments, two lines each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from qtpy.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...core.common.foreign import harmless, tip
from ...core.common.i18n import _
from ...core.offer.values import Environment
from ..keys.press import is_for_panel
from ..kit import paint
from ..kit.cells import AnyIndex
from ..kit.signals import Signal
from ..kit.style import Style

ROW = 44


class RowDelegate(QStyledItemDelegate):
    """Icon, name, what is in it, and whether it is the default."""

    def __init__(self, style: Style, shown: Callable[[int], Environment], parent: QWidget) -> None:
        """``shown`` returns the environment in a row: Qt keeps no object of Python's (see ``EntryModel``)."""
        super().__init__(parent)
        self._style = style
        self._shown = shown

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        environment = self._shown(index.row())
        style, theme, rect = self._style, self._style.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(theme.select if selected else theme.row_hover if hovered else theme.well))
        ratio = painter.device().devicePixelRatioF()
        colour = theme.text if selected else theme.text_2
        painter.drawPixmap(rect.left() + 10, rect.center().y() - 7, style.pixmap("scene", colour, 16, ratio))
        inside = rect.adjusted(34, 5, -8, -5)
        if environment.default:
            words = _("Default")
            width = paint.width(words, style.small_medium) + 2 * paint.CHIP_PADDING
            paint.chip(painter, QRect(inside.right() - width, inside.top(), width, inside.height()), words, "run",
                       style)
            inside = inside.adjusted(0, 0, -width - 6, 0)
        half = inside.height() // 2
        paint.text(painter, QRect(inside.left(), inside.top(), inside.width(), half), environment.name, style.body,
                   theme.text)
        paint.text(painter, QRect(inside.left(), inside.top() + half, inside.width(), half), environment.contents,
                   style.small, theme.tone("text_2", selected))
        if option.state & QStyle.StateFlag.State_HasFocus and getattr(self.parent(), "keyboard", False):
            paint.focus_ring(painter, rect, theme.accent_text)


class EnvironmentList(QListWidget):
    """The environments of the account; one is edited at a time."""

    picked = Signal(str)
    """The user takes an environment: its name."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.setAccessibleName(_("Environments"))
        self._environments: list[Environment] = []
        """The environments in the order shown."""
        self.setItemDelegate(RowDelegate(style, lambda row: self._environments[row], self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._filling = self._withheld = False
        self.currentItemChanged.connect(self._changed)

    def fill(self, environments: Sequence[Environment], current: str, withheld: bool = False) -> None:
        """Show these; ``current`` is the one that is edited, empty for none.

        ``withheld``: the account may not list them, so that it is not known whether there are any.
        """
        self._withheld = withheld
        self._filling = True
        self.clear()
        self._environments = sorted(environments, key=lambda each: (not each.default, each.name.casefold()))
        for each in self._environments:
            item = QListWidgetItem(harmless(each.name))
            item.setToolTip(tip(f"{each.name}\n{each.contents}"))
            self.addItem(item)
            if each.name == current:
                self.setCurrentItem(item)
        if not current:
            self.setCurrentRow(-1)
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_for_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setFont(self._style.body)
            painter.setPen(QColor(self._style.theme.text_2))
            painter.drawText(self.viewport().rect().adjusted(12, 0, -12, 0),
                             int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                             _("This account may not list its environments.") if self._withheld else
                             _("There is no environment yet: this is the first."))
            painter.end()

    def names(self) -> list[str]:
        """Return the names of the environments in the order shown."""
        return [self.item(place).text() for place in range(self.count())]

    def _changed(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.picked.emit(item.text())
