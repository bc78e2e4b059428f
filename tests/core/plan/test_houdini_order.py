"""The order of Houdini's simulations in task.json, as the vendor's package writes it, and its other keys."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from tests.conftest import DATA

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan import houdini
from foxsubmit.core.plan.schema.check import check
from foxsubmit.core.plan.task_input import TaskInput, UnitWork

BASE = RenderUnit("/out/mantra1", "/obj/cam1", Frames(1, 10), (64, 36), "ifd", "/job/r.$F4.exr", "exr")


def unit(name, kind="simulation", *after):
    return dataclasses.replace(BASE, name=name, kind=kind, after=after, size=(64, 36) if kind == "render" else (0, 0))


def task(*units, chosen=None):
    scene = Scene(Path("/job/shot.hip"), "20.5.487", units=units)
    work = tuple(UnitWork(each, (each.frames,)) for each in units if chosen is None or each.name in chosen)
    facts = Facts(Account("ann", 1.0, 0.0, "USD"), "7", (), (), ())
    made = houdini.task(TaskInput(scene, work, Choices(), Environment("env", "Houdini", "20.5.487"),
                                  Hardware(301, "CPU", False, "64"), "2", facts))
    check("houdini", "task", made)
    return made


def places(made):
    return {each["node"]: each.get("geoDependencySort") for each in made["scene_info_render"]["geo_node"]}


def test_a_chain_of_simulations_is_sent_in_its_order():
    made = task(unit("/out/mantra1", "render", "/out/sim_a"), unit("/out/sim_a", "simulation", "/out/sim_b"),
                unit("/out/sim_b"))
    assert places(made) == {"/out/sim_b": "1", "/out/sim_a": "2"}
    assert list(places(made)) == ["/out/sim_b", "/out/sim_a"]
    assert (made["task_info"]["multi_node"], made["task_info"]["geo_node_dependency"]) == ("0", "1")
    assert not any("geoDependencySort" in each for each in made["scene_info"]["geo_node"])


def test_only_what_is_made_has_a_place_and_the_order_goes_through_what_is_not():
    made = task(unit("/out/c", "simulation", "/out/b"), unit("/out/b", "simulation", "/out/a"), unit("/out/a"),
                chosen={"/out/a", "/out/c"})
    assert places(made) == {"/out/a": "1", "/out/b": None, "/out/c": "2"}


@pytest.mark.parametrize("units", [
    (unit("/out/mantra1", "render"),), (unit("/out/mantra1", "render"), unit("/out/a"), unit("/out/b")),
    (unit("/out/mantra2", "render", "/out/mantra1"), unit("/out/mantra1", "render")),
])
def test_where_nothing_waits_for_a_simulation_nothing_is_said_of_an_order(units):
    made = task(*units)
    assert not {"multi_node", "geo_node_dependency"} & made["task_info"].keys()
    assert set(places(made).values()) <= {None}


def test_simulations_in_a_circle_each_have_a_place():
    made = task(unit("/out/a", "simulation", "/out/b"), unit("/out/b", "simulation", "/out/a"))
    assert sorted(places(made).values()) == ["1", "2"]


def test_a_render_whose_size_is_not_known_has_none():
    (node,) = task(dataclasses.replace(BASE, size=(0, 0)))["scene_info_render"]["rop_node"]
    assert (node["width"], node["height"]) == ("", "")


def example(host):
    made = json.loads((DATA / "formats" / f"{host}.task.example.json").read_text(encoding="utf-8"))
    if host == "houdini":
        made["scene_info_render"]["geo_node"] = [
            {"node": "/obj/fx/rop", "node_type": "rop_geometry", "frames": "1-10[1]", "option": "0", "render": "1"}]
    return made


def test_keys_that_the_vendors_packages_write_are_known():
    made = example("houdini")
    made["task_info"].update(multi_node="0", geo_node_dependency="1")
    made["scene_info_render"]["geo_node"][0]["geoDependencySort"] = "1"
    made["scene_info_render"]["rop_node"][0].update(
        camera="/obj/gone", width="", height="", render_locked="1", render_lock_code={"50113": "It does not exist."},
        img_save="1", render_render_mode=0, render_export_mode="Render", output_path="/job/a.exr")
    made["scene_info_render"]["distributedsim_node"][0]["slicediv"] = [2, 1, 1]
    check("houdini", "task", made)
    other = example("max")
    other["task_info"]["version"] = "2"
    check("max", "task", other)


@pytest.mark.parametrize(("host", "wrong"), [
    ("houdini", lambda data: data["scene_info_render"]["geo_node"][0].update(geoDependencySort="0")),
    ("houdini", lambda data: data["scene_info_render"]["geo_node"][0].update(geoDependencySort=1)),
    ("houdini", lambda data: data["task_info"].update(multi_node="2")),
    ("houdini", lambda data: data["scene_info_render"]["rop_node"][0].update(width="0")),
    ("max", lambda data: data["task_info"].update(version=2)),
])
def test_a_key_that_is_known_is_still_checked(host, wrong):
    made = example(host)
    wrong(made)
    with pytest.raises(BadInput):
        check(host, "task", made)
