"""Nothing of the panel is shown before it lies in the panel, where it would be a window of its own.

That no state has something shown so, neither in a fresh panel nor in one that showed another, test_states_in_turn.py
says, which draws them all.
"""

from __future__ import annotations

import pytest
from qtpy.QtWidgets import QApplication
from tests.ui.doubles import Double
from tests.ui.shots import SHOTS, prepare
from tests.ui.stray import Windows

from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel


@pytest.mark.parametrize("name", [
    "settings", "account", "account-projects", "help", "money-costs", "money-budgets", "money-sending", "environment",
    "environment-new", "signin", "dropped", "presets", "submit-ready", "submit-hooks", "budget", "assets-demo",
    "transfers", "jobs", "jobs-after", "jobs-viewer", "jobs-log", "jobs-output", "jobs-blocks", "jobs-reasons",
    "jobs-tested", "tour-1"])
@pytest.mark.parametrize("seen", [True, False])
def test_nothing_is_shown_in_a_window_of_its_own_while_a_page_is_made(
        qtbot, states, font, pages_turned_to, name, seen):
    """What is shown before it lies in the panel is a window: it flashes, and Python destroys it on any thread."""
    state, tab, size = SHOTS[name]
    panel = Panel(Double(getattr(states, state)()), DARK, font=font)
    qtbot.addWidget(panel)
    windows = Windows()
    with windows.beside(panel):
        panel.resize(*size)
        panel.tabs.setCurrentIndex(tab)
        panel.setVisible(seen)
        panel._fill()
        prepare(panel, name)
        QApplication.processEvents()
    assert windows.shown == set()
