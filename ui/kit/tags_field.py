"""Tags: a chip each, and a field for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Qt
from qtpy.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from qtpy.QtWidgets import QFrame, QLineEdit

from ...core.common.foreign import tip
from ...core.common.i18n import _, listed
from .signals import Signal
from .style import Style
from .widgets import CONTROL, Button, Label, row, set_property

CHIP = 18
FEWEST_PIXELS = 70
"""Width that the text field keeps beside the chips, in pixels."""


class TagLine(QLineEdit):
    """Backspace at its start takes the last chip away; the focus is drawn around the whole."""

    def __init__(self, frame: TagsField) -> None:
        super().__init__(frame)
        self._frame = frame

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._frame.drop_last()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_property(self._frame, "lit", "true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_property(self._frame, "lit", "false")
        self._frame.commit()


class TagsField(QFrame):
    """A chip for each tag and a line for the next one; what is being typed counts as a tag."""

    changed = Signal(object)
    """The tags are others: a tuple of texts."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self._style = style
        self._tags: tuple[str, ...] = ()
        self._chips: list[Button] = []
        self.setObjectName("TagBox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(CONTROL)
        self.setMinimumWidth(2 * FEWEST_PIXELS)
        self.line = TagLine(self)
        self.line.setObjectName("TagLine")
        self.line.setAccessibleName(name)
        self.line.setFont(style.body)
        self.line.setMinimumWidth(FEWEST_PIXELS)
        self.line.setPlaceholderText(_("Add a tag"))
        self.setFocusProxy(self.line)
        self._rest = Label(style, font=style.small, tone="text_2")
        self._rest.hide()
        self._row = row(self._rest, self.line, spacing=4)
        self._row.setContentsMargins(5, 0, 5, 0)
        self.setLayout(self._row)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self.commit)

    def tags(self) -> tuple[str, ...]:
        """Chips, and what is being typed."""
        typed = self.line.text().strip()
        return self._tags if not typed or typed in self._tags else (*self._tags, typed)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show the chosen tags; text that is being typed is left alone while it means the same."""
        if tuple(tags) != self.tags():
            self.line.clear()
            self._set(tags)

    def commit(self) -> None:
        """Make a chip of what is typed."""
        tags = self.tags()
        self.line.clear()
        self._set(tags)

    def drop_last(self) -> None:
        """Take the last chip away."""
        if self._tags:
            self._set(self._tags[:-1])
            self.changed.emit(self.tags())

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Anywhere between the chips."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def _typed(self, text: str) -> None:
        done, comma, rest = text.replace("，", ",").rpartition(",")
        if comma:
            self._set(tuple(dict.fromkeys((*self._tags, *filter(None, map(str.strip, done.split(",")))))))
            self.line.setText(rest.lstrip())
        self.changed.emit(self.tags())

    def _set(self, tags: Sequence[str]) -> None:
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)
        self.setToolTip(tip(listed(self._tags)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many chips as have room, and the number of those that are hidden."""
        room, hidden = self.width() - FEWEST_PIXELS - 40, 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + 4
            chip.setVisible(room >= 0)
            hidden += room < 0
        self._rest.show_text(f"+{hidden}")
        self._rest.setVisible(hidden > 0)

    def _chip(self, tag: str) -> Button:
        shown = self.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, 120)
        chip = Button(self._style, shown, kind="tag")
        chip.setFixedHeight(CHIP)
        chip.setFont(self._style.small_medium)
        chip.setToolTip(tip(_("Remove the tag “{tag}”").format(tag=tag)))
        chip.setAccessibleName(_("Remove the tag “{tag}”").format(tag=tag))
        chip.clicked.connect(lambda: self._dropped(tag))
        return chip

    def _dropped(self, tag: str) -> None:
        self._set(tuple(each for each in self._tags if each != tag))
        self.changed.emit(self.tags())
