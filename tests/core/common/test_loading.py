"""Why something does not load, in words: by what a child printed and how it ended."""

from __future__ import annotations

import contextlib
import sys

import pytest

from foxsubmit.core.common import loading, system_libraries
from foxsubmit.core.common.load_check import Ended, complete, run

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


def test_what_bpy_prints_behind_its_version_on_windows_is_none():
    assert python("print('4.5.1'); print('Error: Not freed memory blocks: 31999, total unfreed memory 6.4 MB')") == (
        loading.LoadResult(True, "4.5.1"))


def test_a_program_that_is_not_there_is_a_sentence(tmp_path):
    assert loading.judged(run([str(tmp_path / "gone")])) == loading.LoadResult(False, "No such file or directory")


def test_a_program_that_hangs_is_ended():
    assert python("import time; time.sleep(60)", 0.5).words == "it does not answer within 0 seconds"


def test_what_windows_ends_for_an_error_of_its_memory_is_named_by_the_number_that_it_has_there():
    assert loading.judged(Ended(0xC0000005, "a warning")).words == "it ends with 0xC0000005, and says last: a warning"
    assert loading.judged(Ended(3, "the reason")).words == "the reason"


HELPED = """
import subprocess, sys
helper = "import sys, time\\nwhile not open(sys.argv[1]).read(): time.sleep(0.02)"
subprocess.Popen([sys.executable, "-c", helper, {stop!r}])
print("printed", flush=True)
print("said", file=sys.stderr, flush=True)
sys.exit(3)
"""
"""A program that leaves a helper behind, which has its output open until a file says that it is to end."""


@contextlib.contextmanager
def open_for_ever(folder):
    stop = folder / "stop"
    stop.touch()
    try:
        yield HELPED.format(stop=str(stop))
    finally:
        stop.write_text("now")


def test_a_program_whose_helper_has_its_output_open_is_not_waited_for(tmp_path):
    with open_for_ever(tmp_path) as keeps_it_open:
        done = complete([sys.executable, "-c", keeps_it_open])
        assert (done.returncode, done.stdout, done.stderr) == (3, "printed\n", "said\n")
        assert complete([sys.executable, "-c", keeps_it_open], in_one=True).stdout == "printed\nsaid\n"
        assert run([sys.executable, "-c", keeps_it_open], 30.0).last_line == "said"


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
