"""What a command does not know it does not call "none": it waits for an answer, and else says what failed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from tests.conftest import make_project
from tests.documents import rows
from tests.plant import plant

from foxsubmit import cli
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base import refusal, routes
from foxsubmit.farm.base.faults import Fault

LIST, INFO = "getTaskList", "queryTaskInfo"


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", (0.01, 0.01))
    monkeypatch.setattr("foxsubmit.core.transfer.retry_schedule.WATCH", (0.05, 0.2))


@pytest.fixture
def scene(tmp_path, monkeypatch):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    return host


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def row_of(farm, task):
    with closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db:
        return db.execute("SELECT status FROM tasks WHERE id = ?", (task,)).fetchone()[0]


def set_status(farm, task, status):
    with closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db, db:
        db.execute("UPDATE tasks SET status = ? WHERE id = ?", (status, task))


def wait_until_done(capsys, task):
    assert run(capsys, "watch", task)[0] == 0


# Which tasks there are.

@pytest.mark.parametrize("kind", ["5xx", "garbage", "truncated", "drop"])
@pytest.mark.parametrize("arguments", [["tasks"], ["tasks", "--json"], ["tasks", "--all"]])
def test_a_list_that_does_not_come_is_an_error_and_not_an_empty_list(capsys, farm, kind, arguments):
    plant(farm.state, 1000)
    farm.state.faults.set([Fault(kind, path=LIST)])
    code, out, err = run(capsys, *arguments)
    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert "no tasks" not in out + err
    assert out == "" or json.loads(out)["error"]["message"] == err.strip()
    assert bool(out) is ("--json" in arguments)


def test_a_slow_list_is_waited_for(capsys, farm):
    plant(farm.state, 1000)
    farm.state.faults.set([Fault("delay", path=LIST, seconds=3.5, count=1)])
    code, out, err = run(capsys, "tasks", "--json")
    assert (code, err, [row["id"] for row in rows(out)]) == (0, "", [1000])


def test_the_wait_has_a_deadline_that_is_named(capsys, farm):
    farm.state.faults.set([Fault("delay", path=LIST, seconds=3)])
    code, out, err = run(capsys, "tasks", "--timeout", "0.5", "--json")
    assert code == 1
    assert err.strip() == "The farm did not answer within 0.5 seconds: try again, or set a longer timeout."
    assert json.loads(out) == {"version": 1, "error": {"message": err.strip(), "code": None}}


def test_a_farm_without_tasks_says_so(capsys, farm):
    code, out, err = run(capsys, "tasks")
    assert (code, out.strip(), err) == (0, "There are no tasks yet.", "")
    assert rows(run(capsys, "tasks", "--json")[1]) == []


def test_a_page_of_tasks_that_were_never_submitted_is_not_an_empty_list(capsys, farm, api):
    plant(farm.state, 1000)
    api.task.create_task(count=60)
    code, out, _err = run(capsys, "tasks", "--json")
    assert (code, [row["id"] for row in rows(out)]) == (0, [1000])


def test_an_account_that_may_not_list_tasks_is_told_so(capsys, farm, monkeypatch):
    def refuse(_farm, _body):
        raise refusal.Refusal(605, "no")

    for path in list(routes.ROUTES):
        if LIST in path:
            monkeypatch.setitem(routes.ROUTES, path, refuse)
    code, out, err = run(capsys, "tasks", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, 605)
    assert "ask the owner" in err


# All of them.

@pytest.fixture
def many(farm):
    for number in range(1000, 1053):
        plant(farm.state, number)
    return farm


def test_the_newest_tasks_are_listed_and_how_many_more_there_are(capsys, many):
    code, out, err = run(capsys, "tasks", "--json")
    assert (code, [row["id"] for row in rows(out)]) == (0, list(range(1052, 1002, -1)))
    assert err.strip() == "3 older tasks are not listed: “foxsubmit tasks --all” lists all."
    code, out, err = run(capsys, "tasks", "--json", "--limit", "52")
    assert (len(rows(out)), err.startswith("1 older task is not listed")) == (52, True)
    code, out, err = run(capsys, "tasks", "--json", "--limit", "2")
    assert (len(rows(out)), err.startswith("51 older tasks")) == (2, True)
    code, out, err = run(capsys, "tasks", "--json", "--all")
    assert (len(rows(out)), err) == (53, "")


def test_a_page_that_does_not_come_is_an_error(capsys, many, monkeypatch):
    from foxsubmit.core.jobs import listing
    from foxsubmit.core.session.jobs import jobs

    def read(api, wanted=listing.EVERYTHING, page=1):
        if page == 2:
            many.state.faults.set([Fault("5xx", path=LIST)])
        return listing.read_tasks(api, wanted, page)

    monkeypatch.setattr(jobs, "read_tasks", read)
    code, out, err = run(capsys, "tasks", "--all")
    assert (code, out) == (1, "")
    assert "out of order" in err


@pytest.mark.parametrize("typed", ["0", "-3", "many"])
def test_a_number_of_tasks_is_a_number(capsys, typed):
    with pytest.raises(SystemExit) as ended:
        run(capsys, "tasks", "--limit", typed)
    assert ended.value.code == 2
    assert "is not a number above 0" in capsys.readouterr().err


def test_the_oldest_task_is_fetched_and_watched(capsys, many, tmp_path):
    code, _out, err = run(capsys, "watch", "1000")
    assert code == 0, err
    code, out, err = run(capsys, "fetch", "1000", "--output", tmp_path / "here", "--json")
    assert code == 0, err
    (result,) = rows(out)
    assert (result["task"], result["end"], result["done"], result["fetched"]) == (1000, "done", 3, 3)
    assert len(list((tmp_path / "here").rglob("*.png"))) == 3


# One task.

@pytest.mark.parametrize("command", [["fetch", "1000", "--output", "x"], ["watch", "1000"]])
def test_a_task_of_which_the_farm_says_nothing_is_not_one_that_it_does_not_have(capsys, farm, command):
    plant(farm.state, 1000)
    for fault in (Fault("5xx", path=INFO), Fault("garbage", path=INFO)):
        farm.state.faults.set([fault])
        code, out, err = run(capsys, *command, "--json")
        assert (code, json.loads(out)["error"]["message"]) == (1, err.strip())
        assert "has no task" not in err
    farm.state.faults.set([Fault("delay", path=INFO, seconds=3)])
    code, _out, err = run(capsys, *command, "--timeout", "0.5")
    assert (code, "within 0.5 seconds" in err) == (1, True)


def test_a_task_is_asked_for_itself_also_where_the_list_fails(capsys, farm, tmp_path):
    plant(farm.state, 1000)
    wait_until_done(capsys, 1000)
    farm.state.faults.set([Fault("garbage", path=LIST)])
    code, _out, err = run(capsys, "fetch", "1000", "--output", tmp_path / "here")
    assert code == 0, err
    assert run(capsys, "watch", "1000")[0] == 0


def test_a_task_that_was_submitted_elsewhere_is_followed_to_its_end(capsys, farm):
    plant(farm.state, 1000)
    code, out, err = run(capsys, "watch", "1000", "--json")
    assert code == 0, err
    (result,) = rows(out)
    assert (result["submission"], result["task"], result["status"], result["done"]) == (None, 1000, "done", 3)
    assert "All frames are done (3 of 3)." in err


@pytest.mark.parametrize(("status", "said"), [
    (15, "The task is stopped with 3 of 3 frames done"), (35, "The task was abandoned"),
    (20, "the balance is used up"), (40, "The test frames are done")])
def test_a_task_that_rests_ends_the_watching_with_what_to_do(capsys, farm, status, said):
    plant(farm.state, 1000)
    wait_until_done(capsys, 1000)
    set_status(farm, 1000, status)
    code, _out, err = run(capsys, "watch", "1000")
    assert (code, said in err) == (1, True)


def test_nothing_was_submitted_is_said_of_the_account_in_use(capsys, farm, journal, tmp_path):
    journal.add_fetch("another", "shot.blend", 1000, str(tmp_path))
    journal.wish_all("pause")
    code, _out, err = run(capsys, "watch")
    assert (code, "Nothing was submitted with this account" in err) == (2, True)


# Frames that failed.

@pytest.mark.parametrize(("path", "frames", "end", "said"), [
    ("_shot/", 3, "all failed", "3 of 3 frames failed: frame 1: “"),
    ("shot_0002", 1, "some failed", "1 of 3 frames failed (2): frame 2: “")])
def test_failed_frames_are_said_with_the_reason(capsys, scene, farm, path, frames, end, said):
    farm.state.faults.set([Fault("bad-disk", path=path)])
    code, out, err = run(capsys, "submit", "shot.blend", "--json")
    (result,) = rows(out)
    assert (code, result["end"], result["failed"]) == (1, end, frames)
    assert result["message"].startswith(said)
    assert "farm cannot store the file" in result["message"]
    assert err.count(result["message"]) == 1
    assert ": Done\n" not in err
    code, _out, err = run(capsys, "watch", result["task"])
    assert (code, result["message"] in err) == (1, True)
    _code, out, _err = run(capsys, "transfers", "--all")
    assert f"{frames} of 3" in out


def test_frames_of_a_task_from_elsewhere_that_failed_are_said_with_the_reason(capsys, farm):
    farm.state.faults.set([Fault("bad-disk", path="shot_0002")])
    plant(farm.state, 1000)
    code, out, err = run(capsys, "watch", "1000", "--json")
    (result,) = rows(out)
    assert (code, result["end"]) == (1, "some failed")
    assert result["message"].startswith("1 of 3 frames failed (2): frame 2: “")
    assert result["message"] in err


def test_what_is_rendered_again_is_watched_and_fetched(capsys, scene, farm, api):
    farm.state.faults.set([Fault("bad-disk", path="shot_0002")])
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json")
    task = rows(out)[0]["task"]
    farm.state.faults.set([])
    api.query.restart_failed_frames([task])
    code, out, err = run(capsys, "watch", task, "--json")
    assert code == 0, err
    assert rows(out)[0]["fetched"] == 3


def test_how_a_task_ended_is_not_known_where_the_farm_no_longer_says_it(capsys, scene, farm, journal):
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json")
    done = rows(out)[0]
    journal.record(done["submission"], task_end="")  # as an older version of the program left it
    farm.state.faults.set([Fault("5xx", path="/handle/")])  # neither the list nor the task
    code, _out, err = run(capsys, "watch", done["task"])
    assert (code, f"It is not known how task {done['task']} ended" in err) == (1, True)
    journal.record(done["submission"], task_end="done")
    assert run(capsys, "watch", done["task"])[0] == 0


def test_a_submission_that_failed_is_one_document_of_json(capsys, scene, farm, journal):
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json", "--no-wait")
    (result,) = rows(out)
    journal.fail(result["submission"], "It cannot be sent.")
    journal.wish(result["submission"], "cancel")
    journal.fail(result["submission"], "It cannot be sent.")
    code, out, _err = run(capsys, "transfers", "--json")
    assert (code, rows(out)[0]["message"]) == (0, "It cannot be sent.")


def test_a_failure_of_before_is_not_what_watching_ends_with(capsys, scene, farm, journal):
    _code, out, _err = run(capsys, "submit", "shot.blend", "--json")
    submission = rows(out)[0]["submission"]
    journal.record(submission, TransferState.WATCHING)
    journal.fail(submission, "It failed before.")
    code, out, err = run(capsys, "watch", "--json")
    assert (code, "It failed before." in err) == (0, False)
    assert rows(out)[0]["end"] == "done"


# What a script needs.

def test_what_is_left_to_the_agent_is_named_on_stdout(capsys, scene, farm, journal, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    code, out, _err = run(capsys, "submit", "shot.blend", "--no-wait")
    (written,) = journal.transfers()
    assert (code, out) == (0, f"{written.id}\n")


def test_a_project_that_may_not_be_listed_is_not_one_that_there_is_not(capsys, scene, farm, monkeypatch):
    def refuse(_farm, _body):
        raise refusal.Refusal(605, "no")

    for path in ("/api/render/project/getList", "/api/render/project/list"):
        monkeypatch.setitem(routes.ROUTES, path, refuse)
    code, _out, err = run(capsys, "submit", "shot.blend", "--project", "x")
    assert (code, "may not list what there is, so “x” (project) cannot be checked" in err) == (2, True)


@pytest.mark.parametrize("command", [["tasks"], ["watch"], ["fetch", "1000", "--output", "x"], ["submit", "a.blend"]])
def test_whoever_looks_starts_an_agent_that_was_killed(capsys, scene, farm, journal, tmp_path, monkeypatch, command):
    class Started(Exception):
        """The agent would be started now."""

    def start(_settings):
        raise Started

    journal.add_fetch("local", "shot.blend", 1000, str(tmp_path))
    monkeypatch.setattr("foxsubmit.job.opening.ensure_agent", start)
    with pytest.raises(Started):
        run(capsys, *command)


@pytest.mark.parametrize(("task", "fault", "code", "said"), [
    (4711, None, 2, "The farm has no task 4711"),
    (1000, Fault("garbage", path=INFO), 1, "did not answer as a render farm does"),
])
def test_a_picture_that_does_not_show_the_task_is_an_error(farm, tmp_path, task, fault, code, said):
    pytest.importorskip("qtpy.QtWidgets")
    plant(farm.state, 1000)
    farm.state.faults.set([fault] if fault else [])
    done = subprocess.run([sys.executable, "-m", "foxsubmit", "panel", "--task", str(task), "--timeout", "5",
                           "--screenshot", str(tmp_path / "panel.png")], capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize("name", ["shot[red][-x] [bold].blend", "shot[/].blend"])
def test_a_name_that_looks_like_markup_is_listed_as_it_is(capsys, farm, name):
    plant(farm.state, 1000, scene="D:/" + name.replace("/", "_"))
    with closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db, db:
        db.execute("UPDATE tasks SET scene_name = ? WHERE id = 1000", (name,))
    code, out, _err = run(capsys, "tasks")
    assert (code, name in out) == (0, True)
