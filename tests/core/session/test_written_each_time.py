"""A host that does not know of every change of its scene: Submit writes the scene each time, and reads it again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.pumping import until

from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import Asset
from foxsubmit.core.session.session import Session
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


class Written(RecordedHost):
    """What is in its memory is written when it is asked to, and it calls nothing changed."""

    content = b"BLENDER-v405 as it was"
    written_for = None
    refuses = ""

    def save(self) -> Path:
        self._write(self.current.path)
        return self.current.path

    def write_copy(self, target: Path, units, overrides) -> None:
        self.written_for, self.overrides = units, overrides
        self._write(target)

    def _write(self, path):
        if self.refuses:
            raise HostFailed(self.refuses)
        path.write_bytes(self.content)


@pytest.fixture
def host(tmp_path):
    made = make_project(tmp_path / "project", {"wood.png": b"wood"})
    return Written(made.current, made.files, "blender")


@pytest.fixture
def session(farm, settings, host):
    session = Session(host, settings, "local")
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.can_submit)
    yield session
    session.close()


def submitted(session, journal):
    before = session.state.submit.submitted
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted != before or (state.message and not state.busy))
    return journal.get(state.submit.submitted[-1]).plan() if state.submit.submitted != before else state.message


def test_the_scene_is_written_and_read_again_although_nothing_is_called_changed(session, host, journal, tmp_path):
    host.content = b"BLENDER-v405 as a script made it"
    (tmp_path / "project" / "new.png").write_bytes(b"new")
    host.files = (*host.files, Asset(str(tmp_path / "project" / "new.png"), 'Image "new"', "image"))
    plan = submitted(session, journal)
    assert host.current.path.read_bytes() == host.content
    assert [Path(each.local.path).name for each in plan.files] == ["shot.blend", "wood.png", "new.png"]
    assert plan.files[0].local.size == len(host.content)


def test_a_copy_is_sent_in_the_scenes_place_and_its_own_file_stays(session, host, journal):
    before = host.current.path.read_bytes()
    host.content = b"BLENDER-v405 as a script made it"
    session.submit.choose(as_copy=True)
    plan = submitted(session, journal)
    assert host.current.path.read_bytes() == before
    sent = plan.files[0]
    assert Path(sent.local.path).read_bytes() == host.content
    assert sent.local.path != str(host.current.path) and sent.server.endswith("/project/shot.blend")
    assert plan.task["task_info"]["input_cg_file"] == host.current.path.as_posix()
    assert plan.upload["scene"][0]["local"] == plan.upload["asset"][0]["local"] == host.current.path.as_posix()


def test_the_copy_for_a_saved_plan_stays(session, host, tmp_path, settings):
    session.submit.choose(as_copy=True)
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: (tmp_path / "plan.json").exists() and not state.busy)
    (copy,) = host.current.path.parent.glob("*foxsubmit*")
    assert '"plan": true' in next((settings.home / "copies").iterdir()).read_text()
    assert copy.name in (tmp_path / "plan.json").read_text(encoding="utf-8")


def test_a_camera_that_is_rendered_alone_goes_in_a_copy_and_the_artists_markers_stay(session, host, journal):
    (unit,) = host.current.units
    alone = dataclasses.replace(unit, camera="Close", details=(("alone", "1"),), enabled=False)
    host.current = dataclasses.replace(host.current, units=(dataclasses.replace(unit, variant="markers"), alone))
    plan = submitted(session, journal)
    before = host.current.path.read_bytes()
    assert (host.written_for, "camera_alone" in plan.task["additional_info"]) == (None, False)
    session.submit.choose_once(units=frozenset({alone.id}))
    plan = submitted(session, journal)
    assert (host.written_for, plan.task["additional_info"]["camera_alone"]) == ((alone,), "1")
    assert host.current.path.read_bytes() == before


@pytest.mark.parametrize("as_copy", [False, True])
def test_a_scene_that_cannot_be_written_is_a_sentence_and_nothing_is_submitted(session, host, journal, as_copy):
    session.submit.choose(as_copy=as_copy)
    host.refuses = "The disk is full: make room there."
    assert submitted(session, journal) == "The disk is full: make room there."
    assert journal.transfers() == ()
    assert list(host.current.path.parent.glob("*foxsubmit*")) == []
    host.refuses = ""
    assert submitted(session, journal).name == "shot.blend"


def test_what_the_scene_turns_out_to_lack_is_said_by_its_name(session, host, journal):
    host.files = (*host.files, Asset("/nowhere/bark.png", 'Image "bark"', "image"))
    said = submitted(session, journal)
    assert said == "1 file is not on disk: the farm would render without it. (/nowhere/bark.png)"
    assert journal.transfers() == ()


def test_what_is_chosen_once_is_neither_kept_nor_remembered(session, host, journal):
    session.submit.choose(artist="Ann")
    session.submit.choose_once(frames="2", artist="Script")
    assert session.state.submit.choices.frames == "2"
    plan = submitted(session, journal)
    assert (plan.artist, plan.task["scene_info_render"]["common"]["frames"]) == ("Script", "2-2[1]")
    choices = session.state.submit.choices
    assert (choices.frames, choices.artist) == (None, "Ann")
    assert "Ann" in host.memory and "Script" not in host.memory


def test_what_the_artist_chooses_meanwhile_stays(session, host, journal):
    session.submit.choose_once(frames="2")
    session.submit.choose(artist="Ann")
    assert submitted(session, journal).artist == "Ann"
    assert (session.state.submit.choices.frames, session.state.submit.choices.artist) == (None, "Ann")


def test_what_was_chosen_once_goes_with_a_failure_too(session, host, journal):
    session.submit.choose_once(frames="2")
    host.refuses = "The disk is full: make room there."
    submitted(session, journal)
    assert session.state.submit.choices.frames is None


def test_another_host_is_written_only_where_it_says_that_it_changed(farm, settings, tmp_path, journal):
    made = make_project(tmp_path / "project", {})
    made.current = dataclasses.replace(made.current, unsaved=False)
    before = made.current.path.stat().st_mtime_ns
    session = Session(made, settings, "local")
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.can_submit)
    submitted(session, journal)
    session.close()
    assert made.current.path.stat().st_mtime_ns == before


def test_a_copy_that_has_the_settings_is_sent_where_they_are_others_for_this_submission(session, journal, host):
    session.submit.choose(samples=64, percentage=50)
    submitted(session, journal)
    assert host.overrides == {"samples": "64", "percentage": "50"}
    assert host.current.path.read_bytes() != host.content
