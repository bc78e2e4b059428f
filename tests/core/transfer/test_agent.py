"""The agent as a process: it is killed, started again, asked to pause; one task comes out."""

from __future__ import annotations

import collections
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, note_arrivals, over, submit, transfer, wait_for, work

from foxsubmit.core.common import child
from foxsubmit.core.jobs.listing import read_tasks
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.journal.connection import JournalTrouble
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.lost import is_started
from foxsubmit.core.transfer.start import ensure_agent
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.submit import Submission
from foxsubmit.farm.base.routes import ROUTES


@pytest.fixture
def submission(tmp_path, api, journal):
    return submit(make_project(tmp_path / "project", {f"{n}.bin": os.urandom(20_000) for n in range(60)}), api, journal)


def test_a_submission_becomes_a_task_and_its_frames_come_home(settings, journal, api, submission):
    with agent(settings, idle=0.5) as process:
        wait_for(over(journal, submission))
        assert process.wait() == 0
    done = transfer(journal, submission)
    assert done.state is TransferState.FETCHED
    assert done.fetched == 3
    frames = sorted(Path(done.folder).rglob("*.png"))
    assert len({frame.read_bytes() for frame in frames}) == 3
    assert [task["id"] for task in api.query.get_task_list()["items"]] == [done.task_id]


def test_name_comment_and_batch_are_on_the_farm_and_in_the_journal(tmp_path, settings, journal, api):
    words = {"job_name": "{scene} {camera}", "batch": "dailies", "comment": "with the new fog"}
    submission = submit(make_project(tmp_path / "named", {}), api, journal, **words, tags=("mine",), artist="ann")
    with agent(settings, idle=0.5):
        wait_for(over(journal, submission))
    (task,) = read_tasks(api).rows
    assert (task.title, task.batch, task.comment, task.tags) == (
        "shot Camera", "dailies", "with the new fog", ("mine",))
    assert (task.artist, task.project, task.camera, task.range) == ("ann", "", "Camera", "1-3")
    assert task.submitted > 1e9
    about = transfer(journal, submission).about
    assert (about.name, about.batch, about.comment) == (task.title, task.batch, task.comment)
    assert (about.unit, about.camera, about.artist, about.frames) == ("Scene", "Camera", "ann", "1-3")


@pytest.fixture
def whole(monkeypatch):
    return note_arrivals(monkeypatch)


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.1, 0.25, 0.5])
def test_a_killed_agent_leaves_one_task_and_sends_nothing_twice(settings, whole, journal, api, submission, moment):
    with agent(settings) as process:
        wait_for(lambda: transfer(journal, submission).state is not TransferState.PLANNED)
        time.sleep(moment)
        process.kill()
        process.wait()
    with agent(settings, idle=0.5) as process:
        wait_for(over(journal, submission))
        process.wait()
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
    assert len(api.query.get_task_list()["items"]) == 1
    assert sorted(collections.Counter(whole).values()) == [1] * 61


def test_a_task_whose_number_was_lost_is_found_by_its_label(settings, journal, api, submission):
    lost = api.task.create_task(labels=[f"fox-{submission[:12]}"])[0]
    journal.record(submission, TransferState.CREATING)
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).task_id == lost
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_submission_whose_answer_was_lost_is_not_submitted_again(settings, journal, api, submission):
    with agent(settings):
        wait_for(over(journal, submission))
    journal.record(submission, TransferState.SUBMITTING)
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_submission_that_the_farm_was_still_at_when_it_was_looked_for_is_not_a_failure(
        settings, journal, api, submission, monkeypatch):
    task = api.task.create_task(labels=[f"fox-{submission[:12]}"])[0]
    journal.record(submission, TransferState.UPLOADING, task_id=task)
    begin, looked = Submission._submit, []

    def submits(each, **_named):
        monkeypatch.setattr("foxsubmit.core.transfer.submit.is_started", looks)
        begin(each, lost=True)

    def looks(asked, number):
        looked.append(is_started(asked, number))
        if len(looked) == 1:
            asked.task.submit_task(number)  # the request of an agent that was killed arrives
        return looked[-1]

    monkeypatch.setattr(Submission, "_submit", submits)
    work(settings)
    assert looked == [False, True]
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_paused_submission_waits_until_it_may_go_on(settings, journal, submission):
    journal.wish(submission, "pause")
    with agent(settings, idle=0.3) as process:
        assert process.wait(10) == 0
        assert transfer(journal, submission).state is TransferState.PAUSED
    journal.wish(submission, "go")
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message


def test_a_cancelled_submission_ends_without_a_task_on_the_farm(settings, journal, api, submission):
    journal.wish(submission, "cancel")
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.CANCELLED
    assert api.query.get_task_list()["items"] == []


def test_cancelling_when_the_number_was_lost_leaves_no_task_on_the_farm(settings, journal, api, submission):
    api.task.create_task(labels=[f"fox-{submission[:12]}"])
    journal.record(submission, TransferState.CREATING)
    journal.wish(submission, "cancel")
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.CANCELLED
    assert api.query.get_task_list()["items"] == []


def test_two_agents_never_run_at_once(settings, submission):
    with agent(settings, idle=5) as first:
        wait_for(settings.agent_lock.exists)
        wait_for(lambda: settings.agent_lock.read_text() == str(first.pid))
        with agent(settings, idle=5) as second:
            assert second.wait(10) == 0
        assert first.poll() is None
        assert not ensure_agent(settings)


def test_a_farm_that_is_away_is_waited_for(settings, journal, farm, submission, monkeypatch):
    wrong = farm.folder / "farm.json"
    text = wrong.read_text()
    wrong.write_text(text.replace(farm.domain, "127.0.0.1:9"))
    with agent(settings):
        wait_for(lambda: "No farm answers at 127.0.0.1:9" in transfer(journal, submission).message)
        wrong.write_text(text)
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
    assert transfer(journal, submission).message == ""


def test_a_file_that_vanished_fails_the_submission_with_its_name(tmp_path, settings, journal, submission):
    (tmp_path / "project" / "7.bin").unlink()
    with agent(settings):
        wait_for(over(journal, submission))
    failed = transfer(journal, submission)
    assert failed.state is TransferState.FAILED
    assert "7.bin is gone" in failed.message


def test_a_failed_submission_goes_on_when_it_is_resumed(tmp_path, settings, journal, submission):
    content = (tmp_path / "project" / "7.bin").read_bytes()
    (tmp_path / "project" / "7.bin").unlink()
    with agent(settings):
        wait_for(over(journal, submission))
    (tmp_path / "project" / "7.bin").write_bytes(content)
    journal.wish(submission, "go")
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message


def test_what_failed_while_it_was_watched_is_not_submitted_again(settings, journal, api, submission):
    with agent(settings):
        wait_for(over(journal, submission))
    journal.record(submission, TransferState.WATCHING)
    journal.fail(submission, "The network was gone for a day.")
    journal.wish(submission, "go")
    assert journal.get(submission).state is TransferState.WATCHING
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_farm_that_only_offers_other_engines_says_so_before_a_number_is_reserved(
        settings, journal, api, submission, monkeypatch):
    other = {"engineName": "RaySync", "isDefault": 1, "respTaskEngineLines": []}
    monkeypatch.setitem(ROUTES, "/api/render/transfer/getConfig", lambda _farm, _body: {
        "inputBid": "1", "outputBid": "2", "configBid": "3", "resqEngines": [other]})
    with agent(settings):
        wait_for(over(journal, submission))
    assert "RaySync" in transfer(journal, submission).message
    assert api.query.get_task_list()["items"] == []


def test_without_a_wish_to_download_nothing_comes(tmp_path, settings, journal, api):
    host = make_project(tmp_path / "p", {})
    submission = submit(host, api, journal, download=False)
    with agent(settings):
        wait_for(over(journal, submission))
    done = transfer(journal, submission)
    assert (done.state, done.fetched) == (TransferState.FETCHED, 0)
    assert not (tmp_path / "p" / "fox_renders").exists()


def test_the_key_is_in_no_file_but_the_farms_own(settings, farm, journal, submission):
    with agent(settings):
        wait_for(over(journal, submission))
    for path in settings.home.rglob("*"):
        if path.is_file():
            assert farm.access_key.encode() not in path.read_bytes(), path


def test_an_unexpected_error_is_recorded_and_does_not_end_the_agent(settings, journal, submission, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.agent.Submission", _Broken)
    Agent(settings, idle=0.2).run()
    failed = transfer(journal, submission)
    assert failed.state is TransferState.FAILED
    assert "ZeroDivisionError" in failed.message


class _Broken:
    def __init__(self, *_args):
        raise ZeroDivisionError("1/0")


def test_a_journal_from_another_connection_is_seen_at_once(settings, journal, submission):
    other = Journal(settings.journal)
    try:
        assert transfer(other, submission).state is TransferState.PLANNED
    finally:
        other.close()


def test_many_that_open_a_new_journal_at_once_all_get_it(tmp_path):
    def open_one():
        barrier.wait()
        Journal(tmp_path / "new" / "journal.db").close()
        opened.append(1)

    barrier, opened = threading.Barrier(12), []
    threads = [threading.Thread(target=open_one) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 12


@pytest.mark.parametrize("name", ["journal", "logs", "agent_lock"])
def test_an_agent_that_cannot_use_its_home_says_so_in_one_sentence(settings, name):
    """Its journal and its lock are folders, its folder for notes a file."""
    place = getattr(settings, name)
    settings.home.mkdir(parents=True, exist_ok=True)
    if name == "logs":
        place.write_bytes(b"")
    else:
        place.mkdir()
    command = child.command(sys.executable, "core.transfer.agent", "--home", str(settings.home))
    ended = subprocess.run(command, env=child.environment(), capture_output=True, text=True, encoding="utf-8",
                           check=False)
    assert ended.returncode == 1
    (sentence,) = ended.stderr.splitlines()
    assert str(place) in sentence


def test_threads_that_cannot_open_the_journal_at_first_do_their_work_later(settings, journal, submission, monkeypatch):
    opened = []

    def open_late(path):
        opened.append(path)
        if 2 <= len(opened) <= 7:
            raise JournalTrouble("no room")
        return Journal(path)

    monkeypatch.setattr("foxsubmit.core.transfer.agent.Journal", open_late)
    Agent(settings, idle=2, waits=(0.1,)).run()
    assert transfer(journal, submission).state is TransferState.FETCHED, transfer(journal, submission).message
