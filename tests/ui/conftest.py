"""The panel is tested on whatever binding QT_API names; qtpy must not have fallen back to another."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))  # for tests.ui.states and tests.ui.doubles

import pytest

BINDING = "pyside2" if sys.version_info < (3, 11) else "pyside6"
os.environ.setdefault("QT_API", BINDING)
os.environ.setdefault("PYTEST_QT_API", BINDING)

import qtpy  # noqa: E402
from qtpy.QtCore import QEvent, Qt  # noqa: E402
from qtpy.QtGui import QFont  # noqa: E402
from qtpy.QtTest import QTest  # noqa: E402
from qtpy.QtWidgets import QApplication, QWidget  # noqa: E402
from tests.ui.doubles import Double  # noqa: E402
from tests.ui.states import States  # noqa: E402

from foxsubmit.ui.kit import slices  # noqa: E402
from foxsubmit.ui.kit.theme import DARK  # noqa: E402
from foxsubmit.ui.panel import JOBS, Panel  # noqa: E402


def pytest_configure():
    assert os.environ["QT_API"] == qtpy.API == os.environ["PYTEST_QT_API"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call():
    """Let no panel go on to make the pages of tabs that its test did not turn to.

    It makes them while nothing else happens, and pytest-qt has Qt handle events four times around the end of a test.
    """
    yield
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Panel):
            window._filler.stop()


@pytest.fixture(scope="session")
def states(tmp_path_factory, qapp):
    return States(tmp_path_factory.mktemp("thumbnails"))


@pytest.fixture(autouse=True)
def no_panel_is_left(qapp):
    """Delete the widgets of the test before, for which Qt waits for an event loop that many tests never run."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def no_key_is_held(qapp):
    """Let go of the modifiers that the last key of the test before was pressed with.

    Qt takes them for held until the next key or click, and a row that a program makes the current one is then toggled.
    """
    if int(getattr(qapp.keyboardModifiers(), "value", qapp.keyboardModifiers())):
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def long_slices(monkeypatch):
    """What is short is done when the click returns, however busy the machine (test_slices.py has short ones)."""
    monkeypatch.setattr(slices, "SLICE", 60)


@pytest.fixture
def qtbot(qtbot):
    """Waits a minute, not five seconds, for what comes in a moment on a machine that is not busy."""
    qtbot.waitUntil = functools.partial(qtbot.waitUntil, timeout=60_000)
    return qtbot


@pytest.fixture
def pages_turned_to(monkeypatch):
    """Have panels make the pages that are turned to, and not those of the other tabs while nothing else happens.

    That takes as long as most tests of a page do; test_panel_pages.py looks at it.
    """
    fill = Panel._fill

    def fill_seen(panel):
        if panel._stack.has(panel.seen()):
            panel._filler.stop()
        else:
            fill(panel)

    monkeypatch.setattr(Panel, "_fill", fill_seen)


@pytest.fixture
def font():
    font = QFont("Inter")
    font.setPixelSize(12)
    return font


@pytest.fixture
def opened(qtbot, font):
    """Open a panel on a state; gives the panel and the session. One that is not kept is the caller's to delete."""
    def open_panel(state, width=900, height=760, *, keep=True):
        session = Double(state)
        panel = Panel(session, DARK, font=font)
        if keep:
            qtbot.addWidget(panel)
        panel.resize(width, height)
        panel.show()
        session.calls.clear()
        return panel, session

    return open_panel


@pytest.fixture
def jobs(opened):
    """Open a panel on the Jobs tab of a state; gives the tab and the session."""
    def open_jobs(state, width=960, height=884):
        panel, session = opened(state, width, height)
        panel.tabs.setCurrentIndex(JOBS)
        session.calls.clear()
        return panel.jobs, session

    return open_jobs
