"""Panels to measure: on made-up states, in the size of a window beside a host."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.ui

from qtpy.QtGui import QFont
from qtpy.QtTest import QTest
from tests.ui.doubles import Double
from tests.ui.having import having
from tests.ui.states import States

from foxsubmit.core.session.state import State
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import JOBS, Panel

SIZE = (960, 884)


@functools.cache
def states() -> States:
    """States as they occur; their pictures are written once."""
    return States(Path(tempfile.mkdtemp()))


def many(tasks: int, frames: int) -> State:
    """Return a state with so many tasks, so many frames of the first one, and no scene."""
    return having(states().many(tasks, frames), scene={"assets": states().empty().scene.assets})


def font() -> QFont:
    """The panel's."""
    made = QFont("Inter")
    made.setPixelSize(12)
    return made


def shown(panel: Panel) -> Panel:
    """A panel that is on the screen."""
    panel.show()
    QTest.qWaitForWindowExposed(panel)
    return panel


def at_jobs(session: Double, width: int = SIZE[0]) -> Panel:
    """A panel whose Jobs tab is seen."""
    panel = shown(Panel(session, DARK, font=font()))
    panel.resize(width, SIZE[1])
    panel.tabs.setCurrentIndex(JOBS)
    return panel
