"""Modules of the package in another interpreter, wherever the package lies and whatever it is called."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.load_check import complete
from foxsubmit.core.transfer.supervised.process_start import start_of

ROOT = Path(__file__).parents[3]


def run(*command, env=None):
    return subprocess.run(command, capture_output=True, text=True, env=env or child.environment(), check=False)


def test_a_module_runs_from_a_checkout_with_nothing_installed():
    done = run(*child.command(sys.executable, "core.transfer.agent", "--help"))
    assert (done.returncode, "foxsubmit agent" in done.stdout) == (0, True), done.stderr


def test_a_module_runs_from_a_copy_under_another_name(tmp_path):
    """An installed package, or a Blender extension: its parts lie beside its __init__."""
    copy = tmp_path / "bl_ext_other_name"
    shutil.copytree(ROOT / "core", copy / "core")
    shutil.copy(ROOT / "app" / "__init__.py", copy)
    done = run(sys.executable, str(copy / "core" / "common" / "child.py"), "core.transfer.agent", "--help")
    assert done.returncode == 0, done.stderr


def test_the_folder_of_the_script_hides_no_other_module(tmp_path):
    """core/ has modules called like others': run by path, it must not come first on sys.path."""
    (tmp_path / "probe").mkdir()
    shutil.copytree(ROOT / "core", tmp_path / "probe" / "core")
    (tmp_path / "probe" / "core" / "probe.py").write_text(
        "import os, sys\ndef main(arguments):\n"
        "    print(os.path.dirname(__file__) in sys.path, arguments)\n",
        encoding="utf-8")
    done = run(sys.executable, str(tmp_path / "probe" / "core" / "common" / "child.py"), "core.probe", "a", "b")
    assert done.stdout.strip() == "False ['a', 'b']"


def test_what_follows_two_dashes_is_ours():
    """Blender hands a script its own arguments too."""
    script = child.command(sys.executable, "x")[1]
    done = run(sys.executable, script, "--background", "--", "core.transfer.agent", "--help")
    assert done.returncode == 0, done.stderr


PROBE = "import sys\ndef main(arguments):\n    print(arguments[0] in sys.path)\n"


@pytest.mark.parametrize(("version", "searched"), [("2.7", "False"), (child.PYTHON, "True")])
def test_only_libraries_of_the_same_python_are_searched(tmp_path, version, searched):
    shutil.copytree(ROOT / "core", tmp_path / "core")
    (tmp_path / "core" / "probe.py").write_text(PROBE, encoding="utf-8")
    env = {**os.environ, child.LIBRARIES: os.pathsep.join([version, "/somewhere/else"])}
    done = run(sys.executable, str(tmp_path / "core" / "common" / "child.py"), "core.probe", "/somewhere/else", env=env)
    assert done.stdout.strip() == searched, done.stderr


def test_what_a_detached_process_says_is_in_its_log(tmp_path):
    process = child.start_detached([sys.executable, "-c", "print('said')"], tmp_path / "logs" / "agent.err")
    assert process.wait() == 0
    assert (tmp_path / "logs" / "agent.err").read_text(encoding="utf-8").strip() == "said"


WINDOW = "import ctypes; print(ctypes.windll.kernel32.GetConsoleWindow())"
STARTS = """
import sys, pathlib
from foxsubmit.core.common import child
sys.stdin.readline()
sleeper = [sys.executable, "-c", "import time; time.sleep(300)"]
print(child.start_detached(sleeper, pathlib.Path(sys.argv[1])).pid, flush=True)
sys.stdin.readline()
"""
END_WITH_JOB, MAY_BREAK_AWAY = 0x2000, 0x800
LIMITS = 9  # JobObjectExtendedLimitInformation


@pytest.mark.windows_only("no other system opens consoles")
def test_a_child_has_no_console_window(tmp_path):
    child.start_detached([sys.executable, "-c", WINDOW], tmp_path / "said").wait()
    assert (tmp_path / "said").read_text().strip() == "0"
    assert complete([sys.executable, "-c", WINDOW]).stdout.strip() == "0"


@contextlib.contextmanager
def job(flags):
    """A job object as hosts and render queues have them; what is in it ends with it."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = struct.pack("<qqI", 0, 0, END_WITH_JOB | flags).ljust(144, b"\0")
    assert kernel.SetInformationJobObject(handle, LIMITS, limits, len(limits)), ctypes.get_last_error()
    try:
        yield lambda process: kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(int(process._handle)))
    finally:
        kernel.CloseHandle(handle)


@pytest.mark.windows_only("there are no job objects elsewhere")
@pytest.mark.parametrize(("flags", "outlives"), [(MAY_BREAK_AWAY, True), (0, False)])
def test_a_detached_process_outlives_the_job_that_lets_it_and_starts_in_one_that_does_not(tmp_path, flags, outlives):
    with subprocess.Popen([sys.executable, "-c", STARTS, str(tmp_path / "log")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, env=child.environment(), text=True) as host, job(flags) as assign:
        assert assign(host)
        host.stdin.write("\n")
        host.stdin.flush()
        started = int(host.stdout.readline())
        assert start_of(started)
    if outlives:
        assert start_of(started)
        os.kill(started, signal.SIGTERM)
    while start_of(started):
        time.sleep(0.01)
