"""A question in the page itself: no dialog stands in the way of the host."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QKeyEvent, QResizeEvent
from qtpy.QtWidgets import QFrame, QVBoxLayout

from ...core.common.i18n import _
from . import slices
from .fitting import Flow
from .style import Style
from .widgets import STRETCH, Button, Paragraph


class InlineQuestion(QFrame):
    """The keyboard is on the button that changes nothing, and Escape is that button too."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setObjectName("InlineQuestion")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Paragraph(style, "", style.strong)
        self._text = Paragraph(style)
        self.keep = Button(style, _("Keep"))
        self.keep.clicked.connect(self.hide)
        self._style = style
        self.do = Button(style, "", "delete")
        self.do.clicked.connect(self._did)
        self._then: Callable[[], object] = self.hide
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(4)
        layout.addLayout(Flow(STRETCH, self.keep, self.do))
        self.hide()

    def ask(self, title: str, text: str, keep: str, do: str, then: Callable[[], object],
            icon: str = "delete") -> None:
        """``then`` is called if the artist wants it."""
        self._title.show_text(title)
        self._text.show_text(text)
        self.keep.setText(keep)
        self.do.setText(do)
        self.do.show_icon(self._style, icon)
        self._then = then
        self._keep_height()
        self.show()
        self.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep.click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        slices.later(self, self._keep_height)  # a resize in a resize would be laid out by the size before

    def _keep_height(self) -> None:
        """Have no line of the question cut where the list above leaves little room."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()))

    def _did(self) -> None:
        self.hide()
        self._then()
