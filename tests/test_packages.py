"""setup.py finds every package, and pyproject.toml takes along what lies beside their modules."""

from __future__ import annotations

import fnmatch
import importlib.util
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from foxsubmit.core.common import extras

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
    with_modules |= {path.parent.relative_to(root / "app").parts for path in (root / "app").rglob("*.py")}
    return {*(".".join(("foxsubmit", *names)) for names in with_modules)}


def test_every_folder_with_modules_is_a_package_that_is_found():
    names = found(ROOT)
    assert set(names) == folders(ROOT)
    assert len(set(names)) == len(names)


def test_a_new_folder_is_found_and_no_list_names_it(tmp_path):
    (tmp_path / "hosts" / "new" / "install").mkdir(parents=True)
    for folder in ("hosts", "hosts/new", "hosts/new/install"):
        (tmp_path / folder / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "app" / "command").mkdir(parents=True)
    (tmp_path / "app" / "command" / "__init__.py").write_text("", encoding="utf-8")
    assert found(tmp_path) == ["foxsubmit", "foxsubmit.command", "foxsubmit.hosts", "foxsubmit.hosts.new",
                               "foxsubmit.hosts.new.install"]


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


def written_extras():
    """Extra -> its requirements in pyproject.toml; none of the developers'."""
    tomllib = pytest.importorskip("tomllib", reason="tomllib is of Python 3.11")
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = tomllib.load(file)["project"]["optional-dependencies"]
    return {extra: [Requirement(each) for each in wanted] for extra, wanted in found.items() if extra != "dev"}


@pytest.mark.parametrize("minor", range(9, 15))
def test_the_commands_name_the_requirements_of_pyproject(minor):
    written = written_extras()
    assert {each.extra for each in extras.WANTED} == set(written)
    for extra, wanted in written.items():
        here = {"python_version": f"3.{minor}"}
        fit = {f"{each.name}{each.specifier}" for each in wanted if each.marker is None or each.marker.evaluate(here)}
        named = {str(Requirement(each)) for each in extras.requirements(extra, (3, minor))}
        assert named == {str(Requirement(each)) for each in fit}
        assert bool(extras.pip_command(extra, (3, minor))) == bool(fit)


def test_the_readme_lists_every_extra():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z0-9]+)` \|", text, re.MULTILINE)) == {each.extra for each in extras.WANTED}


def test_an_extra_that_does_nothing_here_has_no_command():
    assert extras.pip_command("blender", (3, 12)) == extras.pip_command("blender", (3, 14)) == ""
    assert extras.pip_command("blender", (3, 11)).endswith('-m pip install "bpy==4.5.*"')


def test_a_python_that_takes_no_packages_has_no_command(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert extras.pip_command("7z")
    (tmp_path / "python313._pth").write_text("python313.zip\r\n.\r\n")
    assert extras.pip_command("7z") == ""


def test_the_command_is_for_the_python_that_runs(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/home/a b/bin/python3")
    assert extras.pip_command("7z") == '"/home/a b/bin/python3" -m pip install "py7zr>=0.20"'
    monkeypatch.setattr(sys, "executable", "C:\\3ds Max 2025\\3dsmax.exe")
    assert extras.pip_command("7z").startswith("python -m pip")


def test_data_files_lie_where_they_are_listed():
    assert list((ROOT / "core" / "plan" / "schemas").glob("*.json"))
    assert list((ROOT / "ui" / "kit" / "icons").glob("*.svg"))
    assert list((ROOT / "ui" / "kit").glob("*.qss"))


def test_the_suite_runs_on_a_python_that_is_supported():
    assert (3, 9) <= sys.version_info[:2] <= (3, 14)
