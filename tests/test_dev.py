"""dev.py: what it asks of a machine, and what it says at the end of a run. The machine is planted."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import dev
import pytest
from tools import environments, needs, selection
from tools.environments import Environment, Problem
from tools.needs import Needs
from tools.outcome import Outcome

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are asked for on Linux")
NO_FILE = "cannot open shared object file: No such file or directory"


def checkout(monkeypatch, folder):
    """Let dev.py work in this folder, where nothing is set up."""
    monkeypatch.setattr(environments, "ROOT", folder)
    for name in ("pyproject.toml", "setup.py"):
        (folder / name).write_text("", encoding="utf-8")


class Machine:
    """What a test's machine has; `apt` notes what is installed and makes it load."""

    def __init__(self, monkeypatch, tmp_path):
        self.libraries = {library.file for library in needs.system.LIBRARIES}
        self.programs = {"apt-get", "blender"}
        self.fonts = True
        self.failures = {}
        self.asked, self.installed, self.made = [], [], []
        self.user = 1000
        system = needs.system
        checkout(monkeypatch, tmp_path)
        monkeypatch.setattr(system, "missing", self._missing)
        monkeypatch.setattr(system, "has_fonts", lambda: self.fonts)
        monkeypatch.setattr(system, "window_users", list)
        monkeypatch.setattr(needs.shutil, "which", lambda name: name if name in self.programs else None)
        monkeypatch.setattr(system.Path, "glob", lambda _folder, _pattern: iter(("a_Packages",)))
        monkeypatch.setattr(needs.os, "geteuid", lambda: self.user, raising=False)
        monkeypatch.setattr(needs, "load_failure", self._load_failure)
        monkeypatch.setattr(needs, "apt", self._apt)

        def make(environment):
            return self._make(environment)
        monkeypatch.setattr(Environment, "make", make)

    def _missing(self, users):
        return [library.file for library in needs.system.LIBRARIES
                if library.users & set(users) and library.file not in self.libraries]

    def _load_failure(self, python, module):
        self.asked.append(module)
        return self.failures.get(module)

    def _apt(self, *arguments):
        self.installed.append(arguments)
        self.libraries = {library.file for library in needs.system.LIBRARIES}
        self.fonts = True
        self.failures = {}
        return ""

    def _make(self, environment):
        self.made.append(environment.title)
        environment.folder.mkdir(parents=True, exist_ok=True)
        (environment.folder / "stamp").write_text(environment._wanted(), encoding="utf-8")
        return environment.inside

    def environment(self, version="3.11", python=sys.executable, **more):
        return Environment(version, python, **more)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    return Machine(monkeypatch, tmp_path)


@pytest.fixture
def without_venv(monkeypatch, tmp_path):
    """A Python of the system that cannot make environments with pip."""
    class Systems(Path(sys.executable).__class__):
        def resolve(self, strict=False):
            return Path("/usr/bin/python3")
    monkeypatch.setattr(needs, "Path", Systems)
    monkeypatch.setattr(needs, "runs", lambda *_command: False)


@LINUX
def test_all_that_is_missing_is_one_sentence_with_one_command_before_anything_is_made(machine, without_venv):
    machine.libraries -= {"libEGL.so.1", "libgthread-2.0.so.0", "libglib-2.0.so.0"}
    machine.fonts = False
    machine.programs.remove("blender")
    with pytest.raises(Problem) as asked:
        needs.prepare([machine.environment()], program=True)
    assert str(asked.value) == (
        "foxsubmit needs system packages that are not here; run this, then try again: "
        "sudo apt-get install blender python3.11-venv libegl1 libglib2.0-0 fonts-dejavu-core")
    assert machine.made == [] and machine.installed == []


def test_what_is_there_is_not_asked_for(machine):
    needs.prepare([machine.environment()], program=True)
    assert machine.made and machine.installed == []


@LINUX
def test_root_on_debian_installs_once_and_then_never_runs_apt(machine):
    machine.user, machine.fonts = 0, False
    for _each in range(2):
        needs.prepare([machine.environment()])
    assert machine.installed == [
        ("update",), ("install", "-y", "--no-install-recommends", "fonts-dejavu-core")]


def test_an_environment_that_was_loaded_is_not_loaded_again_until_it_changes(machine):
    environment = machine.environment()
    for _each in range(2):
        needs.prepare([environment])
    assert machine.asked == ["PySide6", "bpy"]
    (environments.ROOT / "pyproject.toml").write_text("other = 'packages'", encoding="utf-8")
    needs.prepare([environment])
    assert machine.asked == ["PySide6", "bpy"] * 2


@LINUX
def test_what_the_table_calls_there_and_does_not_load_is_found_by_loading(machine):
    machine.failures = {"bpy": f"ImportError: libSM.so.6: {NO_FILE}"}
    with pytest.raises(Problem, match=r"sudo apt-get install libsm6$"):
        needs.prepare([machine.environment()])
    machine.failures = {}
    needs.prepare([machine.environment()])


def test_a_failure_that_no_package_mends_is_told_as_it_is(machine):
    machine.failures = {"PySide6": "ImportError: DLL load failed"}
    with pytest.raises(Problem, match=r"^PySide6 of Python 3\.11 does not load: ImportError: DLL load failed$"):
        needs.prepare([machine.environment()])


@LINUX
def test_an_unknown_library_is_named_by_its_file(machine):
    machine.failures = {"PySide6": f"ImportError: libnew.so.3: {NO_FILE}"}
    with pytest.raises(Problem, match=r"libnew\.so\.3"):
        needs.prepare([machine.environment()])


@LINUX
def test_a_system_without_apt_gets_the_names_of_the_libraries(machine):
    machine.libraries.remove("libEGL.so.1")
    machine.programs.remove("apt-get")
    machine.fonts = False
    with pytest.raises(Problem) as asked:
        needs.prepare([machine.environment()])
    assert str(asked.value) == (
        "foxsubmit needs from this system the libraries libEGL.so.1, a font, for example DejaVu "
        "(in Debian: libegl1 fonts-dejavu-core): install what has them, then try again.")


def test_apt_that_fails_is_quoted(machine, monkeypatch):
    machine.user = 0
    monkeypatch.setattr(needs, "apt", lambda *arguments: "E: Unable to locate package" * (arguments[0] == "install"))
    with pytest.raises(Problem, match="could not install libegl1:\nE: Unable to locate package"):
        needs.settle(Needs(["libegl1"], ["the libraries libEGL.so.1"]))


def test_a_python_of_ones_own_without_ensurepip_is_named(machine, monkeypatch):
    monkeypatch.setattr(needs, "runs", lambda *_command: False)
    with pytest.raises(Problem, match=r"^/opt/python/bin/python lacks its module ensurepip"):
        needs.prepare([machine.environment(python="/opt/python/bin/python")])


def test_the_vendors_environment_asks_for_neither_qt_nor_fonts(machine):
    machine.libraries, machine.fonts = set(), False
    needs.prepare([machine.environment("3.9", name="vendor", packages=("rayvision-api",))])
    assert machine.asked == []


def test_a_half_made_environment_is_made_anew(monkeypatch, tmp_path):
    checkout(monkeypatch, tmp_path)
    environment = Environment("3.11", sys.executable)
    environment.inside.parent.mkdir(parents=True)
    environment.inside.write_text("", encoding="utf-8")
    commands = []

    def run(*command, **_more):
        commands.append(command)
        environment.folder.mkdir(parents=True, exist_ok=True)
        return 0
    monkeypatch.setattr(environments, "run", run)
    monkeypatch.setattr(environments, "runs", lambda *_command: False)
    environment.make()
    assert commands[0] == (sys.executable, "-m", "venv", environment.folder)
    assert environment.ready()


def test_the_modules_of_dev_py_load_without_any_package():
    code = "import sys, dev; sys.exit(any(name in sys.modules for name in ('foxsubmit', 'requests', 'qtpy')))"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=dev.ROOT, check=False)
    assert done.returncode == 0


def test_everything_passed_only_where_everything_ran():
    outcome = Outcome()
    outcome.add("ruff check .", 0)
    outcome.add_skips("3.11", {})
    assert outcome.lines() == ["Ran: ruff check ..", "All passed."]


def test_what_was_not_run_is_said_with_its_reason_and_everything_did_not_pass():
    outcome = Outcome()
    outcome.add("tests on 3.11", 0)
    outcome.not_run.append(("ruff and mypy", "they run on Python 3.13, which is not here"))
    outcome.add_skips("3.11", {"no Blender here": 2})
    outcome.add_skips("3.13", {"no Blender here": 1, "Windows only": 7})
    assert outcome.lines() == [
        "Ran: tests on 3.11.",
        "Not run:",
        "  ruff and mypy: they run on Python 3.13, which is not here",
        "  skipped tests:",
        "    7 on 3.13: Windows only",
        "    2 on 3.11, 1 on 3.13: no Blender here",
        "All that ran passed; not run: ruff and mypy, 2 skipped tests on 3.11, 8 skipped tests on 3.13.",
    ]


def test_what_failed_comes_before_what_was_not_run():
    outcome = Outcome()
    outcome.add("tests on 3.11", 2)
    outcome.add_skips("3.11", None)
    assert outcome.lines()[-1] == "Failed: tests on 3.11; not run: an unknown number of tests on 3.11."


SUITE = '''
import pytest

def test_runs():
    assert True

@pytest.mark.parametrize("n", [1, 2])
def test_is_skipped(n):
    pytest.skip("no such thing here")

@pytest.mark.skipif(True, reason="not on this system")
def test_is_marked():
    pass

@pytest.mark.xfail
def test_is_expected_to_fail():
    assert False
'''


@pytest.mark.parametrize("workers", [[], ["-p", "xdist.plugin", "-n", "2"]], ids=["alone", "with workers"])
def test_skipped_tests_are_counted_by_reason(tmp_path, workers):
    (tmp_path / "test_a.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "test_b.py").write_text("import pytest\npytest.importorskip('no_such_module')\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    file = tmp_path / "skips.json"
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "tools.skips", *workers, "--rootdir", tmp_path,
                           "-c", tmp_path / "pytest.ini", tmp_path], cwd=dev.ROOT, capture_output=True, text=True,
                          env={**os.environ, dev.SKIPS_FILE: str(file), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    reasons = json.loads(file.read_text(encoding="utf-8"))
    assert {reason.split(":")[0]: count for reason, count in reasons.items()} == {
        "no such thing here": 2, "not on this system": 1, "could not import 'no_such_module'": 1}


FRESH = "-m tests.fresh --quick"


class Run:
    """Stands for the programs that `dev.py test` starts."""

    def __init__(self, monkeypatch, tmp_path, pythons):
        self.commands = []
        self.code = 0
        monkeypatch.setattr(dev, "run", self)
        monkeypatch.setattr(dev, "pythons", lambda: dict.fromkeys(pythons, sys.executable))
        monkeypatch.setattr(dev, "prepare", lambda *_environments, **_more: None)
        monkeypatch.setattr(dev, "link_package", lambda: None)
        checkout(monkeypatch, tmp_path)

    def __call__(self, *command, env=None, **_more):
        self.commands.append(" ".join(map(str, command[1:])))
        if env and dev.SKIPS_FILE in env:
            Path(env[dev.SKIPS_FILE]).write_text('{"no Blender here": 3}', encoding="utf-8")
        return self.code


def test_a_run_with_one_python_does_not_claim_that_all_passed(monkeypatch, tmp_path, capsys):
    Run(monkeypatch, tmp_path, ["3.11"])
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    assert dev.test([]) == 0
    end = capsys.readouterr().out.splitlines()
    assert "  Python 3.9, 3.13: not found on this machine" in end
    assert "  ruff and mypy: they run on Python 3.13, which is not here" in end
    assert "  the vendor's client: it runs on Python 3.9, which is not here" in end
    assert "    3 on 3.11: no Blender here" in end
    assert end[-1] == ("All that ran passed; not run: Python 3.9, 3.13, ruff and mypy, the vendor's client, "
                       "tests/fresh, 3 skipped tests on 3.11.")


def test_a_run_of_chosen_tests_says_that_the_others_were_not_run(monkeypatch, tmp_path, capsys):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    assert dev.test(["tests/core", "-x"]) == 0
    assert "  other tests: only these were asked for: tests/core -x" in capsys.readouterr().out
    assert FRESH not in started.commands


@pytest.mark.parametrize("some", selection.SOME, ids=lambda some: some.paths[0])
def test_tests_that_run_on_some_pythons_do_and_the_end_says_so(monkeypatch, tmp_path, capsys, some):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    assert dev.test([]) == 0
    suites = [command for command in started.commands if "-p tools.skips" in command]
    assert len(suites) == len(dev.TESTED)
    for path in some.paths:
        assert (dev.ROOT / path).exists()
        assert sum(f"--ignore={path}" not in suite.split() for suite in suites) == len(some.versions)
    assert f"Ran on {' and '.join(some.versions)} only, as {some.reason}: " in capsys.readouterr().out


@pytest.mark.parametrize("there", [
    list(some) for number in range(1, 5) for some in itertools.combinations(["3.9", "3.11", "3.12", "3.13"], number)],
    ids=" ".join)
def test_every_test_runs_on_some_python_whichever_are_there(there):
    left_out = [set(selection.left_out(version, there)) for version in there]
    for path in (path for some in selection.SOME for path in some.paths):
        folders = {path, *(folder.as_posix() for folder in PurePosixPath(path).parents)}
        assert any(not folders & left for left in left_out), path
    assert selection.sentences(there[:1]) == []


def test_what_is_asked_for_runs_on_each_python(monkeypatch, tmp_path):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    dev.test(["tests/test_rules.py"])
    assert not any("--ignore" in command for command in started.commands)


def test_each_python_compiles_the_tests_once_before_its_processes_share_them(monkeypatch, tmp_path):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    for compiling in (len(dev.TESTED), 0):
        started.commands.clear()
        assert dev.test([]) == 0
        suites = [command for command in started.commands if "-m pytest" in command]
        assert ["--collect-only" in each for each in suites] == [True] * compiling + [False] * len(dev.TESTED)


def test_a_check_that_fails_beside_the_tests_is_printed_and_fails_the_run(monkeypatch, tmp_path, capsys):
    started = Run(monkeypatch, tmp_path, dev.TESTED)

    def run(*command, stdout=None, **more):
        started(*command, **more)
        if stdout is None:
            return 0
        stdout.write("an unused import\n")
        return int(command[2:4] == ("ruff", "check"))
    monkeypatch.setattr(dev, "run", run)
    assert dev.test(["tests/core"]) == 1
    said = capsys.readouterr().out
    assert "ruff check .\nan unused import\n" in said
    assert "Failed: ruff check ." in said
    assert [check for check in dev.CHECKS if f"-m {check}" not in started.commands] == []


@pytest.mark.parametrize(("last", "title", "name"), [
    ("--quick", "A bare Debian", "tests/fresh"), ("--part", "A Windows in Wine", "tools/windows")])
@pytest.mark.parametrize(("code", "end", "result"), [
    (0, "All that ran passed; not run: 3 skipped", 0),
    (1, "Failed: {}; not run: 3 skipped", 1),
    (dev.CANNOT, "All that ran passed; not run: {}, 3 skipped", 0),
])
def test_another_system_is_tried_where_it_can_be_made(monkeypatch, tmp_path, capsys, last, title, name, code, end,
                                                      result):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)

    def run(*command, **more):
        started(*command, **more)
        if "stdout" in more:
            more["stdout"].write("a tree was made\n")
        return code if command[-1] == last else 0
    monkeypatch.setattr(dev, "run", run)
    assert dev.test([]) == result
    assert FRESH in started.commands
    said = capsys.readouterr().out
    assert f"\n{title} ({name})\na tree was made\n" in said
    assert said.splitlines()[-1].startswith(end.format(name))


def test_no_windows_is_begun_where_all_else_took_long(monkeypatch, tmp_path, capsys):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev, "LATEST", -1.0)
    assert dev.test([]) == 0
    assert not any("--part" in command for command in started.commands)
    assert "tools/windows: all else took 0 minutes of 25" in capsys.readouterr().out


def test_each_test_runs_on_each_python_where_that_is_asked_for(monkeypatch, tmp_path, capsys):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    assert dev.test(["--everywhere"]) == 0
    suites = [command for command in started.commands if "-p tools.skips" in command]
    assert len(suites) == len(dev.TESTED)
    assert not any("--ignore" in suite or "--everywhere" in suite for suite in suites)
    said = capsys.readouterr().out
    assert "Ran on" not in said
    assert "only these were asked for" not in said


def test_a_check_that_fails_is_named_and_the_exit_code_is_one(monkeypatch, tmp_path, capsys):
    started = Run(monkeypatch, tmp_path, dev.TESTED)
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    started.code = 1
    assert dev.test([]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith(
        "Failed: tests on 3.9, tests on 3.11, tests on 3.13, ruff check ., mypy, mypy --config-file")


def test_a_command_that_a_signal_ended_has_the_exit_code_of_a_shell(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["dev.py", "run"])
    monkeypatch.setitem(dev.COMMANDS, "run", lambda _arguments: -15)
    assert dev.main() == 143


def test_what_has_to_be_done_first_is_a_line_on_stderr_and_exit_code_one(monkeypatch, capsys):
    def asks(_arguments):
        raise Problem("Do this first.")
    monkeypatch.setattr(sys, "argv", ["dev.py", "run"])
    monkeypatch.setitem(dev.COMMANDS, "run", asks)
    assert dev.main() == 1
    assert capsys.readouterr() == ("", "Do this first.\n")


def test_byte_code_is_kept_whatever_the_machine_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    variables = environments.child_environment("3.13", None, None)
    code = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    said = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", str(environments.ROOT / ".venv" / "bytecode")]
