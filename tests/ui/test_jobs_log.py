"""The log of a frame: it opens at its first error, and whoever looks for errors finds those that are counted."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QTextOption
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.tasks import FrameLog
from foxsubmit.ui.jobs import log_view
from foxsubmit.ui.jobs.log_view import LogView
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.theme import DARK

LONG = "frame 1 failed: " + "the texture was not there " * 20
LINES = (*(f"Fra:1 Sample {n}" for n in range(300)), LONG, *(f"Fra:1 after {n}" for n in range(300)),
         "Error: nothing was written", "Blender quit")


@pytest.fixture
def log(qtbot, font):
    view = LogView(Style(font, DARK))
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def drawn(view, lines=LINES):
    view.draw(FrameLog(7, tuple(lines), complete=True), frame(7, FrameStatus.FAILED, 3, 0))
    return view


def seen(view):
    top = view.text.cursorForPosition(view.text.viewport().rect().topLeft()).blockNumber()
    bottom = view.text.cursorForPosition(view.text.viewport().rect().bottomLeft()).blockNumber()
    return range(top, bottom + 1)


def test_a_log_opens_at_its_first_error(log):
    drawn(log)
    assert log.text.textCursor().blockNumber() == 300
    assert 300 in seen(log)


def test_a_log_without_errors_opens_at_its_beginning(log):
    drawn(log, [f"Fra:1 Sample {n}" for n in range(300)])
    assert log.bar.value() == 0
    assert not log.next_error.isVisible()


def test_a_long_line_is_wrapped_so_that_nothing_of_it_lies_to_the_right(log):
    drawn(log)
    assert log.text.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    assert log.text.horizontalScrollBar().maximum() == 0


def test_the_first_error_is_gone_to_once_however_many_pages_come(log):
    drawn(log, LINES[:400])
    log.bar.setValue(0)
    drawn(log, LINES)
    assert log.bar.value() == 0


def test_f8_goes_to_the_next_error_and_with_shift_to_the_one_before(log, qtbot):
    drawn(log)
    for modifier, line in ((Qt.KeyboardModifier.NoModifier, 601), (Qt.KeyboardModifier.NoModifier, 300),
                           (Qt.KeyboardModifier.ShiftModifier, 601), (Qt.KeyboardModifier.ShiftModifier, 300)):
        qtbot.keyClick(log.text, Qt.Key.Key_F8, modifier)
        assert log.text.textCursor().blockNumber() == line
    log.next_error.click()
    assert log.text.textCursor().blockNumber() == 601


def test_errors_are_marked_in_the_scroll_bar(log):
    drawn(log)
    assert log.bar.marks == [500 * 300 // 603, 500 * 601 // 603]
    drawn(log, ["all is well"])
    assert log.bar.marks == []


@pytest.mark.parametrize("word", ["error", "Errors"])
def test_looking_for_the_word_of_the_counter_finds_what_it_counts(log, word):
    drawn(log)
    assert log._summary.whole() == "2 errors"
    log.search.setText(word)
    assert log._hits.text() == "2 places"
    assert log.text.textCursor().blockNumber() == 300
    log.find_next()
    assert log.text.textCursor().blockNumber() == 601


def test_lines_that_come_while_somebody_searches_do_not_take_the_place_away(log):
    drawn(log, LINES[:400])
    log.search.setText("sample 5")
    log.find_next()
    before = log.text.textCursor().blockNumber()
    drawn(log, LINES)
    assert log.text.textCursor().blockNumber() == before


def test_only_the_places_on_the_screen_are_marked_and_all_are_counted(log):
    drawn(log)
    log.search.setText("fra:1")
    assert log._hits.text() == "600 places"
    assert 0 < len(log.text.extraSelections()) <= len(seen(log))


def test_very_many_places_are_not_said_to_be_exactly_as_many(log, monkeypatch):
    monkeypatch.setattr(log_view, "MOST_FOUND", 100)
    drawn(log)
    log.search.setText("fra:1")
    assert log._hits.text() == "100 places or more"


def test_a_long_log_is_put_in_a_little_at_a_time(log, monkeypatch, qtbot):
    put = []
    monkeypatch.setattr(log_view.slices, "SLICE", 0)
    whole = LogView._put
    monkeypatch.setattr(LogView, "_put", lambda self, lines: (put.append(len(lines)), whole(self, lines)))
    drawn(log)
    assert put == [log_view.AT_ONCE]
    qtbot.waitUntil(lambda: len(log._texts) == len(LINES))
    assert log.text.toPlainText().split("\n") == list(LINES)


def test_a_search_without_a_place_offers_to_clear_it(log, qtbot):
    drawn(log)
    log.search.setText("nowhere")
    assert log._hits.text() == "No line matches"
    assert log.clear.isVisible()
    qtbot.mouseClick(log.clear, Qt.MouseButton.LeftButton)
    assert (log.search.text(), log._hits.text()) == ("", "")
    assert not log.clear.isVisible()
    log.search.setText("quit")
    assert not log.clear.isVisible()
