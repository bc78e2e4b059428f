"""A plan that was saved, submitted on another day or for another account."""

from __future__ import annotations

import dataclasses
import os

import pytest
from tests.core.plan.made import FACTS, plans

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.plan.plan import from_json
from foxsubmit.core.plan.reuse import changes_since, ready


@pytest.fixture
def plan(project):
    return plans(project, Choices(project="courtyard"))[0]


def test_nothing_has_changed(plan):
    assert not changes_since(plan)
    assert changes_since(plan).sentences == ()


def test_what_is_gone_or_changed_is_named(plan, project):
    folder = project.current.path.parent
    (folder / "wood.png").unlink()
    os.utime(folder / "stone.png", (1, 1))
    project.current.path.write_bytes(b"BLENDER another")
    changes = changes_since(plan)
    assert changes.gone == (str(folder / "wood.png"),)
    assert set(changes.changed) == {str(folder / "stone.png"), str(project.current.path)}
    assert changes.sentences[0] == f"1 file is not there any more: {folder / 'wood.png'}."


def test_many_are_counted_and_a_few_named(plan, project):
    for name in ("wood.png", "stone.png", "sky.png", "shot.blend"):
        (project.current.path.parent / name).unlink()
    (sentence,) = changes_since(plan).sentences
    assert sentence.startswith("4 files are not there any more: ")
    assert sentence.endswith(" and 1 more.")


def test_the_scene_behind_an_archive_counts_too(plan, tmp_path):
    stamp = dataclasses.replace(plan.stamp, path=str(tmp_path / "gone.max"))
    assert changes_since(dataclasses.replace(plan, stamp=stamp)).gone == (str(tmp_path / "gone.max"),)


def test_a_plan_becomes_that_of_another_account(plan):
    facts = dataclasses.replace(FACTS, user_id="88", projects=(("courtyard", "21"),))
    found = ready(from_json(plan.to_json()), "other", "62", facts)
    info = found.task["task_info"]
    assert (found.account, info["user_id"], info["platform"], info["project_id"]) == ("other", "88", "62", "21")
    assert plan.task["task_info"]["user_id"] == "77"
    found.check()


@pytest.mark.parametrize(("facts", "sentence"), [
    ({"environments": FACTS.environments[:1]}, "no render environment with Blender 4.5"),
    ({"hardware": FACTS.hardware[:1]}, "does not offer the plan's hardware 301"),
])
def test_what_the_farm_no_longer_offers_is_said(plan, facts, sentence):
    with pytest.raises(BadInput, match=sentence):
        ready(plan, "local", "2", dataclasses.replace(FACTS, **facts))


def test_a_plan_whose_files_changed_is_not_submitted(plan, project):
    project.current.path.unlink()
    with pytest.raises(BadInput, match=r"not there any more: .*shot\.blend\. Make the plan again\."):
        ready(plan, "local", "2", FACTS)
