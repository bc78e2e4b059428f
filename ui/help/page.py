"""The help page: every key of the panel, from the one table, and the way to the tour."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QBoxLayout, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ..keys.table import Place, places, shown
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, Paragraph, row

MARGIN = 12
NARROW = 700
BETWEEN = 36
"""Pixels between the two columns."""

KEYS_WIDTH = 92


class HelpPage(QWidget):
    """``back`` leaves it, ``tour`` shows the tour again."""

    def __init__(self, style: Style, back: Callable[[], None], tour: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style = style
        self.back = Button(style, _("Back"), "chevron-left", "flat")
        self.back.clicked.connect(lambda _on=False: back())
        self.tour = Button(style, _("Show the tour"), "play")
        self.tour.clicked.connect(lambda _on=False: tour())
        top = row(self.back, Label(style, _("Keys"), style.title), STRETCH, self.tour)
        top.setContentsMargins(8, 8, MARGIN, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._scrolled(), 1)

    def draw(self) -> None:
        """Show nothing else: what is on the page never changes."""

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        known = places()
        half = sum(len(place.shortcuts) for place in known) / 2
        left, right = QVBoxLayout(), QVBoxLayout()
        above = 0
        for place in known:
            (left if above + len(place.shortcuts) / 2 < half else right).addLayout(self._place(place))
            above += len(place.shortcuts)
        right.addWidget(Paragraph(self._style, tone="text_2", text=_(
            "The keys of a part work while it has the focus. In every list, type the first letters of a name to go to "
            "it.")))
        for column in (left, right):
            column.setSpacing(16)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        self._columns.setSpacing(BETWEEN)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Keys"))
        self.area = area
        return area

    def _place(self, place: Place) -> QGridLayout:
        """Lay out the keys of a place below its title."""
        style, grid = self._style, QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, style.wide(KEYS_WIDTH))
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(style, place.title, style.section), 0, 0, 1, 2)
        for line, shortcut in enumerate(place.shortcuts, 1):
            keys = Label(style, "  ".join(map(shown, shortcut.keys)), style.small_medium, "text_2")
            does = Paragraph(style, shortcut.does)
            grid.addWidget(keys, line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(does, line, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._style.wide(NARROW)
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16 if narrow else BETWEEN)
