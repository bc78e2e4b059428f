"""The plan: the four files, their schemas, and the document that carries them."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from tests.core.plan.made import FACTS, plans

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Finding, Severity
from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.plan.blender import TRAITS as BLENDER
from foxsubmit.core.plan.build import pick_environment
from foxsubmit.core.plan.plan import from_json


def test_a_blender_scene_becomes_the_four_files(project):
    (plan,) = plans(project, Choices(project="courtyard", frames="1-10[3],20", test_first=True))
    info = plan.task["task_info"]
    assert plan.task["software_config"] == {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}
    assert plan.task["scene_info_render"]["common"] == {
        "frames": "1-10[3],20-20[1]", "width": "64", "height": "36", "Render_Format": "PNG",
        "Output_path": (project.current.path.parent / "out_").as_posix(), "camera_name": "Camera",
        "scene_name": ["Scene"]}
    assert (info["project_id"], info["project_name"], info["user_id"]) == ("14", "courtyard", "77")
    assert (info["hardwareConfigId"], info["ram"], info["pre_frames"]) == ("301", "128", "100")
    assert (info["cg_id"], info["channel"], info["platform"]) == ("2007", "4", "2")
    scene = plan.upload["scene"][0]
    assert scene["hash"] == hashlib.md5(project.current.path.read_bytes()).hexdigest()
    assert [pair["server"].rsplit("/", 1)[1] for pair in plan.upload["asset"]] == [
        "shot.blend", "wood.png", "stone.png", "sky.png"]


def test_every_value_of_the_task_is_a_text(project):
    (plan,) = plans(project)
    info = plan.task["task_info"]
    assert all(isinstance(value, str) for name, value in info.items() if name != "hardwareConfigIds")
    assert info["hardwareConfigIds"] == ["301"]


def test_the_task_number_is_filled_in_only_when_it_is_known(project):
    (plan,) = plans(project)
    assert plan.task["task_info"]["task_id"] == ""
    assert json.loads(plan.documents(1234)["task.json"])["task_info"]["task_id"] == "1234"


def test_each_selected_unit_is_a_task_of_its_own(project):
    other = RenderUnit("Scene", "Side", Frames(5, 6), (64, 36), "CYCLES", "/o", "PNG", enabled=False)
    project.current = dataclasses.replace(project.current, units=(*project.current.units, other))
    assert len(plans(project)) == 1
    both = plans(project, Choices(units=frozenset(unit.id for unit in project.current.units)))
    assert [plan.task["scene_info_render"]["common"]["camera_name"] for plan in both] == ["Camera", "Side"]


def test_an_error_finding_keeps_the_plan_from_being_made(project):
    with pytest.raises(BadInput, match="A stone is missing"):
        plans(project, findings=[Finding("35001", Severity.ERROR, "A stone is missing.")])


def test_findings_travel_as_tips(project):
    finding = Finding("35001", Severity.WARNING, "Gone.", ("Image",), ("/gone.png",))
    (plan,) = plans(project, findings=[finding, Finding("90002", Severity.NOTE, "A note.")])
    assert plan.tips == {"35001": ["Gone.", "/gone.png"]}


def test_a_plan_is_read_back_as_it_was(project, tmp_path):
    (plan,) = plans(project, Choices(tags=("a",)), [Finding("1", Severity.WARNING, "w", ("n",), ("d",))])
    plan.save(tmp_path / "plan.json")
    assert from_json((tmp_path / "plan.json").read_text(encoding="utf-8")) == plan


@pytest.mark.parametrize(("change", "sentence"), [
    (lambda data: data.pop("foxsubmit_plan"), "not a plan"),
    (lambda data: data.update(foxsubmit_plan=99), "version 99"),
    (lambda data: data.pop("files"), "files is missing"),
    (lambda data: data["task"]["task_info"].update(ram="65"), r'task_info\.ram: "65" is not one of "64", "128"\.'),
    (lambda data: data["task"]["task_info"].pop("cg_id"), "cg_id is missing"),
    (lambda data: data["task"]["scene_info_render"]["common"].update(frames="1-"), "frame range"),
    (lambda data: data["upload"]["asset"][0].update(server="x"), "begins with /"),
])
def test_a_plan_that_was_tampered_with_is_refused_in_one_sentence(project, change, sentence):
    (plan,) = plans(project)
    data = json.loads(plan.to_json())
    change(data)
    with pytest.raises(BadInput, match=sentence) as caught:
        from_json(json.dumps(data))
    assert "\n" not in str(caught.value)


def test_the_environment_that_fits_the_scene_is_taken_before_the_default():
    assert pick_environment(BLENDER, FACTS.environments, Choices(), "4.5.1").name == "new"
    assert pick_environment(BLENDER, FACTS.environments, Choices(), "2.79").name == "old"
    assert pick_environment(BLENDER, FACTS.environments, Choices(environment="old"), "4.5.1").name == "old"
    assert pick_environment(BLENDER, (), Choices(), "4.5.1") is None
