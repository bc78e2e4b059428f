"""setup.py finds every package, and pyproject.toml takes along what lies beside their modules."""

from __future__ import annotations

import fnmatch
import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("core", "farm", "hosts", "ui")
NOT_DATA = {".py", ".pyc", ".pyi", ".ini"}
"""Suffixes of modules, and of what serves the type checkers."""


def found(root):
    spec = importlib.util.spec_from_file_location("setup", ROOT / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.packages(root)


def folders(root):
    """Packages of the tree: every folder with modules in it."""
    with_modules = {path.parent.relative_to(root).parts for part in PARTS for path in (root / part).rglob("*.py")}
    return {"foxsubmit", *(".".join(("foxsubmit", *names)) for names in with_modules)}


def test_every_folder_with_modules_is_a_package_that_is_found():
    names = found(ROOT)
    assert set(names) == folders(ROOT)
    assert len(set(names)) == len(names)


def test_a_new_folder_is_found_and_no_list_names_it(tmp_path):
    (tmp_path / "hosts" / "new" / "install").mkdir(parents=True)
    for folder in ("hosts", "hosts/new", "hosts/new/install"):
        (tmp_path / folder / "__init__.py").write_text("", encoding="utf-8")
    assert found(tmp_path) == ["foxsubmit", "foxsubmit.hosts", "foxsubmit.hosts.new", "foxsubmit.hosts.new.install"]


def test_everything_beside_the_modules_is_taken_along():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    patterns = re.findall(r'"([^"]+)"', re.search(r'^"\*" = \[(.*?)\]', text, re.MULTILINE)[1])
    for part in PARTS:
        packages = {path.parent for path in (ROOT / part).rglob("__init__.py")}
        for path in (ROOT / part).rglob("*"):
            if path.is_file() and path.suffix not in NOT_DATA:
                package = next(each for each in path.parents if each in packages)
                inside = path.relative_to(package).as_posix()
                assert any(_matches(inside, pattern) for pattern in patterns), f"{path} is in no installation"


def _matches(path, pattern):
    """As setuptools does it: a star stops at a slash."""
    return path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern)


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
