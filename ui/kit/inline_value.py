"""A value asked for in the page itself, below what it is for."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QFrame, QVBoxLayout

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from .fitting import Flow
from .signals import Signal
from .style import Style
from .widgets import STRETCH, Button, Label, LineEdit, Paragraph


class InlineValue(QFrame):
    """A line to type in, and two buttons. Escape leaves everything as it was."""

    left = Signal()
    """The question goes, whether a value was set or not."""

    _then: Callable[[str], None]
    """Takes what is typed; set by ``ask``."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setObjectName("InlineValue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Label(style, "", style.strong, elide=Qt.TextElideMode.ElideMiddle)
        self._hint = Paragraph(style, "", style.small, "text_2")
        self.field = LineEdit(style, "", width=160)
        self._wrong = Paragraph(style, "", style.small, "error")
        self.cancel = Button(style, _("Cancel"))
        self.cancel.clicked.connect(self.leave)
        self.do = Button(style, _("Set"))
        self.do.clicked.connect(self._did)
        self.field.returnPressed.connect(self._did)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(Flow(self._title, self._hint))
        layout.addLayout(Flow(self.field, self._wrong, STRETCH, self.cancel, self.do))
        self.hide()

    def ask(self, title: str, hint: str, value: str, then: Callable[[str], None]) -> None:
        """``then`` takes what was typed; the sentence of a BadInput is shown, and the question stays."""
        self._title.show_text(title)
        self._hint.show_text(hint)
        self._wrong.show_text("")
        self.field.setAccessibleName(title)
        self.field.setText(value)
        self.field.selectAll()
        self._then = then
        self.show()
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Nothing is done."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _did(self) -> None:
        try:
            self._then(self.field.text().strip())
        except BadInput as error:
            self._wrong.show_text(str(error))
            return
        self.leave()
