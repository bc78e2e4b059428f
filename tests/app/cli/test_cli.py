"""The command line as a user runs it: exit codes, one sentence each, JSON for scripts."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest
from tests.conftest import make_project
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.model.host import Asset
from foxsubmit.core.settings.settings import Credentials
from foxsubmit.core.settings.task_filters import SavedFilter, save_filter
from foxsubmit.hosts.recorded import RecordedHost

COMMANDS = ("demo", "farm", "submit", "plan", "tasks", "watch", "fetch", "transfers", "panel", "agent")


@pytest.fixture
def scene(tmp_path, monkeypatch):
    """A scene that needs no Blender to be read."""
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    return host


def run(capsys, *arguments):
    code = cli.main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    """As programs they do so in test_plain_commands.py."""
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert not ended.value.code
    assert "usage: foxsubmit" in capsys.readouterr().out


def test_submit_follows_the_task_until_the_frames_are_here(capsys, scene, farm):
    code, out, err = run(capsys, "submit", "shot.blend", "--json")
    assert code == 0, err
    (result,) = rows(out)
    assert (result["status"], result["done"], result["frames"], result["files"]) == ("done", 3, 3, 2)
    assert len(list((scene.current.path.parent / "fox_renders").rglob("*.png"))) == 3
    assert "3 files are in" in err


def test_tasks_lists_and_watch_and_fetch_find_the_task(capsys, scene, farm, tmp_path):
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json", "--no-download")
    task = rows(out)[0]["task"]
    assert not (scene.current.path.parent / "fox_renders").exists()
    code, out, _err = run(capsys, "tasks", "--json")
    assert (code, [row["id"] for row in rows(out)]) == (0, [task])
    code, out, _err = run(capsys, "tasks")
    assert (code, "shot · Scene · Camera · 1-3" in out) == (0, True)
    code, _out, err = run(capsys, "fetch", str(task))
    assert (code, "Choose a folder" in err) == (2, True)
    code, _out, err = run(capsys, "fetch", str(task), "--output", str(tmp_path / "here"))
    assert code == 0, err
    assert len(list((tmp_path / "here").rglob("*.png"))) == 3
    assert run(capsys, "watch", str(task))[0] == 0
    assert run(capsys, "watch")[0] == 0


def test_a_job_is_named_on_the_command_line(capsys, scene, farm, tmp_path, journal):
    plan = tmp_path / "plan.json"
    words = ("--name", "{scene}/{unit}", "--batch", "dailies", "--comment", "new fog")
    assert run(capsys, "submit", "shot.blend", "--plan", str(plan), *words)[0] == 0
    saved = json.loads(plan.read_text(encoding="utf-8"))
    assert (saved["job_name"], saved["batch"], saved["comment"]) == ("shot/Scene", "dailies", "new fog")
    code, _out, err = run(capsys, "submit", "shot.blend", "--name", "{nobody}")
    assert (code, "A job name has no “{nobody}”" in err) == (2, True)
    code, _out, err = run(capsys, "submit", "shot.blend", "--batch", "b" * 61)
    assert (code, "The batch has 61 characters" in err) == (2, True)
    code, _out, err = run(capsys, "submit", str(plan), "--name", "{scene}")
    assert (code, "without braces" in err) == (2, True)
    assert journal.transfers() == ()
    assert run(capsys, "submit", str(plan), "--name", "other", "--no-wait")[0] == 0
    assert journal.transfers()[0].about.name == "other"


def test_tasks_have_the_columns_filters_and_groups_of_the_panel(capsys, scene, farm, settings):
    words = ("--name", "{scene}!", "--batch", "dailies", "--no-download")
    assert run(capsys, "submit", "shot.blend", *words)[0] == 0
    code, out, err = run(capsys, "tasks", "--columns", "task,unit,camera,artist,batch", "--group", "batch")
    assert code == 0, err
    titles, group, line = (text.split() for text in out.splitlines())
    assert titles == ["Task", "Unit", "Camera", "Artist", "Batch"]
    assert group == ["dailies"]
    assert line == ["shot!", "Scene", "Camera", "–", "dailies"]
    assert "Comment" in run(capsys, "tasks", "--columns", "all")[1]
    (told,) = rows(run(capsys, "tasks", "--json", "--search", "shot")[1])
    assert (told["title"], told["name"], told["unit"], told["batch"]) == ("shot!", "shot.blend", "Scene", "dailies")
    assert told["submitted"] > 1e9
    for nothing in (("--search", "other"), ("--status", "failed")):
        assert run(capsys, "tasks", *nothing)[:2] == (0, "No task matches.\n")
    save_filter(settings.task_filters, SavedFilter("mine", "other"))
    assert run(capsys, "tasks", "--filter", "mine")[1] == "No task matches.\n"
    assert "shot!" in run(capsys, "tasks", "--filter", "mine", "--search", "shot", "--days", "1")[1]
    code, _out, err = run(capsys, "tasks", "--filter", "yours")
    assert (code, "no saved filter “yours”; there is: mine" in err) == (2, True)
    with pytest.raises(SystemExit, match="2"):
        run(capsys, "tasks", "--columns", "task,colour")
    assert "there is no column “colour”" in capsys.readouterr().err


def test_what_nobody_says_of_a_task_from_elsewhere_is_unknown(capsys, scene, farm, settings, tmp_path, monkeypatch):
    assert run(capsys, "submit", "shot.blend", "--no-download")[0] == 0
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(settings.home, elsewhere, ignore=shutil.ignore_patterns("journal*", "agent*"))
    monkeypatch.setenv("FOXSUBMIT_HOME", str(elsewhere))
    (told,) = rows(run(capsys, "tasks", "--json")[1])
    assert (told["unit"], told["artist"], told["project"]) == (None, None, "")
    assert "unknown" in run(capsys, "tasks", "--columns", "unit")[1]


def test_a_plan_is_written_and_nothing_is_submitted(capsys, scene, farm, tmp_path, journal):
    code, _out, err = run(capsys, "submit", "shot.blend", "--plan", str(tmp_path / "plan.json"))
    assert (code, "The plan is in" in err) == (0, True)
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["name"] == "shot.blend"
    assert journal.transfers() == ()


def test_only_the_frames_that_were_asked_for_are_rendered(capsys, scene, farm):
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json", "--frames", "2,5")
    assert rows(out)[0]["frames"] == 2


def test_when_and_under_which_names_frames_come_is_chosen(capsys, scene, farm, journal, tmp_path):
    code, _out, err = run(capsys, "submit", "shot.blend", "--fetch", "end", "--priority", "60", "--name-pattern",
                          "{task}/{file}", "--output", str(tmp_path / "out"))
    assert code == 0, err
    (done,) = journal.transfers()
    assert (done.fetch, done.priority) == ("end", 60)
    assert len(list((tmp_path / "out" / str(done.task_id)).glob("*.png"))) == 3


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["submit", "nowhere.blend"], "There is no scene"),
    (["submit", __file__], "is not a Blender scene"),
])
def test_a_scene_that_cannot_be_read_is_one_sentence(capsys, arguments, sentence):
    code, _out, err = run(capsys, *arguments)
    assert code == 2
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--frames", "1-"], "“1-”"),
    (["--environment", "Maya 1"], "no render environment “Maya 1”"),
    (["--hardware", "9"], "no hardware configuration “9”"),
    (["--camera", "Nobody"], "no camera “Nobody”; there is: Camera"),
    (["--project", "x"], "no project “x”"),
    (["--name-pattern", "{frame}"], "A name pattern has no “{frame}”"),
    (["--name-pattern", "{stem}{ending}"], "write {stem}.{ending}"),
])
def test_a_choice_that_does_not_exist_is_named_with_those_that_do(capsys, scene, farm, arguments, sentence):
    code, _out, err = run(capsys, "submit", "shot.blend", *arguments)
    assert code == 2
    assert sentence in err
    assert "Traceback" not in err


def test_missing_files_are_named_and_can_be_allowed(capsys, scene, farm):
    (scene.current.path.parent / "wood.png").unlink()
    code, _out, err = run(capsys, "submit", "shot.blend")
    assert code == 2
    assert "missing:" in err
    assert "wood.png" in err
    assert 'Image "wood.png"' in err
    assert run(capsys, "submit", "shot.blend", "--allow-missing")[0] == 0


@pytest.mark.parametrize("command", ["submit", "plan"])
def test_what_blocks_a_submission_is_in_the_json_with_all_other_findings(capsys, scene, farm, command):
    (scene.current.path.parent / "wood.png").unlink()
    code, out, _err = run(capsys, command, "shot.blend", "--json")
    assert code == 2
    document = json.loads(out)
    (found,) = [each for each in document["findings"] if each["severity"] == "error"]
    assert (found["code"], found["nodes"]) == ("35001", ['Image "wood.png"'])
    assert found["details"][0].endswith("wood.png")
    assert found["text"] in document["error"]["message"]


def test_without_a_farm_a_plan_says_what_is_known_and_is_not_written(capsys, farm, tmp_path, monkeypatch):
    host = make_project(tmp_path / "project", {"wood.png": b"wood", "sky.png": b"sky"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    (tmp_path / "project" / "wood.png").unlink()
    farm.__exit__(None, None, None)
    code, out, err = run(capsys, "plan", "shot.blend", "--json", "--out", str(tmp_path / "plan.json"))
    assert code == 1
    document = json.loads(out)
    assert [each["code"] for each in document["findings"] if each["severity"] == "error"] == ["35001"]
    assert [each["path"] for each in document["files"]] == [str(tmp_path / "project" / "sky.png")]
    assert "No plan was written" in document["error"]["message"]
    assert "wood.png" in err
    assert not (tmp_path / "plan.json").exists()


def test_private_files_are_sent_only_from_a_folder_that_was_named(capsys, farm, tmp_path, monkeypatch):
    home = tmp_path / "ann"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_rsa").write_bytes(b"secret")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    host = make_project(tmp_path / "project", {})
    host = RecordedHost(host.current, (Asset(str(home / ".ssh" / "id_rsa"), "map", "image"),), name="blender")
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    private = (home / ".ssh").as_posix()
    for more in ((), ("--send-from", str(home))):
        code, _out, err = run(capsys, "submit", "shot.blend", *more)
        assert (code, f"--send-from “{private}”" in err) == (2, True)
    assert run(capsys, "submit", "shot.blend", "--send-from", private)[0] == 0
    assert run(capsys, "submit", "shot.blend")[0] == 0


def test_files_of_other_machines_are_planned_where_the_studio_says_that_they_lie(capsys, farm, tmp_path, monkeypatch):
    (tmp_path / "mnt").mkdir()
    for name in ("wood.png", "iron.png"):
        (tmp_path / "mnt" / name).write_bytes(b"x")
    host = make_project(tmp_path / "project", {})
    host = RecordedHost(host.current, (Asset("\\\\server\\proj\\wood.png", "map", "image"),
                                       Asset("$ASSETS/iron.png", "bolt", "image")), name="blender")
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    assert run(capsys, "plan", "shot.blend", "--out", str(tmp_path / "plan.json"))[0] == 2
    mnt = (tmp_path / "mnt").as_posix()
    (tmp_path / "studio.json").write_text(json.dumps({"path_mapping": [
        {"from": "//server/proj", "to": mnt}, {"from": "$ASSETS", "to": mnt}]}), encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(tmp_path / "studio.json"))
    code, _out, err = run(capsys, "plan", "shot.blend", "--out", str(tmp_path / "plan.json"))
    assert (code, f"$ASSETS, which the farm does not know: ask its support to set it to {mnt}" in err) == (0, True)
    upload = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["upload"]
    sent = {each["server"]: each["local"] for each in upload["asset"]}
    assert sent["/server/proj/wood.png"] == f"{mnt}/wood.png"
    assert f"{mnt}/iron.png" in sent.values()


def test_no_farm_is_one_sentence(capsys, scene):
    code, _out, err = run(capsys, "submit", "shot.blend")
    assert (code, err.strip().count("\n")) == (1, 0)
    assert "No local farm is running" in err


def test_a_farm_that_was_ended_is_one_sentence(capsys, scene, farm):
    farm.__exit__(None, None, None)
    code, _out, err = run(capsys, "tasks")
    assert (code, err.strip().count("\n")) == (1, 0)
    assert "farm" in err


def test_a_wrong_key_is_one_sentence(capsys, settings, farm):
    settings.add_account(Credentials(farm.domain, farm.access_id, "wrong", "2", "http"))
    code, _out, err = run(capsys, "tasks")
    assert (code, err.strip().count("\n")) == (1, 0)
    assert "access id and key: check both" in err


def test_a_task_that_does_not_exist_is_named(capsys, farm):
    for command in ("watch", "fetch"):
        code, _out, err = run(capsys, command, "4711")
        assert code == 2
        assert "no task 4711" in err


def test_an_error_is_json_too_where_json_is_asked_for(capsys, settings, farm):
    code, out, err = run(capsys, "submit", "nowhere.blend", "--json")
    assert (code, json.loads(out)) == (2, {"version": 1, "error": {"message": err.strip(), "code": None}})
    settings.add_account(Credentials(farm.domain, farm.access_id, "wrong", "2", "http"))
    code, out, err = run(capsys, "tasks", "--json")
    assert (code, json.loads(out)) == (1, {"version": 1, "error": {"message": err.strip(), "code": 611}})


@pytest.fixture
def studio(tmp_path, monkeypatch):
    """Have a studio's file say something."""
    def say(**values):
        path = tmp_path / "studio.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))

    return say


def test_what_is_not_typed_is_as_the_studio_says(capsys, scene, farm, journal, studio):
    studio(choices={"priority": 60, "fetch": "end", "name_pattern": "{task}/{file}"})
    assert run(capsys, "submit", "shot.blend")[0] == 0
    (done,) = journal.transfers()
    assert (done.fetch, done.priority) == ("end", 60)
    assert len(list((scene.current.path.parent / "fox_renders" / str(done.task_id)).glob("*.png"))) == 3
    assert run(capsys, "submit", "shot.blend", "--priority", "50", "--fetch", "finished")[0] == 0
    assert (journal.transfers()[0].fetch, journal.transfers()[0].priority) == ("finished", 50)


def test_what_the_studio_has_locked_is_refused_by_name(capsys, scene, farm, journal, studio):
    studio(choices={"priority": 60}, locked=["priority"])
    code, _out, err = run(capsys, "submit", "shot.blend", "--priority", "50")
    assert (code, "“priority” is set by the studio to “60”" in err, journal.transfers()) == (2, True, ())
    assert run(capsys, "submit", "shot.blend", "--priority", "60")[0] == 0


@pytest.mark.parametrize("content", [None, "{", '{"choices": {"priority": "much"}}'])
def test_a_studio_file_that_cannot_be_used_is_said_once(capsys, tmp_path, monkeypatch, content):
    path = tmp_path / "studio.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(path))
    code, out, err = run(capsys, "transfers", "--json")
    assert (code, rows(out), err.count("\n"), str(path) in err) == (0, [], 1, True)


def test_several_scenes_are_submitted_in_one_go_and_the_worst_end_counts(capsys, scene, farm, journal, tmp_path,
                                                                         monkeypatch):
    from foxsubmit.core.common.errors import BadInput

    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.blend", "a.blend", "notes.txt"):
        (folder / name).touch()

    def read(path):
        if path.name == "bad.blend":
            raise BadInput("This is no scene.")
        return scene

    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", read)
    code, out, err = run(capsys, "submit", str(folder), "bad.blend", "--no-wait")
    assert code == 2
    assert len(journal.transfers()) == len(out.split()) // 1 - sum(word.isdigit() for word in out.split()) == 2
    assert [line for line in err.splitlines() if " of 3: " in line] == [
        "1 of 3: a.blend", "2 of 3: b.blend", "3 of 3: bad.blend"]
    assert "This is no scene." in err
    assert err.splitlines()[-1] == "2 scenes are done; not so: bad.blend."


@pytest.mark.parametrize(("typed", "said"), [
    (["folder"], "No scene lies in the folder"), (["a.blend", "--plan", "p.json", "--after", "7"], "waits for no task"),
    (["a.blend", "b.blend", "--plan", "p.json"], "--plan writes the plan of one scene"),
    (["a.blend", "--own-output", "--output", "x"], "choose one"), (["a.blend", "--samples", "0"], "whole number"),
    (["a.blend", "--apart", "frames"], "is not “layers”"), (["a.blend", "--layer", "Smoke"], "view layer “Smoke”"),
    (["a.blend", "--scene", "Nowhere"], "There is no scene in the file “Nowhere”; there is: "),
    (["a.blend", "--view-layer", "Smoke"], "There is no view layer “Smoke”; there is: "),
    (["a.blend", "--view-layer", "a", "--layer", "a"], "choose one"),
])
def test_what_cannot_be_submitted_together_is_said(capsys, scene, farm, tmp_path, monkeypatch, typed, said):
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    try:
        code, _out, err = run(capsys, "submit", *typed)
    except SystemExit as end:
        code, err = end.code, capsys.readouterr().err
    assert (code, said in err) == (2, True), err


def test_what_is_set_for_one_submission_is_in_its_plan(capsys, scene, farm, tmp_path):
    plan = tmp_path / "plan.json"
    code, _out, err = run(capsys, "submit", "shot.blend", "--plan", str(plan), "--samples", "64", "--percentage", "50",
                          "--device", "gpu", "--simplify", "2", "--movie", "--own-output", "--check-content")
    assert code == 0, err
    data = json.loads(plan.read_text(encoding="utf-8"))
    assert data["check_content"] is True
    (unit,) = scene.current.units
    assert data["task"]["additional_info"]["overrides"] == {"samples": "64", "device": "GPU", "simplify": "2"}
    assert data["task"]["scene_info_render"]["common"]["width"] == str(unit.size[0] // 2)
    assert data["movie"].endswith(".mp4")


def test_a_scene_of_the_file_and_its_view_layers_are_rendered_by_name(capsys, scene, farm, tmp_path):
    (own,) = scene.current.units
    other = dataclasses.replace(own, name="Second", camera="Far", enabled=False, layers=("Beauty",),
                                details=(*own.details, ("layers_off", "Fog\nDepth")))
    scene.current = dataclasses.replace(scene.current, units=(own, other))
    code, _out, err = run(capsys, "submit", "shot.blend", "--view-layer", "Fog")
    assert (code, "view layer “Fog”" in err) == (2, True), "the scene that is rendered by itself has no such layer"
    plan = tmp_path / "plan.json"
    code, _out, err = run(capsys, "submit", "shot.blend", "--plan", str(plan), "--scene", "Second", "--view-layer",
                          "Fog", "--view-layer", "Beauty")
    assert code == 0, err
    task = json.loads(plan.read_text(encoding="utf-8"))["task"]
    common = task["scene_info_render"]["common"]
    assert (common["scene_name"], common["camera_name"]) == (["Second"], "Far")
    assert task["additional_info"]["view_layers"] == ["Fog", "Beauty"]


@pytest.mark.parametrize("typed", [("--scene", "masterLayer"), ("--view-layer", "masterLayer")])
def test_scenes_and_view_layers_in_a_file_are_blenders_alone(capsys, scene, farm, typed):
    scene.name = "maya"
    code, _out, err = run(capsys, "submit", "shot.ma", *typed)
    assert (code, "Maya scenes are rendered as they are" in err) == (2, True), err


def test_a_folder_that_is_typed_goes_before_the_own_path_that_the_scene_remembers(capsys, scene, farm, tmp_path):
    def folder(*typed):
        plan = tmp_path / "plan.json"
        code, _out, err = run(capsys, "submit", "shot.blend", "--plan", str(plan), *typed)
        assert code == 0, err
        return json.loads(plan.read_text(encoding="utf-8"))["folder"]

    own = str(scene.current.path.parent)
    assert (folder("--own-output"), folder(), folder("--output", str(tmp_path / "x"))) == (
        own, own, str(tmp_path / "x"))
