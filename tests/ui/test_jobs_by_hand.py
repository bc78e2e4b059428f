"""The Jobs tab under the hand: what clicks, keys and the wheel do there, which each Qt hands on in its own way."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import QApplication
from tests.ui.hands import click, entries, press

from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.jobs.viewer import MOST, STEP

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def test_a_click_on_a_task_selects_it(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    click(qtbot, tab.view, tab.model.find(35735410))
    assert session.calls == [("jobs.select", {"task_id": 35735410})]


def test_the_list_stays_where_it_was_scrolled_when_its_height_changes(jobs, states, qtbot, qapp):
    tab, session = jobs(states.many(100, 1))
    qtbot.waitUntil(lambda: session.on_screen is not None)
    bar, (above, below) = tab.view.verticalScrollBar(), tab.split.sizes()
    bar.setValue(400)
    tab.split.setSizes([above + 60, below - 60])
    qapp.processEvents()
    assert bar.value() == 400
    tab.task_actions.ask_nodes()
    qtbot.waitUntil(lambda: bar.value() == 0)  # the row that the question is about
    tab.value.leave()
    qapp.processEvents()
    assert tab.split.sizes() == [above + 60, below - 60]


def test_deleting_is_asked_in_the_panel_with_the_focus_on_keep(jobs, states, qtbot):
    tab, session = jobs(states.demo_jobs())
    tab.view.setFocus()
    press(qtbot, tab.view, Qt.Key.Key_Delete)
    assert tab.asked.isVisible()
    assert session.calls == []
    qtbot.waitUntil(tab.asked.keep.hasFocus)
    press(qtbot, tab.asked.keep, Qt.Key.Key_Escape)
    assert not tab.asked.isVisible()
    assert session.calls == []
    entries(tab.task_actions.menu())["Delete…"].trigger()
    qtbot.mouseClick(tab.asked.do, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.act", {"action": TaskAction.DELETE, "ids": (7,), "value": None})]
    assert not tab.asked.isVisible()


@pytest.mark.parametrize(("ask", "typed", "action", "value"), [
    ("ask_nodes", "12", TaskAction.NODE_LIMIT, 12), ("ask_hours", "0.5", TaskAction.STOP_AFTER, 1800),
    ("ask_hours", "0", TaskAction.STOP_AFTER, 0), ("ask_tag", "sh040", TaskAction.ADD_TAG, "sh040")])
def test_a_value_is_typed_below_the_table(jobs, states, qtbot, ask, typed, action, value):
    tab, session = jobs(states.demo_jobs())
    getattr(tab.task_actions, ask)()
    assert tab.value.isVisible()
    tab.value.field.setText("many")
    if ask != "ask_tag":
        press(qtbot, tab.value.field, Qt.Key.Key_Return)
        assert tab.value._wrong.whole().startswith("Give ")
        assert session.calls == []
    tab.value.field.setText(typed)
    press(qtbot, tab.value.field, Qt.Key.Key_Return)
    assert session.calls == [("jobs.act", {"action": action, "ids": (7,), "value": value})]
    assert not tab.value.isVisible()


def test_the_number_is_copied_and_the_folder_opened(jobs, states, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("foxsubmit.ui.jobs.footer.open_folder", opened.append)
    tab, _session = jobs(states.demo_jobs())
    press(qtbot, tab.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "7"
    qtbot.mouseClick(tab.footer.open, Qt.MouseButton.LeftButton)
    assert opened == [str(states.folder)]
    tab, _session = jobs(states.jobs())
    assert not tab.footer.open.isVisible()


def test_selected_frames_are_restarted_or_stopped_by_key_and_by_menu(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    tab.frames.pick(1044)
    press(qtbot, tab.frames.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert session.calls == [("jobs.frames.restart", {"ids": (1044,)})]
    assert "waiting or rendering" in entries(tab.detail.frame_actions.menu())["Stop 1 frame"].toolTip()
    tab.frames.table.selectAll()
    session.calls.clear()
    entries(tab.detail.frame_actions.menu())["Stop 105 frames"].trigger()
    (name, asked), = session.calls
    assert name == "jobs.frames.stop"
    assert len(asked["ids"]) == 105


def test_the_sheet_fills_its_width_and_the_wheel_changes_the_cells(jobs, states):
    tab, _session = jobs(states.jobs())
    sheet = tab.frames.sheet
    before = sheet.cell_width
    for _notch in range(3):
        QApplication.sendEvent(sheet.viewport(), QWheelEvent(
            QPointF(20, 20), QPointF(20, 20), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False))
    assert sheet.cell_width > before
    tops = [sheet.visualRect(tab.frames.model.index(place, 0)).top() for place in range(3)]
    assert len(set(tops)) == 1
    assert sheet.indexAt(sheet.visualRect(tab.frames.model.index(2, 0)).center()).row() == 2


def test_the_sheet_is_walked_through_with_the_keys(jobs, states, qtbot):
    tab, _session = jobs(states.jobs())
    tab.frames.pick(1037)
    sheet = tab.frames.sheet
    sheet.setFocus()
    press(qtbot, sheet, Qt.Key.Key_Right)
    press(qtbot, sheet, Qt.Key.Key_Down)
    assert tab.frames.table.current().name == str(1038 + sheet.columns)
    press(qtbot, sheet, Qt.Key.Key_End)
    assert tab.frames.table.current().name == "1156"
    press(qtbot, sheet, Qt.Key.Key_Return)
    assert tab.detail.page() == VIEWER


def test_the_viewer_opens_steps_and_plays(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    tab.frames.pick(1037)
    tab.detail.turn(VIEWER)
    page = tab.detail.viewer
    qtbot.waitUntil(page.viewer.has_picture)
    assert page._where.whole() == "1037 of 1037-1156"
    qtbot.waitUntil(lambda: getattr(session, "viewed", None) == 1037)
    assert ("jobs.detail.show_log", {"frame_id": 1037}) in session.calls
    press(qtbot, page.viewer, Qt.Key.Key_Right)
    assert page.current().name == "1038"
    assert tab.frames.table.current().name == "1038"
    press(qtbot, page.viewer, Qt.Key.Key_Space)
    assert page.playing
    qtbot.waitUntil(lambda: page.current().name == "1041")
    press(qtbot, page.viewer, Qt.Key.Key_Space)
    assert not page.playing
    assert tab.frames.table.current() == page.current()


def test_the_viewer_zooms_fits_and_its_box_always_says_the_zoom(jobs, states, qtbot):
    tab, _session = jobs(states.jobs())
    tab.frames.pick(1037)
    tab.detail.turn(VIEWER)
    page = tab.detail.viewer
    qtbot.waitUntil(page.viewer.has_picture)
    fitted = page.viewer.zoom
    assert page.viewer.fits
    press(qtbot, page.viewer, Qt.Key.Key_1)
    assert page.viewer.zoom == 1.0
    QApplication.sendEvent(page.viewer.viewport(), QWheelEvent(
        QPointF(20, 20), QPointF(20, 20), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
    assert page.viewer.zoom == 1.25
    assert page._zooms.picked().text == "125 %"
    page._zoom_to(2.0)
    assert [entry.text for entry in page._zooms._list.entries] == ["Fit", "50 %", "100 %", "200 %", "400 %"]
    page.viewer.zoom_by(2 / 3)
    assert page._zooms.picked().text == "133 %"
    for factor in (*[1 / STEP] * 20, *[STEP] * 30):
        page.viewer.zoom_by(factor)
        assert page._zooms.picked().text == f"{round(100 * page.viewer.zoom)} %"
    assert page.viewer.zoom == MOST
    press(qtbot, page.viewer, Qt.Key.Key_F)
    assert page.viewer.zoom == fitted


def test_everything_is_reached_by_the_keyboard(jobs, states, qtbot):
    tab, session = jobs(states.log())
    tab.view.setFocus()
    press(qtbot, tab.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.filter.search.hasFocus)
    press(qtbot, tab.filter.search, Qt.Key.Key_Down)
    qtbot.waitUntil(tab.view.hasFocus)
    press(qtbot, tab.view, Qt.Key.Key_F5)
    assert session.calls[-1] == ("jobs.look_now", {})
    for widget in (tab.view, tab.frames.sheet, tab.frames.table, tab.detail.viewer.viewer, tab.detail.viewer.line,
                   tab.detail.log.text, tab.detail.output.view, tab.detail.figures.track, tab.filter.search,
                   tab.filter.status, tab.filter.date):
        assert widget.accessibleName(), widget
