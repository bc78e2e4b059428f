"""Copies of scenes: there as long as somebody has to send them, and found again whatever was killed."""

from __future__ import annotations

import os
import time
import types

import pytest
from tests.core.transfer.agents import agent as agent_process
from tests.core.transfer.agents import submit, transfer, wait_for, work
from tests.core.transfer.uploads import offered

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.transfer.copies import ABANDONED, KEPT, Copies
from foxsubmit.core.transfer.states import TransferState


@pytest.fixture
def copies(settings):
    return Copies(settings.home)


@pytest.fixture
def copy(copies, project):
    """A copy beside the scene, written."""
    copy = copies.new(project.scene().path)
    copy.write_bytes(b"BLENDER-v405 the scene as it is now")
    return copy


def submit_copy(project, copy, copies, api, journal):
    plans = build_plans("blender", "local", "2", offered(api), project.scene(), find_all(project.assets()), (),
                        Choices(), copy=copy)
    submitted = journal.add_all(plans)
    copies.hand_over(copy, submitted)
    return submitted[0]


def grow_old(settings, seconds):
    for note in (settings.home / "copies").iterdir():
        os.utime(note, (time.time() - seconds,) * 2)


def test_a_copy_lies_beside_its_scene_or_at_home_where_nobody_may_write(copies, project, settings, monkeypatch):
    scene = project.scene().path
    first, second = copies.new(scene), copies.new(scene)
    assert first != second
    assert (first.parent, first.suffix, first.name.startswith("shot.foxsubmit-")) == (scene.parent, ".blend", True)
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    assert copies.new(scene).parent == settings.home / "copies"


def test_a_copy_arrives_in_the_place_of_its_scene_and_goes(project, copy, copies, api, journal, settings, farm):
    submission = submit_copy(project, copy, copies, api, journal)
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    (stored,) = [path for path in farm.folder.rglob("shot.blend") if path.is_file()]
    assert stored.read_bytes() == b"BLENDER-v405 the scene as it is now"
    assert not copy.exists()
    assert project.scene().path.read_bytes() == b"BLENDER-v405 a scene"
    assert list((settings.home / "copies").iterdir()) == []


def test_a_submission_whose_agent_was_killed_still_has_its_copy(project, copy, copies, api, journal, settings):
    with agent_process(settings) as process:
        process.kill()
        process.wait()
    submission = submit_copy(project, copy, copies, api, journal)
    with agent_process(settings) as process:
        wait_for(lambda: transfer(journal, submission).task_id)
        process.kill()
        process.wait()
    before = transfer(journal, submission).state in (TransferState.CREATING, TransferState.UPLOADING)
    assert copy.exists() or not before
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert not copy.exists()


def test_a_failed_submission_keeps_its_copy_until_it_is_cancelled(project, copy, copies, api, journal, settings):
    submission = submit_copy(project, copy, copies, api, journal)
    journal.record(submission, TransferState.UPLOADING)
    journal.fail(submission, "no room on the farm")
    copies.remove_unneeded(journal)
    assert copy.exists()
    journal.wish(submission, "go")
    copies.remove_unneeded(journal)
    assert copy.exists()
    journal.record(submission, TransferState.CANCELLED)
    copies.remove_unneeded(journal)
    assert not copy.exists()


def test_a_copy_that_was_never_submitted_goes_after_a_day_and_that_of_a_saved_plan_later(copies, copy, project, journal,
                                                                                         settings):
    copies.remove_unneeded(journal)
    assert copy.exists(), "it may be written down in this moment"
    grow_old(settings, ABANDONED + 1)
    copies.remove_unneeded(journal)
    assert not copy.exists()
    kept = copies.new(project.scene().path)
    kept.write_bytes(b"x")
    copies.keep(kept)
    grow_old(settings, ABANDONED + 1)
    copies.remove_unneeded(journal)
    assert kept.exists()
    grow_old(settings, KEPT + 1)
    copies.remove_unneeded(journal)
    assert not kept.exists()


def test_a_note_that_is_damaged_is_left_alone(copies, copy, journal, settings):
    (settings.home / "copies" / "zz.json").write_text("{")
    (settings.home / "copies" / "zy.json").write_text("[]")
    copies.remove_unneeded(journal)
    assert copy.exists()


def test_all_submissions_of_a_file_are_written_down_or_none(project, api, journal):
    submit(project, api, journal)
    broken = types.SimpleNamespace()
    with pytest.raises(AttributeError):
        journal.add_all([journal.get(journal.transfers()[0].id).plan(), broken])
    assert len(journal.transfers()) == 1
