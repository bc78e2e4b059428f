"""What can be done with a transfer: painted at the end of its row, in its menu, by keys."""

from __future__ import annotations

import functools
from typing import NamedTuple

from qtpy.QtCore import QPoint, QRect
from qtpy.QtGui import QColor, QMouseEvent, QPainter
from qtpy.QtWidgets import QStyle, QStyleOptionViewItem, QToolTip, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _
from ...core.transfer.after.words import can_start
from ...core.transfer.states import Transfer, TransferState
from ..keys.press import Keys
from ..keys.table import TRANSFERS
from ..kit import paint
from ..kit.cells import AnyIndex, CellDelegate, background
from ..kit.folders import has_folder
from ..kit.signals import Signal
from ..kit.style import Style
from ..table.model import RowsModel
from ..table.views import RowsView

SIDE, GAP = 24, 0
MOST = 3

class Action(NamedTuple):
    """A verb with its icon; ``name`` is what the tab looks it up by."""

    name: str
    text: str
    icon: str


def actions(each: object) -> tuple[Action, ...]:
    """Return the actions that make sense for the transfer now; a group of transfers has none."""
    found: list[Action] = []
    if not isinstance(each, Transfer):
        return ()
    if each.state is TransferState.CANCELLING:
        return (Action("again", _("Cancel now: ask the farm again"), "retry"),)
    if can_start(each) and each.state in (TransferState.HELD, TransferState.FAILED):
        found.append(Action("release", _("Start now, whatever it waits for"), "submit"))
    if each.state is TransferState.FAILED:
        found.append(Action("resume", _("Try again"), "retry"))
    elif each.state is TransferState.PAUSED:
        found.append(Action("resume", _("Resume"), "play"))
    elif not each.state.over:
        found.append(Action("pause", _("Pause"), "pause"))
    if each.folder_gone:
        found.append(Action("folder", _("Use the folder as it is"), "folder"))
    elif each.folder and each.fetched and has_folder(each.folder):
        found.append(Action("open", _("Open folder"), "folder"))
        if each.state in (TransferState.FETCHED, TransferState.CANCELLED):
            found.append(Action("check", _("Check the files"), "check"))
    elif each.state in (TransferState.PLANNED, TransferState.PAUSED):
        found.append(Action("front", _("Move to the front"), "to-front"))
    if not each.state.over or each.state is TransferState.FAILED:
        found.append(Action("cancel", _("Cancel…"), "cancel"))
    else:
        found.append(Action("remove", _("Remove from the list"), "delete"))
    return tuple(found)


class ActionsDelegate(CellDelegate):
    """The last column: icons from the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = self._style.theme
        painter.fillRect(option.rect, QColor(background(self._style, option, index)))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if not selected:
            paint.line_below(painter, option.rect, theme.row_line)
        model = index.model()
        each = model.row(index) if isinstance(model, RowsModel) else None
        if each is None:
            return
        ratio = painter.device().devicePixelRatioF()
        for action, box in places(option.rect, actions(each)):
            picture = self._style.pixmap(action.icon, theme.tone("text_2", selected), 14, ratio)
            painter.drawPixmap(box.center().x() - 6, box.center().y() - 6, picture)


def places(rect: QRect, found: tuple[Action, ...]) -> list[tuple[Action, QRect]]:
    """Return the place of each icon, the last one at the right."""
    left = rect.right() - 4 - SIDE * len(found)
    return [(action, QRect(left + SIDE * place, rect.center().y() - SIDE // 2, SIDE, SIDE))
            for place, action in enumerate(found)]


class TransfersView(RowsView):
    """A click on an icon acts."""

    action_clicked = Signal(str, object)
    """The name of an action, and the transfer in whose row its icon is."""

    key_pressed = Signal(str)
    """The name of the action that a key asks for, on the selected transfers."""

    def __init__(self, style: Style, model: RowsModel, parent: QWidget, row_height: int) -> None:
        super().__init__(style, model, parent, row_height=row_height, several=True)
        self._column = len(model.columns) - 1
        self._icons = ActionsDelegate(style, row_height, self)
        self.setItemDelegateForColumn(self._column, self._icons)
        Keys(TRANSFERS, {name: functools.partial(self.key_pressed.emit, name) for name in ("toggle", "cancel")}, self)

    def action_at(self, at: QPoint) -> tuple[Action, Transfer] | None:
        """The icon below the pointer, and whose it is."""
        index = self.indexAt(at)
        if not index.isValid() or index.column() != self._column:
            return None
        each = self.rows.row(index)
        return next(((action, each) for action, box in places(self.visualRect(index), actions(each))
                     if box.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        hit = self.action_at(event.pos())
        if hit:
            self.action_clicked.emit(hit[0].name, hit[1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hit = self.action_at(event.pos())
        if hit:
            QToolTip.showText(self.viewport().mapToGlobal(event.pos()), tip(hit[0].text), self)
