"""What was chosen for a plan comes back out of it."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.plan.recall import choices_of
from foxsubmit.core.session.gather import look


@pytest.fixture
def planned(project, api, tmp_path):
    facts = read_facts(api, traits_of("blender"))
    found = look(list(project.assets()), project.current, Choices())

    def plan(choices):
        plans = build_plans("blender", "local", "2", facts, project.scene(), found.assets, (), choices, tmp_path)
        return plans[0], facts

    return plan


def test_every_choice_that_a_plan_holds_comes_back(planned, tmp_path):
    chosen = Choices(
        project="", frames="1-9[2]", test_first=True, test_last=True, test_frames="3", pause_after_test=True,
        frames_per_task=2, priority=60, artist="Ann", tags=("night", "client"), output_folder=str(tmp_path / "out"),
        stop_frame_after=7200, stop_task_after=3600, warn_frame_after=600)
    plan, facts = planned(chosen)
    again = dataclasses.replace(Choices(), **choices_of(plan, facts.environments, facts.hardware))
    for field in ("test_first", "test_middle", "test_last", "test_frames", "pause_after_test", "frames_per_task",
                  "priority", "artist", "tags", "output_folder", "stop_frame_after", "stop_task_after",
                  "warn_frame_after"):
        assert getattr(again, field) == getattr(chosen, field), field
    assert again.environment in {each.name for each in facts.environments}
    assert again.hardware in {each.id for each in facts.hardware}
    rebuilt, _facts = planned(again)
    assert rebuilt.task == plan.task


def test_what_is_not_offered_any_more_is_left_out(planned):
    plan, _facts = planned(Choices())
    changes = choices_of(plan, (), ())
    assert "environment" not in changes
    assert "hardware" not in changes
