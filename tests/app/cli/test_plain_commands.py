"""Every command where no package of an extra can be imported: no traceback, and what is missing is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import plain_commands
from tests.forking import Forks
from tests.plain_commands import CASES, optional_modules

from foxsubmit.core.common.exit_codes import ExitCode

TOP = Path(__file__).parents[3]
HOOK = """
import sys

class Without:
    # Finds all but the modules of the extras, as where they are not installed.

    def __init__(self, finder):
        self.finder = finder

    def __getattr__(self, name):
        return getattr(self.finder, name)

    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] in {names} else self.finder.find_spec(name, path, target)

sys.meta_path[:] = map(Without, sys.meta_path)
"""
COMMAND = (sys.executable, "-m", "foxsubmit")


@pytest.fixture(scope="module")
def forks(tmp_path_factory):
    """The command where the extras' modules cannot be imported."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "sitecustomize.py").write_text(HOOK.format(names=sorted(optional_modules())))
    with Forks(sys.executable, folder, blocked(folder, plain_commands.prepare(folder))) as forks:
        yield forks


def blocked(folder, variables):
    """Add the folder of the hook, before those in which the package is found where it is not installed."""
    paths = filter(None, (str(folder), os.environ.get("PYTHONPATH")))
    return {**variables, "PYTHONPATH": os.pathsep.join(paths)}


@pytest.fixture
def plain(forks, tmp_path):
    """How to start the command there, a folder with the files of the cases, and the variables."""
    return forks.run, tmp_path, blocked(forks.folder, plain_commands.prepare(tmp_path))


def test_the_modules_of_every_extra_are_blocked():
    assert {"PySide6", "bpy", "uvicorn", "starlette", "PIL", "h11", "keyring", "py7zr", "pxr"} <= optional_modules()


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case.arguments))
def test_a_command_without_the_extras_says_what_is_missing(plain, case):
    start, folder, variables = plain
    plain_commands.run(start, case, folder, variables)


def test_the_program_itself_runs_without_the_extras(plain):
    """All other tests here let a fork of a Python run the command."""
    _start, folder, variables = plain
    for case in CASES:
        if case.arguments in (("--version",), ("tasks",), ("panel", "--screenshot", "panel.png")):
            plain_commands.run(plain_commands.typed(*COMMAND), case, folder, variables)


def test_every_command_is_tried():
    told = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, encoding="utf-8", check=True,
                          env={**os.environ, "LANGUAGE": "en", "COLUMNS": "200"}).stdout
    commands = {line.split()[0] for line in told.splitlines() if line.startswith("    ") and line[4:5].isalpha()}
    assert commands
    assert commands == {case.arguments[0] for case in CASES} - {"--version"}


@pytest.mark.parametrize("command", sorted({case.arguments[0] for case in CASES} - {"--version"}))
def test_the_help_of_a_command_needs_no_extra(plain, command):
    start, folder, variables = plain
    done = start([command, "--help"], folder, variables)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert done.stdout.startswith(f"usage: foxsubmit {command}")


@pytest.mark.parametrize("arguments", [["tasks", "--json"], ["submit", "empty.blend", "--json"], ["doctor", "--json"],
                                       ["demo", "--json"], ["farm", "status", "--json"]], ids=" ".join)
def test_json_is_one_document_of_ascii_without_the_extras_too(plain, arguments):
    start, folder, variables = plain
    done = start(arguments, folder, variables)
    assert done.stdout.isascii()
    assert isinstance(json.loads(done.stdout), (dict, list))
