"""Failed frames of several tasks are restarted on other nodes in one step, as a user types it."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.farm.base.faults import Fault


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def tasks(capsys, monkeypatch, tmp_path, farm):
    """Two tasks of which one frame each has failed, on nodes with 64 GB; it would not now."""
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene",
                        lambda path: make_project(tmp_path / path.stem, {f"{path.stem}.png": b"wood"}, name=path.name))
    farm.state.faults.set([Fault("bad-disk", path="_0002")])
    code, out, err = run(capsys, "submit", "one.blend", "two.blend", "--no-download", "--hardware", 301, "--json")
    assert code == 1, err
    farm.state.faults.set([])
    found = rows(out)
    assert [(each["done"], each["failed"]) for each in found] == [(2, 1)] * 2
    return [each["task"] for each in found]


def memory(api, tasks):
    return {item["id"]: item["taskRam"] for item in api.query.task_info(tasks)["items"]}


@pytest.mark.parametrize("typed", [("--hardware", 303), ("--memory", 128)])
def test_failed_frames_of_several_tasks_go_to_other_nodes_in_one_step(capsys, tasks, api, typed):
    code, _out, err = run(capsys, "task", "restart-failed", *tasks, *typed)
    assert code == 2, "nobody has said yes"
    for words in ("Restart the failed frames of 2 tasks on other nodes?", f"({tasks[0]})", f"({tasks[1]})",
                  "2 frames failed.", "so far that is about 0.", "may have another price", "They go to "):
        assert words in " ".join(err.split()), words
    assert memory(api, tasks) == dict.fromkeys(tasks, 64)
    code, _out, err = run(capsys, "task", "restart-failed", *tasks, *typed, "--yes")
    assert code == 0, err
    assert memory(api, tasks) == dict.fromkeys(tasks, 128)
    for task in tasks:
        assert run(capsys, "watch", task)[0] == 0, "all its frames are done"


def test_where_some_have_no_such_nodes_the_others_are_restarted_and_it_is_said_which(capsys, tasks, api):
    run(capsys, "task", "hardware", tasks[0], "--value", 337, "--yes")  # of a kind of which none has more
    code, _out, err = run(capsys, "task", "restart-failed", *tasks, "--memory", 128, "--yes")
    assert (code, f"Task {tasks[0]}: The farm has no nodes with 128 GB" in " ".join(err.split())) == (2, True), err
    assert memory(api, tasks)[tasks[1]] == 128
    assert run(capsys, "watch", tasks[1])[0] == 0
    assert api.query.task_info([tasks[0]])["items"][0]["failedFrames"] == 1


@pytest.mark.parametrize("typed", [("stop", "--memory", 128), ("restart-failed", "--memory", 128, "--value", "3")])
def test_nodes_are_for_failed_frames_alone(capsys, farm, typed):
    action, *more = typed
    code, _out, err = run(capsys, "task", action, 1001, *more)
    assert (code, "are for “task restart-failed”" in err) == (2, True)
