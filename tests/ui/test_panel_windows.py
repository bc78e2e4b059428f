"""No part of the panel is shown before it lies in the panel."""

from __future__ import annotations

from pathlib import Path

import pytest
from qtpy.QtCore import QEvent, QObject, QTimer
from qtpy.QtWidgets import QApplication, QWidget
from tests.ui.doubles import Double

from foxsubmit import start
from foxsubmit.core.settings.settings import Settings
from foxsubmit.hosts.recorded.host import nothing_open
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel


class Windows(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's spelling
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("state", ["empty", "studio", "dropped", "editing", "no_account"])
def test_nothing_but_the_panel_is_ever_a_window(qtbot, states, font, state):
    """A part that is shown before it lies in the panel flashes up as a window, and takes the focus and much time."""
    noted = Windows()
    QApplication.instance().installEventFilter(noted)
    try:
        panel = Panel(Double(getattr(states, state)()), DARK, font=font)
        qtbot.addWidget(panel)
        panel.show()
        for tab in range(4):
            panel.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
        for page in (panel.settings, panel.environments, panel.sign_in, panel.dropped):
            assert page is not None
        QApplication.processEvents()
    finally:
        QApplication.instance().removeEventFilter(noted)
    assert noted.shown == ["Panel"]


def test_qt_destroys_a_closed_panel(qtbot, tmp_path):
    """Nobody holds it then, and Python's collector would destroy its windows on whatever thread it runs."""
    panel, gone = start.open_panel(nothing_open(), Settings(tmp_path)), []
    panel.destroyed.connect(lambda: gone.append(True))
    QTimer.singleShot(0, panel.close)  # in the event loop, as a click does
    qtbot.waitUntil(lambda: gone == [True])


def test_what_a_test_closes_is_destroyed_before_the_next_one(request, qapp):
    mine = str(Path(__file__).parents[1] / "conftest.py")
    root = next(each for each in request.config.pluginmanager.get_plugins() if getattr(each, "__file__", "") == mine)
    widget, gone = QWidget(), []
    widget.destroyed.connect(lambda: gone.append(True))
    widget.deleteLater()
    qapp.processEvents()
    teardown = root.pytest_runtest_teardown()
    next(teardown)
    assert gone == [], "Qt waits for somebody who waits for events"
    assert next(teardown, None) is None
    assert gone == [True]
