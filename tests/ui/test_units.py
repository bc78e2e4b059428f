"""The list of render units: what a unit waits for, and what is said of one without camera and size."""

from __future__ import annotations

from pathlib import Path

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.ui.kit.cells import CELL


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
