"""The account's defaults, its frames, its rented nodes and what the farm renders, in one column."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.common.i18n import _, aside, listed
from ...core.jobs.account_told import settings_told, totals_told
from ...core.session.details.state import DetailsState
from ...core.session.session import Session
from ..kit.fitting import Flow
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, Paragraph, row
from .setting_rows import Amount

WIDEST = 640
MARGIN = 12
MOST_HOURS = 1000.0
HOUR = 3600


class FactList(QWidget):
    """Lines of a title and what is known for it."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._lines: list[tuple[Paragraph, Paragraph]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace the lines."""
        while len(self._lines) < len(facts):
            parts = Paragraph(self._style, tone="text_2"), Paragraph(self._style)
            for column, part in enumerate(parts):
                self._grid.addWidget(part, len(self._lines), column, Qt.AlignmentFlag.AlignTop)
            self._lines.append(parts)
        for place, parts in enumerate(self._lines):
            there = place < len(facts)
            for part, text in zip(parts, facts[place] if there else ("", "")):
                part.show_text(text)
                part.setVisible(there)

    def facts(self) -> list[tuple[str, str]]:
        """Return what is shown."""
        return [(title.whole(), value.whole()) for title, value in self._lines if not title.isHidden()]


class Overview(QScrollArea):
    """One column of sections, each with what went wrong with it."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._seconds: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QWidget()
        column.setMaximumWidth(style.wide(WIDEST))
        self._layout = QVBoxLayout(column)
        self._layout.setContentsMargins(0, 0, 0, MARGIN)
        self._layout.setSpacing(8)
        self.troubles: dict[str, Result] = {}
        self.slow_after = Amount(style, _("Hours after which a frame is slow"), MOST_HOURS, f" {_('h')}", _("Unknown"))
        self.slow_after.editingFinished.connect(self._set)
        self.settings, self.totals = FactList(style), FactList(style)
        self.nodes, self.software = Paragraph(style), Paragraph(style)
        slow = Label(style, _("A frame is slow after"), tone="text_2")
        slow.setBuddy(self.slow_after)
        line = Flow(slow, self.slow_after)
        self._section(style, "settings", _("Defaults"), line, self.settings)
        elsewhere = _("Only the first can be set here; the others are on the farm's pages.")
        self._layout.addWidget(Paragraph(style, elsewhere, style.small, "text_2"))
        self._section(style, "totals", _("Frames of all tasks"), self.totals)
        self._section(style, "nodes", _("Rented nodes"), self.nodes)
        self._section(style, "software", _("What the farm renders"), self.software)
        self.again = Button(style, _("Refresh"), "refresh")
        self.again.clicked.connect(session.details.read)
        self._layout.addSpacing(6)
        self._layout.addLayout(row(self.again, STRETCH))
        self._layout.addStretch(1)
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = row(column)
        inside.setAlignment(Qt.AlignmentFlag.AlignLeft)
        inside.setStretch(0, 1)
        inside.setContentsMargins(MARGIN, 0, MARGIN, 0)
        page.setLayout(inside)
        self.setWidget(page)

    def draw(self, details: DetailsState) -> None:
        """Show what is known."""
        asking = _("Loading from the farm…")
        for name, trouble in self.troubles.items():
            trouble.say(details.troubles.get(name, ""), "error")
        self._seconds = details.settings.slow_after if details.settings else None
        if not self.slow_after.hasFocus():
            self.slow_after.blockSignals(True)
            self.slow_after.setValue((self._seconds or 0) / HOUR)
            self.slow_after.blockSignals(False)
        self.slow_after.setEnabled(details.settings is not None)
        told = settings_told(details.settings)[1:] if details.settings else ()
        self.settings.show_facts(told or self._waiting(details, "settings", asking))
        self.totals.show_facts(totals_told(details.totals) if details.totals else
                               self._waiting(details, "totals", asking))
        self._names(self.nodes, details, "nodes", [aside(each.name, str(each.id)) for each in details.nodes or ()],
                    known=details.nodes is not None)
        self._names(self.software, details, "software", details.software or (), known=details.software is not None)

    def _names(self, label: Paragraph, details: DetailsState, name: str, names: Sequence[str], *, known: bool) -> None:
        asking = _("Loading from the farm…") if name not in details.troubles else ""
        label.show_text((listed(names) or _("None.")) if known else asking)
        label.setVisible(bool(label.whole()))

    def _waiting(self, details: DetailsState, name: str, asking: str) -> tuple[tuple[str, str], ...]:
        return () if name in details.troubles else ((asking, ""),)

    def _section(self, style: Style, name: str, title: str, *parts: object) -> None:
        self._layout.addSpacing(6)
        self._layout.addWidget(Label(style, title, style.section))
        self.troubles[name] = Result(style, kept=False)
        self._layout.addWidget(self.troubles[name])
        for part in parts:
            if isinstance(part, QWidget):
                self._layout.addWidget(part)
            else:
                self._layout.addLayout(part)  # type: ignore[arg-type]

    def _set(self) -> None:
        seconds = round(self.slow_after.value() * HOUR)
        if seconds and seconds != self._seconds:
            self._session.details.slow_after(seconds)
