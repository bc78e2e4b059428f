"""On Windows a program is ended with all that it has started."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.core.transfer.agents import wait_for
from tests.core.transfer.rayvision.transmitters import lives

from foxsubmit.core.transfer.rayvision.program_lock import end_group
from foxsubmit.core.transfer.rayvision.windows_tree import Running, tree

BEGAN = {1: "100", 10: "200", 11: "210", 12: "220", 13: "50"}
RUNNING = [Running(1, 0, "python.exe"), Running(10, 1, "cmd.exe"), Running(11, 10, "a.exe"), Running(12, 11, "b.exe"),
           Running(13, 10, "older.exe"), Running(14, 10, "nobody may ask.exe")]

PROGRAM = """
import subprocess, sys, time
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(helper.pid, flush=True)
if sys.argv[1] == "stays":
    time.sleep(600)
"""


def began(process):
    return BEGAN.get(process, "")


def test_a_program_its_helpers_and_theirs_are_ended_and_none_of_an_older_program_of_its_number():
    assert tree(10, RUNNING, began) == [10, 11, 12]


def test_helpers_are_found_that_a_program_has_left():
    assert tree(10, [each for each in RUNNING if each.number != 10], began) == [10, 11, 12]


def test_a_number_that_is_nobodys_ends_nothing():
    assert tree(99, [*RUNNING, Running(15, 99, "left.exe")], began) == []


@pytest.fixture
def started():
    held = []

    def start(what):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, what], stdout=subprocess.PIPE, text=True)
        held.append(process)
        return process, int(process.stdout.readline())

    yield start
    for process in held:
        process.kill()
        process.communicate()


@pytest.mark.windows_only("elsewhere it is a group of processes")
@pytest.mark.parametrize("what", ["stays", "ends"])
def test_windows_leaves_nothing_of_it(started, what):
    process, helper = started(what)
    if what == "ends":
        process.wait()
    assert lives(helper)
    end_group(process.pid, force=True)
    wait_for(lambda: process.poll() is not None and not lives(helper))


@pytest.mark.windows_only("elsewhere it is a group of processes")
def test_windows_ends_no_other_program_of_its_number(started):
    process, helper = started("stays")
    end_group(process.pid, force=True, image="cmd.exe")
    assert lives(process.pid)
    assert lives(helper)
    end_group(process.pid, force=True, image="PYTHON.EXE")
    wait_for(lambda: process.poll() is not None and not lives(helper))
