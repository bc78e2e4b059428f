"""What is wrong, or worth knowing, before it costs anything."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QRect, Qt
from qtpy.QtGui import QColor, QPainter, QPaintEvent
from qtpy.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ..core.assets.found import AssetState
from ..core.checks.finding import Finding, Severity
from ..core.i18n import _, count
from ..core.state import State
from . import format
from .intents import Intents
from .look import Look
from .seen import Seen
from .widgets import STRETCH, Button, CheckBox, Chip, Label, row

TONES = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "run"}
ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
STRIPE = 3
ROW_HEIGHT = 44
MOST_ROWS = 60
"""More would be read by nobody; how many more there are is said below."""


class FindingRow(QWidget):
    """A sentence and the nodes it is about."""

    def __init__(self, look: Look, finding: Finding, last: bool) -> None:
        super().__init__()
        self._theme = look.theme
        self._tone = TONES[finding.severity]
        self._last = last
        icon = QLabel()
        icon.setPixmap(look.pixmap(ICONS[finding.severity], self._tone, 16, self.devicePixelRatioF()))
        self.text = QLabel(finding.text)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setFont(look.body)
        self.text.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 4, 0, 5)
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self.text)
        below = format.names(finding.nodes) or format.names(finding.details)
        if below:
            lines.addWidget(Label(look, below, look.mono, "text_2", Qt.TextElideMode.ElideRight))
        lines.addStretch(1)
        layout = row(icon, lines, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(10, 0, 8, 0)
        self.setLayout(layout)
        self.setMinimumHeight(ROW_HEIGHT)
        self.setToolTip("\n".join((*finding.nodes, *finding.details)[:MOST_ROWS]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, STRIPE, self.height()), QColor(self._theme.tone(self._tone)))
        if not self._last:
            painter.fillRect(QRect(STRIPE, self.height() - 1, self.width(), 1), QColor(self._theme.window))
        painter.end()


class Findings(QWidget):
    """The section; notes are hidden until they are asked for."""

    def __init__(self, look: Look, session: Intents) -> None:
        super().__init__()
        self._look = look
        self._seen = Seen()
        self.allow_missing = CheckBox(look, _("Submit although files are missing"))
        self.allow_missing.clicked.connect(lambda on: session.choose(allow_missing=on))
        self._notes_shown = False
        self._findings: tuple[Finding, ...] = ()
        self._errors, self._warnings = Chip(look, "", "error"), Chip(look, "", "warn")
        self._notes = Button(look, "", kind="flat")
        self._notes.clicked.connect(self._show_notes)
        self._box = QFrame()
        self._box.setObjectName("Box")
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        title = Label(look, _("Findings"), look.section)
        layout.addLayout(row(title, self._errors, self._warnings, STRETCH, self._notes))
        layout.addWidget(self._box)
        layout.addWidget(self.allow_missing)
        self.hide()

    def draw(self, state: State) -> None:
        """Show the findings, the worst first; nothing at all where there is none."""
        if not self._seen.changed(state.findings, state.assets, state.choices.allow_missing):
            return
        absent = (AssetState.MISSING, AssetState.UNREADABLE)
        missing = any(asset.required and asset.state in absent for asset in state.assets)
        self.allow_missing.setVisible(missing)
        self.allow_missing.setChecked(state.choices.allow_missing)
        self._findings = tuple(sorted(state.findings, key=lambda finding: -finding.severity))
        numbers = {severity: sum(finding.severity is severity for finding in self._findings) for severity in Severity}
        errors, warnings = numbers[Severity.ERROR], numbers[Severity.WARNING]
        self._errors.show_text(count("{n} error", "{n} errors", errors) if errors else "", "error")
        self._warnings.show_text(count("{n} warning", "{n} warnings", warnings) if warnings else "", "warn")
        self._draw_rows()
        self.setVisible(bool(self._findings))

    def _draw_rows(self) -> None:
        notes = sum(finding.severity is Severity.NOTE for finding in self._findings)
        self._notes.setVisible(bool(notes))
        self._notes.setText(count("Hide {n} note", "Hide {n} notes", notes) if self._notes_shown
                            else count("Show {n} note", "Show {n} notes", notes))
        shown = [each for each in self._findings if self._notes_shown or each.severity is not Severity.NOTE]
        self._clear()
        self._fill(shown)
        self._box.setVisible(bool(shown))

    def _fill(self, shown: Sequence[Finding]) -> None:
        for finding in shown[:MOST_ROWS]:
            self._list.addWidget(FindingRow(self._look, finding, finding is shown[-1]))
        if len(shown) > MOST_ROWS:
            rest = count("{n} more like these.", "{n} more like these.", len(shown) - MOST_ROWS)
            label = Label(self._look, rest, tone="text_2")
            label.setContentsMargins(12, 6, 12, 6)
            self._list.addWidget(label)

    def _clear(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()

    def _show_notes(self) -> None:
        self._notes_shown = not self._notes_shown
        self._draw_rows()
