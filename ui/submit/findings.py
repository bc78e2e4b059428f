"""Findings of the checks: errors and hints, before they cost anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable, NamedTuple

from qtpy.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.model.finding import Finding, Severity
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Chip, Label, Paragraph
from .finding_row import FindingRow

MOST_ROWS = 24
"""More would be read by nobody; how many more there are is said below."""


class Does(NamedTuple):
    """The calls that the buttons of findings make."""

    fix: Callable[[Finding], object]
    select: Callable[[Finding], object]
    allow_missing: Callable[[bool], object]
    locates: bool = True
    """Whether missing files can be shown, and looked for elsewhere."""


class Findings(QWidget):
    """The section; notes are hidden until they are asked for."""

    locate_requested = Signal()
    """The files that are missing are to be shown."""

    def __init__(self, style: Style, does: Does) -> None:
        super().__init__()
        self._style = style
        self._does = does
        self._guard = DrawGuard()
        self._narrow = False
        self._selects = False
        self.rows: list[FindingRow] = []
        """Made when they are needed, and kept."""
        self._more = Paragraph(style, tone="text_2")
        self._more.setContentsMargins(12, 6, 12, 6)
        self.allow_missing = CheckBox(style, _("Submit although files are missing"))
        self.allow_missing.clicked.connect(does.allow_missing)
        self._notes_shown = False
        self._findings: tuple[Finding, ...] = ()
        self._errors, self._warnings = Chip(style, "", "error"), Chip(style, "", "warn")
        self._fine = Chip(style, "", "ok")
        self._notes = Button(style, "", kind="flat")
        self._notes.clicked.connect(self._show_notes)
        self._box = QFrame()
        self._box.setObjectName("Box")
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        self._list.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        title = Label(style, _("Findings"), style.section)
        layout.addLayout(Flow(title, self._errors, self._warnings, self._fine, STRETCH, self._notes))
        layout.addWidget(self._box)
        layout.addWidget(self.allow_missing)
        self.hide()

    def draw(self, findings: tuple[Finding, ...], allow_missing: bool, selects: bool, gathered: bool,
             checked: bool) -> None:
        """Show the findings, the worst first.

        ``selects`` says whether the host can select their nodes, ``checked`` whether the farm has said its part: before
        that it is not known that there is nothing to fix.
        """
        if not self._guard.changed(findings, allow_missing, selects, gathered, checked):
            return
        self._selects = selects
        self.allow_missing.setVisible(allow_missing)
        self.allow_missing.setChecked(allow_missing)
        self._findings = tuple(sorted(findings, key=lambda finding: -finding.severity))
        numbers = {severity: sum(finding.severity is severity for finding in self._findings) for severity in Severity}
        errors, warnings = numbers[Severity.ERROR], numbers[Severity.WARNING]
        self._errors.show_text(count("{n} error", "{n} errors", errors) if errors else "", "error")
        self._warnings.show_text(count("{n} warning", "{n} warnings", warnings) if warnings else "", "warn")
        self._fine.show_text("" if errors or warnings or not checked else _("Nothing to fix"), "ok")
        self._draw_rows()
        self.setVisible(bool(self._findings) or gathered)

    def _draw_rows(self) -> None:
        notes = sum(finding.severity is Severity.NOTE for finding in self._findings)
        self._notes.setVisible(bool(notes))
        self._notes.setText(count("Hide {n} note", "Hide {n} notes", notes) if self._notes_shown
                            else count("Show {n} note", "Show {n} notes", notes))
        self._fill([each for each in self._findings if self._notes_shown or each.severity is not Severity.NOTE])

    def set_narrow(self, narrow: bool) -> None:
        """The buttons below the sentences."""
        if narrow != self._narrow:
            self._narrow = narrow
            for each in self.rows:
                each.set_narrow(narrow)

    def _fill(self, found: Sequence[Finding]) -> None:
        shown = found[:MOST_ROWS]
        while len(self.rows) < len(shown):
            self.rows.append(self._made())
        for each, finding in zip(self.rows, shown):
            each.show_finding(finding, self._selects, finding is shown[-1])
            each.show()
        for each in self.rows[len(shown):]:
            each.hide()
        rest = len(found) - len(shown)
        self._more.show_text(count("{n} more like these.", "{n} more like these.", rest) if rest else "")
        self._more.setVisible(rest > 0)
        self._box.setVisible(bool(shown))

    def _made(self) -> FindingRow:
        each = FindingRow(self._style, locates=self._does.locates)
        each.select_requested.connect(self._does.select)
        each.fix_requested.connect(self._does.fix)
        each.locate_requested.connect(self.locate_requested)
        each.set_narrow(self._narrow)
        self._list.insertWidget(len(self.rows), each)
        return each

    def _show_notes(self) -> None:
        self._notes_shown = not self._notes_shown
        self._draw_rows()
