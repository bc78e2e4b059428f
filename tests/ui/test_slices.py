from __future__ import annotations

import pytest
from qtpy.QtCore import QObject
from tests.ui.states import found

from foxsubmit.core.assets.gathered import gathered
from foxsubmit.core.session.state import SceneState, State
from foxsubmit.ui.kit import slices
from foxsubmit.ui.kit.slices import Sliced
from foxsubmit.ui.panel import ASSETS


@pytest.fixture(autouse=True)
def short_slices(long_slices, monkeypatch):
    """As on a machine so busy that a slice is over with the first step."""
    monkeypatch.setattr(slices, "SLICE", -1)


@pytest.fixture
def sliced(qapp):
    parent = QObject()
    yield Sliced(parent)
    parent.deleteLater()


def counted(steps, seen):
    for step in range(steps):
        seen.append(step)
        yield
    return steps


def test_long_work_goes_on_with_every_turn_of_the_event_loop(sliced, qtbot):
    seen, results = [], []
    sliced.run(counted(5, seen), results.append)
    assert (seen, results, sliced.idle) == ([0], [], False)
    qtbot.waitUntil(lambda: sliced.idle)
    assert (seen, results) == ([0, 1, 2, 3, 4], [5])


def test_what_need_not_be_there_at_once_waits_for_the_event_loop(sliced, qtbot):
    seen, results = [], []
    sliced.run(counted(2, seen), results.append, at_once=False)
    assert seen == []
    qtbot.waitUntil(lambda: results == [2])


def test_newer_work_takes_the_place_of_what_was_not_done(sliced, qtbot):
    older, newer, results = [], [], []
    sliced.run(counted(5, older), results.append)
    sliced.run(counted(3, newer), results.append)
    qtbot.waitUntil(lambda: sliced.idle)
    assert (older, newer, results) == ([0], [0, 1, 2], [3])


def test_assets_appear_filtered_on_a_busy_machine_too(opened, qtbot):
    files = gathered(found(f"/projects/demo/{name}.png", 1, "Image") for name in ("moss", "stone", "sky"))
    panel, _session = opened(State(scene=SceneState(host="blender", gathered=True, assets=files)))
    panel.tabs.setCurrentIndex(ASSETS)
    tab = panel.assets
    tab.filter.setText("moss")
    tab.filter.setText("stone")

    def shown():
        return [tab.model.branch(place).name for place in range(tab.model.rowCount())]

    qtbot.waitUntil(lambda: shown() == ["/projects/demo", "stone.png"])
