"""Tests lie beside the package they test, under names of their own, and need nothing but this repository."""

from __future__ import annotations

import ast
import collections
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from tests.conftest import LONG, end_agent, pytest_collection_modifyitems

from foxsubmit.core.common.lock import Lock

ROOT = Path(__file__).parents[1]
PARTS = ("core", "farm")
"""The parts whose tests lie in a folder for each package."""

APART = {"core/plan/schemas", "core/common/locale"}
"""Packages that are tested through the one they lie in."""


PUBLIC = {"foxsubmit.FoxAPI": "foxsubmit.core.api", "foxsubmit.Retry": "foxsubmit.core.api",
          "foxsubmit.RayvisionAPI": "foxsubmit.rayvision"}
"""What the package itself offers, and where it comes from."""


def packages(part):
    """The folders with code of a part, from the root."""
    return {str(file.parent.relative_to(ROOT).as_posix()) for file in (ROOT / part).rglob("*.py")
            if file.parent != ROOT / part} - APART


def reached(path, root=ROOT):
    """What a test, and the helpers of ours that it imports, import of the product: folders from the root."""
    found, waiting, seen = set(), [path], set()
    while waiting:
        file = waiting.pop()
        seen.add(file)
        for name in imported(file):
            parts = PUBLIC.get(name, name).split(".")
            if parts[0] == "foxsubmit":
                found.update("/".join(parts[1:end]) for end in range(2, len(parts) + 1))
            else:
                helpers = (root.joinpath(*parts).with_suffix(".py"), file.parent / f"{parts[0]}.py")
                waiting += [helper for helper in helpers if helper.is_file() and helper not in seen]
    return found


def imported(file):
    """The modules that a file imports, and what it imports from them, with dots."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def misplaced(root=ROOT):
    """Where tests of core and farm lie at the root, or tell nothing of the package in whose folder they lie."""
    for part in PARTS:
        for file in sorted((root / "tests" / part).rglob("test_*.py")):
            folder = file.parent.relative_to(root / "tests").as_posix()
            if folder == part:
                yield f"tests/{part}/{file.name}:1: a test lies in the folder of the package it tests"
            elif part == "core" and folder not in reached(file, root):
                yield f"tests/{folder}/{file.name}:1: it imports nothing of {folder}"


def test_a_test_lies_beside_the_package_it_tests():
    assert list(misplaced()) == []


@pytest.mark.parametrize("part", PARTS)
def test_each_package_has_a_folder_of_tests(part):
    have = {file.parent.relative_to(ROOT / "tests").as_posix() for file in (ROOT / "tests" / part).rglob("test_*.py")}
    assert sorted(packages(part) - have) == []


def test_no_two_files_of_tests_have_one_name():
    """Pytest imports them by their name alone."""
    names = collections.Counter(file.name for file in (ROOT / "tests").rglob("*.py") if file.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("name", "source", "said"), [
    ("core/test_a.py", "import os\n", "tests/core/test_a.py:1: a test lies in the folder of the package it tests"),
    ("farm/test_a.py", "import os\n", "tests/farm/test_a.py:1: a test lies in the folder of the package it tests"),
    ("core/plan/test_a.py", "from foxsubmit.core.jobs import tasks\n",
     "tests/core/plan/test_a.py:1: it imports nothing of core/plan"),
])
def test_a_planted_stray_is_named(tmp_path, name, source, said):
    path = tmp_path / "tests" / name
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert list(misplaced(tmp_path)) == [said]


def outside(file, root=ROOT):
    """The lines of a test that look for something beside the repository, which is not there in another clone."""
    height, text = len(file.relative_to(root).parts) - 1, file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "__file__" in text else ():  # parsing takes long
        if climbed(node) > height and "__file__" in ast.dump(node):
            yield f"{file.relative_to(root).as_posix()}:{node.lineno}: it leaves the repository"


def climbed(node):
    """The index into ``parents`` that an expression reaches: ``parents[2]``, ``parent.parent`` is 1."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "parents":
        return climbed(node.value.value) + 1 + getattr(node.slice, "value", 0)
    if isinstance(node, ast.Attribute) and node.attr == "parent":
        return climbed(node.value) + 1
    return climbed(node.func.value) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else -1


def test_no_test_reads_what_lies_beside_the_repository():
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [line for file in files for line in outside(file)] == []


@pytest.mark.parametrize("expression", ["parents[2]", "parent.parent.parent", "resolve().parents[2]"])
def test_a_planted_look_over_the_fence_is_named(tmp_path, expression):
    path = tmp_path / "tests" / "test_a.py"
    path.parent.mkdir()
    path.write_text(f"from pathlib import Path\nSCENES = Path(__file__).{expression} / 'shared'\n", encoding="utf-8")
    assert list(outside(path, tmp_path)) == ["tests/test_a.py:2: it leaves the repository"]


def test_every_file_that_is_called_long_is_there():
    assert [path for path in LONG if not any(ROOT.glob(f"{path.rstrip('/')}*"))] == []


def test_processes_take_long_files_and_others_in_turn_those_of_many_tests_first():
    names = ["tests/core/a.py::1", "tests/core/b.py::1", "tests/core/b.py::2", "tests/core/transfer/c.py::1",
             "tests/core/transfer/d.py::1", "tests/core/transfer/d.py::2"]
    items = [types.SimpleNamespace(nodeid=name) for name in names]
    pytest_collection_modifyitems(types.SimpleNamespace(), items)
    assert [item.nodeid for item in items] == names
    pytest_collection_modifyitems(types.SimpleNamespace(workerinput={}), items)
    assert [item.nodeid for item in items] == [*names[4:], *names[1:3], names[3], names[0]]


def test_a_rule_that_finds_several_places_names_each(tmp_path):
    path = tmp_path / "test_rule.py"
    path.write_text("def test_it():\n    assert [f'core/a.py:{line}: it is planted' for line in range(30)] == []\n",
                    encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml",
                          "--rootdir", tmp_path, path], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert [line for line in range(30) if f"'core/a.py:{line}: it is planted',\n" not in ran.stdout] == [], ran.stdout


HOLDS = """
import sys
from pathlib import Path
from foxsubmit.core.common.lock import Lock

lock = Lock(Path(sys.argv[1]))
assert lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_an_agent_that_a_command_started_ends_with_the_test(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLDS, tmp_path / "agent.lock"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}) as process:
        assert process.stdout.readline().strip() == b"held"
        end_agent(tmp_path / "agent.lock")
        process.communicate()
    assert process.returncode != 0


def test_no_agent_and_this_process_are_left_alone(tmp_path):
    lock = Lock(tmp_path / "agent.lock")
    end_agent(lock.path)
    assert lock.acquire()
    end_agent(lock.path)
    assert lock.held()
    lock.release()


def test_a_test_that_undoes_its_own_changes_still_has_a_home_of_its_own(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.undo()
    assert Path(os.environ["FOXSUBMIT_HOME"]).parent.name.startswith("homes")
    assert os.environ["LANGUAGE"] == "en"
