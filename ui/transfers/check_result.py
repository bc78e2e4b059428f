"""The check of a transfer's files: that it runs, how many are right, what is wrong and what can be fetched again."""

from __future__ import annotations

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.session.state import TransferCheck
from ...core.transfer.fetch.checking import in_words, wrong_results
from ...core.transfer.fetch.verify import Fault
from ..kit.cells import Cell
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Paragraph, row
from ..table.model import Column, RowsModel
from ..table.views import RowsView


def _fault(fault: Fault) -> Cell:
    return Cell(fault.sentence, "warn", path=True, tip=fault.sentence)


class CheckResult(QWidget):
    """Nothing while no check was asked for."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.said = Paragraph(style)
        self.repair = Button(style, _("Fetch again what is wrong"), "download", "small")
        self.stop = Button(style, _("Stop"), kind="small")
        self.model = RowsModel((Column(_("Not right"), _fault, name="fault"),), lambda each: each, self)
        self.faults = RowsView(style, self.model, self)
        self.faults.setAccessibleName(_("Files that are not right"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addWidget(self.faults, 100)
        layout.addLayout(row(self.repair, self.stop, STRETCH))
        layout.addStretch(1)
        self.hide()

    def show_check(self, check: TransferCheck | None) -> None:
        """Show how far a check is, and what it found."""
        self.setVisible(check is not None)
        if check is None:
            return
        found = check.found
        faults = found.faults if found is not None else ()
        self.said.show_text(said(check), "" if found is None else "warn" if faults else "ok")
        self.model.show(faults)
        self.faults.setVisible(bool(faults))
        again = wrong_results(check.transfer, found) if found is not None else ()
        self.repair.setVisible(bool(again))
        self.repair.setToolTip(_("What lies there now is kept as NAME.bak-1.") if again else "")
        self.stop.setText(_("Stop") if found is None else _("Close"))


def said(check: TransferCheck) -> str:
    """Return the sentence about a check, under way or done."""
    if check.found is None:
        return _("Every result is read again, and the farm is asked for what it holds of the files. That takes as long "
                 "as the disk needs for all of them.")
    return in_words(check.found)
