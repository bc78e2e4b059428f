"""The report of "Check this installation": read it, copy it, find the file."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import Qt, QUrl
from qtpy.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from qtpy.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.session.selftest import Report

SIZE = (720, 420)
_open: list[ReportWindow] = []
"""A host collects a window that nobody holds."""


class ReportWindow(QWidget):
    """One report. In the host's own style: it must work where ours does not."""

    def __init__(self, report: Report, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check this installation"))
        self.resize(*SIZE)
        words = _("Everything answers as it should.") if report.good else _(
            "Something does not answer as it should: send this report with your question.")
        self.text = QPlainTextEdit(report.text())
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(_("Report"))
        self.copy = QPushButton(_("Copy"))
        folder, close = QPushButton(_("Open folder")), QPushButton(_("Close"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report.text()))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent))))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(QLabel(path), 1)
        for button in (self.copy, folder, close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(words))
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        _open[:] = [self]
