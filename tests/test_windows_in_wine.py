"""tools/windows: what runs in the Windows Python is counted, and what hangs there is named."""

from __future__ import annotations

import contextlib
import itertools
import os
import runpy
import signal
import subprocess
import sys
import threading
from pathlib import Path, PureWindowsPath

import pytest
from tools import needs
from tools.windows import command, counts, interpreter, place, suite, told
from tools.windows.suite import Batch
from tools.windows.wine import Prefix

ROOT = Path(__file__).parents[1]
HANGS = """
import os, threading

def test_before(): ...
def test_ends_python(): os._exit(3)
def test_between(): ...
def test_hangs(): threading.Event().wait()
def test_behind(): ...
"""
PLAIN = """
import pytest

def test_good(): ...
def test_bad(): assert 1 == 2
@pytest.fixture
def broken():
    yield
    raise OSError("in use")
def test_leaves(broken): ...
@pytest.mark.skipif(True, reason="no such thing here")
def test_not_here(): ...
"""


class Double:
    """Stands for a prefix of Wine: what is started is a process of this system."""

    def start(self, program, *arguments, folder, **own):
        own[told.VARIABLE] = PureWindowsPath(own[told.VARIABLE]).as_posix()[len("Z:"):]
        return subprocess.Popen([str(program), *arguments], cwd=folder, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(ROOT), **own})

    def end(self):
        for process in self.started:
            process.kill()

    def tidy(self): ...

    started = ()


class Killed(Double):
    def start(self, *arguments, **own):
        process = super().start(*arguments, **own)
        self.started = [process]
        return process


class Here:
    python = Path(sys.executable)

    def variables(self):
        return {}


def run(tmp_path, text, stop=None):
    file = tmp_path / "test_it.py"
    file.write_text(text, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return Batch(Here(), Killed(), [str(file)], tmp_path / "told", "", stop or threading.Event()).run()


def names(tests):
    return sorted(test.partition("::")[2] for test in tests)


def jumps(told):
    """A clock that goes on by two hours when a test is under way that hangs, and only then."""
    hours = itertools.chain((0, 1), itertools.repeat(2))

    def monotonic():
        last = told.read_text(encoding="utf-8").splitlines()[-1:] if told.exists() else []
        return 3600.0 * next(hours) if last and "test_hangs" in last[0] and "began" in last[0] else 0.0
    return monotonic


@pytest.mark.posix_only("the tool runs on Debian")
def test_a_test_that_hangs_or_ends_python_is_named_and_the_others_run(tmp_path, monkeypatch):
    monkeypatch.setattr(suite.time, "monotonic", jumps(tmp_path / "told"))
    found = run(tmp_path, HANGS)
    assert names(found.passed) == ["test_before", "test_behind", "test_between"]
    assert [sentence.partition("::")[0].split()[0] for sentence in found.hung] == ["ENDED", "HUNG"]
    assert "test_ends_python" in found.hung[0] and "test_hangs" in found.hung[1]
    assert found.bad


@pytest.mark.posix_only("the tool runs on Debian")
def test_what_passed_failed_and_was_skipped_is_counted_with_the_reasons(tmp_path):
    found = run(tmp_path, PLAIN)
    assert names(found.passed) == ["test_good"]
    assert names(found.failed) == ["test_bad", "test_leaves"]
    assert list(found.skipped.values()) == ["no such thing here"]
    end = found.lines()
    assert end[:2] == ["Skipped in the Windows Python:", "  1: no such thing here"]
    assert end[-1] == "In the Windows Python 1 passed, 2 failed, 0 hung or ended Python, 1 skipped."
    assert any(line.endswith("test_bad: assert 1 == 2") for line in end)


@pytest.mark.posix_only("the tool runs on Debian")
def test_a_file_that_cannot_be_loaded_has_failed(tmp_path):
    found = run(tmp_path, "import there_is_no_such_module\n")
    assert [Path(file).name for file in found.failed] == ["test_it.py"]
    assert found.bad


@pytest.mark.posix_only("the tool runs on Debian")
def test_a_file_for_which_the_time_was_over_is_neither_done_nor_hung(tmp_path):
    stop = threading.Event()
    stop.set()
    found = run(tmp_path, HANGS, stop)
    assert [Path(file).name for file in found.not_run] == ["test_it.py"]
    assert not found.bad and not found.hung
    assert "Not run to their end, since the time was over" in found.lines()[-2]


@pytest.mark.posix_only("the tool runs on Debian")
def test_files_that_were_whole_before_the_time_was_over_are_not_named(tmp_path):
    class Over(threading.Event):
        def wait(self, timeout=None):
            told_file = tmp_path / "told"
            if told_file.exists() and "test_hangs" in told_file.read_text(encoding="utf-8"):
                self.set()
            return super().wait(timeout)

    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    hangs = "import threading\ndef test_b(): ...\ndef test_hangs(): threading.Event().wait()"
    sources = {"before": "def test_a(): ...", "now": hangs, "behind": "def test_c(): ..."}
    files = [tmp_path / f"test_{name}.py" for name in sources]
    for file, source in zip(files, sources.values()):
        file.write_text(source, encoding="utf-8")
    found = Batch(Here(), Killed(), [*map(str, files)], tmp_path / "told", "", Over()).run()
    assert names(found.passed) == ["test_a", "test_b"]
    assert [Path(file).name for file in found.not_run] == ["test_now.py", "test_behind.py"]
    assert not found.bad


@pytest.mark.posix_only("the tool runs on Debian")
def test_what_runs_in_wine_ends_with_the_run_that_is_told_to_end(tmp_path, monkeypatch):
    class Prefix(Killed):
        drive = tmp_path

        def copy(self, _folder):
            own = Prefix()  # two threads ask at once
            prefixes.append(own)
            return own

        def start(self, *arguments, **own):
            process = super().start(sys.executable, "-c", "import threading; threading.Event().wait()",
                                    **{told.VARIABLE: "Z:", **own})
            if sum(len(prefix.started) for prefix in prefixes) == 2:  # a file of tests and the demo
                signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)  # as the system does from outside
            return process

    def not_heard(_number, _frame):
        raise AssertionError("nobody listened")

    prefixes = []
    here = Here()
    here.prefix, here.folder, here.make = Prefix(), tmp_path, lambda: None
    for name, value in (("Windows", lambda _version: here), ("link_package", lambda: None), ("WHOLE", ("dev.py",)),
                        ("screen", lambda _size: contextlib.nullcontext(":9"))):
        monkeypatch.setattr(command, name, value)
    monkeypatch.setattr(command.demo, "possible", lambda _here: True)
    before = signal.signal(signal.SIGTERM, not_heard)
    try:
        with pytest.raises(SystemExit) as ended:
            command.windows(["--processes", "1"])
        assert signal.getsignal(signal.SIGTERM) is not_heard
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 128 + signal.SIGTERM
    # What was killed has ended soon, which is not yet: what was not told to end would wait for ever.
    assert [[process.wait(60) for process in prefix.started] for prefix in prefixes] == 2 * [[-signal.SIGKILL]]


def test_a_limited_run_has_one_process_in_each_windows():
    files = [f"tests/test_{name}.py" for name in "abcdefghijkl"]
    assert suite.batches(files[:5], 2, 200.0) == [files[0:5:2], files[1:5:2]]
    assert suite.batches(files[:1], 2, 200.0) == [files[:1]]
    assert suite.batches(files, 2, 0) == [files[:8], files[8:]]


def test_the_library_is_asked_to_forget_packages_as_a_later_loader_does(tmp_path):
    file = tmp_path / "metadata.py"
    file.write_text("class Finder:\n    def invalidate_caches(cls):\n        cls.forgotten = True\n", encoding="utf-8")
    for _again in range(2):
        interpreter._of_class(file)
        finder = runpy.run_path(str(file))["Finder"]
        finder.invalidate_caches()
        assert finder.forgotten


def test_blenders_files_share_no_process_with_those_that_load_qt():
    files = ["tests/hosts/a.py", "tests/hosts/blender/b.py", "tests/hosts/blender/c.py", "tests/ui/d.py"]
    assert suite.batches(files, 2, 0) == [["tests/hosts/a.py", "tests/ui/d.py"], files[1:3]]


def test_the_counts_of_each_folder_are_told():
    found = counts.Counts({"tests/core/api/test_a.py::test_b", "tests/core/test_c.py::test_d"},
                          {"tests/ui/test_e.py::test_f": "assert 0"}, {"tests/core/test_c.py::test_g": "not here"})
    assert found.folders() == ["  tests/core: 2 passed, 0 failed, 1 skipped",
                               "  tests/ui: 0 passed, 1 failed, 0 skipped"]
    assert counts.Counts({"tests/core/test_c.py::test_d"}).folders() == []


def test_a_run_of_nothing_is_not_good():
    assert counts.Counts().bad
    assert not counts.Counts(passed={"test_a"}).bad


def test_what_the_system_lacks_is_one_sentence(monkeypatch):
    monkeypatch.setattr(place.shutil, "which", lambda name: None if name in place.PROGRAMS else name)
    monkeypatch.setattr(needs.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(needs.Problem) as raised:
        needs.settle(place.missing())
    assert str(raised.value).count("\n") == 0
    for package in ("wine", "wine64", "xvfb", "gcc-mingw-w64-x86-64"):
        assert package in str(raised.value).split()


def test_where_there_can_be_no_windows_a_sentence_says_so_and_the_exit_code_is_of_its_own(monkeypatch, capsys):
    def refuse(_self):
        raise needs.Problem("It needs wine.")
    monkeypatch.setattr(command.Windows, "make", refuse)
    monkeypatch.setattr(command, "link_package", lambda: None)
    assert command.windows(["--part"]) == command.CANNOT
    assert capsys.readouterr().err == "There can be no Windows Python here: It needs wine.\n"


def test_the_part_and_the_whole_are_files_that_are_there():
    for named in (command.PART, command.WHOLE):
        assert all((ROOT / file).is_file() for file in command.files(named))
    assert set(command.files(command.PART)) <= set(command.files(command.WHOLE))


@pytest.mark.parametrize("version", place.VERSIONS)
def test_each_package_of_a_windows_python_is_pinned(version):
    pins = place.Windows(version).packages.read_text(encoding="utf-8").split()
    assert pins and all(pin.count("==") == 1 for pin in pins)


def test_the_names_of_a_library_are_read_off_what_objdump_says():
    said = "\t[   0] +base[   1] 0000 PyAIter_Check\n\t[   1] +base[   2]  0001 _Py_Dealloc\n\t[  12] Py_Main\n"
    assert interpreter.EXPORT.findall(said) == ["PyAIter_Check", "_Py_Dealloc", "Py_Main"]


@pytest.mark.parametrize("which", ["made", "copied"])
def test_a_windows_has_documents_of_its_own(tmp_path, which):
    home = tmp_path / "home"
    users = tmp_path / "prefix" / "drive_c" / "users" / "ann"
    for folder in (home, users / "AppData", tmp_path / "prefix" / "drive_c" / "windows"):
        folder.mkdir(parents=True)
    (home / "kept.txt").write_text("mine", encoding="utf-8")
    (users / "Documents").symlink_to(home, target_is_directory=True)
    prefix = Prefix(tmp_path / "prefix")
    if which == "made":
        prefix.part()
    else:
        prefix = prefix.copy(tmp_path / "copy")
    there = prefix.drive / "users" / "ann" / "Documents"
    (there / "maya").mkdir()
    assert not there.is_symlink()
    assert [path.name for path in home.iterdir()] == ["kept.txt"]
