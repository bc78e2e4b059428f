"""Scenes that are dropped on the panel: read in their applications, checked first, and submitted each on its own."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.hooks.houses import studio
from tests.pumping import until

from foxsubmit.core.common.errors import BadInput, HostFailed, NoAnswer
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset
from foxsubmit.core.session.dropped.scene import SceneReader
from foxsubmit.core.session.dropped.state import Stage
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.presets import to_text
from foxsubmit.hosts.folders import scenes_of
from foxsubmit.hosts.recorded import nothing_open

pytestmark = pytest.mark.usefixtures("no_agent_process")


class Shelf:
    """Scenes in a folder, and what reading each of them gives: a host, or an error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hosts = {}
        self.read_names = []
        self.gate = threading.Event()
        self.gate.set()

    def add(self, name, **more):
        """Put a scene there, with one texture."""
        host = make_project(self.folder, {f"{name}.png": b"wood"}, name=name, **more)
        self.hosts[name] = host
        return str(self.folder / name)

    def change(self, name, **changes):
        """Have the scene described otherwise."""
        self.hosts[name].current = dataclasses.replace(self.hosts[name].current, **changes)

    def read(self, path):
        self.gate.wait(60)
        self.read_names.append(path.name)
        answer = self.hosts[path.name]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "shots")


@pytest.fixture
def session(farm, settings, shelf):
    """A panel with nothing open, connected."""
    session = Session(nothing_open(), settings, "local", SceneReader(scenes_of, shelf.read))
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.environments.known and not state.busy)
    yield session
    session.close()


def settled(state):
    """Whether every dropped scene is known, and what follows from the choices."""
    return not state.dropped.looking and not {each.stage for each in state.dropped.scenes} & {
        Stage.READING, Stage.JUDGING, Stage.SENDING}


def dropped(session, *paths):
    session.dropped.take([str(path) for path in paths])
    return until(session, settled).dropped


def named(rows):
    return {Path(each.path).name: each for each in rows.scenes}


def plans(journal):
    return {each.name: journal.get(each.id).plan() for each in journal.transfers()}


def test_a_folder_stands_for_its_scenes_and_each_is_submitted_as_its_own_task(session, shelf, journal):
    for name in ("b.blend", "a.blend"):
        shelf.add(name)
    (shelf.folder / "notes.txt").touch()
    rows = dropped(session, shelf.folder)
    assert [Path(each.path).name for each in rows.scenes] == ["a.blend", "b.blend"]
    assert {(each.stage, each.frame_count, each.file_count, each.reasons) for each in rows.scenes} == {
        (Stage.READY, 3, 2, ())}
    assert journal.transfers() == (), "nothing is sent before Submit"
    session.dropped.submit()
    rows = until(session, settled).dropped
    assert [each.stage for each in rows.scenes] == [Stage.SUBMITTED] * 2
    assert sorted(plans(journal)) == ["a.blend", "b.blend"]
    assert {each.id for each in journal.transfers()} == {each for row in rows.scenes for each in row.submitted}


def waiting(journal):
    """Return the tasks that each scene waits for, by its name."""
    return {each.name: each.after for each in journal.transfers()}


def test_in_turn_each_scene_waits_for_the_one_above_it(session, shelf, journal):
    paths = [shelf.add(f"{name}.blend") for name in "abc"]
    dropped(session, *paths)
    session.dropped.choose_in_turn(True)
    session.dropped.submit()
    until(session, settled)
    assert waiting(journal) == {"a.blend": (), "b.blend": ("a.blend",), "c.blend": ("b.blend",)}


def test_in_turn_nothing_goes_after_a_scene_that_could_not_be_sent(session, shelf, journal):
    paths = [shelf.add(f"{name}.blend") for name in "abc"]
    rows = dropped(session, *paths)
    session.dropped.choose_in_turn(True)
    Path(rows.scenes[1].path).write_bytes(b"BLENDER-v405 saved since it was read")
    session.dropped.submit()
    rows = until(session, settled).dropped
    assert waiting(journal) == {"a.blend": ()}
    assert named(rows)["c.blend"].trouble == "It is not submitted: the scene before it was not."


def test_all_wait_for_the_task_that_is_chosen_and_the_next_submission_does_not(session, shelf, journal, api):
    task = api.task.create_task()[0]
    paths = [shelf.add(f"{name}.blend") for name in "ab"]
    dropped(session, *paths)
    session.submit.choose(after=(str(task),), if_failed="start")
    until(session, settled)
    session.dropped.submit()
    until(session, settled)
    assert waiting(journal) == {"a.blend": (str(task),), "b.blend": (str(task),)}
    assert {each.if_failed for each in journal.transfers()} == {"start"}
    assert (session.state.submit.choices.after, session.state.submit.choices.if_failed) == ((), "wait")


def test_what_is_wrong_with_a_scene_is_known_before_and_the_others_go(session, shelf, journal):
    good, bad = shelf.add("good.blend"), shelf.add("bad.blend")
    Path(shelf.hosts["bad.blend"].files[0].path).unlink()
    rows = named(dropped(session, good, bad))
    assert [each.code for each in rows["bad.blend"].findings] == ["35001"]
    assert rows["bad.blend"].errors == 1
    assert rows["bad.blend"].reasons == (rows["bad.blend"].findings[0].text,)
    session.dropped.submit()
    rows = named(until(session, settled).dropped)
    assert [rows[name].stage for name in ("good.blend", "bad.blend")] == [Stage.SUBMITTED, Stage.READY]
    assert list(plans(journal)) == ["good.blend"]


def test_a_project_that_the_farm_lacks_is_created_for_dropped_scenes_too(session, shelf, api, journal):
    session.submit.choose(project="night shift")
    rows = dropped(session, shelf.add("one.blend"), shelf.add("two.blend"))
    finding = next(each for each in rows.scenes[0].findings if each.code == "90048")
    assert not any(each.can_submit for each in rows.scenes)
    session.dropped.fix(rows.scenes[0].path, finding)
    until(session, lambda state: all(each.can_submit for each in state.dropped.scenes))
    assert "night shift" in [label["projectName"] for label in api.tag.get_label_list()["projectNameList"]]
    session.dropped.submit()
    until(session, settled)
    assert sorted(plans(journal)) == ["one.blend", "two.blend"]


def test_a_fix_is_for_the_scene_whose_finding_it_is(session, shelf, journal):
    paths = [shelf.add(name) for name in ("one.blend", "two.blend")]
    for name in shelf.hosts:
        Path(shelf.hosts[name].files[0].path).unlink()
    rows = dropped(session, *paths)
    session.dropped.fix(paths[0], rows.scenes[0].findings[0])
    rows = until(session, settled).dropped
    assert [each.can_submit for each in rows.scenes] == [True, False]
    assert not session.state.submit.choices.allow_missing
    session.dropped.submit()
    until(session, settled)
    assert list(plans(journal)) == ["one.blend"]


def test_the_present_choices_hold_and_what_is_in_a_scene_is_its_own(session, shelf, journal):
    path = shelf.add("shot.blend")
    shelf.hosts["shot.blend"].memory = to_text(Choices(frames="2", samples=9))
    session.submit.choose(samples=64, frames="7-8", priority=60)
    rows = dropped(session, path)
    assert rows.scenes[0].frame_count == 1
    session.submit.choose(samples=32)
    until(session, settled)
    session.dropped.submit()
    until(session, settled)
    plan = plans(journal)["shot.blend"]
    assert plan.task["scene_info_render"]["common"]["frames"] == "2-2[1]"
    assert (plan.task["additional_info"]["overrides"], plan.priority) == ({"samples": "32"}, 60)


def test_a_scene_of_another_application_is_checked_by_what_the_farm_offers_for_that_one(session, shelf, journal):
    path = shelf.add("shot.ma")
    shelf.hosts["shot.ma"].name = "maya"
    shelf.change("shot.ma", version="2025")
    session.submit.choose(environment=session.state.environments.known[0].name)
    rows = dropped(session, path)
    assert rows.scenes[0].host == "maya"
    assert rows.scenes[0].findings == (), "it is not for the environment of Blender that was chosen"
    session.dropped.submit()
    until(session, settled)
    assert plans(journal)["shot.ma"].task["software_config"]["cg_name"] == "Maya"


def test_what_the_farm_does_not_offer_for_another_application_is_said_of_its_scene(session, shelf, monkeypatch):
    from foxsubmit.core.session.dropped import dropped as module

    def away(_api, _traits):
        raise NoAnswer("The farm does not answer.")

    path = shelf.add("shot.ma")
    shelf.hosts["shot.ma"].name = "maya"
    monkeypatch.setattr(module, "read_facts", away)
    (row,) = dropped(session, path).scenes
    assert (row.stage, row.trouble) == (Stage.FAILED, "The farm does not answer.")


def test_what_cannot_be_read_is_a_sentence_and_the_rest_is_read(session, shelf, tmp_path):
    good, bad = shelf.add("good.blend"), shelf.add("bad.blend")
    shelf.hosts["bad.blend"] = HostFailed("Blender stopped while reading bad.blend.")
    (tmp_path / "empty").mkdir()
    rows = named(dropped(session, tmp_path / "empty", bad, good))
    assert (rows["bad.blend"].stage, rows["bad.blend"].trouble) == (
        Stage.FAILED, "Blender stopped while reading bad.blend.")
    assert rows["good.blend"].can_submit
    assert "No scene lies in the folder" in session.state.message
    shelf.add("bad.blend")
    assert named(dropped(session, bad))["bad.blend"].can_submit, "dropped once more, it is read again"


def test_a_scene_that_was_saved_since_it_was_read_is_read_again_and_not_sent(session, shelf, journal):
    path = shelf.add("shot.blend")
    dropped(session, path)
    Path(path).write_bytes(b"BLENDER-v405 another scene")
    shelf.hosts["shot.blend"].files = (*shelf.hosts["shot.blend"].files, Asset("/gone.png", 'Image "gone"', "image"))
    session.dropped.submit()
    rows = until(session, lambda state: settled(state) and state.message).dropped
    assert "shot.blend was saved since it was read" in session.state.message
    assert (rows.scenes[0].errors, journal.transfers(), shelf.read_names) == (1, (), ["shot.blend"] * 2)


def test_a_scene_whose_library_was_saved_since_it_was_read_is_read_again_and_not_sent(session, shelf, journal):
    path = shelf.add("shot.blend")
    props = Path(path).with_name("props.blend")
    props.write_bytes(b"old")
    shelf.hosts["shot.blend"].files = (*shelf.hosts["shot.blend"].files, Asset(str(props), "Library", "library"))
    dropped(session, path)
    props.write_bytes(b"another one")
    session.dropped.submit()
    until(session, lambda state: settled(state) and state.message)
    assert "shot.blend was saved since it was read" in session.state.message
    assert (journal.transfers(), shelf.read_names) == ((), ["shot.blend"] * 2)


def test_while_a_scene_is_read_nothing_is_submitted_and_it_can_be_taken_off(session, shelf, journal):
    one, two = shelf.add("one.blend"), shelf.add("two.blend")
    shelf.gate.clear()
    session.dropped.take([one, two])
    state = until(session, lambda state: len(state.dropped.scenes) == 2)
    assert state.dropped.reasons == ("The scenes are still being read.",)
    session.dropped.submit()
    session.dropped.remove(two)
    shelf.gate.set()
    rows = until(session, settled).dropped
    assert [(each.path, each.can_submit) for each in rows.scenes] == [(one, True)]
    assert journal.transfers() == ()
    session.dropped.clear()
    assert not session.state.dropped.shown


def test_a_scene_that_is_dropped_twice_is_listed_once(session, shelf):
    path = shelf.add("shot.blend")
    dropped(session, path)
    assert len(dropped(session, path, shelf.folder).scenes) == 1
    assert shelf.read_names == ["shot.blend"]


def test_folders_that_are_accepted_for_one_scene_are_accepted_for_all(session, shelf, monkeypatch, tmp_path):
    secret = tmp_path / "home" / ".ssh" / "id_rsa"
    secret.parent.mkdir(parents=True)
    secret.write_bytes(b"key")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    paths = [shelf.add(name) for name in ("one.blend", "two.blend")]
    for host in shelf.hosts.values():
        host.files = (Asset(str(secret), 'Text "key"', "text"),)
    rows = dropped(session, *paths)
    finding = next(each for each in rows.scenes[0].findings if each.fix and each.fix.roots)
    session.dropped.fix(paths[0], finding)
    rows = until(session, lambda state: settled(state) and all(each.can_submit for each in state.dropped.scenes))
    assert session.state.settings.roots


def test_where_nobody_reads_scenes_it_is_said(farm, settings, shelf):
    session = Session(nothing_open(), settings, "local")
    session.dropped.take([shelf.add("shot.blend")])
    assert "foxsubmit submit" in session.state.message
    assert not session.state.dropped.shown
    session.close()


def test_another_account_is_asked_again_what_it_offers(session, shelf):
    path = shelf.add("shot.blend")
    dropped(session, path)
    session.account.switch("local")
    rows = until(session, lambda state: settled(state) and state.environments.known).dropped
    assert rows.scenes[0].can_submit


def test_a_trouble_of_the_disk_stays_with_its_scene(session, shelf, monkeypatch):
    from foxsubmit.core.transfer import write_down

    def refuse(folder):
        raise BadInput("The folder cannot be made.")

    paths = [shelf.add(name) for name in ("one.blend", "two.blend")]
    dropped(session, *paths)
    monkeypatch.setattr(write_down, "need_folder", refuse)
    session.dropped.submit()
    rows = until(session, settled).dropped
    assert {(each.stage, each.trouble) for each in rows.scenes} == {(Stage.FAILED, "The folder cannot be made.")}


def test_a_studios_hooks_find_and_change_something_of_each_dropped_scene(farm, settings, shelf, journal, monkeypatch,
                                                                          tmp_path):
    (tmp_path / "show.cube").write_text("LUT", encoding="utf-8")
    studio(monkeypatch, tmp_path / "studio", rules=f"""
        def validate(scene, choices):
            return [{{"text": "Not this one.", "severity": "error"}}] if "b.blend" in scene["path"] else []
        def pre_submit(scene, choices):
            return {{"priority": 60, "extra_files": [{str(tmp_path / 'show.cube')!r}]}}
        """)
    session = Session(nothing_open(), settings, "local", SceneReader(scenes_of, shelf.read))
    session.account.connect()
    until(session, lambda state: state.environments.known and not state.busy)
    rows = named(dropped(session, shelf.add("a.blend"), shelf.add("b.blend")))
    assert rows["b.blend"].reasons == ("Not this one.",)
    assert "rules.py (pre_submit) sets “priority” to 60; it was 50." in [each.text for each in rows["a.blend"].findings]
    session.dropped.submit()
    until(session, settled)
    (plan,) = plans(journal).values()
    assert (plan.name, plan.priority, [each.choice for each in plan.hooks]) == (
        "a.blend", 60, ["priority", "extra_files"])
    assert any(file.local.path.endswith("show.cube") for file in plan.files)
    session.close()
