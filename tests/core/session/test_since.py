"""What is different since the scene was last submitted."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import make_project
from tests.core.plan.made import plans

from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.session.since import last_submission, said, since_last
from foxsubmit.core.transfer.journal.records import Row


@pytest.fixture
def host(tmp_path):
    return make_project(tmp_path / "project", {"wood.png": b"wood"})


def submitted(journal, *plans, at):
    """Plans that became tasks at a moment."""
    for number, plan in enumerate(plans):
        name = journal.add(plan)
        journal.record(name, task_id=int(at) + number)
        journal._db.execute("UPDATE submissions SET created=? WHERE id=?", (at + number / 10, name))


def units(host, *cameras):
    scene = host.current
    unit = scene.units[0]
    host.current = dataclasses.replace(scene, units=tuple(
        RenderUnit("Scene", camera, Frames(1, 3), unit.size, unit.renderer, unit.output, "PNG") for camera in cameras))
    return plans(host)


def test_a_scene_that_was_never_submitted_has_no_differences(host, journal):
    (plan,) = plans(host)
    assert since_last(journal, plan) is None
    journal.add(plan)
    assert since_last(journal, plan) is None


def test_the_same_again_has_no_differences(host, journal):
    (plan,) = plans(host)
    submitted(journal, plan, at=1000)
    assert since_last(journal, plan) == ()
    assert said(()) == "Nothing has changed since the last submission."


def test_the_newest_submission_counts(host, journal, tmp_path):
    submitted(journal, *plans(host), at=1000)
    (newer,) = plans(make_project(tmp_path / "project", {f"{name}.png": b"x" * 1200 for name in "abc"}))
    submitted(journal, newer, at=5000)
    host.current = dataclasses.replace(host.current, units=units(host, "Side")[0] and host.current.units)
    (plan,) = plans(host)
    found = since_last(journal, plan)
    assert said(found) == ("Since the last submission: Camera changed from Camera to Side; 1 texture new; 3 textures "
                           "gone; 3.6 kB less.")


def test_of_several_tasks_of_one_click_the_one_that_renders_the_same_is_taken(host, journal):
    both = units(host, "A", "B")
    submitted(journal, *both, at=1000)
    (plan,) = units(host, "A")
    assert last_submission(journal, plan).plan() == both[0]
    submitted(journal, *units(host, "B"), at=9000)
    assert since_last(journal, plan)[0] == "Camera changed from B to A."


def test_another_scene_of_the_same_name_is_another_scene(host, journal, tmp_path):
    submitted(journal, *plans(make_project(tmp_path / "other", {"wood.png": b"wood"})), at=1000)
    assert since_last(journal, plans(host)[0]) is None


def test_a_plan_that_cannot_be_read_any_more_is_passed_over(host, journal):
    (plan,) = plans(host)
    submitted(journal, plan, at=1000)
    submitted(journal, dataclasses.replace(plan, tags=("newer",)), at=5000)
    journal._db.execute("UPDATE plans SET plan=? WHERE submission=?", ("damaged", journal.find(5000).id))
    assert last_submission(journal, plan).plan() == plan


def test_the_last_plan_is_compared_file_by_file_and_never_held_as_a_whole(host, journal, tmp_path, monkeypatch):
    submitted(journal, *plans(host), at=1000)
    monkeypatch.setattr(Row, "plan", lambda _row: 1 / 0)
    (plan,) = plans(host)
    assert since_last(journal, plan) == ()
    (plan,) = plans(make_project(tmp_path / "project", {"stone.png": b"stone"}))
    assert said(since_last(journal, plan)) == "Since the last submission: 1 texture new; 1 texture gone; 1 B more."
