"""Accounts, settings, environments, presets and notices through Session: no Qt, a real farm."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import time

import pytest
from tests.core.transfer.agents import work
from tests.pumping import look_finds, until

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.jobs.tasks import TaskFilter
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection, State
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.core.settings.presets import to_text
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


@pytest.fixture
def opened(settings):
    sessions = []

    def open_session(host, account=None):
        session = Session(host, settings, account)
        sessions.append(session)
        session.account.connect()
        session.scene.refresh()
        return session

    yield open_session
    for session in sessions:
        session.close()


@pytest.fixture
def alone(tmp_path):
    """A farm that the settings do not know."""
    with LocalFarm(tmp_path / "alone", options=Options(simulate=True, seconds=0.05, balance=500.0)) as farm:
        yield farm


def key_of(farm):
    return json.loads((farm.folder / "farm.json").read_text(encoding="utf-8"))["access_key"]


@pytest.fixture
def nobody(project, opened):
    session = opened(project)
    until(session, lambda state: state.account.sign_in.needed and state.account.sign_in.keyring is not None)
    return session


@pytest.fixture
def maya(tmp_path, opened, farm):
    """A session on a Maya scene with a plug-in."""
    scene = tmp_path / "shot.ma"
    scene.write_text("//Maya ASCII 2025 scene", encoding="utf-8")
    session = opened(RecordedHost(Scene(scene, "2025.3", plugins={"mtoa": "5.4.6"}), name="maya"))
    until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
    return session


# Signing in.

def test_without_any_account_signing_in_is_needed(nobody):
    assert nobody.state.account.sign_in.keyring is False
    assert nobody.state.account.profile is None


def test_trying_a_connection_remembers_nothing(nobody, settings, alone):
    nobody.account.test_connection(alone.access_id, key_of(alone), alone.domain, "2")
    state = until(nobody, lambda state: state.account.sign_in.ok is not None)
    assert state.account.sign_in.ok, state.account.sign_in.text
    assert state.account.sign_in.text.startswith("Connected as ")
    assert state.account.sign_in.platforms == (("2", "w2"),)
    assert settings.known_accounts() == ()


def test_signing_in_remembers_the_account_and_shows_what_is_of_it(nobody, settings, alone):
    nobody.account.sign_in(f" {alone.access_id} ", key_of(alone), alone.domain, "2")
    state = until(nobody, lambda state: state.account.connection is Connection.CONNECTED)
    assert not state.account.sign_in.needed
    assert state.account.profile.balance == 500.0
    assert state.account.id == settings.account() == alone.access_id
    assert [each.name for each in state.account.known] == [state.account.profile.name]
    assert key_of(alone) not in repr(state)


@pytest.mark.parametrize(("change", "says"), [
    ({"access_key": "wrong"}, "does not accept the access id and key"),
    ({"domain": "127.0.0.1:9"}, "No farm answers at 127.0.0.1:9"),
    ({"domain": "no domain"}, "is not a valid domain"),
    ({"domain": "http://task.foxrenderfarm.com"}, "without encryption"),
    ({"access_id": ""}, "Type the access ID"),
    ({"domain": " "}, "Type the domain"),
    ({"platform": "w 2"}, "is not a valid platform"),
])
def test_what_is_wrong_is_said_in_one_sentence(nobody, settings, alone, change, says):
    typed = {"access_id": alone.access_id, "access_key": key_of(alone), "domain": alone.domain, "platform": "2"}
    nobody.account.sign_in(**{**typed, **change})
    state = until(nobody, lambda state: state.account.sign_in.ok is False)
    assert says in state.account.sign_in.text
    assert settings.known_accounts() == ()


@pytest.mark.parametrize(("fault", "says"), [("610", "clock"), ("5xx", "out of order"), ("drop", "broke off")])
def test_a_farm_that_is_not_well_is_one_sentence_too(nobody, alone, fault, says):
    alone.state.faults.set([_fault(fault)])
    nobody.account.test_connection(alone.access_id, key_of(alone), alone.domain, "2")
    assert says in until(nobody, lambda state: state.account.sign_in.ok is False).account.sign_in.text


def _fault(kind):
    from foxsubmit.farm.base.faults import Fault

    return Fault(kind)


def test_another_account_brings_its_own_facts_tasks_and_notices(project, opened, settings, farm, alone,
                                                               states_of_tasks):
    settings.add_account(Credentials(alone.domain, alone.access_id, key_of(alone), "2", "http"), "other")
    session = opened(project, "local")
    before = until(session, lambda state: state.account.connection is Connection.CONNECTED)
    assert before.account.profile.balance == 1000.0
    session.submit.choose(priority=60)
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    look_finds(session, states_of_tasks(TaskStatus.DONE))
    assert len(session.state.jobs.notices) == 1
    session.account.switch(alone.access_id)
    assert session.state.account.profile is None and session.state.jobs.tasks == () == session.state.jobs.notices
    after = until(session, lambda state: state.account.connection is Connection.CONNECTED)
    assert (after.account.profile.balance, after.account.id, after.submit.choices.priority) == (
        500.0, alone.access_id, 60)
    until(session, lambda _state: settings.account() == alone.access_id)


def test_switching_away_from_a_farm_that_hangs_does_not_wait_for_it(project, opened, settings, farm, alone):
    settings.add_account(Credentials(alone.domain, alone.access_id, key_of(alone), "2", "http"), "slow")
    from foxsubmit.farm.base.faults import Fault

    alone.state.faults.set([Fault("delay", seconds=20)])
    session = opened(project, alone.access_id)
    session.account.switch("local")
    assert until(session,
                 lambda state: state.account.connection is Connection.CONNECTED).account.profile.balance == 1000.0


def test_forgetting_the_account_in_use_leaves_the_next_one(project, opened, settings, farm, alone):
    settings.add_account(Credentials(alone.domain, alone.access_id, key_of(alone), "2", "http"), "other")
    session = opened(project, alone.access_id)
    until(session, lambda state: state.account.connection is Connection.CONNECTED)
    session.account.forget(alone.access_id)
    state = until(session,
                  lambda state: state.account.id == "local" and state.account.connection is Connection.CONNECTED)
    assert [each.id for each in state.account.known] == ["local"]


def test_another_platform_is_used_from_the_next_call_on(project, opened, settings, alone):
    settings.add_account(Credentials(alone.domain, alone.access_id, key_of(alone), "2", "http"), "other")
    session = opened(project, alone.access_id)
    until(session, lambda state: state.account.connection is Connection.CONNECTED)
    session.account.choose_platform("6")
    until(session, lambda state: state.account.platform == "6" and state.account.connection is Connection.CONNECTED)
    assert settings.credentials(alone.access_id).platform == "6"


def test_another_domain_is_used_from_the_next_call_on(project, opened, settings, alone):
    settings.add_account(Credentials("127.0.0.1:9", alone.access_id, key_of(alone), "2", "http"), "other")
    session = opened(project, alone.access_id)
    until(session, lambda state: state.account.connection is Connection.AWAY and state.account.known)
    session.account.choose_domain("no domain")
    state = until(session, lambda state: "domain" in state.settings.errors)
    assert "is not a valid domain" in state.settings.errors["domain"]
    assert state.account.current.domain == "127.0.0.1:9"
    session.account.choose_domain(alone.domain)
    state = until(session, lambda state: state.account.connection is Connection.CONNECTED)
    assert (state.account.domain, dict(state.settings.errors)) == (alone.domain, {})


def test_a_farm_that_stays_away_is_asked_ever_more_seldom(project, opened, settings, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", ())
    monkeypatch.setattr("foxsubmit.core.session.connecting.RECONNECT", 1000.0)
    monkeypatch.setattr("foxsubmit.core.session.connecting.SELDOM", 12_000.0)
    settings.add_account(Credentials("127.0.0.1:9", "ak-1", "0123456789", "2", "http"), "gone")
    session = opened(project, "ak-1")
    waits = []
    for _try in range(6):
        state = until(session, lambda state: state.account.retry_at)
        waits.append(round((state.account.retry_at - time.time()) / 1000))
        session.account.connect()
        assert session.state.account.retry_at == 0
    assert waits == [1, 2, 4, 8, 12, 12]


def test_a_damaged_file_of_accounts_is_said_and_the_panel_opens(project, opened, settings):
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / "accounts.json").write_text("{", encoding="utf-8")
    state = until(opened(project), lambda state: state.account.sign_in.needed)
    assert "cannot be read: sign in again" in state.settings.warning


@pytest.mark.slow
def test_the_local_farm_is_started_and_used(nobody, settings):
    nobody.account.try_local_farm()
    assert nobody.state.account.sign_in.busy
    state = until(nobody, lambda state: state.account.connection is Connection.CONNECTED, 120)
    assert state.account.id == settings.account() == "local"
    assert (state.account.sign_in.done, state.account.farm_runs) == (1, True)
    nobody.account.stop_local_farm()
    state = until(nobody, lambda state: state.account.connection is Connection.AWAY and not state.account.farm_runs)
    assert not state.account.sign_in.needed, "what is known of it is shown"


@pytest.mark.slow
@pytest.mark.posix_only("the host is a script that says whether it was started")
def test_in_a_host_the_farm_runs_in_the_hosts_python_and_the_host_is_not_started_again(nobody, tmp_path, monkeypatch):
    host, started = tmp_path / "maya.bin", tmp_path / "started"
    host.write_text(f"#!/bin/sh\ntouch {started}\nexec {sys.executable} \"$@\"\n", encoding="utf-8")
    host.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(host))
    nobody.account.try_local_farm()
    until(nobody, lambda state: state.account.connection is Connection.CONNECTED, 120)
    assert not started.exists()
    nobody.account.stop_local_farm()
    until(nobody, lambda state: not state.account.farm_runs)


def test_a_python_without_the_farms_packages_says_what_to_install(nobody, monkeypatch, tmp_path):
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text("import sys\nsys.modules['starlette'] = None\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    nobody.account.try_local_farm()
    state = until(nobody, lambda state: state.account.sign_in.ok is False, 120)
    assert '-m pip install "starlette' in state.account.sign_in.text


# Settings.

def test_the_language_is_switched_and_the_choices_stay(project, opened, farm, settings):
    session = opened(project)
    until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
    session.submit.choose(frames="1-", priority=60)
    session.settings.prefer(language="zh_CN")
    state = until(session,
                  lambda state: state.settings.language == "zh_CN" and state.account.connection is Connection.CONNECTED)
    assert (state.submit.choices.frames, state.submit.choices.priority) == ("1-", 60)
    assert "帧" in state.submit.frames_error
    assert settings.preferences()[0].language == "zh_CN"


def test_a_setting_that_cannot_be_says_so_until_it_can(nobody, tmp_path):
    nobody.settings.prefer(download_folder="/not/there")
    state = until(nobody, lambda state: state.settings.errors)
    assert "There is no folder" in state.settings.errors["download_folder"]
    nobody.settings.prefer(download_folder=str(tmp_path))
    state = until(nobody, lambda state: not state.settings.errors)
    assert state.submit.choices.output_folder == str(tmp_path)


def test_pictures_are_measured_and_removed(nobody, settings):
    settings.thumbnails.mkdir(parents=True)
    (settings.thumbnails / "a.jpg").write_bytes(b"x" * 1000)
    nobody.settings.measure_cache()
    until(nobody, lambda state: state.settings.cache_bytes == 1000)
    nobody.settings.clear_cache()
    until(nobody, lambda state: state.settings.cache_bytes == 0)
    assert not settings.thumbnails.exists()


def test_pictures_that_another_program_holds_are_not_said_to_be_gone(nobody, settings, monkeypatch):
    settings.thumbnails.mkdir(parents=True)
    for name in ("held.jpg", "other.jpg"):
        (settings.thumbnails / name).write_bytes(b"x" * 1000)
    unlink = os.unlink

    def held(path, **options):
        if os.fspath(path).endswith("held.jpg"):
            raise PermissionError
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", held)
    nobody.settings.clear_cache()
    until(nobody, lambda state: state.settings.cache_bytes == 1000)
    assert [each.name for each in settings.thumbnails.iterdir()] == ["held.jpg"]


def test_the_studio_decides_what_it_has_locked(project, opened, farm, tmp_path, monkeypatch):
    (tmp_path / "studio.json").write_text(json.dumps(
        {"project": "courtyard", "choices": {"priority": 60}, "locked": ["priority"]}), encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(tmp_path / "studio.json"))
    project.memory = to_text(dataclasses.replace(State().submit.choices, priority=50, project="lantern", artist="Ann"))
    session = opened(project)
    choices = session.state.submit.choices
    assert (choices.priority, choices.project, choices.artist) == (60, "lantern", "Ann")
    session.submit.choose(priority=50, artist="Bo")
    assert (session.state.submit.choices.priority, session.state.submit.choices.artist) == (60, "Bo")


# What is kept with a scene, and presets.

def test_a_scene_brings_its_choices_and_looking_writes_nothing(project, opened, farm):
    project.memory = to_text(dataclasses.replace(State().submit.choices, frames="2-3", tags=("a", "b")))
    session = opened(project)
    assert (session.state.submit.choices.frames, session.state.submit.choices.tags) == ("2-3", ("a", "b"))
    session.submit.choose(frames="1")
    session.scene.refresh()
    assert session.state.submit.choices.frames == "1"
    assert "2-3" in project.memory


def test_submitting_keeps_the_choices_with_the_scene(project, opened, farm):
    session = opened(project)
    until(session, lambda state: state.can_submit and state.scene.gathered)
    session.submit.choose(frames="1-2", artist="Ann")
    assert project.memory == ""
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    assert json.loads(project.memory)["choices"] == {"frames": "1-2", "artist": "Ann"}
    assert farm.access_id not in project.memory


def test_another_scene_does_not_get_the_choices_of_the_one_before(project, opened, farm):
    project.memory = to_text(dataclasses.replace(State().submit.choices, frames="2-3", units=frozenset({"x"})))
    session = opened(project)
    project.memory = ""
    session.scene.refresh()
    assert (session.state.submit.choices.frames, session.state.submit.choices.units) == (None, None)


def test_a_host_that_cannot_remember_is_read_and_submitted_all_the_same(project, opened, farm):
    class Forgetful(RecordedHost):
        def recall(self):
            raise RuntimeError("no memory")

        def remember(self, text):
            raise RuntimeError("no memory")

    session = opened(Forgetful(project.current, project.files, "blender"))
    until(session, lambda state: state.can_submit and state.scene.gathered)
    session.submit.choose(artist="Ann")
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)


def test_a_preset_is_saved_and_applied(project, opened, farm):
    session = opened(project)
    until(session, lambda state: state.account.connection is Connection.CONNECTED)
    session.submit.choose(priority=60, frames="1", environment="Gone")
    session.presets.save("Final")
    until(session, lambda state: state.settings.presets == ("Final",))
    first = session.state.environments.known[0].name
    session.submit.choose(priority=50, frames="2", environment=first)
    session.presets.apply("Final")
    state = until(session, lambda state: state.submit.choices.priority == 60)
    assert (state.submit.choices.frames, state.submit.choices.environment) == ("2", first)
    session.presets.delete("Final")
    until(session, lambda state: state.settings.presets == ())


# Environments.

def test_an_environment_is_proposed_from_the_scene_and_saved(maya, api):
    maya.environments.edit(None)
    draft = maya.state.environments.editor
    assert (draft.name, draft.version, draft.plugins) == ("Maya 2025 (2)", "2025", (("mtoa", "5.4.7.1"),))
    assert [row.name for row in draft.rows] == ["Maya", "mtoa"]
    maya.environments.change(name="Courtyard")
    maya.environments.save()
    state = until(
        maya,
        lambda state: (
            state.environments.editor and not state.environments.editor.busy and state.environments.editor.original
        ),
    )
    assert (state.environments.editor.name, state.environments.editor.changes,
            state.submit.choices.environment) == ("Courtyard", 0, "Courtyard")
    made = next(each for each in api.env.get_render_env(name="maya") if each["editName"] == "Courtyard")
    assert [each["pluginVersion"] for each in made["respUserPluginInfoVos"]] == ["mtoa 5.4.7.1"]


def test_an_environment_is_changed_renamed_made_the_default_and_deleted(maya, api):
    maya.environments.edit(None)
    maya.environments.change(name="A")
    maya.environments.save()
    until(maya, lambda state: state.environments.editor.original == "A")
    maya.environments.choose_plugin("wobble", "0.9.5")
    maya.environments.choose_plugin("mtoa", "")
    maya.environments.change(name="B", default=True)
    assert maya.state.environments.editor.changes == 4
    maya.environments.save()
    state = until(maya, lambda state: state.environments.editor.original == "B")
    listed = {each.name: each for each in state.environments.known}
    assert "A" not in listed
    assert (listed["B"].default, listed["B"].plugins) == (True, (("wobble", "0.9.5"),))
    maya.environments.delete("B")
    until(maya, lambda state: "B" not in [each.name for each in state.environments.known])
    assert "B" not in [each["editName"] for each in api.env.get_render_env(name="maya")]


def test_a_name_that_is_taken_or_missing_is_said_and_nothing_is_sent(maya):
    taken = maya.state.environments.known[0].name
    maya.environments.edit(None)
    for name, says in ((taken, "already"), (" ", "needs a name")):
        maya.environments.change(name=name)
        maya.environments.save()
        assert says in maya.state.environments.editor.error
    maya.environments.change(name="C")
    assert maya.state.environments.editor.error == ""


def test_what_the_farm_refuses_is_said_in_the_editor(maya, farm):
    maya.environments.edit(None)
    farm.state.faults.set([_fault("611")])
    maya.environments.save()
    state = until(maya, lambda state: state.environments.editor.error)
    assert "does not accept" in state.environments.editor.error
    assert not state.environments.editor.busy


def test_matching_takes_the_versions_that_go_with_the_scene(maya):
    other = next(each.name for each in maya.state.environments.known if each.version != "2025")
    maya.environments.edit(other)
    assert maya.state.environments.editor.rows[0].tone == "error"
    maya.environments.match()
    assert [row.tone for row in maya.state.environments.editor.rows] == ["ok", "ok"]
    assert maya.state.environments.editor.changes > 0
    maya.environments.close()
    assert maya.state.environments.editor is None


def layered(tmp_path, kind):
    """A Maya scene whose one layer is of this kind."""
    scene = tmp_path / "layers.ma"
    scene.write_text("//Maya ASCII 2025 scene", encoding="utf-8")
    unit = RenderUnit("fog", "cam", Frames(1, 2), (64, 36), "mayaSoftware", details=(("layer_type", kind),))
    return Scene(scene, "2025.3", units=(unit,), cameras=("cam",), details={"render_layer_type": kind})


def test_an_environment_gets_the_mode_of_render_layers_that_the_scene_has(tmp_path, opened, farm, api):
    for kind in ("1", "0"):
        session = opened(RecordedHost(layered(tmp_path, kind), name="maya"))
        until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
        session.environments.edit(None)
        session.environments.change(name=f"Layers {kind}")
        session.environments.save()
        until(session, lambda state: state.submit.choices.environment.startswith("Layers "))
    made = {each["editName"]: each["renderLayerType"] for each in api.env.get_render_env(name="maya")}
    assert (made["Layers 1"], made["Layers 0"]) == (1, 0)


def test_a_click_sets_an_environment_to_the_mode_that_the_scene_has(tmp_path, opened, farm, api):
    session = opened(RecordedHost(layered(tmp_path, "1"), name="maya"))
    state = until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
    (finding,) = [each for each in state.submit.findings if each.code == "90300"]
    name = finding.fix.changes["environment"]
    assert (finding.nodes, finding.fix.label) == (("fog",), f"Set “{name}” to Render Setup")
    session.submit.fix(finding)
    state = until(session, lambda state: "90300" not in {each.code for each in state.submit.findings})
    assert state.environments.editor is None
    made = {each["editName"]: each["renderLayerType"] for each in api.env.get_render_env(name="maya")}
    assert made[name] == 1
    session.environments.edit(name)
    assert session.state.environments.editor.changes == 0


def test_a_click_makes_an_environment_of_the_farms_nearest_version(tmp_path, opened, farm, api):
    scene = dataclasses.replace(layered(tmp_path, "0"), version="2024.2")
    session = opened(RecordedHost(scene, name="maya"))
    state = until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
    (finding,) = [each for each in state.submit.findings if each.code == "15013"]
    assert finding.fix.label == "Use Maya 2024"
    session.submit.fix(finding)
    state = until(session, lambda state: "15013" not in {each.code for each in state.submit.errors})
    made = {each["editName"]: each["cgVersion"] for each in api.env.get_render_env(name="maya")}
    assert made[state.submit.choices.environment] == "2024"
    assert state.environments.editor is None


def test_of_layers_of_both_kinds_those_that_are_rendered_decide(tmp_path, opened, farm, api):
    scene = layered(tmp_path, "1")
    other = dataclasses.replace(scene.units[0], name="sky", details=(("layer_type", "0"),))
    session = opened(RecordedHost(dataclasses.replace(scene, units=(*scene.units, other)), name="maya"))
    until(session, lambda state: state.account.connection is Connection.CONNECTED and state.scene.gathered)
    session.submit.choose(units=frozenset({scene.units[0].id}))
    state = until(session, lambda state: state.submit.choices.units)
    (finding,) = [each for each in state.submit.findings if each.code == "90300"]
    session.submit.fix(finding)
    state = until(session, lambda state: "90300" not in {each.code for each in state.submit.findings})
    assert [unit.name for unit in state.scene.scene.units] == [scene.units[0].name, "sky"], "both kinds are still there"


# Notices.

def test_a_task_that_ends_while_somebody_looks_is_news(project, opened, farm, states_of_tasks):
    session = opened(project)
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    assert session.state.jobs.notices == ()
    look_finds(session, states_of_tasks(TaskStatus.DONE))
    assert [(each.tone, each.task_id) for each in session.state.jobs.notices] == [("ok", 7)]
    session.jobs.close_notice(session.state.jobs.notices[0].id)
    look_finds(session, states_of_tasks(TaskStatus.DONE))
    assert session.state.jobs.notices == ()


@pytest.mark.parametrize(("status", "tone"), [
    (TaskStatus.DONE_WITH_FAILURES, "error"), (TaskStatus.FAILED, "error"), (TaskStatus.NO_BALANCE, "error"),
    (TaskStatus.TEST_DONE, "warn"), (TaskStatus.USER_STOPPED, None)])
def test_each_end_has_its_tone_and_what_the_artist_did_is_no_news(project, opened, states_of_tasks, status, tone):
    session = opened(project)
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    look_finds(session, states_of_tasks(status))
    until(session, lambda state: bool(state.jobs.notices) is bool(tone))
    assert [each.tone for each in session.state.jobs.notices] == ([tone] if tone else [])


def test_a_notice_of_failed_frames_says_which_and_why_until_it_is_stale(project, opened, farm, settings, api):
    farm.state.faults.set([Fault("bad-disk", path="shot_0002")])
    session = opened(project)
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.can_submit)
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    work(settings)
    state = until(session, lambda state: state.jobs.tasks and state.jobs.tasks[0].status.over)
    look_finds(session, (dataclasses.replace(state.jobs.tasks[0], status=TaskStatus.RENDERING),))
    session.jobs.look_now()
    state = until(session, lambda state: state.jobs.notices)
    (notice,) = state.jobs.notices
    assert notice.leads_to == "why"
    assert notice.text.startswith(
        f"“shot · Scene · Camera · 1-3” (task {notice.task_id}): 1 of 3 frames failed (2): frame 2: “")
    assert "farm cannot store the file" in notice.text
    only_stale_notices_go(session, notice, api)


def only_stale_notices_go(session, notice, api):
    """A notice stays while it holds, whatever is listed, and goes when its task is deleted, by whomever."""
    session.jobs.filter(TaskFilter("a scene that is not there"))
    state = until(session, lambda state: state.jobs.listing.answered)
    assert (state.jobs.tasks, state.jobs.notices) == ((), (notice,))
    api.task.delete_task([notice.task_id])
    session.jobs.look_now()
    until(session, lambda state: state.jobs.notices == ())


def test_a_notice_goes_when_it_does_not_hold_any_more_and_a_task_has_one(project, opened, states_of_tasks):
    session = opened(project)
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    look_finds(session, states_of_tasks(TaskStatus.TEST_DONE))
    (notice,) = session.state.jobs.notices
    assert "(task 7): The test frames are done" in notice.text
    assert notice.leads_to == "rest"
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    assert session.state.jobs.notices == ()
    look_finds(session, states_of_tasks(TaskStatus.TEST_DONE))
    look_finds(session, states_of_tasks(TaskStatus.DONE))
    assert [each.text for each in session.state.jobs.notices] == ["“shot.blend” (task 7) is done."]


def test_who_wants_no_notices_gets_none(project, opened, states_of_tasks, settings):
    settings.prefer(notices=False)
    session = opened(project)
    look_finds(session, states_of_tasks(TaskStatus.RENDERING))
    look_finds(session, states_of_tasks(TaskStatus.DONE))
    assert session.state.jobs.notices == ()


@pytest.fixture
def states_of_tasks():
    from foxsubmit.core.jobs.tasks import TaskRow

    return lambda status: (TaskRow(7, "shot.blend", status, int(status), 3, 3),)


# What the farm refuses.

@pytest.fixture
def refusing(monkeypatch):
    """Have the farm refuse calls with a code."""
    from foxsubmit.farm.base import refusal, routes

    def refuse(code, *paths):
        def no(_farm, _body):
            raise refusal.Refusal(code, "no")

        for path in paths:
            assert path in routes.ROUTES
            monkeypatch.setitem(routes.ROUTES, path, no)

    return refuse


def test_what_a_user_may_not_list_is_not_there_and_the_rest_is(project, opened, farm, refusing):
    refusing(605, "/api/render/project/getList", "/api/render/project/list",
             "/api/render/plugin/getUserPluginConfig", "/api/render/common/queryPlatforms")
    state = until(opened(project), lambda state: state.account.connection is Connection.CONNECTED)
    assert (state.environments.projects, state.environments.known, state.account.platforms) == ((), (), ())
    assert state.environments.hardware


@pytest.mark.parametrize(("code", "says"), [
    (605, "ask the owner of the main account"), (608, "belongs to another region: use its domain"),
    (804, "locked: ask the farm's support"), (812, "allow it in the account's settings"),
    (513, "check the access id and the domain")])
def test_each_refusal_of_an_account_says_what_to_do(project, opened, farm, refusing, code, says):
    refusing(code, "/api/render/setUp/queryUserProfile")
    state = until(opened(project), lambda state: state.account.connection is Connection.AWAY)
    assert says in state.account.trouble
    assert state.account.trouble_code == code
