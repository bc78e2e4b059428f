"""A home folder that cannot be used is one sentence, in every command."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.conftest import make_project
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.common.exit_codes import ExitCode

COMMANDS = (["transfers"], ["transfers", "limit", "2M"], ["farm", "--simulate", "--port", "0"], ["tasks"], ["watch"],
            ["fetch", "1"], ["submit", "shot.blend"], ["submit", "shot.json"], ["plan", "shot.blend"], ["panel"],
            ["agent"])


@pytest.fixture(params=["file", "below a file", "/proc"])
def home(request, tmp_path, monkeypatch):
    """A home that no user can write to, not even root."""
    (tmp_path / "file").write_text("not a folder")
    path = {"file": tmp_path / "file", "below a file": tmp_path / "file" / "home", "/proc": "/proc/foxsubmit"}
    if request.param == "/proc" and not sys.platform.startswith("linux"):
        pytest.skip("only Linux has it")
    monkeypatch.setenv("FOXSUBMIT_HOME", str(path[request.param]))
    return path[request.param]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_it_is_named_with_what_to_do(capsys, monkeypatch, tmp_path, home, arguments):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    code = cli.main(arguments)
    err = capsys.readouterr().err
    assert (code, err.count("\n")) == (ExitCode.BAD_INPUT, 1)
    assert f"{home} cannot be written" in err
    assert "FOXSUBMIT_HOME" in err


@pytest.mark.usefixtures("no_blender")
def test_the_doctor_says_so_and_goes_on(capsys, home):
    assert cli.main(["doctor", "--json"]) == ExitCode.FAILED
    found = rows(capsys.readouterr().out)
    assert [line["words"].startswith(f"{home} cannot be written") for line in found if line["what"] == "home folder"] \
        == [True]
    assert any(line["what"] == "Blender" for line in found)


def test_a_host_is_not_installed_into_it(capsys, monkeypatch, tmp_path, home):
    monkeypatch.setenv("HOME", str(tmp_path))  # where hosts keep the user's files
    assert cli.main(["install", "maya", "--version", "2025"]) == ExitCode.FAILED
    err = capsys.readouterr().err
    assert (err.count("\n"), str(home) in err) == (1, True)


def test_a_demo_needs_a_folder_that_can_be_written(capsys, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert cli.main(["demo", "--folder", str(tmp_path / "file"), "--no-panel"]) in (
        ExitCode.FAILED, ExitCode.BAD_INPUT)
    err = capsys.readouterr().err
    assert (err.count("\n"), str(tmp_path / "file") in err) == (1, True)


AS_NOBODY = """
import os, sys
from foxsubmit import cli
from foxsubmit.cli import transfers
if os.getuid() == 0:
    os.setuid(65534)
sys.exit(cli.main(["transfers"]))
"""
"""Everything is imported before: the Python may lie where nobody may read."""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="users are others there")
def test_an_ordinary_user_without_permission_is_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    done = subprocess.run([sys.executable, "-c", AS_NOBODY], env={**os.environ, "FOXSUBMIT_HOME": str(home)},
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.BAD_INPUT, (
        f"{home} cannot be written (Permission denied): name another with FOXSUBMIT_HOME.\n"))
