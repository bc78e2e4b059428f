"""Plans on the command line: written, checked, compared, submitted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.hooks.houses import studio
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.need import Need
from foxsubmit.core.transfer.start import _started


@pytest.fixture(autouse=True)
def agents_end():
    """The agent that a command starts outlives it; not the test."""
    yield
    for process in _started:
        process.kill()
        process.wait()
    _started.clear()


@pytest.fixture
def scene(tmp_path, monkeypatch):
    """A scene that needs no Blender to be read."""
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    monkeypatch.chdir(tmp_path)
    return host


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def plan(capsys, scene, farm, tmp_path):
    assert run(capsys, "plan", "shot.blend", "-o", tmp_path / "plan.json")[0] == 0
    return tmp_path / "plan.json"


def test_a_plan_is_written_beside_where_one_stands(capsys, scene, farm, tmp_path, journal):
    code, out, err = run(capsys, "plan", "shot.blend", "--json", "--frames", "1-2")
    assert (code, "The plan is in shot.plan.json" in err) == (0, True)
    (said,) = rows(out)
    assert (said["plan"], said["scene"], said["files"], said["tips"]) == ("shot.plan.json", "shot.blend", 2, {})
    task = json.loads((tmp_path / "shot.plan.json").read_text(encoding="utf-8"))["task"]
    assert task["scene_info_render"]["common"]["frames"] == "1-2[1]"
    assert journal.transfers() == ()


def sent(tmp_path):
    files = json.loads((tmp_path / "shot.plan.json").read_text(encoding="utf-8"))["files"]
    return [Path(each["local"]["path"]).name for each in files][1:]


def test_files_are_left_out_by_name_or_kind_where_all_that_is_missing_would_be_too_much(capsys, scene, farm, tmp_path):
    folder = tmp_path / "project"
    scene.files += tuple(Asset(str(folder / name), "node", kind) for name, kind in (
        ("gone.png", "image"), ("lost.abc", "alembic")))
    code, _out, err = run(capsys, "plan", "shot.blend", "--leave-out", "gone.*")
    assert (code, "1 file is not on disk" in err) == (2, True)
    assert run(capsys, "plan", "shot.blend", "--leave-out", "gone.*", "--leave-out", "alembic")[0] == 0
    assert sent(tmp_path) == ["wood.png"]


def test_what_is_only_heard_is_sent_if_it_is_asked_for(capsys, scene, farm, tmp_path):
    (tmp_path / "project" / "line.wav").write_bytes(b"x")
    scene.files += (Asset(str(tmp_path / "project" / "line.wav"), "node", "sound", need=Need.SHOWN),)
    assert run(capsys, "plan", "shot.blend")[0] == 0
    assert sent(tmp_path) == ["wood.png"]
    assert run(capsys, "plan", "shot.blend", "--send-too", "sound")[0] == 0
    assert sent(tmp_path) == ["wood.png", "line.wav"]


def test_a_plan_that_still_holds_ends_with_0(capsys, plan):
    code, out, err = run(capsys, "plan", "check", plan, "--json")
    assert (code, "2 files, all as they were" in err) == (0, True)
    assert (json.loads(out)["gone"], json.loads(out)["changed"]) == ([], [])


def test_a_plan_whose_files_changed_ends_with_1(capsys, plan, scene):
    os.utime(scene.current.path.parent / "wood.png", (1, 1))
    code, out, err = run(capsys, "plan", "check", plan, "--json")
    assert (code, "1 file has changed" in err) == (1, True)
    assert [Path(path).name for path in json.loads(out)["changed"]] == ["wood.png"]


def test_two_plans_are_compared_as_diff_does(capsys, plan, tmp_path):
    assert run(capsys, "plan", "diff", plan, plan)[::2] == (0, "The two plans say the same.\n")
    run(capsys, "plan", "shot.blend", "-o", tmp_path / "new.json", "--frames", "1-2")
    code, out, _err = run(capsys, "plan", "diff", plan, tmp_path / "new.json", "--json")
    assert (code, json.loads(out)) == (
        1, {"version": 1, "differences": ["Frames changed from 1-3 to 1-2."]})


def test_a_saved_plan_is_submitted_and_rendered(capsys, plan, scene):
    code, out, err = run(capsys, "submit", plan, "--json")
    assert code == 0, err
    (result,) = rows(out)
    assert (result["status"], result["done"], result["frames"]) == ("done", 3, 3)
    assert len(list((scene.current.path.parent / "fox_renders").rglob("*.png"))) == 3


def test_a_plan_whose_scene_changed_is_not_submitted(capsys, plan, scene, journal):
    scene.current.path.write_bytes(b"BLENDER another")
    code, _out, err = run(capsys, "submit", plan)
    assert (code, "1 file has changed" in err, "Make the plan again." in err) == (2, True, True)
    assert journal.transfers() == ()


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["plan", "check"], "“plan check” takes 1 plan."),
    (["plan", "diff", "a.json"], "“plan diff” takes 2 plans."),
    (["plan", "a.blend", "b.blend"], "One scene at a time: “b.blend” is too much."),
    (["plan", "check", "nowhere.json"], "The plan nowhere.json cannot be read: No such file"),
    (["submit", "nowhere.json"], "The plan nowhere.json cannot be read: No such file"),
])
def test_what_cannot_be_done_is_one_sentence(capsys, scene, arguments, sentence):
    code, _out, err = run(capsys, *arguments)
    assert (code, err.strip().count("\n")) == (2, 0)
    assert sentence in err


@pytest.mark.parametrize("content", [b"{}", b"no json", b"\xff\xfe", b"[]", b'{"foxsubmit_plan": 1}'])
def test_what_is_no_plan_is_one_sentence(capsys, tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    code, _out, err = run(capsys, "plan", "check", tmp_path / "x.json")
    assert (code, err.strip().count("\n")) == (2, 0)
    assert "x.json: " in err


def test_a_broken_plan_says_where_and_what(capsys, plan):
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["task"]["task_info"]["tiles"] = "0"
    plan.write_text(json.dumps(data), encoding="utf-8")
    code, _out, err = run(capsys, "plan", "check", plan)
    assert (code, 'task_info.tiles: "0" is too small; at least "1".' in err) == (2, True)


def test_what_a_studios_hooks_find_and_change_is_said_and_stands_in_the_json(
        capsys, scene, farm, tmp_path, monkeypatch):
    studio(monkeypatch, tmp_path / "studio", rules="""
        def validate(scene, choices):
            return [{"text": "Nobody is named.", "severity": "error" if choices["frames"] else "warning",
                     "nodes": ["Camera"]}]
        def pre_submit(choices):
            return {"priority": 60}
        """)
    code, out, err = run(capsys, "plan", "shot.blend", "--json")
    assert code == 0
    (said,) = rows(out)
    assert said["hooks"] == [
        {"file": "rules.py", "function": "pre_submit", "choice": "priority", "was": 50, "now": 60}]
    assert said["findings"] == [{"code": "90049", "severity": "warning", "text": "Nobody is named.",
                                 "nodes": ["Camera"], "details": []}]
    assert "Nobody is named." in err
    assert "rules.py (pre_submit) sets “priority” to 60; it was 50." in err
    code, out, _err = run(capsys, "plan", "shot.blend", "--json", "--frames", "1-2")
    assert (code, json.loads(out)["findings"][0]["severity"]) == (2, "error")


def test_a_plan_begins_with_a_preset_and_what_is_typed_goes_before(capsys, scene, farm, settings, tmp_path):
    settings.presets.save("Night", Choices(priority=60, tiles=4))
    assert run(capsys, "plan", "shot.blend", "--preset", "Night", "--tiles", "2")[0] == 0
    choices = json.loads((tmp_path / "shot.plan.json").read_text(encoding="utf-8"))["choices"]
    assert (choices["priority"], choices["tiles"]) == (60, 2)
    code, _out, err = run(capsys, "plan", "shot.blend", "--preset", "Day")
    assert (code, "There is no preset" in err) == (2, True)
