"""Nothing of the panel is shown before it lies in the panel, where it would be a window of its own."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QEvent, QObject
from qtpy.QtWidgets import QApplication, QWidget
from tests.ui.doubles import Double
from tests.ui.shots import SHOTS, prepare

from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import TABS, Panel


class Windows(QObject):
    """Notes what is shown in a window of its own, by class and text."""

    def __init__(self, panel):
        super().__init__()
        self.panel, self.shown = panel, set()

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it so
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow() and (
                watched is not self.panel):
            text = getattr(watched, "text", None)
            self.shown.add((type(watched).__name__, text() if callable(text) else watched.accessibleName()))
        return False


@pytest.mark.parametrize("name", [
    "settings", "account", "account-projects", "help", "money-costs", "money-budgets", "money-sending", "environment",
    "environment-new", "signin", "dropped", "presets", "submit-ready", "submit-hooks", "budget", "assets-demo",
    "transfers", "jobs", "jobs-after", "jobs-viewer", "jobs-log", "jobs-output", "jobs-blocks", "jobs-reasons",
    "jobs-tested", "tour-1"])
@pytest.mark.parametrize("seen", [True, False])
def test_nothing_is_shown_in_a_window_of_its_own_while_a_page_is_made(qtbot, states, font, name, seen):
    """What is shown before it lies in the panel is a window: it flashes, and Python destroys it on any thread."""
    state, tab, size = SHOTS[name]
    panel = Panel(Double(getattr(states, state)()), DARK, font=font)
    qtbot.addWidget(panel)
    windows = Windows(panel)
    QApplication.instance().installEventFilter(windows)
    try:
        panel.resize(*size)
        panel.tabs.setCurrentIndex(tab)
        panel.setVisible(seen)
        for _tab in TABS:
            panel._fill()
        prepare(panel, name)
        QApplication.processEvents()
    finally:
        QApplication.instance().removeEventFilter(windows)
    assert windows.shown == set()


def test_nothing_is_shown_in_a_window_of_its_own_while_a_state_is_drawn(qtbot, states, font):
    panel = Panel(Double(states.empty()), DARK, font=font)
    qtbot.addWidget(panel)
    panel.show()
    panel._filler.stop()
    windows, found = Windows(panel), {}
    QApplication.instance().installEventFilter(windows)
    try:
        for name, tab in sorted({(state, tab) for state, tab, _size in SHOTS.values()}):
            panel.tabs.setCurrentIndex(tab)
            panel.session.becomes(getattr(states, name)())
            QApplication.processEvents()
            found.update({name: windows.shown} if windows.shown else {})
            windows.shown = set()
    finally:
        QApplication.instance().removeEventFilter(windows)
    assert found == {}
