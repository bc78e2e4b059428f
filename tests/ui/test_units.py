"""The list of render units: what clicks and keys take in and out, what a unit waits for, and what one may lack."""

from __future__ import annotations

from pathlib import Path

import pytest
from qtpy.QtCore import QPoint, Qt

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.ui.kit.cells import CELL

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def drawn(panel, units, column, chosen=None):
    panel.submit.units.draw("houdini", Scene(Path("/job/shot.hip"), "20.5", units=units), Choices(units=chosen))
    model = panel.submit.units.model
    return [model.index(row, column).data(CELL) for row in range(model.rowCount())]


def unit(name, *after, **more):
    return RenderUnit(name, "", Frames(1, 10), (0, 0), after=after, **more)


def test_a_unit_says_which_ticked_units_it_waits_for(opened, states):
    panel, _session = opened(states.empty())
    units = (unit("/out/mantra1", "/out/sim_a"), unit("/out/sim_a", "/out/sim_b"), unit("/out/sim_b"))
    names = [(cell.text, cell.second) for cell in drawn(panel, units, 1)]
    assert names == [("/out/sim_b", ""), ("/out/sim_a", "after sim_b"), ("/out/mantra1", "after sim_a")]
    without = drawn(panel, units, 1, frozenset({units[0].id, units[2].id}))
    assert [cell.second for cell in without] == ["", "after sim_b", "after sim_b"]
    assert without[2].tip.endswith("Waits for: /out/sim_b")


def test_a_simulation_lacks_neither_camera_nor_size(opened, states):
    panel, _session = opened(states.empty())
    units = (unit("/out/sim", kind="simulation"), unit("/out/mantra1"))
    assert [cell.text for cell in drawn(panel, units, 2)] == ["–", "No camera"]
    assert [cell.text for cell in drawn(panel, units, 5)] == ["–", "0 × 0"]


def test_a_click_on_a_box_takes_a_unit_out_and_puts_it_back(opened, states, qtbot):
    panel, session = opened(states.studio())
    view = panel.submit.units.view
    at = view.visualRect(panel.submit.units.model.index(0, 0)).center()
    names = {unit.name + unit.camera: unit.id for unit in session.state.scene.scene.units}
    before = session.state.submit.choices.units
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names["beautycam_main"] in before
    assert session.state.submit.choices.units == before - {names["beautycam_main"]}
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert session.state.submit.choices.units == before


def test_space_switches_the_current_unit(opened, states, qtbot):
    panel, session = opened(states.studio())
    view = panel.submit.units.view
    view.setCurrentIndex(panel.submit.units.model.index(3, 1))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert session.state.scene.scene.units[3].id in session.state.submit.choices.units
    assert view.current().unit is session.state.scene.scene.units[3]


def test_the_box_in_the_header_is_for_all(opened, states, qtbot):
    panel, session = opened(states.studio())
    header = panel.submit.units.view.header()
    assert header.all == Qt.CheckState.PartiallyChecked
    for expected in (6, 0):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(15, 12))
        assert len(session.state.submit.choices.units) == expected
    assert header.all == Qt.CheckState.Unchecked
