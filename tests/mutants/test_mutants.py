"""The table of planted bugs stays true, and its runner tells what is caught from what is not."""

from __future__ import annotations

import ast
import collections
import sys

import pytest
from tests.mutants.run import ROOT, copy_tree, places, run_tests, tried
from tests.mutants.table import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_has_its_place(mutant):
    assert places(mutant, ROOT) == 1, f"{mutant.file}: “{mutant.old}” is not there once: mend tests/mutants/table.py"
    ast.parse((ROOT / mutant.file).read_text(encoding="utf-8").replace(mutant.old, mutant.new))
    assert [path for path in mutant.tests.split() if not (ROOT / path).exists()] == []


def test_no_two_planted_bugs_have_one_name():
    assert max(collections.Counter(mutant.name for mutant in MUTANTS).values()) == 1


TEST = """\
from foxsubmit.core.adding import add

def test_adding():
    assert add(1, 1) == 2
"""


@pytest.mark.parametrize(("old", "new", "verdict", "said"), [
    ("a + b", "a - b", "caught", "test_adding.py::test_adding"),
    ("a + b", "a * b + 1", "MISSED", ""),
    ("a // b", "a / b", "BROKEN", "its line is there 0 times: bring tests/mutants/table.py up to date"),
    ("import os", "import no_such_module", "BROKEN", "1 error"),
])
def test_the_runner_says_what_became_of_a_planted_bug(tmp_path, old, new, verdict, said):
    package = tmp_path / ".dev" / "foxsubmit"
    (package / "core").mkdir(parents=True)
    for folder in (package, package / "core"):
        (folder / "__init__.py").touch()
    source = "import os\n\n\ndef add(a, b):\n    return a + b\n"
    (package / "core" / "adding.py").write_text(source, encoding="utf-8")
    (tmp_path / "test_adding.py").write_text(TEST, encoding="utf-8")
    mutant = Mutant("X", "", ".dev/foxsubmit/core/adding.py", old, new, "test_adding.py")
    found, why = tried(mutant, tmp_path)
    assert (found, said in why) == (verdict, True), why
    assert (package / "core" / "adding.py").read_text(encoding="utf-8") == source, "it is taken back"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that few have there")
def test_tests_of_a_copy_run_the_code_of_the_copy(tmp_path):
    copy_tree(ROOT, tmp_path / "tree")
    (tmp_path / "tree" / "test_place.py").write_text(
        "import foxsubmit.core\nfrom pathlib import Path\n\n\ndef test_place():\n"
        "    assert Path(foxsubmit.core.__file__).resolve().parents[1] == Path(__file__).resolve().parent\n",
        encoding="utf-8")
    assert run_tests(tmp_path / "tree", ["test_place.py"])[0] == 0
