"""What a scene remembers of the choices, and what is submitted of one that changed since it was read."""

from __future__ import annotations

import dataclasses
import gc
import json
import os

import pytest
from tests.pumping import until

from foxsubmit.core.model.host import Asset
from foxsubmit.core.session import scene_memory
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import State
from foxsubmit.core.settings.presets import to_text
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


def remembered(project):
    return json.loads(project.memory)["choices"] if project.memory else {}


def test_a_choice_goes_into_the_scene_once_it_has_settled(session, project, monkeypatch):
    session.submit.choose(artist="A")
    session.submit.choose(artist="Ann")
    session.pump()
    assert project.memory == ""
    monkeypatch.setattr(scene_memory, "SETTLED", 0.0)
    session.submit.choose(frames="1-2")
    session.pump()
    assert remembered(project) == {"artist": "Ann", "frames": "1-2"}


def test_choices_that_only_a_newer_program_knows_stay_in_the_scene(session, project, monkeypatch):
    project.memory = json.dumps({"kind": "foxsubmit choices", "version": 2, "choices": {"priority": 60, "newer": [1]}})
    session.submit.recall()
    monkeypatch.setattr(scene_memory, "SETTLED", 0.0)
    session.submit.choose(artist="Ann")
    session.pump()
    assert remembered(project) == {"priority": 60, "newer": [1], "artist": "Ann"}


def test_what_nobody_chose_changes_no_scene(session, project, monkeypatch):
    monkeypatch.setattr(scene_memory, "SETTLED", 0.0)
    session.submit.choose(artist=session.state.submit.choices.artist)
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.can_submit)
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    assert project.memory == ""


def test_undo_in_the_host_is_undo_of_the_choice(session, project, monkeypatch):
    monkeypatch.setattr(scene_memory, "SETTLED", 0.0)
    session.submit.choose(artist="Ann")
    session.pump()
    kept, project.memory = project.memory, ""
    session.submit.recall()
    assert session.state.submit.choices.artist == ""
    project.memory = kept
    session.submit.recall()
    assert session.state.submit.choices.artist == "Ann"


def test_a_choice_that_is_being_typed_does_not_go_into_the_next_scene(session, project):
    session.submit.choose(artist="Ann")
    project.memory = to_text(dataclasses.replace(State().submit.choices, frames="2-3"))
    session.scene.refresh()
    session.submit.tick(float("inf"))
    assert remembered(project) == {"frames": "2-3"}


def test_a_scene_that_changed_since_it_was_read_is_saved_before_it_goes(session, project):
    project.current = dataclasses.replace(project.current, unsaved=True)
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    assert not project.current.unsaved


def test_a_scene_that_was_saved_since_it_was_read_goes_as_it_is_now(session, project, tmp_path, journal):
    (tmp_path / "new.png").write_bytes(b"new")
    project.files = (*project.files, Asset(str(tmp_path / "new.png"), "Image", "image"))
    os.utime(project.current.path, ns=(1, 1))
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    (transfer,) = journal.transfers()
    assert str(tmp_path / "new.png") in {file.local.path for file in journal.get(transfer.id).plan().files}


def test_nothing_is_collected_while_a_scene_is_walked_through(project, settings):
    class Large(RecordedHost):
        def assets(self):
            for number in range(60_000):
                collecting.append(gc.isenabled())
                yield Asset(f"/tex/{number}.png", "Image", "image")

    collecting = []
    session = Session(Large(project.current), settings)
    session.scene.refresh()
    while session.scene._scan is not None:
        assert gc.isenabled(), "it is given back between the slices"
        session.scene.tick()
    session.close()
    assert len(collecting) == 60_000 and not any(collecting)
