"""A combo box whose entries have an icon, muted further parts, a reason why they cannot be taken, and group titles."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from qtpy.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from qtpy.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from qtpy.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from ...core.common.foreign import harmless, tip
from ...core.common.i18n import dotted
from ..keys.press import is_for_panel
from . import paint
from .cells import AnyIndex
from .signals import Signal
from .style import Style
from .widgets import CONTROL

NOWHERE = QModelIndex()
ENTRY_HEIGHT = 26
GROUP_HEIGHT = 27
MOST_SHOWN = 16
MARGIN = 12
BEFORE, AFTER = 9, 24
"""Pixels beside the text in the box."""
ICON = 22
"""Pixels of the icon before the text, where there is one."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """One line of the list."""

    key: object
    text: str
    second: str = ""
    """Muted: after the text in the box, at the right in the list."""
    icon: str = ""
    reason: str = ""
    """Why it cannot be chosen."""
    detail: str = ""
    """Muted, at the right in the list only."""
    group: bool = False
    """A title."""
    rule: bool = False
    """A line above it."""

    @property
    def aside(self) -> str:
        """Text at the right of the entry in the list."""
        return self.reason or dotted(self.second, self.detail)


class EntryModel(QAbstractListModel):
    """The entries as Qt's model.

    It lives as long as its box, and Qt keeps no object of Python's: a ``QStandardItemModel`` made anew for each list,
    with entries as the data of its items, crashed PySide6 6.11 when the box gave the old one up.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace all entries."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.text
        return tip(entry.reason) or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        entry = self.entries[index.row()] if 0 <= index.row() < len(self.entries) else None
        return Qt.ItemFlag.NoItemFlags if entry is None or entry.reason or entry.group else (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)


class EntryDelegate(QStyledItemDelegate):
    """Paints the list."""

    def __init__(self, style: Style, model: EntryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry = self._model.entries[index.row()]
        width = self._width(entry.text) + self._width(entry.aside) + 54
        return QSize(width, GROUP_HEIGHT if entry.group else ENTRY_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry = self._model.entries[index.row()]
        theme, rect = self._style.theme, option.rect.adjusted(10, 0, -10, 0)
        lit = bool(option.state & QStyle.StateFlag.State_Selected) and not entry.reason and not entry.group
        painter.fillRect(option.rect, QColor(theme.accent if lit else theme.control_pressed))
        if entry.rule or (entry.group and index.row()):
            line = QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1)
            painter.fillRect(line, QColor(theme.line_control))
        if entry.group:
            paint.text(painter, rect.adjusted(0, 4, 0, 0), entry.text, self._style.small_medium, theme.text_2)
            return
        colour = theme.text_3 if entry.reason else "#FFFFFF" if lit else theme.text
        if entry.icon:
            name = "block" if entry.reason else entry.icon
            tint = colour if lit or entry.reason else theme.text_2
            picture = self._style.pixmap(name, tint, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.left() + 2, rect.center().y() - 6, picture)
            rect = rect.adjusted(24, 0, 0, 0)
        muted = theme.text_3 if entry.reason else "#FFFFFF" if lit else theme.text_2
        width = paint.text(painter, rect, entry.aside, self._style.small, muted, right=True)
        paint.text(painter, rect.adjusted(0, 0, -width - 8, 0), entry.text, self._style.body, colour)

    def _width(self, words: str) -> int:
        return paint.width(words, self._style.body)


class Combo(QComboBox):
    """Entries are set with ``fill`` and shown with ``pick``."""

    chosen = Signal(object)
    """The user takes an entry: its key."""

    def __init__(self, style: Style, name: str, icon: str = "") -> None:
        super().__init__()
        self._style = style
        self._icon = icon
        self._list = EntryModel(self)
        self.setAccessibleName(name)
        self.setFont(style.body)
        self.setFixedHeight(CONTROL)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setModel(self._list)
        self.setView(QListView(self))
        self.view().setAccessibleName(name)
        self.setItemDelegate(EntryDelegate(style, self._list, self))
        self.setEnabled(False)
        self.activated.connect(self._activated)

    def fill(self, entries: Sequence[Entry]) -> None:
        """The list, and a line edit's completions; what is picked stays."""
        if tuple(entries) == self._list.entries:
            return
        picked = self.picked()
        self._list.show(entries)
        self.pick(picked.key if picked else None)
        self.setEnabled(bool(entries) or self.isEditable())

    def pick(self, key: object) -> None:
        """Show the entry with this key; none where there is none."""
        place = next((at for at, entry in enumerate(self._list.entries) if entry.key == key and not entry.group), -1)
        if place != self.currentIndex():
            self.setCurrentIndex(place)
        self.update()

    def picked(self) -> Entry | None:
        """The entry that is shown."""
        place = self.currentIndex()
        return self._list.entries[place] if 0 <= place < len(self._list.entries) else None

    def fix_width(self, least: int, most: int = 1000) -> None:
        """Fix the width to what the longest entry needs, between ``least`` and ``most`` pixels."""
        self.setFixedWidth(max(least, min(most, self.narrowest())))

    def narrowest(self) -> int:
        """The width in which the longest entry is not elided."""
        longest = max((paint.width(entry.text, self._style.body) for entry in self._list.entries), default=0)
        has_icon = self._icon or any(entry.icon for entry in self._list.entries)
        return BEFORE + (ICON if has_icon else 0) + longest + AFTER

    def showPopup(self) -> None:
        """Open the list as wide as its entries need, at most as wide as the panel."""
        needed = self.view().sizeHintForColumn(0) + 2
        around = self._around()
        self.view().setMinimumWidth(max(self.width(), min(needed, self.window().width() - 2 * MARGIN)) - around)
        super().showPopup()

    def _around(self) -> int:
        """Pixels of the list's window beside the list: the window is to be as wide as the box."""
        window = self.view().window()
        layout = window.layout()
        margins = layout.contentsMargins() if layout is not None else window.contentsMargins()
        return margins.left() + margins.right()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave “?” and Ctrl+1 to the panel: Qt would look for an entry that begins so."""
        if is_for_panel(event) and not self.isEditable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page and changes no choice on the way."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        if self._style.hosted:
            entry = self.picked()
            option.currentText = harmless("  ".join(filter(None, (entry.text, entry.second)))) if entry else ""
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
            if not self.isEditable():
                painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
            painter.end()
            return
        option.currentText, option.currentIcon = "", QIcon()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        colour = "text_2" if self.isEnabled() else "text_3"
        ratio = self.devicePixelRatioF()
        arrow = self._style.pixmap("chevron-down", colour, 14, ratio)
        painter.drawPixmap(self.width() - 20, (self.height() - 14) // 2, arrow)
        self._contents(painter, colour, ratio)
        painter.end()

    def _contents(self, painter: QPainter, colour: str, ratio: float) -> None:
        rect = QRect(BEFORE, 0, self.width() - BEFORE - AFTER, self.height())
        entry, theme = self.picked(), self._style.theme
        icon = (entry.icon if entry else "") or self._icon
        if icon:
            painter.drawPixmap(rect.left(), (self.height() - 16) // 2, self._style.pixmap(icon, colour, 16, ratio))
            rect = rect.adjusted(ICON, 0, 0, 0)
        if entry is None or self.isEditable():
            return
        main = theme.text if self.isEnabled() else theme.text_3
        width = paint.text(painter, rect, entry.text, self._style.body, main)
        paint.text(painter, rect.adjusted(width + 8, 0, 0, 0), entry.second, self._style.body, theme.tone(colour))

    def _activated(self, place: int) -> None:
        self.chosen.emit(self._list.entries[place].key)
