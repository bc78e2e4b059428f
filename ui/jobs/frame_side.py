"""Facts about one frame, shown beside its picture."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFormLayout, QFrame, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.tasks import FrameLog, FrameRow
from ...core.model import format
from ...core.offer.values import Account
from ..kit.style import Style
from ..kit.widgets import Label
from .log_view import LogView


class Side(QWidget):
    """Time, cost, memory and node of a frame, and its log."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        box = QFrame()
        box.setObjectName("Box")
        self._values = {name: Label(style, elide=Qt.TextElideMode.ElideRight)
                        for name in (_("Time"), _("Cost"), _("Memory"), _("Node"))}
        form = QFormLayout(box)
        form.setContentsMargins(12, 8, 12, 8)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._values.items():
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            form.addRow(Label(style, name, tone="text_2"), value)
        self.log = LogView(style)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(box)
        layout.addWidget(self.log, 1)
        self.setMinimumWidth(220)

    def draw(self, log: FrameLog | None, account: Account | None, frame: FrameRow | None) -> None:
        """Show what is known of the frame."""
        currency = account.currency if account else ""
        values = (format.NOTHING,) * 4 if frame is None else (
            format.duration(frame.seconds), format.money(frame.cost, currency) if frame.cost else format.NOTHING,
            memory(frame), frame.node or format.NOTHING)
        for label, value in zip(self._values.values(), values):
            label.show_text(value)
        self.log.draw(log, frame)


def memory(frame: FrameRow) -> str:
    """``43.8 of 64 GB``, as far as the farm tells."""
    used = f"{frame.memory / 1e9:.1f}" if frame.memory else ""
    if used and frame.ram:
        return _("{used} of {all} GB").format(used=used, all=frame.ram)
    if used:
        return _("{used} GB").format(used=used)
    return _("up to {all} GB").format(all=frame.ram) if frame.ram else format.NOTHING
