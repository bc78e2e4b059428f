"""The report of "Check this installation": read it, copy it, find the file."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt, QTimer, QUrl
from qtpy.QtGui import QDesktopServices, QFontDatabase
from qtpy.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ...core.common.check_result import CheckResult
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.session.selftest import Report
from ..kit.folders import copy

SIZE = (720, 420)
LOOK = 100  # milliseconds between looks at what was found out
_open: list[ReportWindow] = []
"""A host collects a window that nobody holds."""


class ReportWindow(QWidget):
    """One report. In the host's own style: it must work where ours does not."""

    def __init__(self, report: Report, path: str, installation: Callable[[], Iterable[CheckResult]],
                 parent: QWidget | None = None) -> None:
        """``installation`` takes seconds: it runs on a thread, and what it yields is added to the report."""
        super().__init__(parent)
        self._report, self._path = report, Path(path)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check this installation"))
        self.resize(*SIZE)
        self.verdict = QLabel(_("Checking what is installed…"))
        self.text = QPlainTextEdit(harmless(report.text().rstrip("\n"), lines=True))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(_("Report"))
        self.copy = QPushButton(_("Copy"))
        folder, close = QPushButton(_("Open folder")), QPushButton(_("Close"))
        self.copy.clicked.connect(lambda: copy(self._report.text()))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent))))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        place = QLabel(harmless(path))
        place.setTextFormat(Qt.TextFormat.PlainText)
        buttons.addWidget(place, 1)
        for button in (self.copy, folder, close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.verdict)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        _open[:] = [self]
        self._found: queue.SimpleQueue[CheckResult | None] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_found)
        self._timer.start(LOOK)
        threading.Thread(target=_find_out, args=(installation, self._found), daemon=True,
                         name="foxsubmit-installation").start()

    def _show_found(self) -> None:
        while not self._found.empty():
            each = self._found.get()
            if each is None:
                self._end()
                return
            self._report = self._report.with_installation((*self._report.installation, each))
            self.text.appendPlainText(harmless(self._report.installation[-1].line()))

    def _end(self) -> None:
        """All was checked: say how it is, and write the report anew."""
        self._timer.stop()
        self.verdict.setText(_("Everything answers as it should.") if self._report.good else _(
            "Something does not answer as it should: send this report with your question."))
        self._report.save(self._path)


def _find_out(installation: Callable[[], Iterable[CheckResult]], found: queue.SimpleQueue[CheckResult | None]) -> None:
    try:
        for each in installation():
            found.put(each)
    finally:
        found.put(None)
