"""From a scene in 3ds Max to the files that the farm takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from max_double import StateSet, Value, batch_view
from max_scene import CAMERAS

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.software import Offer
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan.build import build_plans

FACTS = Facts(Account("ann", 100.0, 0.0, "USD"), "7", (Environment("Max", "3ds Max", "2025", default=True),),
              (Hardware(301, "CPU, 64 GB RAM", False, "64"),), (), Offer(2001, "3ds Max", ("2025",)))


@pytest.fixture
def folder(tmp_path):
    pytest.importorskip("py7zr")
    (tmp_path / "lobby.max").write_bytes(b"a scene" * 1000)
    return tmp_path


def plans(host, folder, **choices):
    return build_plans("max", "local", "2", FACTS, host.scene(), (), (), Choices(**choices), folder / "packed")


def test_every_unit_of_a_scene_becomes_a_task_that_the_farm_takes(host, rt, folder):
    renderer = Value("V_Ray_7", gi_on=True, gi_primary_type=2, gi_secondary_type=3, filter_kernel=Value("Area"),
                     output_on=True, lightcache_loadFileName=None, system_raycaster_memLimit=4000)
    rt.load(path=f"{folder}/", file="lobby.max", nodes=CAMERAS, output="D:/out/a.exr", nth=2, renderer=renderer,
            elements=[(Value("VRayAlpha", elementName="Alpha", enabled=True), "D:/out/alpha.exr")],
            views=[batch_view("close", CAMERAS[2], overridePreset=True, startFrame=3, endFrame=9, width=1920,
                              height=1080, outputFilename="D:/out/close.tga")],
            states=[StateSet("Day", "Camera001", (0, 50), active=True), StateSet("Night", "主相机", (10, 20))])
    made = plans(host, folder, units=frozenset(unit.id for unit in host.scene().units))
    commons = [plan.task["scene_info_render"]["common"] for plan in made]
    assert [(each["renderable_camera"], each["frames"], each["width"]) for each in commons] == [
        (["Camera001", "主相机"], "0-100[2]", "640"), (["主相机"], "3-9[1]", "1920"), (["Camera001"], "0-50[1]", "640"),
        (["主相机"], "10-20[1]", "640")]
    assert made[0].task["scene_info_render"]["renderer"] == {
        "name": "vray", "renderer": "vray", "renderer_orign": "V_Ray_7", "gi_width": "640", "gi_height": "480",
        "gi_frames": "0-100[2]", "gi": "1", "primary_gi_engine": "2", "secondary_gi_engine": "3",
        "filter_kernel": "Area", "vfb": "1", "mem_limit": "4000"}
    assert made[0].upload["scene"]["server"].endswith("lobby.max.7z")
    assert [Path(file.local.path).name for file in made[0].files] == ["lobby.max.7z"]


@pytest.mark.parametrize(("renderer", "short"), [("Corona", "corona"), ("Arnold", "arnold"), ("ART_Renderer", "art")])
def test_other_renderers_have_their_own_settings_in_the_task(host, rt, folder, renderer, short):
    own = Value(renderer, progressive_passLimit=160, AA_samples=3)
    rt.load(path=f"{folder}/", file="lobby.max", nodes=CAMERAS, output="D:/out/a.exr", renderer=own,
            active="Camera001")
    section = plans(host, folder)[0].task["scene_info_render"]["renderer"]
    assert (section.pop("name"), section.pop("renderer"), section.pop("renderer_orign")) == (short, short, renderer)
    assert section == {"corona": {"progressive_passLimit": "160"}, "arnold": {"AA_samples": "3"}}.get(short, {})


def test_a_camera_that_two_units_render_alike_is_named_once(host, rt, folder):
    rt.load(path=f"{folder}/", file="lobby.max", nodes=CAMERAS[:1], output="D:/out/a.exr", window=(0, 50),
            states=[StateSet("Day", "Camera001", (0, 50), active=True)])
    plan, = plans(host, folder, units=frozenset(unit.id for unit in host.scene().units))
    assert plan.task["scene_info_render"]["common"]["renderable_camera"] == ["Camera001"]
