"""Why something does not load, in words: by what a child printed and how it ended."""

from __future__ import annotations

import sys

import pytest

from foxsubmit.core.common import loading, system_libraries
from foxsubmit.core.common.load_check import run

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the table is for Linux")
NO_LIBRARY = "libxcb-icccm.so.4: cannot open shared object file: No such file or directory"
NO_PLUGIN = "This application failed to start because no Qt platform plugin could be initialized."


@pytest.fixture
def system(monkeypatch):
    """Say which libraries the system has, and which command installs packages there."""
    def has(loads, command="apt install {}"):
        monkeypatch.setattr(system_libraries.missing, "__defaults__", (loads,))
        monkeypatch.setattr(system_libraries, "install_command", lambda names: command and command.format(*names))
    return has


def python(code, seconds=60.0):
    return loading.judged(run([sys.executable, "-c", code], seconds), seconds=seconds)


def test_what_loads_says_what_it_is():
    assert python("print('a banner'); print('4.5.1')") == loading.LoadResult(True, "4.5.1")


def test_a_program_that_is_not_there_is_a_sentence(tmp_path):
    assert loading.judged(run([str(tmp_path / "gone")])) == loading.LoadResult(False, "No such file or directory")


def test_a_program_that_hangs_is_ended():
    assert python("import time; time.sleep(60)", 0.5).words == "it does not answer within 0 seconds"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_says_its_signal_and_the_last_words():
    loaded = python("import os, sys; sys.stderr.write('at the end'); sys.stderr.flush(); os.kill(os.getpid(), 11)")
    assert loaded.words == "it ends with SIGSEGV, and says last: at the end"


def test_the_last_line_is_taken_of_any_other_failure():
    assert python("import nosuchmodule").words == "ModuleNotFoundError: No module named 'nosuchmodule'"


@LINUX
def test_all_libraries_that_are_missing_are_named_though_the_loader_names_one(system):
    system(lambda file: file not in ("libxcb-icccm.so.4", "libxcb-keysyms.so.1"), "apt install {} {}")
    why, advice = loading.explained(NO_LIBRARY, ["xcb"])
    assert why == "these libraries of the system are missing: libxcb-icccm.so.4, libxcb-keysyms.so.1"
    assert advice == "Run: apt install libxcb-icccm4 libxcb-keysyms1"


@LINUX
def test_qt_names_no_library_of_its_plug_ins_and_the_table_does(system):
    system(lambda file: file != "libxcb-icccm.so.4")
    assert "libxcb-icccm.so.4" in loading.explained(NO_PLUGIN, ["xcb"])[0]


@LINUX
def test_without_apt_the_packages_are_named_as_in_debian(system):
    system(lambda _file: True, None)
    assert loading.explained(NO_LIBRARY)[1] == "Install what has them, in Debian: libxcb-icccm4"
    assert loading.explained("libodd.so.1: cannot open shared object file: x")[1] == "Install what has them."


def test_a_display_that_does_not_answer_is_not_taken_for_a_missing_library(system, monkeypatch):
    system(lambda _file: False)
    monkeypatch.setenv("DISPLAY", ":9")
    why, advice = loading.explained(f"qt.qpa.xcb: could not connect to display :9\n{NO_PLUGIN}", ["xcb"])
    assert why == "nothing answers at the display :9"
    assert "DISPLAY" in advice


@LINUX
def test_a_program_that_ended_for_another_reason_lacks_nothing(system):
    system(lambda _file: False)
    assert loading.lacks("Segmentation fault", ["bpy"]) == ""
    assert "libxcb-icccm.so.4" in loading.lacks(NO_LIBRARY)
