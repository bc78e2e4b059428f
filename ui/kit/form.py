"""Labelled fields in two columns; in one, with the labels above, where the panel is narrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QGridLayout, QLabel, QLayout, QWidget

from ...core.common.i18n import _
from .style import Style
from .widgets import Label, Paragraph, row

LABEL_WIDTH = 76
COLUMN_GAP = 20
ROW_GAP = 6
NOTE_HEIGHT = 20


class Note(QWidget):
    """A small sentence below a field, with an icon. The height of a line is kept while it is empty.

    In a narrow panel only a note that comes and goes with the typing keeps its height: ``kept``.
    """

    def __init__(self, style: Style, height: int = NOTE_HEIGHT, kept: bool = False) -> None:
        super().__init__()
        self._kept = kept
        self._narrow = False
        self._gone = False
        self._style = style
        self._icon = QLabel()
        self._text = Paragraph(style, font=style.small, tone="text_2")
        layout = row(self._icon, self._text, spacing=5)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setMinimumHeight(height)
        self._icon.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Take no place while there is nothing to say."""
        self._narrow = narrow
        self._fit()

    def hide_empty(self, hidden: bool = True) -> None:
        """Keep no height for the message while it is empty: nothing below the field could jump."""
        if hidden != self._gone:
            self._gone = hidden
            self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self.text()) or ((self._kept or not self._narrow) and not self._gone))

    def text(self) -> str:
        """The whole sentence."""
        return self._text.whole()

    def say(self, text: str, tone: str = "text_2", icon: str = "") -> None:
        """``tone`` colours the icon, and the sentence too if it is an error."""
        if icon:
            self._icon.setPixmap(self._style.pixmap(icon, tone, 13, self.devicePixelRatioF()))
        self._icon.setVisible(bool(icon))
        self._text.show_text(text, "error" if tone == "error" else "text_2")
        self._fit()
        self.updateGeometry()


class Field(QWidget):
    """A label, an editor and, where wanted, a note."""

    def __init__(self, style: Style, title: str, editor: QWidget | QLayout, note: Note | None = None) -> None:
        super().__init__()
        self.title = Label(style, title, tone="text_2")
        self.note = note
        self._narrow: bool | None = None
        self._editor = QWidget()
        self._editor.setLayout(editor if isinstance(editor, QLayout) else row(editor))
        if isinstance(editor, QWidget):
            self.title.setBuddy(editor)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self.set_narrow(False, LABEL_WIDTH)

    def set_narrow(self, narrow: bool, label_width: int) -> None:
        """The label above the editor, or beside it."""
        self.title.setMinimumWidth(0 if narrow else label_width)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        parts: list[QWidget] = [self.title, self._editor] + ([self.note] if self.note else [])
        places = ((0, 0), (1, 0), (2, 0)) if narrow else ((0, 0), (0, 1), (1, 1))
        for part in parts:
            self._grid.removeWidget(part)
        for part, (line, column) in zip(parts, places):
            self._grid.addWidget(part, line, column)
        if self.note:
            self.note.set_narrow(narrow)  # once it lies in here: shown before, it would be a window
        self._grid.setVerticalSpacing(2 if narrow else 0)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 0 if narrow else 1)


class Form(QWidget):
    """Fields, two in a line."""

    def __init__(self, fields: Sequence[Field | None], wide: Sequence[Field] = (), above: Sequence[Field] = ()) -> None:
        """``None`` leaves a place empty; ``wide`` fields take a line each, below; those ``above`` do before all."""
        super().__init__()
        self._fields = fields
        self._wide = wide
        self._above = above
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(COLUMN_GAP)
        self._grid.setVerticalSpacing(ROW_GAP)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """One column."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        every = [field for field in (*self._above, *self._fields, *self._wide) if field]
        label_width = max([LABEL_WIDTH, *(field.title.sizeHint().width() for field in every)])
        for field in every:
            self._grid.removeWidget(field)
            field.set_narrow(narrow, label_width)
        self._place(narrow)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        self._grid.setHorizontalSpacing(0 if narrow else COLUMN_GAP)

    def _place(self, narrow: bool) -> None:
        columns = 1 if narrow else 2
        for place, field in enumerate(self._above):
            self._grid.addWidget(field, place, 0, 1, columns)
        shown, first = [field for field in self._fields if field or not narrow], len(self._above)
        for place, each in enumerate(shown):
            if each:
                self._grid.addWidget(each, first + place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        below = first - (-len(shown) // columns)
        for place, field in enumerate(self._wide):
            self._grid.addWidget(field, below + place, 0, 1, columns)


def lock(fields: Mapping[str, Collection[QWidget]], locked: Collection[str]) -> int:
    """Disable the fields of the choices that are locked, and say why; how many choices those are."""
    names = [name for name in fields if name in locked]
    for name in names:
        for field in fields[name]:
            field.setEnabled(False)
            field.setToolTip(_("Set by the studio."))
    return len(names)
