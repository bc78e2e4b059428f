"""Ctrl+C and a request to end at any moment: the sentence says what is the case, the code is the documented one."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from tests import stopping
from tests.conftest import make_project

from foxsubmit import cli
from foxsubmit.cli.common import sending
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

PATIENCE = 120  # seconds, for a machine that is busy
CLOSED = signal.SIGBREAK if os.name == "nt" else signal.SIGHUP
"""How the system says that the terminal is closed."""


def send(number):
    """Send this process a signal: Windows ends a process that is sent any, but for those that it raises itself."""
    if os.name == "nt":
        _thread.interrupt_main(number)
    else:
        os.kill(os.getpid(), number)


@pytest.fixture
def scene(tmp_path, monkeypatch):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    return host


@pytest.fixture
def slow_farm(tmp_path, settings):
    """A farm whose frames take as long as a test can wait."""
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=600)) as farm:
        settings.remember_farm(tmp_path / "farm")
        yield farm


@pytest.fixture
def following(monkeypatch, journal):
    """Nothing is sent; the command is stopped as soon as it follows, when something was done to the journal."""
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)

    def stop(before):
        def follow(*_arguments):
            before(journal)
            raise KeyboardInterrupt

        monkeypatch.setattr("foxsubmit.cli.common.following.follow", follow)

    return stop


def stopped_when(ready, number=signal.SIGINT):
    """Send this process a signal as soon as ``ready``."""
    def watch():
        end = time.monotonic() + PATIENCE
        while not ready() and time.monotonic() < end:
            time.sleep(0.02)
        send(number)

    threading.Thread(target=watch, daemon=True).start()


def in_state(*states):
    """Whether the journal says so while the command follows what it submitted."""
    def look():
        with contextlib.closing(Journal(Settings().journal)) as journal:
            return any(each.state in states for each in journal.transfers())

    return look


@pytest.mark.parametrize(("number", "code"), [
    (signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, ExitCode.ENDED), (CLOSED, ExitCode.ENDED)])
def test_while_the_scene_is_read_nothing_is_submitted(capsys, monkeypatch, journal, number, code):
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene",
                        lambda _path: send(number) or time.sleep(5))
    assert cli.main(["submit", "shot.blend"]) == code
    assert capsys.readouterr().err == "Stopped: nothing was submitted.\n"
    assert journal.transfers() == ()


def test_while_a_plan_is_made_none_is_written(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: send(signal.SIGINT))
    assert cli.main(["plan", "shot.blend", "-o", str(tmp_path / "plan.json")]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err == "Stopped: no plan was written.\n"
    assert list(tmp_path.iterdir()) == []


def test_while_the_submission_is_planned_it_is_called_off(capsys, scene, slow_farm, journal, monkeypatch):
    planning, stopped, planned = threading.Event(), threading.Event(), threading.Event()

    def plan_slowly(*arguments, **more):
        planning.set()
        stopped.wait(PATIENCE)
        plans = build_plans(*arguments, **more)
        planned.set()
        return plans

    def called_off(*arguments, before=sending._called_off):
        said = before(*arguments)
        stopped.set()
        return said

    monkeypatch.setattr("foxsubmit.core.session.planning.build_plans", plan_slowly)
    monkeypatch.setattr(sending, "_called_off", called_off)
    stopped_when(planning.is_set)
    assert cli.main(["submit", "shot.blend"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == "Stopped: nothing was submitted."
    assert planned.wait(PATIENCE)
    time.sleep(1)  # what would be written is written at once
    assert journal.transfers() == ()


def test_while_the_task_renders_it_goes_on(capsys, scene, slow_farm, journal):
    stopped_when(in_state(TransferState.WATCHING))
    assert cli.main(["submit", "shot.blend"]) == ExitCode.INTERRUPTED
    (transfer,) = journal.transfers()
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == (f"Stopped. Task {transfer.task_id} goes on, and its results come to {transfer.folder}: see it with "
                    f"“foxsubmit watch {transfer.task_id}”.")


def test_while_it_is_sent_the_agent_goes_on(capsys, scene, slow_farm, journal, following):
    following(lambda _journal: None)
    assert cli.main(["submit", "shot.blend"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Stopped. shot.blend goes on being sent: see it with “foxsubmit transfers”.")


def test_one_that_is_paused_does_not_go_on_and_says_so(capsys, scene, slow_farm, journal, following):
    following(lambda journal: journal.wish_all("pause"))
    assert cli.main(["submit", "shot.blend"]) == ExitCode.INTERRUPTED
    (transfer,) = journal.transfers()
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Stopped. shot.blend is paused: “foxsubmit transfers resume {transfer.id[:8]}” has it go on.")


def test_json_has_the_sentence_too(capsys, monkeypatch):
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: send(signal.SIGINT))
    assert cli.main(["submit", "shot.blend", "--json"]) == ExitCode.INTERRUPTED
    assert '"message": "Stopped: nothing was submitted."' in capsys.readouterr().out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (stopping.ASKED, 143)])
def test_a_farm_says_that_it_has_ended_and_keeps_its_tasks(tmp_path, number, code):
    done, _out, err = stopped(["farm", "--simulate", "--port", "0", "--folder", str(tmp_path / "farm")], number)
    assert (done, err) == (code, f"The farm has ended. The next one in {tmp_path / 'farm'} goes on with its tasks.\n")


def test_an_agent_that_is_stopped_is_no_traceback(settings, scene, slow_farm, journal):
    journal.add_fetch("local", "shot.blend", 4711, "/nowhere")
    with stopping.start(["-m", "foxsubmit", "agent"], stderr=subprocess.PIPE) as process:
        stop_when(process, lambda: settings.agent_lock.exists() and settings.agent_lock.read_text())
        assert (process.returncode, "Traceback" in process.stderr.read()) == (130, False)


INTERRUPTED_START = """
import _thread, sys, threading, time

def start(thread):
    thread._started._cond.acquire()  # Ctrl+C came while it was held: nobody releases it any more
    _thread.start_new_thread(thread._bootstrap, ())
    time.sleep(0.5)
    raise KeyboardInterrupt

threading.Thread.start = start
from foxsubmit import cli
sys.exit(cli.main(["agent"]))
"""


def test_an_agent_that_is_stopped_while_it_starts_its_threads_ends(settings):
    done = subprocess.run([sys.executable, "-c", INTERRUPTED_START], stderr=subprocess.PIPE, text=True,
                          timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr.count("The agent has ended.")) == (130, 1)


def stopped(arguments, number):
    """Run a command, send the signal once it has written a line; exit code, rest of the output, stderr."""
    process = stopping.start(["-m", "foxsubmit", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    stopping.stop(process, number)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def stop_when(process, ready):
    end = time.monotonic() + PATIENCE
    while not ready() and time.monotonic() < end:
        time.sleep(0.05)
    stopping.stop(process, signal.SIGINT)
    process.wait(PATIENCE)
