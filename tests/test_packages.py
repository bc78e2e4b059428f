"""pyproject.toml names every package, and what the package needs beside its code."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("core", "farm", "hosts", "ui")


def listed(text):
    block = re.search(r"^packages = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    return set(re.findall(r'"([\w.]+)"', block[1]))


def folders(root):
    """Packages of the tree: every folder with modules in it."""
    found = {"foxsubmit"}
    for part in PARTS:
        for path in (root / part).rglob("*.py"):
            found.add("foxsubmit." + ".".join(path.parent.relative_to(root).parts))
    return found


def test_every_folder_with_modules_is_a_package_that_is_listed():
    assert listed((ROOT / "pyproject.toml").read_text(encoding="utf-8")) == folders(ROOT)


def test_a_folder_that_was_forgotten_is_noticed(tmp_path):
    (tmp_path / "core" / "new").mkdir(parents=True)
    (tmp_path / "core" / "new" / "a.py").write_text("", encoding="utf-8")
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert folders(tmp_path) - listed(text) == {"foxsubmit.core.new"}


@pytest.mark.parametrize("part", PARTS)
def test_every_package_says_what_it_is(part):
    for path in (ROOT / part).rglob("*.py"):
        init = path.parent / "__init__.py"
        assert init.exists(), f"{path.parent} has no __init__.py"


def test_data_files_lie_where_they_are_listed():
    assert list((ROOT / "core" / "plan" / "schemas").glob("*.json"))
    assert list((ROOT / "ui" / "kit" / "icons").glob("*.svg"))
    assert list((ROOT / "ui" / "kit").glob("*.qss"))


def test_the_suite_runs_on_a_python_that_is_supported():
    assert (3, 9) <= sys.version_info[:2] <= (3, 13)
