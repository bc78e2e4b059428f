"""Facts about one frame, shown beside its picture."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFormLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.tasks import FrameLog, FrameRow, LookedOver
from ...core.model import format
from ...core.offer.values import Account
from ..kit.style import Style
from ..kit.widgets import Button, Label, Paragraph
from .log_view import LogView
from .review import marks


class Side(QWidget):
    """Time, cost, memory and node of a frame, what looks wrong in it, and its log."""

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
        self._style = style
        self.marks = Paragraph(style)
        self.why = Button(style, _("About the marks"), "info", "small")
        self.why.clicked.connect(self._explain)
        form.addRow(self.marks)
        form.addRow(self.why)
        self.log = LogView(style)
        self.below = QStackedWidget()
        self.below.addWidget(self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(box)
        layout.addWidget(self.below, 1)
        self.setMinimumWidth(220)

    def draw(self, log: FrameLog | None, account: Account | None, frame: FrameRow | None,
             over: LookedOver) -> None:
        """Show what is known of the frame."""
        currency = account.currency if account else ""
        values = (format.NOTHING,) * 4 if frame is None else (
            format.duration(frame.seconds), format.money(frame.cost, currency) if frame.cost else format.NOTHING,
            memory(frame), frame.node or format.NOTHING)
        for label, value in zip(self._values.values(), values):
            label.show_text(value)
        said = marks.looked(frame, over) if frame is not None else ""
        self.marks.show_text(said, marks.TONE if frame is not None and frame.marks else "text_2")
        self.marks.setVisible(bool(said))
        self.why.setVisible(bool(said))
        if not said and self.below.currentIndex():
            self._explain()
        self.log.draw(log, frame)

    def _explain(self) -> None:
        """Show the page about marks in the place of the log, or the log again."""
        if self.below.count() < 2:  # few ask for it
            self.below.addWidget(marks.Thresholds(self._style))
        page = 1 - self.below.currentIndex()
        self.below.setCurrentIndex(page)
        self.why.setText(_("Show the log") if page else _("About the marks"))
        self.why.show_icon(self._style, "log" if page else "info")


def memory(frame: FrameRow) -> str:
    """``43.8 of 64 GB``, as far as the farm tells."""
    used = f"{frame.memory / 1e9:.1f}" if frame.memory else ""
    if used and frame.ram:
        return _("{used} of {all} GB").format(used=used, all=frame.ram)
    if used:
        return _("{used} GB").format(used=used)
    return _("up to {all} GB").format(all=frame.ram) if frame.ram else format.NOTHING
