"""The whole submission through Session: no Qt, no host application, a real farm."""

from __future__ import annotations

import dataclasses
import errno
import threading
import time
from pathlib import Path

import pytest
from tests.pumping import until

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import Asset, Frames, Scene, Unread
from foxsubmit.core.plan.plan import from_json
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection, Step
from foxsubmit.core.settings.settings import Credentials
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


def test_everything_the_panel_needs_comes_from_the_scene_and_the_farm(session):
    state = session.state
    assert state.account.connection is Connection.CONNECTED
    assert state.account.profile.name
    assert [asset.size for asset in state.scene.assets] == [4, 5, 2997]
    assert state.scene.new_bytes == 4 + 5 + 2997 + len(b"BLENDER-v405 a scene")
    assert any(environment.default for environment in state.environments.known)
    assert any(hardware.gpu for hardware in state.environments.hardware)
    assert state.submit.frame_count == 3
    assert state.reasons == ()


def test_submit_becomes_a_task_with_frames_and_pictures(session, settings):
    before = session.state.account.profile.balance
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    agent = threading.Thread(target=Agent(settings, idle=0.5).run)
    agent.start()
    state = until(session,
                  lambda state: state.transfers.rows and state.transfers.rows[0].state is TransferState.FETCHED)
    session.jobs.select(state.transfers.rows[0].task_id)
    state = until(session, lambda state: len([f for f in state.jobs.frames if f.thumbnail]) == 3)
    agent.join()
    assert state.jobs.tasks[0].status is TaskStatus.DONE
    assert (state.jobs.tasks[0].done, state.jobs.tasks[0].frames) == (3, 3)
    assert all(frame.status is FrameStatus.DONE and frame.cost > 0 for frame in state.jobs.frames)
    assert len({frame.thumbnail.read_bytes() for frame in state.jobs.frames}) == 3
    cost = sum(frame.cost for frame in state.jobs.frames)
    until(session, lambda state: state.account.profile.balance == pytest.approx(before - cost))


def test_what_was_sent_is_not_new_any_more(session, settings):
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    Agent(settings, idle=0.2).run()
    session.scene.refresh()
    assert until(session, lambda state: state.scene.gathered and state.scene.new_bytes is not None).scene.new_bytes == 0


def test_a_second_click_submits_nothing(session, settings, journal):
    session.submit.submit()
    session.submit.submit()
    until(session, lambda state: state.submit.submitted and not state.busy)
    assert len(journal.transfers()) == 1


def test_a_changed_scene_is_saved_and_read_again_before_it_goes(session, project):
    project.current = dataclasses.replace(project.current, unsaved=True)
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered)
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted)
    assert not project.current.unsaved
    assert not state.scene.scene.unsaved


def test_typed_frames_are_counted_and_errors_named_in_place(session):
    session.submit.choose(frames="1-10[2]")
    assert session.state.submit.frame_count == 5
    session.submit.choose(frames="1-")
    assert "“1-”" in session.state.submit.frames_error
    assert session.state.submit.frames_error in session.state.reasons
    session.submit.choose(frames=None)
    assert session.state.can_submit


def test_a_missing_file_is_a_reason_until_it_is_allowed(session, project):
    Path(project.files[0].path).unlink()
    session.scene.refresh()
    state = until(session, lambda state: state.scene.gathered)
    assert any("not on disk" in reason for reason in state.reasons)
    session.submit.submit()
    assert session.state.step is Step.READY
    session.submit.choose(allow_missing=True)
    assert session.state.can_submit


def test_a_plan_can_be_written_instead(session, tmp_path, journal):
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy and (tmp_path / "plan.json").exists())
    assert from_json((tmp_path / "plan.json").read_text(encoding="utf-8")).name == "shot.blend"
    assert journal.transfers() == ()


def test_a_scene_that_was_never_saved_cannot_be_submitted(settings, farm):
    session = Session(RecordedHost(Scene(None, "4.5.0"), name="blender"), settings)
    session.account.connect()
    session.scene.refresh()
    state = until(session, lambda state: state.scene.gathered and state.environments.known)
    assert any("never saved" in reason for reason in state.reasons)


def test_no_farm_is_one_sentence_and_is_asked_again(project, settings, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.connecting.RECONNECT", 0.01)
    session = Session(project, settings)
    session.account.connect()
    state = until(session, lambda state: state.account.connection is Connection.AWAY)
    assert "No local farm is running" in state.account.trouble
    asked = []
    monkeypatch.setattr(session.account._connecting, "connect", lambda: asked.append(1))
    until(session, lambda _state: asked)


def test_a_wrong_key_is_one_sentence_and_is_not_asked_again(project, settings, farm):
    settings.add_account(Credentials(farm.domain, farm.access_id, "wrong", "2", "http"))
    session = Session(project, settings, farm.access_id)
    session.account.connect()
    state = until(session, lambda state: state.account.connection is Connection.AWAY)
    assert "access id and key: check both" in state.account.trouble
    assert session.account._connecting._connect_at is None


@pytest.mark.parametrize(("raised", "sentence"), [
    (HostFailed("The node fell over."), "The node fell over."),
    (AttributeError("no such thing"), "Something unexpected happened (AttributeError"),
    (PermissionError(errno.EACCES, "", "/shots/wood.png"), "/shots/wood.png cannot be used: Permission denied."),
    (OSError(errno.ENOSPC, "", "/shots/list"), "The disk of /shots/list is full: make room there."),
])
def test_a_host_that_fails_is_one_sentence(project, settings, farm, raised, sentence):
    class Failing(RecordedHost):
        def assets(self):
            yield from super().assets()
            raise raised

    session = Session(Failing(project.current, project.files, "blender"), settings)
    session.scene.refresh()
    state = until(session, lambda state: not state.busy)
    assert sentence in state.message


def test_a_closed_session_leaves_no_thread(project, settings, farm):
    def workers():
        return [thread for thread in threading.enumerate() if thread.name == "foxsubmit worker"]

    before = workers()
    session = Session(project, settings)
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.account.profile)
    begun = [thread for thread in workers() if thread not in before]
    assert begun
    session.close()
    for thread in begun:
        thread.join(60)
    assert not any(thread.is_alive() for thread in begun)


def test_the_main_thread_is_never_held_for_long(settings, farm, project):
    """20,000 nodes at 20 µs each: one pump takes a slice of them, however many there are."""
    def nodes():
        for number in range(20_000):
            end = time.perf_counter() + 20e-6
            while time.perf_counter() < end:
                pass
            yield Asset(f"/nowhere/{number}.png", "node")

    class Large(RecordedHost):
        def assets(self):
            return nodes()

    session = Session(Large(project.current, (), "blender"), settings)
    session.scene.refresh()
    pumps = 0
    while session.state.step is Step.GATHERING and pumps < 10_000:
        session.pump()
        pumps += 1
        if session.scene._scan is None:
            break
    assert pumps > 5


def test_pausing_and_cancelling_are_written_into_the_journal(session, journal):
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted)
    session.transfers.pause(state.submit.submitted[0])
    until(session, lambda state: state.transfers.rows and state.transfers.rows[0].state is TransferState.PAUSED)
    session.transfers.resume(state.submit.submitted[0])
    until(session, lambda state: state.transfers.rows[0].state is TransferState.PLANNED)
    session.transfers.cancel(state.submit.submitted[0])
    until(session, lambda _state: journal.get(state.submit.submitted[0]).wish != "go")
    assert journal.get(state.submit.submitted[0]).wish == "cancel"


def test_a_unit_that_is_chosen_by_hand_is_rendered(session, project):
    unit = dataclasses.replace(project.current.units[0], camera="Side", frames=Frames(1, 7), enabled=False)
    project.current = dataclasses.replace(project.current, units=(*project.current.units, unit))
    session.scene.refresh()
    session.submit.choose(units=frozenset([unit.id]))
    assert session.state.submit.frame_count == 7
    session.submit.choose(units=frozenset())
    assert any("No render unit" in reason for reason in session.state.reasons)


def test_the_panel_draws_once_however_many_changes_came(session):
    drawn = []
    session.on_change = drawn.append
    session.submit.choose(artist="a")
    session.submit.choose(artist="b")
    session.pump()
    assert [state.submit.choices.artist for state in drawn] == ["b"]


def test_what_the_host_could_not_read_becomes_a_finding(project, settings, farm):
    class Half(RecordedHost):
        def unread(self):
            return (Unread("file3", "no such attribute"),)

    session = Session(Half(project.current, project.files, "blender"), settings)
    session.account.connect()
    session.scene.refresh()
    state = until(session, lambda state: state.scene.gathered and state.account.connection is Connection.CONNECTED)
    assert [finding.nodes for finding in state.submit.findings if "could not be read" in finding.text] == [("file3",)]
