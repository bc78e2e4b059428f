"""The log of a frame: what matters in colour, and a line to search it."""

from __future__ import annotations

import re
from collections import Counter

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import (
    QColor,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from qtpy.QtWidgets import QPlainTextEdit, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from ...core.api.codes import FrameStatus
from ...core.common.foreign import harmless
from ...core.common.i18n import _, count
from ...core.jobs.details import MOST_LINES
from ...core.jobs.tasks import FrameLog, FrameRow
from ...core.model.log_lines import tone
from ..kit.empty import EmptyPage
from ..kit.style import Style
from ..kit.widgets import Label, LineEdit, row

TIME = re.compile(r"^\s*\[?(\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(:\d\d([.,]\d+)?)?\]?")
MOST_FOUND = 2000
"""Places that are marked."""


class _Colours(QSyntaxHighlighter):
    """Errors and warnings in their colours, times muted."""

    def __init__(self, style: Style, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats = {}
        for name in ("error", "warn", "text_2"):
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(style.theme.tone(name)))
            if name != "text_2":
                self._formats[name].setBackground(QColor(style.theme.chip(name)))

    def highlightBlock(self, text: str) -> None:
        found = TIME.match(text)
        colour = tone(text)
        if colour != "text":
            self.setFormat(0, len(text), self._formats[colour])
        elif found:
            self.setFormat(0, found.end(), self._formats["text_2"])


class LogView(QWidget):
    """Title, search, text. Lines that come are put below those that are there."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._frame = 0
        self._lines: tuple[str, ...] = ()
        self._tones: Counter[str] = Counter()
        self._title = Label(style, _("Log"), style.section)
        self._summary = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self.search = LineEdit(style, _("Find in log"), _("Find in log"), "search", 150)
        self._hits = Label(style, font=style.small, tone="text_2")
        self.text = QPlainTextEdit()
        self.text.setObjectName("Log")
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(MOST_LINES)
        self.text.setFont(style.mono)
        self.text.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Log"))
        self._colours = _Colours(style, self.text.document())
        self._none = EmptyPage(style, "log", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.text)
        self._pages.addWidget(self._none)
        upper = row(self._title, self._summary, self._hits, self.search)
        upper.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(upper)
        layout.addWidget(self._pages, 1)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.returnPressed.connect(self.find_next)
        self.search.installEventFilter(self)

    def draw(self, log: FrameLog | None, frame: FrameRow | None) -> None:
        """Show what there is of the frame's log."""
        if log is None or frame is None or log.frame_id != frame.id:
            self._clear()
            self._none.say("log", _("No frame selected") if frame is None else _("Reading the log"),
                           _("Select a frame to read its log.") if frame is None else _("It comes page by page."))
            self._pages.setCurrentIndex(1)
            return
        if self._frame != log.frame_id or log.lines[: len(self._lines)] != self._lines:
            self._clear()
            self._frame = log.frame_id
        new = log.lines[len(self._lines):]
        self._lines = log.lines
        if new:
            self._append(new)
        self._draw_words(log, frame)

    def _draw_words(self, log: FrameLog, frame: FrameRow) -> None:
        warnings, errors = self._tones["warn"], self._tones["error"]
        parts = [count("{n} error", "{n} errors", errors)] * bool(errors)
        parts += [count("{n} warning", "{n} warnings", warnings)] * bool(warnings)
        parts += [count("{n} line", "{n} lines", len(log.lines))] * bool(log.lines and not parts)
        self._summary.show_text(" · ".join(parts))
        self._pages.setCurrentIndex(0 if log.lines else 1)
        if log.trouble:
            self._none.say("warning", _("The log cannot be read"), log.trouble, "warn")
        elif not log.complete:
            self._none.say("log", _("Reading the log"), _("It comes page by page."))
        elif frame.status in (FrameStatus.DONE, FrameStatus.FAILED, FrameStatus.RENDERING, FrameStatus.TIMED_OUT):
            self._none.say("log", _("No log yet"), _("The farm has nothing to tell of frame {frame} so far.").format(
                frame=frame.label))
        else:
            self._none.say("log", _("No log yet"), _("Frame {frame} was not rendered yet.").format(frame=frame.label))

    def _clear(self) -> None:
        if self._lines or self._frame:
            self.text.clear()
            self.text.setExtraSelections([])
            self._lines, self._frame = (), 0
            self._tones.clear()
            self._summary.show_text("")

    def _append(self, lines: tuple[str, ...]) -> None:
        bar = self.text.verticalScrollBar()
        self._tones.update(map(tone, lines))
        first = self.text.document().isEmpty()
        at_end = not first and bar.value() >= bar.maximum()
        self.text.appendPlainText("\n".join(map(harmless, lines)))
        if at_end:
            bar.setValue(bar.maximum())
        elif first:
            bar.setValue(0)
        if self.search.text():
            self._find()

    # Searching.

    def find_next(self, backward: bool = False) -> None:
        """Go to the next place, from the end on to the first again."""
        words = self.search.text()
        if not words:
            return
        flags = (QTextDocument.FindFlag.FindBackward,) if backward else ()
        if not self.text.find(words, *flags):
            self.text.moveCursor(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
            self.text.find(words, *flags)

    def _find(self) -> None:
        """Mark every place, go to the first."""
        words = self.search.text()
        marks: list[QTextEdit.ExtraSelection] = []
        document, cursor = self.text.document(), QTextCursor(self.text.document())
        while words and len(marks) < MOST_FOUND:
            cursor = document.find(words, cursor)
            if cursor.isNull():
                break
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(self._style.theme.select))
            marks.append(mark)
        self.text.setExtraSelections(marks)
        self._hits.show_text(count("{n} place", "{n} places", len(marks)) if words else "")
        if marks:
            self.text.setTextCursor(marks[0].cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift and Return go back, Escape leaves."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shifted:
                self.find_next(backward=True)
                return True
        return bool(super().eventFilter(watched, event))
