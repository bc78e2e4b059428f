"""The picture on the whole screen: it goes there with all that belongs to it, and comes back."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QColor
from qtpy.QtWidgets import QApplication

from foxsubmit.ui.jobs.task_detail import FRAMES


def windows():
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def in_panel(page):
    return page.viewer.window() is page.window()


def double_click(page, qtbot):
    qtbot.mouseDClick(page.viewer.viewport(), Qt.MouseButton.LeftButton)


def press_f11(page, qtbot):
    qtbot.keyClick(page.viewer, Qt.Key.Key_F11)


@pytest.mark.parametrize("fill", [double_click, press_f11])
def test_it_fills_the_screen_and_comes_back_the_same_way(looking, qtbot, fill):
    page, _session = looking()
    sizes = page._split.sizes()
    before = windows()
    fill(page, qtbot)
    assert page.fills_screen
    assert not in_panel(page)
    assert page.viewer.window().isFullScreen()
    assert len(windows()) == len(before) + 1
    fill(page, qtbot)
    assert not page.fills_screen
    assert in_panel(page)
    assert page._split.sizes() == sizes
    assert windows() == before


def test_escape_leaves_it_and_leaves_the_panel_as_it_was(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert in_panel(page)
    assert page.isVisible()
    assert page.viewer.has_picture()


def test_a_control_of_the_whole_screen_leaves_it_with_escape_too(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    page.line.setFocus()
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)
    assert in_panel(page)


def test_keys_and_playback_work_there(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    qtbot.keyClick(page.viewer, Qt.Key.Key_Right)
    assert page.current().name == "1047"
    qtbot.keyClick(page.viewer, Qt.Key.Key_1)
    assert page.viewer.zoom == 1.0
    qtbot.keyClick(page.viewer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.current().name == "1049")
    qtbot.keyClick(page.viewer, Qt.Key.Key_Space)
    assert not page.playing


def test_it_looks_like_the_panel(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    shot = page.viewer.window().grab().toImage()
    assert QColor(shot.pixel(1, 1)).name().upper() == page.window().panel_style.theme.window.upper()


def test_a_window_that_is_closed_from_outside_gives_the_picture_back(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    page.viewer.window().close()
    assert in_panel(page)
    assert page.viewer.isVisible()


def test_another_page_takes_the_picture_back(looking, qtbot):
    page, _session = looking()
    press_f11(page, qtbot)
    page.window().jobs.detail.turn(FRAMES)
    assert not page.fills_screen
    assert in_panel(page)


def test_the_picture_is_copied_as_it_is_seen(looking, qtbot):
    page, _session = looking()
    QApplication.clipboard().clear()
    qtbot.keyClick(page.viewer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied, seen = QApplication.clipboard().image(), page.viewer.picture().toImage()
    assert (copied.width(), copied.height()) == (seen.width(), seen.height())
    assert copied.pixel(20, 20) == seen.pixel(20, 20)
