"""What was chosen for a plan comes back out of it."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.model.apart import CAMERAS
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.plan.plan import from_json, head_from
from foxsubmit.core.plan.recall import choices_of
from foxsubmit.core.session.gather import look
from foxsubmit.core.settings.presets import OF_ONE_SUBMISSION


@pytest.fixture
def planned(project, api, tmp_path):
    facts = read_facts(api, traits_of("blender"))
    found = look(list(project.assets()), project.current, Choices())

    def plan(choices):
        plans = build_plans("blender", "local", "2", facts, project.scene(), found.assets, (), choices, tmp_path)
        return plans[0], facts

    plan.scene = project.current
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


def otherwise(planned, tmp_path, but):
    """Choices of which only ``but`` is as it is built in."""
    _plan, facts = planned(Choices())
    scene = planned.scene
    given = {
        "environment": facts.environments[-1].name,
        "hardware": [each.id for each in facts.hardware if not each.reason][-1],
        "units": frozenset([scene.units[0].id]), "view_layers": ("ViewLayer",), "frames": "2-4",
        "test_frames": "3", "tiles_type": "strip", "ram": 64, "graphics_cards": 2, "apart": (CAMERAS,), "device": "GPU",
        "layered": False, "movie": True, "fetch": "end", "output_folder": str(tmp_path / "out"), "samples": 12,
        "percentage": 50, "simplify": 2, "relocated": (("//gone.png", str(tmp_path / "here.png")),)}
    plain = {field.name: getattr(Choices(), field.name) for field in dataclasses.fields(Choices)}
    made = {name: given.get(name, other(value)) for name, value in plain.items() if name != but}
    assert [name for name, value in made.items() if value == plain[name]] == []
    return Choices(**made), facts


def other(value):
    """A value of the same type that is not the one given."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return ("other",) if isinstance(value, tuple) else "other"


@pytest.mark.parametrize("but", ["tiles", "frames_per_task"])  # either excludes the other
def test_every_field_of_the_choices_comes_back_out_of_a_plan_that_was_written_down(planned, tmp_path, but):
    chosen, facts = otherwise(planned, tmp_path, but)
    plan, _facts = planned(chosen)
    for read in (from_json(plan.to_json()), head_from(plan.to_json().splitlines(keepends=True))):
        changes = choices_of(read, facts.environments, facts.hardware)
        once = {name: getattr(Choices(), name) for name in OF_ONE_SUBMISSION}  # it has ended meanwhile
        assert dataclasses.replace(Choices(), **changes) == dataclasses.replace(chosen, **once)
        assert set(changes) == {field.name for field in dataclasses.fields(Choices)}


def test_a_plan_brings_back_the_units_of_its_own_task_whatever_the_scene_renders_now(planned):
    plan, facts = planned(Choices())
    assert choices_of(plan, facts.environments, facts.hardware)["units"] == {planned.scene.units[0].id}


def test_a_plan_of_an_older_version_gives_back_what_its_task_says(planned):
    plan, facts = planned(Choices(frames="2-4", priority=60))
    text = "".join(line for line in plan.to_json().splitlines(keepends=True) if not line.startswith(' "choices"'))
    old = from_json(text)
    assert old.choices is None
    changes = choices_of(old, facts.environments, facts.hardware)
    assert (changes["frames"], changes["priority"]) == ("2-4", 60)
