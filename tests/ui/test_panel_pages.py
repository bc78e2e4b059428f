"""Pages of the panel that are made when they are wanted, so that opening it holds no host for long."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QApplication
from tests.ui.doubles import Double

from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import JOBS, TABS, Panel


def test_opening_makes_no_page_and_each_comes_in_a_turn_of_its_own(qtbot, states, font, monkeypatch):
    panel = Panel(Double(states.jobs()), DARK, font=font)
    qtbot.addWidget(panel)
    assert not panel._stack.begun
    turns = []
    monkeypatch.setattr(panel, "_fill", lambda: None)
    for _turn in TABS:
        Panel._fill(panel)
        turns.append([name for name in TABS if panel._stack.has(name)])
    assert turns == [list(TABS[:number]) for number in range(1, len(TABS) + 1)]
    Panel._fill(panel)
    assert not panel._filler.isActive()


def test_the_page_that_is_seen_comes_first_and_is_drawn(qtbot, states, font):
    session = Double(states.jobs())
    session.remembered = {"tab": JOBS}
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    Panel._fill(panel)
    assert [name for name in TABS if panel._stack.has(name)] == ["jobs"]
    assert panel._stack.currentWidget() is panel.jobs
    assert panel.jobs.view.model().rowCount()


def test_submit_to_fox_shows_the_submit_tab_wherever_the_panel_was_left(qtbot, states, font):
    session = Double(states.jobs())
    session.remembered = {"tab": JOBS}
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    panel.head.settings.click()
    panel.show_submit()
    assert panel.seen() == "submit"
    assert panel._stack.currentWidget() is panel.submit


def test_a_page_that_is_turned_to_before_is_made_at_once(qtbot, states, font):
    panel = Panel(Double(states.jobs()), DARK, font=font)
    qtbot.addWidget(panel)
    panel.tabs.setCurrentIndex(JOBS)
    assert panel._stack.currentWidget() is panel.jobs


def test_what_was_left_of_a_page_that_was_not_made_is_not_forgotten(qtbot, states, font):
    session = Double(states.jobs())
    session.remembered = {"splitters": {"JobsTab.QSplitter": [500, 250]}, "sorting": {}}
    panel = Panel(session, DARK, font=font)
    qtbot.addWidget(panel)
    assert panel._now()["splitters"] == {"JobsTab.QSplitter": [500, 250]}


def test_a_page_that_is_entered_by_the_mouse_rings_nothing(opened, states, qtbot):
    panel, _session = opened(states.ready())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    fields = (panel.submit.units.view, panel.assets.filter, panel.transfers.view, panel.jobs.view)
    for tab in (1, 2, 3, 0):
        fields[panel.tabs.currentIndex()].setFocus(Qt.FocusReason.MouseFocusReason)
        assert QApplication.focusWidget() is fields[panel.tabs.currentIndex()]
        qtbot.mouseClick(panel.tabs, Qt.MouseButton.LeftButton, pos=panel.tabs.tabRect(tab).center())
        assert panel.tabs.currentIndex() == tab
        assert QApplication.focusWidget() is None


def test_arrow_keys_on_the_tabs_keep_the_ring_there(opened, states, qtbot):
    panel, _session = opened(states.ready())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.tabs, Qt.Key.Key_Right)
    assert panel.tabs.currentIndex() == 1
    assert panel.tabs.hasFocus()
