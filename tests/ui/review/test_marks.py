"""Frames that look wrong are marked wherever they are seen; what was not looked at is never shown as good."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from tests.ui.having import having

from foxsubmit.core.jobs.tasks import LookedOver
from foxsubmit.core.pictures.triage.marks import Fault, Mark
from foxsubmit.core.pictures.triage.sentences import explanation
from foxsubmit.ui.jobs.review import marks
from foxsubmit.ui.panel import JOBS

pytestmark = pytest.mark.usefixtures("pages_turned_to")

BLACK = (Mark(Fault.BLACK, 0.0, 1e-4),)
BLACK_SAID, GOOD_SAID = "It is black.", "It was looked at: nothing looks wrong."
UNKNOWN_SAID = "Whether it looks wrong is not known: it was not looked at."
NO_TOOL = "Frames as EXR cannot be looked over here: install the extra “pictures”, or put oiiotool on the PATH."


def with_marks(state, number, some, file=Path("/results/beauty.exr"), **over):
    rows = tuple(dataclasses.replace(row, marks=some, file=file) if row.id == number else row
                 for row in state.jobs.frames)
    return having(state, jobs={"frames": rows, "looked_over": LookedOver(**over)})


@pytest.fixture
def tab(opened, states):
    """Open Jobs with frame 1046 selected, marked so or not."""
    def open_it(some, file=Path("/results/beauty.exr"), width=960, **over):
        panel, _session = opened(with_marks(states.log(), 1046, some, file, **over), width, 884)
        panel.tabs.setCurrentIndex(JOBS)
        panel.jobs.frames.pick(1046)
        return panel.jobs

    return open_it


def tips(tab, number=1046):
    index = tab.frames.model.find(number)
    return [index.siblingAtColumn(column).data(Qt.ItemDataRole.ToolTipRole) for column in (0, 1)]


@pytest.mark.parametrize(("some", "said", "icon"), [
    (BLACK, BLACK_SAID, "warning"), ((), GOOD_SAID, "ok"), (None, UNKNOWN_SAID, "ok")])
def test_the_table_says_of_a_file_what_is_known_of_it(tab, some, said, icon):
    shown = tab(some)
    assert tips(shown) == [said, said]
    status = shown.frames.model.find(1046).siblingAtColumn(1)
    assert shown.frames.model.cell(status).icon == icon
    assert shown.frames.model.cell(status).text == "Done"


def test_of_a_frame_without_a_file_here_nothing_is_said(tab):
    assert tips(tab(None, file=None)) == ["1046", "Done"]


def sheet_colours(shown):
    sheet = shown.frames.sheet
    cell = sheet.visualRect(sheet.rows.find(1046))
    picture = sheet.viewport().grab(cell).toImage()
    ratio = picture.width() / cell.width()
    return {picture.pixelColor(round(x * ratio), round(y * ratio)).name()
            for x in range(cell.width() - 24, cell.width() - 4) for y in range(4, 24)}


def test_the_sheet_has_a_sign_in_the_corner_of_a_marked_frame_alone(tab):
    marked = tab(BLACK)
    ground = marked._style.theme.window.lower()
    assert ground in sheet_colours(marked)
    assert ground not in sheet_colours(tab(()))


def test_marked_frames_are_counted_and_come_first_by_a_click_on_status(tab):
    shown = tab(BLACK)
    assert shown.detail._summary.whole().endswith(" · 1 marked")
    shown.frames.model.sort(1)
    assert shown.frames.model.row(shown.frames.model.index(0, 0)).id == 1046
    assert "marked" not in tab(()).detail._summary.whole()


def seen(shown):
    model = shown.frames.model
    return [model.row(model.index(place, 0)).id for place in range(model.rowCount())]


def test_only_the_marked_frames_are_seen_by_choice_as_many_as_are_counted(tab):
    shown = tab(BLACK)
    state, only = shown._session.state, shown.detail.only_marked
    every = seen(shown)
    assert len(every) == len(state.jobs.frames) > 1
    only.click()
    assert seen(shown) == [1046]
    assert [row.id for row in shown.frames.sheet.visible_rows()] == [1046]
    assert shown.detail._summary.whole().endswith(" · 1 marked")
    shown.detail.turn(1)
    assert len(shown.detail.viewer.line._statuses) == 1
    shown.detail._show_large(every[0])  # one that is wanted is shown, marked or not
    assert seen(shown) == every
    assert shown.detail.viewer.current().id == every[0]
    only.click()
    shown._session.becomes(with_marks(state, 1046, ()))
    assert seen(shown) == every
    assert only.isHidden()
    assert not only.isChecked()


def test_without_a_marked_frame_nothing_is_offered(tab):
    assert tab(()).detail.only_marked.isHidden()


@pytest.mark.parametrize(("some", "over", "said"), [
    (BLACK, {}, BLACK_SAID), ((), {}, GOOD_SAID), (None, {}, UNKNOWN_SAID), (None, {"trouble": NO_TOOL}, NO_TOOL),
    (None, {"running": True, "done": 3, "all": 12}, "It is not looked at yet: 3 of 12 frames are.")])
def test_the_footer_and_the_viewer_say_why(tab, some, over, said):
    shown = tab(some, **over)
    assert shown.footer.text.whole() == f"1 frame selected: 1046, done. {said}"
    shown.detail.turn(1)
    side = shown.detail.viewer.side
    assert side.marks.whole() == said
    assert not side.marks.isHidden()


def test_what_is_asked_for_about_marks_is_what_the_command_explains(tab):
    shown = tab(BLACK)
    shown.detail.turn(1)
    side = shown.detail.viewer.side
    side.why.click()
    page = side.below.currentWidget()
    assert isinstance(page, marks.Thresholds)
    assert [paragraph.whole() for paragraph in page.said] == explanation()
    side.why.click()
    assert side.below.currentWidget() is side.log


def test_the_viewer_says_nothing_of_a_frame_without_a_file(tab):
    shown = tab(None, file=None)
    shown.detail.turn(1)
    assert shown.detail.viewer.side.marks.isHidden()
    assert shown.detail.viewer.side.why.isHidden()


def test_the_line_of_frames_shows_where_marked_ones_are(tab):
    shown = tab(BLACK)
    shown.detail.turn(1)
    statuses = shown.detail.viewer.line._statuses
    assert [place for place, status in enumerate(statuses) if status == "warn"] == [1046 - 1037]
