"""3ds Max as the core sees it, over a double that answers only what the documentation has."""

from __future__ import annotations

from pathlib import Path

import pytest
from max_double import NAMES, Value, batch_view, interface
from max_scene import CAMERAS, SCENE, found

from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.checks.submission import Submission
from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.apart import selected
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, Unread


def test_the_double_has_no_name_that_the_stub_lacks(rt):
    rt.load(vray=["7.40.04"], corona="12", mode="gamma")
    assert set(rt.answers) <= NAMES["Runtime"]
    with pytest.raises(AssertionError, match="not as the stub has it"):
        interface("Refs", dependentNodes=None, dependents=None)


def test_a_scene_is_read(host, rt):
    rt.load(**SCENE, output="D:/jobs/lobby/out/lobby.exr", changed=True, active="主相机")
    scene = host.scene()
    assert scene.path == Path("D:/jobs/lobby/scenes/lobby.max")
    assert (scene.version, scene.unsaved, scene.cameras) == ("2025", True, ("Camera001", "主相机"))
    assert [(unit.camera, unit.enabled) for unit in scene.units] == [("Camera001", False), ("主相机", True)]
    unit = scene.units[1]
    assert (unit.name, unit.size, unit.format) == ("lobby", (640, 480), "exr")
    assert unit.renderer == "Default_Scanline_Renderer"
    assert scene.details["CurrentProjectFolder"] == "C:/jobs"
    assert host.unread() == ()


@pytest.mark.parametrize(("nodes", "ticked", "said"), [
    (CAMERAS, [], "several: tick those"), (CAMERAS[:1], ["Camera001"], "“Camera001”, the only one, is rendered"),
])
def test_a_view_that_is_no_camera_ticks_none_unless_there_is_but_one_and_is_said(host, rt, nodes, ticked, said):
    rt.load(**{**SCENE, "nodes": nodes}, output="D:/out/a.exr")
    scene = host.scene()
    assert [unit.camera for unit in scene.units if unit.enabled] == ticked
    findings = run_checks(Submission("max", scene, selected(scene, Choices()), (), Choices(), None, connected=False))
    assert [said in each.text for each in findings if each.code == "90205"] == [True]
    choices = Choices(units=frozenset(unit.id for unit in scene.units[:1]))
    chosen = run_checks(Submission("max", scene, selected(scene, choices), (), choices, None, connected=False))
    assert "90205" not in {each.code for each in chosen}


def test_batch_views_say_what_is_rendered_whatever_is_viewed(host, rt):
    rt.load(**SCENE, views=[batch_view("a", CAMERAS[0])])
    assert not any(("view", "other") in unit.details for unit in host.scene().units)


def test_a_movie_is_said_to_be_none_for_a_farm(host, rt):
    rt.load(**SCENE, output="D:/out/lobby.MOV", active="Camera001")
    scene = host.scene()
    findings = run_checks(Submission("max", scene, selected(scene, Choices()), (), Choices(), None, connected=False))
    assert [(each.code, "(mov)" in each.text) for each in findings if each.code == "90004"] == [
        ("90004", True)]


@pytest.mark.parametrize(("settings", "frames", "listed"), [
    ({"time_type": 1, "now": 7}, Frames(7, 7), None),
    ({"time_type": 2, "window": (0, 100), "nth": 5}, Frames(0, 100, 5), None),
    ({"time_type": 3, "range_": (10, 20)}, Frames(10, 20), None),
    ({"time_type": 4, "picked": "1,3,5-12"}, Frames(1, 12), "1,3,5-12"),
    ({"time_type": 3, "range_": (-10, -1)}, Frames(-10, -1), None),
])
def test_frames_come_in_four_ways(host, rt, settings, frames, listed):
    rt.load(**SCENE, **settings)
    unit = host.scene().units[0]
    assert unit.frames == frames
    assert dict(unit.details).get("frames") == listed


def test_frames_that_cannot_be_read_are_named(host, rt):
    rt.load(**SCENE, time_type=4, picked="1,a")
    assert host.scene().units[0].frames == Frames(7, 7)
    assert [each.node for each in host.unread()] == ["Render Setup"]


def test_an_older_version_follows_from_its_number(host, rt):
    rt.load(**SCENE, version=[20000, 54, 0])
    assert host.scene().version == "2018"


def test_batch_views_are_units_of_their_own(host, rt):
    rt.load(**SCENE, output="D:/out/a.png", window=(0, 50), views=[
        batch_view("close", CAMERAS[2], overridePreset=True, startFrame=3, endFrame=9, width=1920, height=1080,
             outputFilename="D:/out/close.tga"),
        batch_view("wide", CAMERAS[0]), batch_view("off", CAMERAS[0], enabled=False)])
    units = {unit.name: unit for unit in host.scene().units if unit.name != "lobby"}
    close = units["close"]
    assert (close.camera, close.frames, close.size, close.output, close.format) == (
        "主相机", Frames(3, 9), (1920, 1080), "D:/out/close.tga", "tga")
    wide = units["wide"]
    assert (wide.frames, wide.size, wide.output) == (Frames(0, 50), (640, 480), "D:/out/a.png")
    assert [unit.name for unit in host.scene().units if unit.enabled] == ["close", "wide"]


def test_a_view_without_a_camera_is_a_unit_without_one(host, rt):
    rt.load(**SCENE, views=[batch_view("none")])
    assert [unit.camera for unit in host.scene().units if unit.name == "none"] == [""]


def test_a_view_that_breaks_is_named_and_the_others_are_read(host, rt):
    rt.load(**SCENE, views=[RuntimeError("-- Runtime error: no such view"), batch_view("good", CAMERAS[0])])
    assert "good" in {unit.name for unit in host.scene().units}
    assert host.unread() == (Unread("Batch view 1", "-- Runtime error: no such view"),)


def test_render_elements_are_named_with_their_files(host, rt):
    rt.load(**SCENE, elements=[(Value("ZDepth", elementName="VRayZDepth"), "D:/out/z.exr"),
                               (Value("Missing_Render_Element_Plug_in", elementName="?"), "")])
    assert host.scene().units[0].elements == (
        ("VRayZDepth", "D:/out/z.exr"), ("Missing_Render_Element_Plug_in", ""))


def test_elements_that_are_switched_off_are_none(host, rt):
    rt.load(**SCENE, elements=[(Value("ZDepth", elementName="VRayZDepth"), "D:/out/z.exr")], elements_active=False)
    assert host.scene().units[0].elements == ()


def test_plugins_are_found_in_the_file_properties(host, rt):
    rt.load(**SCENE, plugins=["ForestPack.dlo", "PhoenixFD_v5.dlo", "stdmat.dlt"])
    assert host.scene().plugins == {"phoenixfd": "", "forest pack": ""}


def test_looking_changes_nothing(host, rt):
    wood = Value("BitmapTexture", "wood", filename="D:/maps/wood.png")
    rt.load(**SCENE, maps=[wood], views=[batch_view("a", CAMERAS[0])])
    before = host.scene()
    found(host)
    assert host.scene() == before
    assert rt.selected is None  # every write to the double is an AssertionError besides


def test_saving_needs_a_file_first(host, rt):
    rt.load()
    assert host.scene().path is None
    with pytest.raises(HostFailed, match="Save As"):
        host.save()


def test_a_scene_that_cannot_be_saved_is_one_sentence(host, rt):
    rt.load(**SCENE, saves=False)
    with pytest.raises(HostFailed, match="read-only"):
        host.save()


def test_saving_says_where(host, rt):
    rt.load(**SCENE)
    assert host.save() == Path("D:/jobs/lobby/scenes/lobby.max")
    assert rt.saved == [str(Path("D:/jobs/lobby/scenes/lobby.max"))]


def test_nodes_are_selected_and_maps_are_left_alone(host, rt):
    rt.load(**SCENE)
    host.select(("no such map",))
    assert rt.selected is None
    host.select(("Camera001", "no such map"))
    assert rt.selected == ["Camera001"]


def test_a_scene_without_a_name_gets_one(host, rt):
    rt.load(**{**SCENE, "path": "", "file": ""})
    assert host.scene().path is None
    host.save_as(Path("D:/jobs/new.max"))
    assert host.scene().path == Path("D:/jobs/new.max")
    rt.load(**SCENE, saves=False)
    with pytest.raises(HostFailed, match="could not save"):
        host.save_as(Path("D:/jobs/new.max"))


def test_another_scene_is_opened_only_where_nothing_is_lost(host, rt):
    rt.load(**SCENE, changed=True)
    before = host.scene().path
    with pytest.raises(HostFailed, match="changes that are not saved"):
        host.open(Path("D:/jobs/other.max"))
    rt.load(**SCENE)
    rt.on_disk.add(str(Path("D:/jobs/other.max")))
    with pytest.raises(HostFailed, match="could not open"):
        host.open(Path("D:/jobs/gone.max"))
    assert host.scene().path == before
    host.open(Path("D:/jobs/other.max"))
    assert host.scene().path == Path("D:/jobs/other.max")
