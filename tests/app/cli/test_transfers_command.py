"""``foxsubmit transfers`` as a user types it."""

from __future__ import annotations

import json
import re

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.cli.common.progress import pace
from foxsubmit.cli.common.speed import read_speed
from foxsubmit.core.common.errors import BadInput, FoxError
from foxsubmit.core.common.lock import Lock
from foxsubmit.core.transfer.states import TransferState


@pytest.fixture(autouse=True)
def no_agent(monkeypatch):
    """Wishes stay wishes; the names of those who would have started one."""
    started = []
    for module in ("job.opening", "cli.transfers"):
        monkeypatch.setattr(f"foxsubmit.{module}.ensure_agent", lambda settings: started.append(settings.home))
    monkeypatch.setattr("foxsubmit.cli.transfers.CONFIRM", 0.0)
    return started


@pytest.fixture
def two(tmp_path, api, journal):
    """Two submissions, the second with a task number."""
    ids = [submit(make_project(tmp_path / name, {"a.png": b"a" * 5000}), api, journal) for name in ("one", "two")]
    journal.record(ids[1], TransferState.UPLOADING, task_id=35736251)
    return ids


def run(capsys, *arguments):
    code = cli.main(["transfers", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_without_any_it_says_so(capsys, settings):
    code, out, _err = run(capsys)
    assert (code, out.strip()) == (0, "Nothing is being sent or fetched.")
    code, out, _err = run(capsys, "--json")
    assert (code, rows(out)) == (0, [])


def test_a_narrow_terminal_shows_whole_sentences_and_every_figure(capsys, monkeypatch, journal, two):
    for name, value in (("FORCE_COLOR", "1"), ("NO_COLOR", "1"), ("COLUMNS", "80"), ("LINES", "25"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    said = "The disk of /renders is full: make room there."
    journal.record(two[0], TransferState.FAILED, message=said)
    journal.record(two[1], TransferState.UPLOADING, message="")
    code, out, _err = run(capsys)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in out.splitlines()]
    assert code == 0
    assert max(map(len, lines)) <= 80
    for row in two:
        (place,) = [number for number, line in enumerate(lines) if line.startswith(row[:8])]
        assert "shot.blend" in lines[place]
        assert "%" in lines[place]
    assert f"{' ' * 10}{said}" in lines
    assert "35736251" in out


def test_a_name_that_looks_like_markup_is_shown_as_it_is(capsys, tmp_path, api, journal):
    submit(make_project(tmp_path / "one", {"a.png": b"a"}, name="shot[red][-x] [bold].blend"), api, journal)
    assert "shot[red][-x] [bold].blend" in run(capsys)[1]


def test_what_goes_on_is_listed_and_what_is_over_when_asked_for(capsys, journal, two):
    journal.record(two[0], TransferState.FETCHED)
    code, out, _err = run(capsys)
    assert code == 0
    assert two[1][:8] in out
    assert "35736251" in out
    assert two[0][:8] not in out
    assert two[0][:8] in run(capsys, "--all")[1]
    told = rows(run(capsys, "list", "--all", "--json")[1])
    assert {row["id"]: row["state"] for row in told} == {two[0]: "fetched", two[1]: "uploading"}
    assert {row["host"] for row in told} == {"blender"}


def test_nothing_that_goes_on_is_not_nothing_at_all(capsys, journal, two):
    for each in two:
        journal.record(each, TransferState.FETCHED)
    assert "--all" in run(capsys)[1]


@pytest.mark.parametrize("by", ["task", "prefix", "id"])
def test_one_is_named_by_task_number_or_the_beginning_of_its_id(capsys, journal, two, by):
    name = {"task": "35736251", "prefix": two[1][:6].upper(), "id": two[1]}[by]
    code, _out, err = run(capsys, "pause", name)
    assert (code, err.strip()) == (0, f"Paused: shot.blend ({two[1][:8]})")
    assert transfer(journal, two[1]).state is TransferState.PAUSED
    assert transfer(journal, two[0]).state is TransferState.PLANNED


def test_pausing_starts_no_agent_and_resuming_does(capsys, journal, two, no_agent):
    run(capsys, "pause", two[0])
    assert no_agent == []
    code, out, _err = run(capsys, "resume", two[0], "--json")
    assert (code, rows(out)[0]["state"]) == (0, "planned")
    assert len(no_agent) == 1


def test_all_are_paused_at_once_and_cancelled(capsys, journal, two):
    assert run(capsys, "pause", "--all")[0] == 0
    assert {each.state for each in journal.transfers()} == {TransferState.PAUSED}
    code, _out, err = run(capsys, "cancel", "--all")
    assert code == 1, "no agent has cancelled them yet"
    assert {journal.get(each).wish for each in two} == {"cancel"}
    assert f"Being cancelled: shot.blend ({two[0][:8]}). It is being cancelled." in err
    assert f"Being cancelled: shot.blend ({two[1][:8]}). Task 35736251 is being cancelled: until the farm" in err


def test_cancelled_is_said_once_the_farm_confirmed_it_and_again_when_asked_again(capsys, journal, two):
    refused = "Task 35736251 is being cancelled: until the farm confirms it, it may still render and cost money. Why."
    journal.wish(two[1], "cancel")
    journal.record(two[1], message=refused)
    for _time in range(2):
        code, _out, err = run(capsys, "cancel", two[1])
        assert (code, err.strip()) == (1, f"Being cancelled: shot.blend ({two[1][:8]}). {refused}")
    assert run(capsys, "pause", two[1])[0] == run(capsys, "resume", two[1])[0] == 2
    assert journal.get(two[1]).wish == "cancel"
    journal.record(two[1], TransferState.CANCELLED, message="Task 35736251 is stopped.")
    for _time in range(2):
        code, _out, err = run(capsys, "cancel", two[1])
        assert (code, err.strip()) == (0, f"Cancelled: shot.blend ({two[1][:8]}). Task 35736251 is stopped.")


def test_what_failed_has_its_task_cancelled_too(capsys, journal, two):
    journal.fail(two[1], "A file is gone.")
    assert run(capsys, "cancel", two[1])[0] == 1
    now = transfer(journal, two[1])
    assert (now.state, now.stage) == (TransferState.CANCELLING, TransferState.UPLOADING)


def test_resume_all_means_failed_ones_and_those_that_wait_too(capsys, journal, two):
    journal.fail(two[0], "It failed.")
    journal.record(two[1], message="No farm answers. Tried 9 times, again at 12:00.")
    asked = journal.get(two[1]).asked
    assert run(capsys, "resume", "--all")[0] == 0
    assert [transfer(journal, each).state for each in two] == [TransferState.PLANNED, TransferState.UPLOADING]
    assert journal.get(two[1]).asked == asked + 1


def test_what_failed_is_tried_again(capsys, journal, two):
    journal.fail(two[0], "It failed.")
    assert run(capsys, "retry", two[0])[0] == 0
    assert transfer(journal, two[0]).state is TransferState.PLANNED


def test_a_limit_is_set_told_and_taken_off(capsys, journal):
    assert run(capsys, "limit")[1].strip() == "Transfers take what the network gives."
    assert run(capsys, "limit", "2M")[1].strip() == "Transfers take up to 2.0 MB/s."
    assert journal.limit() == 2_000_000
    assert json.loads(run(capsys, "limit", "--json")[1]) == {"version": 1, "limit": 2_000_000}
    assert run(capsys, "limit", "off")[0] == 0
    assert journal.limit() == 0


@pytest.mark.parametrize(("text", "speed"), [
    ("2M", 2_000_000), ("1.5 MB/s", 1_500_000), ("1,5m", 1_500_000), ("800k", 800_000), ("800 KiB", 819_200),
    ("1G", 1_000_000_000), ("5000", 5000), ("OFF", 0), ("0", 0), ("none", 0)])
def test_a_speed_is_read_as_people_write_it(text, speed):
    assert read_speed(text) == speed


@pytest.mark.parametrize("text", ["", "fast", "-1M", "2M2", "5", "0.1k", "2T", "1e6", "5i", "NaN"])
def test_what_is_no_speed_is_one_sentence(text):
    with pytest.raises(BadInput) as caught:
        read_speed(text)
    assert "write for example" in str(caught.value)


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["pause"], "takes ids or task numbers"),
    (["pause", "abc", "--all"], "takes ids or task numbers"),
    (["pause", "zzzz"], "There is no transfer “zzzz”"),
    (["cancel", "99999999"], "There is no transfer “99999999”"),
    (["list", "abc"], "takes no ids"),
    (["limit", "fast"], "is not a valid speed"),
    (["limit", "2M", "3M"], "takes one speed"),
])
def test_bad_input_is_one_sentence(capsys, two, arguments, sentence):
    code, _out, err = run(capsys, *arguments)
    assert (code, err.strip().count("\n")) == (2, 0)
    assert sentence in err


def test_a_beginning_of_several_ids_is_not_enough(capsys, api, journal, tmp_path):
    plan = journal.get(submit(make_project(tmp_path / "p", {}), api, journal)).plan()
    for name in ("abc1", "abc2"):
        journal.add(plan, name)
    code, _out, err = run(capsys, "cancel", "abc")
    assert code == 2
    assert "is the beginning of 2 ids (abc2, abc1)" in err
    assert {each.state for each in journal.transfers()} == {TransferState.PLANNED}


@pytest.mark.parametrize("action", ["pause", "resume", "cancel", "retry"])
def test_what_is_over_is_left_alone(capsys, journal, two, action):
    journal.record(two[0], TransferState.FETCHED)
    code, _out, err = run(capsys, action, two[0])
    assert code == 2
    assert two[0][:8] in err
    assert journal.get(two[0]).wish == "go"


def test_an_action_that_does_not_exist_is_named_with_those_that_do(capsys):
    with pytest.raises(SystemExit) as ended:
        run(capsys, "stop", "abc")
    assert ended.value.code == 2
    assert "'pause'" in capsys.readouterr().err


def test_speed_and_time_left_stand_behind_what_happens(journal, two):
    journal.record(two[1], speed=1000.0)
    now = transfer(journal, two[1])
    assert pace(now) == "1.0 kB/s, 5.0 s left"
    assert pace(transfer(journal, two[0])) == ""


def test_how_a_task_ended_is_in_the_json(capsys, journal, two):
    journal.record(two[0], TransferState.FETCHED, message="3 of 3 frames failed: why.", task_end="all failed")
    (row,) = [row for row in rows(run(capsys, "--all", "--json")[1]) if row["id"] == two[0]]
    assert (row["state"], row["end"], row["message"]) == ("fetched", "all failed", "3 of 3 frames failed: why.")


def test_an_agent_that_was_killed_is_missed_and_started_again(capsys, journal, two, no_agent, settings):
    code, _out, err = run(capsys)
    assert (code, no_agent) == (0, [settings.home])
    assert err.strip() == "No agent was running for what is under way: one is started."
    code, out, err = run(capsys, "--json")
    assert (code, len(rows(out)), "one is started" in err) == (0, 2, True)


def test_no_agent_is_started_while_one_runs_or_nothing_is_under_way(capsys, journal, two, no_agent, settings):
    lock = Lock(settings.agent_lock)
    assert lock.acquire()
    assert run(capsys)[2] == ""
    lock.release()
    journal.wish_all("pause")
    assert run(capsys)[2] == ""
    assert no_agent == []


def test_an_agent_for_a_look_at_a_finished_task_is_started_without_a_word(capsys, journal, two, no_agent, settings):
    for each in two:
        journal.record(each, TransferState.FETCHED)
    journal.looks().later(two[0], 1.0)
    assert (run(capsys)[2], no_agent) == ("", [settings.home])


def test_an_agent_that_cannot_be_started_is_said_below_the_list(capsys, journal, two, monkeypatch):
    def broken(_settings):
        raise FoxError("There is no Python.")

    monkeypatch.setattr("foxsubmit.job.opening.ensure_agent", broken)
    code, out, err = run(capsys, "--json")
    assert (code, len(rows(out)), err.strip()) == (1, 2, "There is no Python.")


def test_doctor_says_that_an_agent_is_missing_and_who_starts_it(capsys, journal, two):
    assert cli.main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "ok      journal: 2 transfers under way\n" in out
    assert "failed  agent: something is under way, and no agent runs that sends it. “foxsubmit transfers” starts" in out
    journal.wish_all("pause")
    cli.main(["doctor"])
    assert "ok      agent: none runs, and none is needed\n" in capsys.readouterr().out
