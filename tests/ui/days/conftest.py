"""What an artist's days need: a panel on a real session, the embedded farm, a mouse and a keyboard.

Frames are drawn by the farm's renderer double. With ``--day-pictures FOLDER`` the main moments are kept as pictures.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from pathlib import Path

import pytest
from qtpy.QtCore import QPoint, Qt

from foxsubmit.core.session.session import Session
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel

PATIENCE = 180_000  # milliseconds
WIDTH = 320
"""Pixels of the frames that are drawn."""


def pytest_addoption(parser):
    parser.addoption("--day-pictures", type=Path, default=None, help="keep pictures of the days in this folder")


class Artist:
    """Does by mouse and keys what an artist does; whatever is clicked can be seen and is enabled."""

    def __init__(self, qtbot, panel, pictures):
        self.qtbot, self.panel, self.pictures = qtbot, panel, pictures

    @property
    def state(self):
        return self.panel.session.state

    def wait(self, condition):
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    def click(self, widget, at=None):
        assert widget.isVisible(), f"{widget} cannot be seen"
        assert widget.isEnabled(), f"{widget} is disabled: {widget.toolTip()}"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint())

    def turn(self, tab):
        self.click(self.panel.tabs, self.panel.tabs.tabRect(tab).center())

    def type(self, field, text):
        self.click(field)
        self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(field, text)

    def pick(self, view, index, double=False):
        """Click a row of a table or a cell of the sheet."""
        view.scrollTo(index)
        middle = view.visualRect(index).center()
        self.click(view.viewport(), middle)
        if double:
            self.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def frame(self, name):
        """The place of a frame in the table of frames."""
        frame = next(each for each in self.state.jobs.frames if each.name == name)
        return self.panel.jobs.frames.model.find(frame.id)

    def keep(self, name):
        """Keep a picture of the panel as it is seen now."""
        if self.pictures is not None:
            self.qtbot.wait(200)
            self.panel.grab().save(str(self.pictures / f"{name}.png"))


@pytest.fixture
def place(request, tmp_path):
    """A folder for scenes and results, under a name that can be shown where pictures are kept."""
    if request.config.getoption("--day-pictures", default=None) is None:
        yield tmp_path
        return
    folder = Path(tempfile.gettempdir()) / "foxsubmit" / "day"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def artist(request, qtbot, settings, font):
    """Open the panel on a host and give it to an artist."""
    panels = []

    def begin(host):
        if host.current.units[0].size[0] < WIDTH:  # what is drawn is to be looked at
            host.current = dataclasses.replace(host.current, units=tuple(
                dataclasses.replace(unit, size=(WIDTH, WIDTH * 9 // 16)) for unit in host.current.units))
        panel = Panel(Session(host, settings), DARK, font=font)
        qtbot.addWidget(panel)
        panel.resize(960, 884)
        panel.show()
        panels.append(panel)
        return Artist(qtbot, panel, request.config.getoption("--day-pictures", default=None))

    yield begin
    for panel in panels:
        panel.close()
