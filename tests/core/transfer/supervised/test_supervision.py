"""Threads of the agent that die or hang, and what is said of whoever does not answer."""

from __future__ import annotations

import dataclasses
import os
import threading
import time

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, submit, transfer, wait_for
from tests.core.transfer.relay import Relay

from foxsubmit.core.session.following import words
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.journal.beats import AGENT, Beat
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.supervised.pulse import LINE
from foxsubmit.core.transfer.supervised.silence import in_steps

SUPERVISION = "foxsubmit.core.transfer.supervised.supervision"
UPLOADED = (TransferState.WATCHING, TransferState.FETCHED)


@pytest.fixture
def running(settings):
    """Starts an agent in this process, whose system calls a test can hold."""
    agents = []

    def start():
        one = Agent(settings, idle=0.5, waits=(0.1,))
        thread = threading.Thread(target=one.run)
        thread.start()
        agents.append((one, thread))

    yield start
    for one, thread in agents:
        one._ended.set()
        thread.join()


@pytest.fixture
def hanging(monkeypatch, tmp_path):
    """A file on a network drive that is gone: no call on it comes back before ``back`` is set."""
    file, back, stat = tmp_path / "far" / "a.bin", threading.Event(), os.stat
    project = make_project(tmp_path / "far", {"a.bin": b"far"})

    def stat_or_hang(path, *arguments, **named):
        if path == str(file) and threading.current_thread().name == "sender":
            back.wait()
        return stat(path, *arguments, **named)

    monkeypatch.setattr("foxsubmit.core.transfer.hashing_reader.os.stat", stat_or_hang)
    yield project, str(file), back
    back.set()


def test_a_file_that_hangs_is_named_and_others_are_sent_meanwhile(
        running, hanging, tmp_path, api, journal, monkeypatch):
    project, file, back = hanging
    monkeypatch.setattr(f"{SUPERVISION}.HANG", 0.3)
    far = submit(project, api, journal, priority=90)
    near = submit(make_project(tmp_path / "near", {"b.bin": b"near"}), api, journal)
    running()
    wait_for(lambda: transfer(journal, near).state in UPLOADED)
    wait_for(lambda: file in transfer(journal, far).message)
    assert transfer(journal, far).state is TransferState.UPLOADING
    back.set()
    wait_for(lambda: transfer(journal, far).state in UPLOADED)
    assert file not in transfer(journal, far).message


def test_cancel_takes_effect_while_a_file_hangs(running, hanging, api, journal):
    project, file, _back = hanging
    far = submit(project, api, journal)
    running()
    wait_for(lambda: any(beat == file for beat, in journal._db.execute("SELECT waits_for FROM beats")))
    journal.wish(far, "cancel")
    wait_for(lambda: transfer(journal, far).state is TransferState.CANCELLED)
    assert api.query.get_task_list()["items"] == []


def test_what_a_thread_that_was_left_behind_wrote_later_does_not_count(running, hanging, api, journal):
    project, file, back = hanging
    far = submit(project, api, journal)
    running()
    wait_for(lambda: any(beat == file for beat, in journal._db.execute("SELECT waits_for FROM beats")))
    left = next(each for each in threading.enumerate() if each.name == "sender")
    journal.wish(far, "cancel")
    wait_for(lambda: transfer(journal, far).state is TransferState.CANCELLED)
    back.set()
    left.join()
    assert transfer(journal, far).state is TransferState.CANCELLED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_a_pipe_is_refused_in_a_sentence(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {"a.bin": b"1"}), api, journal)
    (tmp_path / "p" / "a.bin").unlink()
    os.mkfifo(tmp_path / "p" / "a.bin")
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).state.over)
    assert "a.bin is a pipe and no file" in transfer(journal, submission).message


def test_a_thread_that_died_is_started_again_and_its_reason_is_noted_once(
        running, tmp_path, api, journal, monkeypatch, caplog):
    send, tries = Agent._send_one, []

    def dies_twice(self, own_journal):
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("out of memory")
        return send(self, own_journal)

    monkeypatch.setattr(Agent, "_send_one", dies_twice)
    monkeypatch.setattr("foxsubmit.core.transfer.supervised.crew.WAITS", (0.0,))
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    running()
    wait_for(lambda: transfer(journal, submission).state in UPLOADED)
    assert [record.getMessage() for record in caplog.records if "died" in record.getMessage()] == [
        "the thread sender died, and is started again"]


def test_cancel_on_a_silent_line_ends_the_sending(tmp_path, settings, api, farm, journal):
    with Relay(int(farm.domain.rpartition(":")[2])) as relay:
        address = farm.folder / "farm.json"
        address.write_text(address.read_text().replace(farm.domain, f"127.0.0.1:{relay.port}"))
        journal.set_limit(1_000_000)
        submission = submit(make_project(tmp_path / "p", {"large.bin": os.urandom(8_000_000)}), api, journal)
        with agent(settings):
            wait_for(lambda: transfer(journal, submission).bytes_done > 0)
            relay.silent = True
            journal.wish(submission, "cancel")
            wait_for(lambda: "canceller" in threads_at(journal, submission))
            assert "sender" not in threads_at(journal, submission)
            assert transfer(journal, submission).state is TransferState.CANCELLING


def threads_at(journal, submission):
    return {thread for thread, in journal._db.execute("SELECT thread FROM beats WHERE submission=?", (submission,))}


@pytest.fixture
def sending(tmp_path, api, journal):
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    journal.record(submission, TransferState.UPLOADING)
    journal.sent(submission, speed=27.4e6)
    return submission


def test_the_speed_of_an_agent_that_stopped_vanishes_and_that_is_said(journal, sending):
    journal.beat([Beat(AGENT, time.time() - 65), Beat("sender", time.time() - 65, sending, time.time() - 65, LINE)])
    now = transfer(journal, sending)
    assert (now.speed, now.seconds_left) == (0.0, None)
    assert words(now, None) == "The agent that sends and fetches has not answered for 1 min."


def test_the_speed_on_a_silent_line_vanishes_and_that_is_said(journal, sending):
    now = time.time()
    journal.beat([Beat(AGENT, now), Beat("sender", now, sending, now - 12.5, LINE)])
    assert transfer(journal, sending).speed == 0.0
    assert words(transfer(journal, sending), None) == "No answer from the line for 12 s."
    assert words(in_steps(transfer(journal, sending)), None) == "No answer from the line for 10 s."
    journal.beat([Beat(AGENT, now), Beat("sender", now, sending, now - 12.5, "/far/a.bin")])
    assert words(transfer(journal, sending), None) == "/far/a.bin has not answered for 12 s."


def test_a_speed_is_shown_as_long_as_bytes_move(journal, sending):
    now = time.time()
    journal.beat([Beat(AGENT, now), Beat("sender", now, sending, now, LINE)])
    assert transfer(journal, sending).speed == 27.4e6
    assert dataclasses.replace(transfer(journal, sending), silent=0.0).silent_of == ""
