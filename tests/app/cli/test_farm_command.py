"""``foxsubmit farm``: each farm of a home has an account of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from foxsubmit import cli
from foxsubmit.core.common import child
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.lock import Lock
from foxsubmit.core.settings.local_farm import serves
from foxsubmit.core.settings.local_start import stop_farm
from foxsubmit.core.settings.settings import Settings
from foxsubmit.farm_process import farm_process


@pytest.fixture
def start(capsys, monkeypatch):
    """Start a farm by the command line, but for serving: whether it would, and what is said."""
    served = []

    def serve(folder, _options, announced):
        announced()
        served.append(folder)
        return 0

    monkeypatch.setattr("foxsubmit.farm.http.run.run", serve)

    def run(folder):
        served.clear()
        code = cli.main(["farm", "--folder", str(folder), "--port", "0"])
        return code, bool(served), capsys.readouterr().err

    return run


def test_another_farm_has_an_account_of_its_own_and_the_first_keeps_its_name(start, farm, settings, journal, tmp_path):
    journal.add_fetch("local", "shot.blend", 1000, "/results")
    code, served, err = start(tmp_path / "Night Farm")
    assert (code, served, err.strip()) == (
        ExitCode.DONE, True, "Its account is “local-night-farm”: name it with --account.")
    assert settings.farm_folder == tmp_path / "Night Farm"
    assert settings.credentials("local").domain == farm.domain
    assert start(tmp_path / "farm")[2] == ""
    assert [each.account for each in settings.local_farms.known()] == ["local", "local-night-farm"]


def test_a_farm_that_cannot_start_is_not_the_one_of_the_home(capsys, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.remember_farm(tmp_path / "first")
    assert cli.main(["farm", "--folder", str(tmp_path / "file"), "--port", "0"]) == ExitCode.BAD_INPUT
    assert Settings().farm_folder == tmp_path / "first"


LAUNCHER = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, *sys.argv[1:]]))"


def test_a_farm_that_a_killed_demo_left_is_ended(tmp_path, monkeypatch):
    """The Python of a virtual environment is, on Windows, a program that starts the real one."""
    command = child.command
    monkeypatch.setattr(child, "command", lambda python, *words: [python, "-c", LAUNCHER, *command(python, *words)[1:]])
    with farm_process(tmp_path / "farm", "--simulate"):
        assert serves(tmp_path / "farm") is not None
        stop_farm(tmp_path / "farm")
        assert serves(tmp_path / "farm") is None
    stop_farm(tmp_path / "farm")


def test_a_farm_is_ended_by_its_folder_whoever_started_it_and_where_none_runs_that_is_said(capsys, tmp_path):
    folder = tmp_path / "farm"
    with farm_process(folder, "--simulate"):
        assert cli.main(["farm", "stop", "--folder", str(folder)]) == ExitCode.DONE
        assert f"The farm in {folder} has ended" in capsys.readouterr().err
        assert serves(folder) is None
        assert cli.main(["farm", "stop", "--folder", str(folder)]) == ExitCode.FAILED
    said = capsys.readouterr()
    assert (said.out, f"No farm runs in {folder}" in said.err) == ("", True)


def test_a_second_demo_at_once_is_refused(capsys, tmp_path):
    lock = Lock(tmp_path / "demo.lock")
    assert lock.acquire()
    code = cli.main(["demo", "--folder", str(tmp_path), "--no-panel"])
    lock.release()
    err = capsys.readouterr().err
    assert (code, err.count("\n"), "--folder" in err) == (ExitCode.BAD_INPUT, 1, True)


@pytest.mark.skipif(os.name == "nt", reason="a console has no group of its own there")
def test_ctrl_c_in_a_terminal_does_not_reach_the_farm_of_a_demo(tmp_path):
    """The demo ends it, after it has cancelled what was under way."""
    code = ("import os, signal, sys; from pathlib import Path; from foxsubmit.farm_process import farm_process\n"
            "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
            "with farm_process(Path(sys.argv[1]), '--simulate'):\n"
            "    os.killpg(0, signal.SIGINT)\n"
            "    from foxsubmit.core.settings.local_farm import serves\n"
            "    import time; time.sleep(1)\n"
            "    print(serves(Path(sys.argv[1])) is not None)")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "farm")], capture_output=True, text=True,
                          check=False, start_new_session=True)
    assert done.stdout.strip() == "True", done.stderr
