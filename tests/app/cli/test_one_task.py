"""What ``foxsubmit task`` shows of one task, and does to its frames, against a farm that renders."""

from __future__ import annotations

import json

import pytest
from tests.conftest import make_project

from foxsubmit import cli, job
from foxsubmit.core.common.errors import BadInput
from foxsubmit.farm.base.faults import Fault

WRONG = (
    (("restart",), "needs --frames"), (("restart", "--frames", "9"), "has no frame 9"),
    (("restart", "--frames", "7-"), "7-"), (("log", "--frames", "1-2"), "is of one frame"),
    (("thumbnails",), "needs --output"), (("blocks",), "Only a task of 3ds Max"), (("show", 2), "is about one task"),
    (("show", "--value", 5), "takes no --value"), (("output", "--frames", 2), "takes no --frames"),
    (("stop", "--frames", 2), "takes neither"),
)


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def told(capsys, *arguments):
    """The JSON of a command that did it."""
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def task(capsys, monkeypatch, tmp_path, farm):
    """A task of three frames, of which the second failed; it would not now."""
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    farm.state.faults.set([Fault("bad-disk", path="_0002")])
    code, out, err = run(capsys, "submit", "shot.blend", "--json", "--name", "Shot [v2]", "--batch", "night")
    assert code == 1, err
    farm.state.faults.set([])
    return json.loads(out)["tasks"][0]["task"]


def test_a_task_is_shown_with_frames_log_results_and_pictures_and_what_cannot_be_is_a_sentence(
        capsys, task, tmp_path):
    shown = told(capsys, "task", "show", task)
    assert (shown["task"]["title"], shown["task"]["batch"], shown["statuses"]) == (
        "Shot [v2]", "night", {"done": 2, "failed": 1})
    (why,) = shown["failures"]
    assert (why["frames"], why["logs_read"]) == (["2"], 1)
    assert why["reason"]
    _code, out, _err = run(capsys, "task", "show", task)
    for words in (f"Shot [v2] ({task})", "Status: 1 failed", "Frames: 1-3 · 2 done · 1 failed", "Batch: night",
                  "Priority: 50", "Stop after: never", "Project: ", why["message"]):
        assert words in out, out

    frames = told(capsys, "task", "frames", task)["frames"]
    assert [(each["name"], each["status"]) for each in frames] == [("1", "done"), ("2", "failed"), ("3", "done")]
    assert [each["name"] for each in told(capsys, "task", "frames", task, "--frames", "1,3")["frames"]] == ["1", "3"]
    lines = run(capsys, "task", "frames", task)[1].splitlines()
    assert len(lines) == 4

    log = told(capsys, "task", "log", task)
    assert (log["frame"], log["why"]) == ("2", why["reason"])
    code, out, err = run(capsys, "task", "log", task, "--frames", 2)
    assert (code, out.splitlines()) == (0, log["lines"])
    assert "Frame 2 failed: " in err
    assert told(capsys, "task", "log", task, "--frames", 3)["why"] is None

    output = told(capsys, "task", "output", task)
    assert len(output["files"]) == 2
    for each in output["files"]:
        assert (tmp_path / "project" / "fox_renders") in [*map(type(tmp_path), [output["folder"]])]
        assert type(tmp_path)(each["local"]).stat().st_size == each["size"]
    assert "2 on this machine" in run(capsys, "task", "output", task)[2]

    folder = tmp_path / "pictures"
    saved = told(capsys, "task", "thumbnails", task, "--output", folder)
    assert [each["frame"] for each in saved["pictures"]] == ["1", "3"]
    assert sorted(path.stem for path in folder.iterdir()) == ["1", "3"]
    assert all(path.stat().st_size for path in folder.iterdir())


    for (action, *more), words in WRONG:
        code, out, err = run(capsys, "task", action, task, *more)
        assert (code, out, len(err.splitlines())) == (2, "", 1), err
        assert words in err


def test_chosen_frames_are_restarted_and_what_is_paid_twice_is_asked_first(capsys, task):
    assert told(capsys, "task", "restart", task, "--frames", 2) == {
        "version": 1, "task": task, "frames": ["2"], "left": []}
    assert run(capsys, "watch", task)[0] == 0
    code, _out, err = run(capsys, "task", "restart", task, "--frames", "1-2")
    assert (code, "2 finished frames are rendered and paid for again." in err, "--yes" in err) == (2, True, True)
    assert told(capsys, "task", "restart", task, "--frames", "1-2", "--yes")["frames"] == ["1", "2"]
    assert run(capsys, "watch", task)[0] == 0
    code, _out, err = run(capsys, "task", "stop-frames", task, "--frames", "1-3")
    assert (code, "waiting or rendering" in err) == (2, True)


def test_a_script_restarts_chosen_frames_by_the_same_rules(task, settings):
    of_script = job.task(task, home=settings.home)
    assert of_script.restart("2") == 1
    of_script.wait()
    assert {row.status.name for row in of_script.frames()} == {"DONE"}
    for frames, words in (("9", "no frame 9"), ("x", "x")):
        with pytest.raises(BadInput, match=words):
            of_script.restart(frames)
    with pytest.raises(BadInput, match="waiting or rendering"):
        of_script.stop_frames("1-3")
