"""One finding in three parts: what is the case, where, and one verb for what can be done about it."""

from __future__ import annotations

import functools

from qtpy.QtCore import QRect, QSize, Qt
from qtpy.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, fewer_names, names
from ...core.model import finding_codes as codes
from ...core.model import format
from ...core.model.finding import Finding, Severity
from ...core.plan.hosts import every_host
from ..kit.fitting import Flow, fit
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import Button, Label, Paragraph

TONES = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "run"}
ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
STRIPE = 3
ICON = 16
ROW_HEIGHT = 44
MOST_VERB = 220
"""Pixels of the button that does something about it: names of environments may be long."""
MOST_TOLD = 40
"""Lines of the tooltip."""


@functools.cache
def missing_codes() -> frozenset[str]:
    """The codes of findings about files that are not there, of every host."""
    of_hosts = filter(None, (traits.missing_code for traits in every_host()))
    return frozenset((codes.MISSING_FILE, *codes.MISSING.values(), *of_hosts))


class FindingRow(QWidget):
    """Drawn anew for another finding, so that a list that changes makes no new widgets."""

    select_requested = Signal(object)
    """The nodes of this finding are to be selected in the scene."""

    fix_requested = Signal(object)
    """The fix of this finding is to be applied."""

    locate_requested = Signal()
    """The files that are missing are to be shown."""

    def __init__(self, style: Style, locates: bool = True) -> None:
        """``locates``: missing files can be shown, and looked for elsewhere."""
        super().__init__()
        self._style = style
        self._locates = locates
        self._finding = Finding("", Severity.NOTE, "")
        self._last = False
        self._asked = self._narrow = False
        self._icon = QLabel()
        self.text = Paragraph(style)
        self._nodes = Label(style, "", style.mono, "text_2", Qt.TextElideMode.ElideRight)
        self._hint = Paragraph(style, font=style.small, tone="text_2")
        self._make_buttons(style)
        self._lay_out()
        self.setMinimumHeight(ROW_HEIGHT)

    def _make_buttons(self, style: Style) -> None:
        self.select = Button(style, _("Select in scene"), "select", "small")
        self.locate_it = Button(style, _("Locate…"), "folder", "small")
        self.fix = Button(style, "", kind="small")
        self.keep = Button(style, _("Keep"), kind="small")
        self.select.clicked.connect(lambda: self.select_requested.emit(self._finding))
        self.locate_it.clicked.connect(lambda _on: self.locate_requested.emit())
        self.fix.clicked.connect(self._fix)
        self.keep.clicked.connect(lambda: self._ask(False))
        self._buttons = QWidget()
        self._side_by_side = Flow(self.select, self.locate_it, self.fix, self.keep, spacing=6)
        self._buttons.setLayout(self._side_by_side)

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 4, 0, 5)
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self.text)
        lines.addWidget(self._nodes)
        lines.addWidget(self._hint)
        lines.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self._icon, 0, 0)
        self._grid.addLayout(lines, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The buttons below."""
        self._narrow = narrow
        self._grid.removeWidget(self._buttons)
        place = (1, 1) if narrow else (0, 2)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(self._buttons, *place, side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.setContentsMargins(10, 0, 8, 7 if narrow and not self._buttons.isHidden() else 0)

    def show_finding(self, finding: Finding, selects: bool, last: bool) -> None:
        """``selects``: the host can show nodes."""
        self._last = last
        tone = TONES[finding.severity]
        if finding.severity is not self._finding.severity or self._icon.pixmap() is None:
            self.update()
        self._finding = finding
        self._icon.setPixmap(self._style.pixmap(ICONS[finding.severity], tone, ICON, self.devicePixelRatioF()))
        self.text.show_text(finding.text)
        nodes = finding.nodes or finding.details
        self._nodes.show_text(names(nodes), shorter=fewer_names(nodes))
        self.select.setVisible(selects and bool(finding.nodes))
        self.locate_it.setVisible(self._locates and finding.code in missing_codes() and bool(finding.details))
        self._ask(False)
        self.setToolTip(tip(told(finding)))
        self.setAccessibleName(finding.text)

    def _ask(self, asked: bool) -> None:
        """Show the finding's fix by its verb, or the question before it costs money for nothing."""
        self._asked = asked
        fix = self._finding.fix
        hint = self._finding.farm.partition("\n")[0]
        if asked:
            hint = _("The farm renders what it has, and that costs the same.")
        self._hint.show_text(hint)
        self._hint.setVisible(bool(hint))
        self._nodes.setVisible(bool(self._nodes.whole()) and not asked)
        self.fix.setVisible(fix is not None)
        self.keep.setVisible(asked)
        if fix is not None:
            self.fix.setAccessibleName(fix.label)
            self.fix.setToolTip(tip(fix.label))
        self._buttons.setVisible(fix is not None or not self.select.isHidden() or not self.locate_it.isHidden())
        self._fit()
        if asked:
            self.keep.setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # the buttons follow the width, and do not make it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for the words of all buttons, those beside the verb go, then a part of the verb."""
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right() - ICON - self._grid.horizontalSpacing()
        fit(self._side_by_side, room if self._narrow else max(room // 2, MOST_VERB), (
            lambda out: alone(self.select, out, _("Select in scene")),
            lambda out: alone(self.locate_it, out, _("Locate…")),
            self._shorten))

    def _shorten(self, out: bool) -> None:
        """Leave the middle of a long name in the verb to the tooltip."""
        fix = self._finding.fix
        if fix is not None:
            words = fix.label + ("…" if fix.asks_first and not self._asked else "")
            self.fix.setText(self._style.small.fit(words, MOST_VERB - 18, Qt.TextElideMode.ElideMiddle)[0]
                             if out else words)

    def _fix(self) -> None:
        fix = self._finding.fix
        if fix is not None and fix.asks_first and not self._asked:
            self._ask(True)
        else:
            self.fix_requested.emit(self._finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self._asked:
            self._ask(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._style.theme
        painter.fillRect(QRect(0, 0, STRIPE, self.height()), QColor(theme.tone(TONES[self._finding.severity])))
        if not self._last:
            painter.fillRect(QRect(STRIPE, self.height() - 1, self.width(), 1), QColor(theme.window))
        painter.end()


def alone(button: Button, icon: bool, words: str) -> None:
    """Show a button by its icon alone, or with its words."""
    button.setText("" if icon else words)
    button.setAccessibleName(words)
    button.setToolTip(tip(words) if icon else "")


def told(finding: Finding) -> str:
    """All there is to know: the farm's own words, the nodes, the files."""
    lines = [*finding.nodes, *(each for each in finding.details if each not in finding.nodes)]
    more = [_("and {n} more").format(n=format.number(len(lines) - MOST_TOLD))] if len(lines) > MOST_TOLD else []
    code = _("{text} (code {code})").format(text=finding.text, code=finding.code) if finding.code else finding.text
    farm = [_("The farm says: {text}").format(text=finding.farm)] if finding.farm else []
    return "\n".join((code, *farm, *lines[:MOST_TOLD], *more))
