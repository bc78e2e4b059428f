"""The selected transfer: how fast it goes, what is sent of what, which file is under way."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.model import format
from ...core.session.state import TransferCheck
from ...core.transfer.states import BEFORE_TASK, Transfer, TransferFile
from ..kit import words
from ..kit.cells import Cell
from ..kit.fitting import Flow
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Chip, Label, row
from ..table.model import Column, RowsModel
from ..table.views import RowsView
from . import transfer_words
from .check_result import CheckResult
from .speed_line import SpeedLine

FILE_ROWS = 5
CARD = 94


def _state(each: TransferFile) -> Cell:
    if each.arrived:
        return Cell(_("Sent"), "ok") if each.new else Cell(_("Same content, not sent"), "ok")
    return Cell(_("Sending"), "run") if each.done else Cell(_("Waiting"), "text_2")


def _progress(each: TransferFile) -> Cell:
    part = 1.0 if each.arrived else each.done / each.size if each.size else 0.0
    return Cell(bar="ok" if each.arrived else "run", part=part)


def columns() -> tuple[Column, ...]:
    """Return the columns of the table of a transfer's files."""
    return (
        Column(_("File"), lambda each: Cell(each.path, path=True)),
        Column(_("Progress"), _progress, 180, gives_way=3, grows=1),
        Column(_("State"), _state, 150, gives_way=1, grows=1, sample=Cell(_("Same content, not sent"))),
        Column(_("File size"), lambda each: Cell(format.size(each.size), "text_2"), 84, gives_way=2, right=True,
               sample=Cell(format.size(88.8e9))),
    )


class TransferDetail(QWidget):
    """Nothing while nothing is selected."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._name = Label(style, font=style.section, elide=Qt.TextElideMode.ElideMiddle)
        self._chip = Chip(style)
        self._goes_on = Label(style, font=style.small, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self.show_task = Button(style, _("Show task"), kind="small")
        self.open = Button(style, _("Open folder"), "folder", "small")
        self.line = SpeedLine(style)
        self.line.setFixedHeight(CARD)
        self._values = {name: Label(style, elide=Qt.TextElideMode.ElideMiddle)
                        for name in (_("Task"), _("Files"), _("Unchanged"), _("Results"))}
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._values.items():
            form.addRow(Label(style, name, tone="text_2"), value)
        self.model = RowsModel(columns(), lambda each: each.path, self)
        self.files = RowsView(style, self.model, self)
        self.files.setAccessibleName(_("Files of the transfer"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(Flow(self._name, self._chip, STRETCH, self._goes_on, self.show_task, self.open))
        cards = row(self.line, form, spacing=16)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        self._usual = QWidget()
        usual = QVBoxLayout(self._usual)
        usual.setContentsMargins(0, 0, 0, 0)
        usual.setSpacing(8)
        usual.addLayout(cards)
        usual.addWidget(self.files, 100)
        usual.addStretch(1)
        self.check = CheckResult(style)
        layout.addWidget(self._usual)
        layout.addWidget(self.check)

    def set_narrow(self, narrow: bool) -> None:
        """Hide the speed line in a narrow panel."""
        self.line.setVisible(not narrow)
        self._goes_on.setVisible(not narrow)

    def show_transfer(self, each: Transfer | None, host: str, files: tuple[TransferFile, ...],
                      check: TransferCheck | None) -> None:
        """``host``: in which the panel is open; ``check``: of this transfer's files, in place of all else."""
        self.setVisible(each is not None)
        if each is None:
            return
        word = words.transfer_state(each)
        self._name.show_text((each.about.name if each.about else "") or each.name)
        self._chip.show_text(word.text, word.status)
        moving = not each.state.over
        self._goes_on.show_text(_("It goes on when you close {host}.").format(
            host=words.host_name(host)) if moving else "")
        for label, text in zip(self._values.values(), self._texts(each)):
            label.show_text(text)
        self.show_task.setVisible(each.task_id is not None and (each.stage or each.state) not in BEFORE_TASK)
        self._usual.setVisible(check is None)
        self.check.show_check(check)
        self.model.show(files)
        self.files.setVisible(bool(files))

    @staticmethod
    def _texts(each: Transfer) -> tuple[str, ...]:
        same = each.bytes - each.bytes_new
        task = str(each.task_id) if each.task_id is not None else format.NOTHING
        files = count("{n} file", "{n} files", each.files)
        sent = format.together(files, format.size(each.bytes)) if each.files else ""
        return (
            task + (f"  ·  {each.account}" if each.account else ""),
            sent or format.NOTHING,
            _("{size}, not sent again").format(size=format.size(same)) if same > 0 else format.NOTHING,
            transfer_words.fetched(each) or each.folder or format.NOTHING,
        )
