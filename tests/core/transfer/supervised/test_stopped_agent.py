"""An agent that was stopped (SIGSTOP, a debugger) keeps its lock and does nothing: it is ended, and replaced."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, submit, transfer, wait_for

from foxsubmit import cli
from foxsubmit.core.common import child
from foxsubmit.core.common.lock import Lock
from foxsubmit.core.transfer.start import ensure_agent
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.supervised import heartbeat
from foxsubmit.core.transfer.supervised.heartbeat import Heartbeat, Looks, heartbeat_of
from foxsubmit.core.transfer.supervised.process_start import start_of
from foxsubmit.doctor.places import places
from foxsubmit.doctor.subject import Installation

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes are stopped by a signal of POSIX")

HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from foxsubmit.core.common.lock import Lock
lock = Lock(Path(sys.argv[1]))
assert lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def impatient(monkeypatch, settings):
    """Who looks does not wait long; an agent that is started here does not outlive the test."""
    monkeypatch.setattr(heartbeat, "SILENT", 2.5)
    yield
    with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
        os.kill(int(settings.agent_lock.read_text()), signal.SIGKILL)


@contextlib.contextmanager
def stopped_agent(settings, journal, submission):
    """An agent that is stopped while it sends."""
    with agent(settings) as process:
        wait_for(lambda: transfer(journal, submission).bytes_done > 0)
        wait_for(heartbeat_of(settings.agent_lock).exists)
        os.kill(process.pid, signal.SIGSTOP)
        yield process


@pytest.fixture
def slow(tmp_path, api, journal):
    journal.set_limit(1_000_000)
    return submit(make_project(tmp_path / "p", {"large.bin": os.urandom(8_000_000)}), api, journal)


@pytest.mark.usefixtures("impatient")
def test_an_agent_that_is_stopped_is_ended_and_another_goes_on_with_its_work(settings, api, journal, slow):
    with stopped_agent(settings, journal, slow) as process:
        wait_for(lambda: ensure_agent(settings))
        assert process.wait() == -signal.SIGKILL
        journal.set_limit(0)
        wait_for(lambda: transfer(journal, slow).state in (TransferState.WATCHING, TransferState.FETCHED))
    assert len(api.query.get_task_list()["items"]) == 1


@pytest.mark.usefixtures("impatient")
def test_a_command_that_looks_once_waits_for_a_sign_of_life_and_says_what_it_did(settings, journal, slow, capsys):
    with stopped_agent(settings, journal, slow) as process:
        wait_for(Looks(settings.agent_lock).old)
        assert "it is stopped and does nothing" in [each.words for each in places(Installation(settings))]
        assert cli.main(["transfers"]) == 0
        assert capsys.readouterr().err.strip() == (
            "The agent was stopped and did nothing: another is started in its place.")
        assert process.wait() == -signal.SIGKILL
    assert Lock(settings.agent_lock).held()


def test_an_agent_that_works_is_never_taken_for_a_stopped_one(settings, monkeypatch):
    monkeypatch.setattr(heartbeat, "BEAT", 0.01)
    clock = Clock()
    looks = Looks(settings.agent_lock, clock)
    with lock_held(settings), Heartbeat(settings.agent_lock):
        for _look in range(20):
            assert not looks.stopped()
            before = heartbeat_of(settings.agent_lock).stat().st_mtime_ns
            wait_for(lambda: heartbeat_of(settings.agent_lock).stat().st_mtime_ns != before)  # noqa: B023
            clock.now += heartbeat.MOST
        assert not looks.end_stopped(), "it is this very process"
    assert not heartbeat_of(settings.agent_lock).exists()


def test_a_machine_that_slept_between_two_looks_has_not_waited(settings):
    settings.home.mkdir(exist_ok=True)
    heartbeat_of(settings.agent_lock).write_text("{}")
    clock = Clock()
    looks = Looks(settings.agent_lock, clock)
    assert not looks.stopped()
    for _night in range(int(heartbeat.SILENT / heartbeat.MOST)):
        clock.now += 8 * 3600
        assert not looks.stopped()
    clock.now += 8 * 3600
    assert looks.stopped(), "it was silent at so many looks that it would have beaten at one of them"


@pytest.mark.parametrize("wrong", [
    {"started": "12345"}, {"started": ""}, {"machine": "another"}, {"process": 1}, {"process": "none"}, None])
def test_a_process_that_is_not_surely_the_agent_is_left_alone(settings, wrong):
    settings.home.mkdir(exist_ok=True)
    command = [sys.executable, "-c", HOLDS_THE_LOCK, str(settings.agent_lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=child.environment()) as holder:
        assert holder.stdout.readline()
        noted = {"process": holder.pid, "started": start_of(holder.pid), "machine": os.uname().nodename}
        file = heartbeat_of(settings.agent_lock)
        file.write_text("" if wrong is None else json.dumps({**noted, **wrong}))
        assert not Looks(settings.agent_lock).end_stopped()
        assert holder.poll() is None
        file.write_text(json.dumps(noted))
        assert Looks(settings.agent_lock).end_stopped()
    assert holder.returncode == -signal.SIGKILL


def test_the_start_of_a_process_tells_it_from_another_and_stays_the_same():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert start_of(other.pid) == start_of(other.pid) != ""
        assert start_of(os.getpid()) != start_of(other.pid)
    assert start_of(other.pid) == ""


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@contextlib.contextmanager
def lock_held(settings):
    lock = Lock(settings.agent_lock)
    assert lock.acquire()
    yield
    lock.release()
