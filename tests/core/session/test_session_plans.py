"""Plans, findings and their fixes through Session."""

from __future__ import annotations

import dataclasses

import pytest
from tests.pumping import until

from foxsubmit.core.model.finding import Severity
from foxsubmit.core.model.host import Selects
from foxsubmit.core.plan.plan import from_json
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


def finding(session, code):
    return next(each for each in session.state.submit.findings if each.code == code)


def test_a_good_scene_on_a_real_farm_has_no_findings(session):
    assert session.state.submit.findings == ()


def test_a_fix_changes_the_choices(session):
    session.submit.choose(tiles=4, frames_per_task=2)
    assert not session.state.can_submit
    session.submit.fix(finding(session, "90015"))
    assert (session.state.submit.choices.frames_per_task, session.state.submit.findings) == (1, ())


def test_a_finding_without_a_fix_is_left_alone(session):
    session.submit.choose(frames="1-")
    before = session.state
    session.submit.fix(dataclasses.replace(_any_finding(), fix=None))
    assert session.state == before


def _any_finding():
    from foxsubmit.core.model.finding import Finding

    return Finding("90001", Severity.ERROR, "Something.")


def test_save_is_a_fix(session, project):
    project.current = dataclasses.replace(project.current, unsaved=True)
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered)
    session.submit.fix(finding(session, "90002"))
    state = until(session, lambda state: state.scene.gathered)
    assert not state.scene.scene.unsaved
    assert state.submit.submitted == ()


def test_a_file_that_is_left_out_is_neither_sent_nor_counted(session, tmp_path):
    sky = next(asset for asset in session.state.scene.assets if asset.path.endswith("sky.png"))
    before = session.state.scene.new_bytes
    session.submit.choose(excluded=(sky.path,))
    state = until(session, lambda state: state.scene.new_bytes == before - sky.size)
    assert state.scene.amounts.bytes == 4 + 5 + len(b"BLENDER-v405 a scene")
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy)
    plan = from_json((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert not any(file.local.path == sky.path for file in plan.files)


def test_a_file_added_by_hand_is_sent(session, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_bytes(b"notes")
    before = session.state.scene.new_bytes
    session.submit.choose(extra_files=(str(notes),))
    state = until(session, lambda state: state.scene.new_bytes == before + 5)
    assert state.scene.assets[-1].path == str(notes)
    session.submit.choose(extra_files=())
    until(session, lambda state: state.scene.new_bytes == before)


def test_what_the_farm_says_about_a_code_is_shown(session):
    session.submit.choose(environment=session.state.environments.known[-1].name)
    found = finding(session, "15013")
    assert "does not fit the scene" in found.farm
    assert found.severity is Severity.ERROR


def test_the_environment_that_fits_comes_first(session, project):
    older = session.state.environments.known[-1]
    project.current = dataclasses.replace(project.current, version=older.version)
    session.scene.refresh()
    state = until(session, lambda state: state.scene.gathered)
    assert state.environments.known[0] == older


def test_settings_of_a_task_come_back_whole_with_the_units_that_it_rendered(session, tmp_path, journal, project):
    other = dataclasses.replace(project.current.units[0], camera="Side", enabled=False)
    project.current = dataclasses.replace(project.current, units=(*project.current.units, other))
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered)
    sky = next(asset.path for asset in session.state.scene.assets if asset.path.endswith("sky.png"))
    first = project.current.units[0].id
    session.submit.choose(frames="1", units=frozenset([first]), ram=64, name_pattern="{task}/{file}", excluded=(sky,),
                          download=False)
    chosen = session.state.submit.choices
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    submission = session.state.submit.submitted[0]
    journal.record(submission, task_id=1003)
    session.submit.choose(frames=None, units=frozenset([first, other.id]), ram=None, name_pattern="", excluded=(),
                          download=True)
    session.submit.choose_as(1003)
    state = until(session, lambda state: state.submit.choices.frames == "1")
    named = state.submit.choices.environment, state.submit.choices.hardware
    assert state.submit.choices == dataclasses.replace(chosen, environment=named[0], hardware=named[1])
    assert state.submit.frame_count == 1


@pytest.fixture
def task(session, journal):
    """A task of the environment that was chosen then; now another one is."""
    had, other = session.state.environments.known[0], session.state.environments.known[-1]
    session.submit.choose(environment=had.name, frames="1")
    session.submit.submit()
    until(session, lambda state: state.submit.submitted)
    journal.record(session.state.submit.submitted[0], task_id=1003)
    session.submit.choose(environment=other.name)
    assert other.version != had.version
    return 1003


def opened_of(session, task):
    session.environments.close()
    session.environments.edit_of(task)
    return until(session, lambda state: state.environments.editor).environments.editor


def test_the_environment_of_a_task_is_opened_and_not_the_one_that_is_chosen_now(session, task):
    had = session.state.environments.known[0]
    draft = opened_of(session, task)
    assert (draft.original, draft.version, draft.plugins, draft.note) == (had.name, had.version, had.plugins, "")


def test_an_environment_that_was_changed_says_what_the_task_had(session, task):
    had, other = session.state.environments.known[0], session.state.environments.known[-1]
    session.environments.edit(had.name)
    session.environments.change(version=other.version)
    session.environments.save()
    until(session, lambda state: state.environments.editor and not state.environments.editor.changes)
    draft = opened_of(session, task)
    assert (draft.original, draft.version) == (had.name, other.version)
    assert draft.note == f"It was changed since task 1003 was submitted, which had {had.contents}."


def test_an_environment_that_is_gone_is_made_again_as_the_task_had_it(session, task, api):
    had = session.state.environments.known[0]
    session.environments.delete(had.name)
    until(session, lambda state: had.name not in [each.name for each in state.environments.known])
    draft = opened_of(session, task)
    assert (draft.original, draft.name, draft.version, draft.plugins) == ("", had.name, had.version, had.plugins)
    assert draft.note.startswith("Task 1003 had this environment, and the farm does not have it any more")
    session.environments.save()
    until(session, lambda state: state.environments.editor.original == had.name)
    made = next(each for each in api.env.get_render_env(name="blender") if each["editName"] == had.name)
    assert made["cgVersion"] == had.version


def test_an_environment_under_another_name_is_found_by_what_it_has(session, task):
    had = session.state.environments.known[0]
    session.environments.edit(had.name)
    session.environments.change(name="Renamed")
    session.environments.save()
    until(session, lambda state: state.environments.editor.original == "Renamed")
    draft = opened_of(session, task)
    assert (draft.original, draft.version, draft.note) == ("Renamed", had.version, "")


def test_an_environment_with_changes_is_not_left_for_that_of_a_task(session, task):
    other = session.state.environments.known[-1]
    session.environments.edit(other.name)
    session.environments.change(name="Half done")
    session.environments.edit_of(task)
    assert session.state.message == f"“{other.name}” has changes that are not saved: save or discard them first."
    assert session.state.environments.editor.name == "Half done"


def test_the_environment_of_another_application_is_not_opened_here(session, task, project, settings):
    maya = Session(RecordedHost(project.current, (), name="maya"), settings)
    maya.account.connect()
    until(maya, lambda state: state.account.connection is Connection.CONNECTED)
    maya.environments.edit_of(task)
    state = until(maya, lambda state: state.message)
    assert state.message == "Task 1003 was submitted from Blender: open its environment there."
    assert state.environments.editor is None
    maya.close()


def test_the_environment_of_a_task_from_elsewhere_is_not_known(session):
    session.environments.edit_of(99)
    state = until(session, lambda state: state.message)
    assert state.message == "Task 99 was not submitted from this machine: its settings are not known here."
    assert state.environments.editor is None


def test_a_saved_plan_goes_into_the_journal(session, tmp_path, journal):
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy)
    session.submit.submit_plan(from_json((tmp_path / "plan.json").read_text(encoding="utf-8")))
    state = until(session, lambda state: state.submit.submitted)
    assert [each.id for each in journal.transfers()] == list(state.submit.submitted)


def test_a_plan_whose_files_changed_stays_out_of_the_journal(session, tmp_path, journal, project):
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy)
    project.current.path.write_bytes(b"BLENDER another")
    session.submit.submit_plan(from_json((tmp_path / "plan.json").read_text(encoding="utf-8")))
    state = until(session, lambda state: not state.busy and state.message)
    assert "1 file has changed" in state.message
    assert journal.transfers() == ()


def test_a_plan_waits_for_a_farm(project, settings, tmp_path):
    session = Session(project, settings)
    session.submit.submit_plan(None)
    assert session.state.message == "The farm does not answer yet."
    session.close()


class SelectingHost:
    """A host that can show nodes."""

    def __init__(self, host):
        self._host, self.name, self.selected = host, host.name, ()

    def __getattr__(self, name):
        return getattr(self._host, name)

    def select(self, nodes):
        self.selected = nodes


def test_nodes_are_selected_where_the_host_can(project, settings):
    host = SelectingHost(project)
    assert isinstance(host, Selects)
    assert not isinstance(project, Selects)
    session = Session(host, settings)
    session.scene.select(("a", "b"))
    assert host.selected == ("a", "b")
    session.close()


def test_a_host_that_cannot_select_is_not_asked(project, settings):
    session = Session(project, settings)
    session.scene.select(("a",))
    assert session.state.message == ""
    session.close()


@pytest.mark.parametrize(("typed", "frames"), [("1-10,5-20", 20), ("1-2,2-3", 3), ("7,7,7", 1), ("1-9[2],2-8[2]", 9)])
def test_frames_that_are_typed_twice_count_once(session, typed, frames):
    session.submit.choose(frames=typed)
    assert session.state.submit.frame_count == frames


def test_a_typed_project_that_the_farm_lacks_is_created_by_one_click_before_submitting(session, journal):
    session.submit.choose(project="Film 蓝")
    state = until(session, lambda state: state.submit.errors)
    (finding,) = state.submit.errors
    assert (finding.code, state.can_submit) == ("90048", False)
    session.submit.fix(finding)
    state = until(session, lambda state: "Film 蓝" in state.environments.projects)
    assert (state.submit.errors, state.can_submit) == ((), True)
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted)
    booked = journal.get(state.submit.submitted[0]).plan().task["task_info"]
    assert (booked["project_name"], booked["project_id"] != "0") == ("Film 蓝", True)


def test_a_saved_plan_whose_project_the_farm_lacks_is_refused(session, tmp_path, journal):
    session.submit.choose(project="Demo")
    session.submit.save_plan(tmp_path / "plan.json")
    until(session, lambda state: not state.busy)
    text = (tmp_path / "plan.json").read_text(encoding="utf-8").replace('"Demo"', '"Gone"')
    session.submit.submit_plan(from_json(text))
    state = until(session, lambda state: not state.busy and state.message)
    assert "no project “Gone”" in state.message
    assert journal.transfers() == ()
