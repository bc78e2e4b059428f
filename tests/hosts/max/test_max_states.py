"""State sets are read without activating one, and the artist is told what could not be read that way."""

from __future__ import annotations

import dataclasses

import pytest
from max_double import StateSet, Value, only_reads
from max_scene import SCENE

from foxsubmit.core.checks.run import Submission, run_checks
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Severity
from foxsubmit.core.model.host import Frames
from foxsubmit.core.plan.build import frames_of

SETS = [StateSet("Day", "Camera001", (0, 50), active=True), StateSet("Night", "主相机", (10.0, 20.0)),
        StateSet("Clay"), StateSet("Old", "Deleted", (0, 1))]


def findings(scene, units):
    return [each for each in run_checks(Submission("max", scene, tuple(units), (), Choices(), None, connected=False))
            if each.code == codes.STATE_SETS]


def test_a_state_set_with_a_camera_is_a_unit_with_its_frames(host, rt):
    rt.load(**SCENE, states=SETS)
    units = {unit.name: unit for unit in host.scene().units if unit.name.startswith("State Set")}
    assert {name: (unit.camera, unit.frames, unit.enabled) for name, unit in units.items()} == {
        "State Set Day": ("Camera001", Frames(0, 50), False), "State Set Night": ("主相机", Frames(10, 20), False)}
    assert [name for name, unit in units.items() if dict(unit.details).get("state_set")] == ["State Set Night"]
    assert len({unit.id for unit in host.scene().units}) == 4
    assert host.unread() == ()


def test_its_frames_go_before_those_typed_in_render_setup(host, rt):
    rt.load(**SCENE, states=[*SETS, StateSet("Whole", "Camera001")], time_type=4, picked="1,5")
    units = {unit.name: unit for unit in host.scene().units}
    ranges = {name: frames_of(units[f"State Set {name}"], Choices()) for name in ("Night", "Whole")}
    assert ranges == {"Night": (Frames(10, 20),), "Whole": (Frames(1, 1), Frames(5, 5))}


def test_what_shows_only_in_an_active_set_is_a_finding_that_names_it(host, rt):
    rt.load(**SCENE, states=SETS)
    scene = host.scene()
    note, = findings(scene, scene.units[:1])
    assert (note.severity, note.nodes) == (Severity.NOTE, ("Night", "Clay", "Old"))
    units = {unit.name: unit for unit in scene.units}
    warning, note = findings(scene, [units["State Set Night"], units["State Set Day"]])
    assert (warning.severity, warning.nodes) == (Severity.WARNING, ("Night",))
    assert note.nodes == ("Clay", "Old")


def test_the_one_set_that_every_scene_has_is_no_finding(host, rt):
    rt.load(**SCENE, states=[StateSet("State01")])
    scene = host.scene()
    assert findings(scene, scene.units) == []
    assert findings(dataclasses.replace(scene, details={}), scene.units) == []


def test_without_state_sets_the_rest_is_read(host, rt):
    rt.load(**SCENE, states=RuntimeError("-- Runtime error: dotNet runtime exception: no such assembly"))
    assert len(host.scene().units) == 2
    assert [each.node for each in host.unread()] == ["State Sets"]
    rt.load(**SCENE, states=[])
    assert len(host.scene().units) == 2
    assert host.unread() == ()


def test_a_set_that_breaks_is_left_out(host, rt):
    class Odd(StateSet):
        row = ("one", "value")

    rt.load(**SCENE, states=[Odd("odd"), SETS[0]])
    assert "State Set Day" in {unit.name for unit in host.scene().units}
    assert [each.node for each in host.unread()] == ["State Sets"]


def test_reading_them_leaves_a_saved_scene_saved(host, rt):
    rt.load(**SCENE, states=SETS, touched=True)
    assert not host.scene().unsaved
    assert not rt.getSaveRequired()
    rt.load(**SCENE, states=SETS, touched=True)
    rt.answers["cameras"] = RuntimeError("-- Runtime error")
    host.scene()
    assert not rt.getSaveRequired()


@pytest.mark.parametrize("script", [
    "master.CurrentState = #(each)", "master.Children.Item[0].Name = \"x\"", "each.Render #(each)", "each.AddState()",
    "master.AssignUniqueName each \"x\"", "stateSets.ShowMainFrame()", "(master.Name"])
def test_the_double_refuses_a_script_that_acts(script):
    with pytest.raises(AssertionError):
        only_reads(script)


def test_a_camera_and_a_state_set_of_it_are_one_camera_to_the_farm(host, rt):
    rt.load(**{**SCENE, "nodes": [Value("Freecamera", "Camera001", "camera")]}, states=[
        StateSet("A", "Camera001", active=True)])
    assert [unit.camera for unit in host.scene().units] == ["Camera001", "Camera001"]
