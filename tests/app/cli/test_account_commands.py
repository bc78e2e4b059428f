"""Commands on the account and its tasks, against a farm that answers them."""

from __future__ import annotations

import json

import pytest
from tests.conftest import make_project
from tests.documents import rows
from tests.farm.conftest import Visitor

from foxsubmit import cli
from foxsubmit.core.settings.settings import Settings
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.calls import user
from foxsubmit.farm.http.server import LocalFarm


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def told(capsys, *arguments):
    """The JSON of a command that did it."""
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    document = json.loads(out)
    return document if "settings" in document else rows(out)


@pytest.fixture
def task(capsys, monkeypatch, tmp_path, farm):
    """A task that has rendered."""
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    (submitted,) = told(capsys, "submit", "shot.blend", "--no-download")
    return submitted["task"]


# The account.

def test_the_accounts_default_is_read_and_set(capsys, farm, api):
    before = told(capsys, "account")
    assert (before["name"], before["settings"]["slow_after"]) == ("local", 12 * 3600)
    assert told(capsys, "account", "--slow-after", "2.5")["settings"]["slow_after"] == 9000
    assert api.user.query_user_setting()["taskOverTimeSec"] == 9000
    code, _out, err = run(capsys, "account", "--slow-after", "never")
    assert (code, "above 0" in err) == (2, True)
    assert api.user.query_user_setting()["taskOverTimeSec"] == 9000


def test_the_account_tells_frames_nodes_and_what_it_renders(capsys, task):
    found = told(capsys, "account")
    assert found["frames"] == {"waiting": 0, "rendering": 0, "done": 3, "failed": 0, "stopped": 0, "all": 3}
    assert found["nodes"] == [{"id": 1, "name": "this machine"}]
    assert "Blender" in found["software"]
    _code, out, _err = run(capsys, "account")
    assert "Done 3" in out
    assert "Rented nodes: this machine (1)" in out


def test_what_a_farm_does_not_say_is_unknown_and_not_no(capsys, farm, monkeypatch):
    monkeypatch.setattr("foxsubmit.farm.calls.user.SETTING", {})
    assert told(capsys, "account")["settings"]["may_download"] is None
    _code, out, _err = run(capsys, "account")
    assert "Downloads: unknown" in out


@pytest.mark.parametrize(("hides", "told_as", "printed"), [
    (0, {"balance": 1050.0, "coupon": 50}, "Balance: 1050.00 USD"),
    (1, {"balance": None, "coupon": None}, "Balance: unknown"),
])
def test_the_balance_is_with_coupons_and_unknown_where_it_is_hidden(capsys, farm, monkeypatch, hides, told_as, printed):
    monkeypatch.setitem(user.PROFILE, "coupon", 50)
    monkeypatch.setitem(user.PROFILE, "hideBalance", hides)
    assert told_as.items() <= told(capsys, "account").items()
    _code, out, _err = run(capsys, "account")
    assert printed in out


# Projects.

def test_a_project_is_added_and_deleted_and_deleting_asks_first(capsys, farm, api):
    assert [each["name"] for each in told(capsys, "projects", "add", "Feature")] == ["Demo", "Lookdev", "Feature"]
    number = api.tag.get_label_list()["projectNameList"][-1]["projectId"]
    code, _out, err = run(capsys, "projects", "delete", "Feature")
    assert (code, f"“Feature” ({number})" in err, "--yes" in err) == (2, True, True)
    assert len(told(capsys, "projects")) == 3
    assert [each["name"] for each in told(capsys, "projects", "delete", "Feature", "--yes")] == ["Demo", "Lookdev"]


def test_a_sub_account_lists_the_main_accounts_projects_and_cannot_delete_them(capsys, tmp_path, settings):
    with LocalFarm(tmp_path / "main", options=Options(simulate=True)), LocalFarm(
            tmp_path / "sub", options=Options(simulate=True, main=tmp_path / "main")):
        Settings().remember_farm(tmp_path / "sub")
        found = told(capsys, "projects", "add", "Mine")
        assert [(each["name"], each["own"]) for each in found] == [
            ("Mine", True), ("Demo", False), ("Lookdev", False)]
        code, _out, err = run(capsys, "projects", "delete", "Demo", "--yes")
        assert (code, "no project “Demo” of its own" in err) == (2, True)


# Records.

def test_what_was_done_with_tasks_is_listed_newest_first(capsys, task):
    told(capsys, "task", "tag", task, "--value", "hero")
    told(capsys, "task", "delete", task, "--yes")
    found = told(capsys, "records")
    assert next(each["what"] for each in found if each["task"] == task) == "delete"
    assert {each["who"] for each in found} == {"local"}
    assert len(told(capsys, "records", "--limit", "1")) == 1
    _code, out, _err = run(capsys, "records")
    assert f"{task}  Deleted" in out


def test_sign_ins_are_listed_with_where_they_came_from(capsys, farm):
    (found,) = told(capsys, "records", "sign-ins", "--days", "1")
    assert (found["who"], found["address"]) == ("local", "127.0.0.1")


# Tasks.

def test_what_costs_is_asked_first_and_a_deleted_task_is_in_the_recycle_bin(capsys, task):
    code, _out, err = run(capsys, "task", "restart-all", task)
    assert (code, f"(task {task}) again? 3 finished frames are rendered and paid for again." in err) == (2, True)
    assert "Nothing was done: add --yes to have it done." in err
    assert [(each["id"], each["done"]) for each in told(capsys, "tasks")] == [(task, 3)]
    assert told(capsys, "tasks", "--recycled") == []
    code, _out, err = run(capsys, "task", "delete", task)
    assert (code, f"(task {task})?" in err, "--yes" in err) == (2, True, True)
    assert [each["id"] for each in told(capsys, "tasks")] == [task]
    told(capsys, "task", "delete", task, "--yes")
    assert told(capsys, "tasks") == []
    assert [each["id"] for each in told(capsys, "tasks", "--recycled")] == [task]
    code, _out, err = run(capsys, "tasks", "--recycled", "--search", "x")
    assert (code, "listed whole" in err) == (2, True)


def test_a_task_is_rendered_again_on_other_hardware(capsys, task, api):
    def used():
        return [each["id"] for each in told(capsys, "hardware", "--task", task) if each["current"]]

    code, _out, err = run(capsys, "task", "hardware", task, "--value", "303")
    assert (code, f"(task {task})" in err) == (2, True)
    told(capsys, "task", "hardware", task, "--value", "303", "--yes")
    assert used() == [303]
    assert api.query.task_info([task])["items"][0]["taskRam"] == 128
    code, _out, err = run(capsys, "task", "hardware", task, "--value", "999", "--yes")
    assert (code, "no hardware 999" in err) == (2, True)
    assert used() == [303]


def test_hardware_that_is_switched_off_is_marked_and_refused(capsys, task):
    off = [each["id"] for each in told(capsys, "hardware") if not each["on"]]
    assert off == [341]
    code, _out, err = run(capsys, "task", "hardware", task, "--value", "341", "--yes")
    assert (code, "switched off" in err) == (1, True)


@pytest.mark.parametrize(("action", "value", "field", "now"), [
    ("tag", "hero", "tags", ["hero"]), ("restart-all", None, "frames", 3)])
def test_an_action_does_what_it_says(capsys, task, action, value, field, now):
    (found,) = told(capsys, "task", action, task, "--yes", *(("--value", value) if value else ()))
    assert found[field] == now


def test_what_goes_by_a_running_task_changes_it(capsys, tmp_path, settings):
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=3600)) as farm:
        settings.remember_farm(tmp_path / "farm")
        visitor = Visitor(farm)
        task = visitor.submit(render={"common": {"frames": "1-4[1]"}})
        for action, value in (("priority", "60"), ("nodes", "7"), ("stop-after", "2")):
            told(capsys, "task", action, task, "--value", value)
        info = visitor.info(task)
        assert (info["taskUserLevel"], info["taskLimit"], info["overTimeStop"]) == (60, 7, 7200)
        told(capsys, "task", "stop", task)
        assert visitor.info(task)["taskStatus"] == 10
        told(capsys, "task", "start", task)
        assert visitor.info(task)["taskStatus"] in (0, 5)
        told(capsys, "task", "abandon", task, "--yes")
        assert visitor.info(task)["taskStatus"] == 35
        visitor.close()


def test_what_does_not_fit_a_task_is_a_sentence(capsys, task):
    for arguments, words in ((("start", task), "can be started"), (("priority", task, "--value", "70"), "50 or 60"),
                             (("priority", task), "needs --value"), (("stop", task, "--value", "1"), "takes no"),
                             (("stop", 999), "no task 999")):
        code, _out, err = run(capsys, "task", *arguments)
        assert (code, words in err) == (2, True), err


def test_what_renders_elsewhere_is_listed_with_whose_it_is(capsys, tmp_path, settings):
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=3600)) as farm:
        settings.remember_farm(tmp_path / "farm")
        assert run(capsys, "tasks", "--elsewhere")[1] == (
            "Nothing that others have submitted waits or renders, as far as the farm lists it.\n")
        visitor = Visitor(farm)
        task = visitor.submit(render={"common": {"frames": "1-4[1]"}})
        assert [each["id"] for each in told(capsys, "tasks", "--elsewhere")] == [task]
        _code, out, _err = run(capsys, "tasks", "--elsewhere")
        assert [word for word in ("local", "unknown", "0 / 4") if word not in out] == []
        visitor.close()
    code, _out, err = run(capsys, "tasks", "--elsewhere", "--search", "x")
    assert (code, "goes with no filter" in err) == (2, True)
