"""The log of a frame: it opens at its first error; what matters is in colour, and a line searches it."""

from __future__ import annotations

import bisect

from qtpy.QtCore import QEvent, QObject, QPoint, Qt
from qtpy.QtGui import QColor, QKeyEvent, QTextCursor, QTextOption
from qtpy.QtWidgets import QPlainTextEdit, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from ...core.api.codes import FrameStatus
from ...core.common.foreign import harmless
from ...core.common.i18n import _, count, dotted
from ...core.jobs.details import MOST_LINES
from ...core.jobs.tasks import FrameLog, FrameRow
from ...core.model.log_lines import tone
from ..keys.press import Keys
from ..keys.table import LOG
from ..kit import slices
from ..kit.empty import EmptyPage
from ..kit.fitting import Flow
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, KeyRing, Label, LineEdit
from .log_marks import Colours, MarkedBar

MOST_FOUND = 2000
"""Places that are counted and can be gone to."""

AT_ONCE = 100
"""Lines that are put into the view in one step: a log of 50,000 must not hold up the panel."""


class LogView(QWidget):
    """Title, search, text. Lines that come are put below those that are there."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._frame = 0
        self._lines: tuple[str, ...] = ()
        """The lines that were handed over; those that are in the view already are in ``_texts``."""
        self._texts: list[str] = []
        self._tones: list[str] = []
        self._errors: list[int] = []
        """Numbers of the lines with errors, which F8 goes through."""
        self._places: list[tuple[int, int, int]] = []
        """The places that the search has found: line, first character, number of characters."""
        self._filling = slices.Sliced(self)
        self._title = Label(style, _("Log"), style.section)
        self._summary = Label(style, tone="text_2")
        self.next_error = Button(style, "", "chevron-down", "square")
        self.next_error.setAccessibleName(_("Next error"))
        self.next_error.setToolTip(_("Next error (F8); the one before with Shift+F8"))
        self.next_error.clicked.connect(lambda _on=False: self.go_to_error())
        self.next_error.hide()
        self.search = LineEdit(style, _("Find in log"), _("Find in log"), "search", 150)
        self._hits = Label(style, font=style.small, tone="text_2")
        self.clear = Button(style, _("Clear the search"), "filter", "small")
        self.clear.clicked.connect(self.search.clear)
        self.clear.hide()
        self._make_text(style)
        self._none = EmptyPage(style, "log", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.text)
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(Flow(self._title, self._summary, self.next_error, STRETCH, self._hits, self.clear,
                              self.search))
        layout.addWidget(self._pages, 1)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.returnPressed.connect(self.find_next)
        self.search.installEventFilter(self)
        Keys(LOG, {"next": self.go_to_error, "previous": lambda: self.go_to_error(backward=True)}, self)

    def _make_text(self, style: Style) -> None:
        self.text = QPlainTextEdit()
        self.text.setObjectName("Log")
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(MOST_LINES)
        self.text.setFont(style.mono)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Log"))
        KeyRing(self.text)
        self.bar = MarkedBar(style, self.text)
        self.text.setVerticalScrollBar(self.bar)
        self.bar.valueChanged.connect(lambda _value: self._mark_seen())
        self._colours = Colours(style, self.text.document(), self._tones)

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
        self._lines = log.lines
        self._append()
        self._draw_words(log, frame)

    def _draw_words(self, log: FrameLog, frame: FrameRow) -> None:
        self._draw_summary()
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

    def _draw_summary(self) -> None:
        warnings, errors = self._tones.count("warn"), len(self._errors)
        self.next_error.setVisible(bool(errors))
        parts = [count("{n} error", "{n} errors", errors)] * bool(errors)
        parts += [count("{n} warning", "{n} warnings", warnings)] * bool(warnings)
        parts += [count("{n} line", "{n} lines", len(self._lines))] * bool(self._lines and not parts)
        self._summary.show_text(dotted(*parts))

    def _clear(self) -> None:
        if self._lines or self._frame:
            self.text.clear()
            self.text.setExtraSelections([])
            self._lines, self._frame = (), 0
            for known in (self._texts, self._tones, self._errors, self._places):
                known.clear()
            self._draw_summary()
            self.bar.mark((), 1)

    def _append(self) -> None:
        """Put in what is not in the view yet, a little at a time; work that goes on takes new lines with it."""
        if self._filling.idle:
            self._filling.run(self._fill(), lambda _none: self._filled())

    def _fill(self) -> slices.Work:
        while len(self._texts) < len(self._lines):
            self._put(self._lines[len(self._texts):len(self._texts) + AT_ONCE])
            yield

    def _put(self, lines: tuple[str, ...]) -> None:
        first, opened = not self._texts, bool(self._errors)
        at_end = not first and self.bar.value() >= self.bar.maximum() > 0
        texts = list(map(harmless, lines))
        for text in texts:
            self._tones.append(tone(text))
            if self._tones[-1] == "error":
                self._errors.append(len(self._tones) - 1)
        self._texts += texts
        self.text.appendPlainText("\n".join(map(harmless, texts)))
        if self._errors and not opened:
            self._show_line(self._errors[0])
        elif at_end:
            self.bar.setValue(self.bar.maximum())
        elif first:
            self.bar.setValue(0)

    def _filled(self) -> None:
        self._draw_summary()
        self.bar.mark(self._errors, len(self._texts))
        if self.search.text():
            self._find(go=False)

    def _show_line(self, number: int, start: int = 0, length: int = 0) -> None:
        """Bring a line into the middle of the view, with the cursor on it."""
        block = self.text.document().findBlockByNumber(number)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def go_to_error(self, backward: bool = False) -> None:
        """Go to the next line with an error, or to the one before; round at the ends."""
        if self._errors:
            here = self.text.textCursor().blockNumber()
            place = (bisect.bisect_left(self._errors, here) - 1 if backward
                     else bisect.bisect_right(self._errors, here) % len(self._errors))
            self._show_line(self._errors[place])

    # Searching.

    def find_next(self, backward: bool = False) -> None:
        """Go to the next place, from the end on to the first again."""
        if not self._places:
            return
        cursor = self.text.textCursor()
        at = cursor.blockNumber(), cursor.selectionStart() - self.text.document().findBlock(
            cursor.selectionStart()).position()
        if backward:
            place = bisect.bisect_left(self._places, (*at, 0)) - 1
        else:
            here = (*at, cursor.selectionEnd() - cursor.selectionStart())
            place = bisect.bisect_right(self._places, here) % len(self._places)
        self._show_line(*self._places[place])

    def _find(self, go: bool = True) -> None:
        """Look for all places, mark those that are seen, go to the first."""
        words = self.search.text().casefold().strip()
        self._places = self._all_places(words) if words else []
        number = len(self._places)
        self.clear.setVisible(bool(words) and not number)
        self._hits.show_text(_hits(number) if words else "")
        if go and self._places:
            self._show_line(*self._places[0])
        self._mark_seen()

    def _all_places(self, words: str) -> list[tuple[int, int, int]]:
        """Where the words are; for the word of the counter above, the lines that it counts."""
        for counted, names in (("error", (count("{n} error", "{n} errors", 1), count("{n} error", "{n} errors", 2))),
                               ("warn", (count("{n} warning", "{n} warnings", 1),
                                         count("{n} warning", "{n} warnings", 2)))):
            if words in {name.strip("12 ").casefold() for name in names}:
                return [(number, 0, len(self._texts[number])) for number, each in enumerate(self._tones)
                        if each == counted][:MOST_FOUND]
        found: list[tuple[int, int, int]] = []
        for number, text in enumerate(self._texts):
            folded = text.lower()
            start = folded.find(words)
            while start >= 0:
                found.append((number, start, len(words)))
                if len(found) >= MOST_FOUND:
                    return found
                start = folded.find(words, start + len(words))
        return found

    def _mark_seen(self) -> None:
        """Mark the places that are on the screen: of thousands no more are ever seen."""
        marks: list[QTextEdit.ExtraSelection] = []
        if self._places:
            top = self.text.cursorForPosition(QPoint(0, 0)).blockNumber()
            bottom = self.text.cursorForPosition(self.text.viewport().rect().bottomLeft()).blockNumber()
            seen = self._places[bisect.bisect_left(self._places, (top, 0, 0)):
                                bisect.bisect_left(self._places, (bottom + 1, 0, 0))]
            for number, start, length in seen:
                block = self.text.document().findBlockByNumber(number)
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(block)
                mark.cursor.setPosition(block.position() + start)
                mark.cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
                mark.format.setBackground(QColor(self._style.theme.select))
                mark.format.setForeground(QColor(self._style.theme.text))
                marks.append(mark)
        if marks or self.text.extraSelections():
            self.text.setExtraSelections(marks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift and Return in the search go back."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.find_next(backward=True)
            return True
        return bool(super().eventFilter(watched, event))


def _hits(number: int) -> str:
    """Return the number of places in words."""
    if number >= MOST_FOUND:
        return _("{n} places or more").format(n=f"{number:,}")
    return count("{n} place", "{n} places", number) if number else _("No line matches")
