"""The lock files hold what pyproject.toml asks for, for every Python and system."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from tools.release import locks
from tools.release.locks import KINDS, PYTHONS, SYSTEMS, Locked

PROJECT = (locks.ROOT / "pyproject.toml").read_text(encoding="utf-8")
FILES = [(kind, python) for kind in KINDS for python in kind.pythons]
HASH = f"sha256:{'ab' * 32}"


def locked(kind, python):
    return list(locks.read(locks.path_of(kind, python).read_text(encoding="utf-8")))


@pytest.mark.parametrize(("kind", "python"), FILES, ids=lambda value: getattr(value, "name", value))
def test_every_requirement_is_locked_within_its_bounds(kind, python):
    for system in [kind.system] if kind.system else SYSTEMS:
        there = {each.name: each.version for each in locked(kind.name, python) if each.wanted(python, system)}
        for text in locks.wanted(kind, PROJECT):
            asked = Requirement(text)
            if Locked(asked, ()).wanted(python, system):
                assert asked.specifier.contains(there[Locked(asked, ()).name]), (text, system)


@pytest.mark.parametrize(("kind", "python"), FILES, ids=lambda value: getattr(value, "name", value))
def test_each_line_has_one_version_and_hashes_and_no_address(kind, python):
    text = locks.path_of(kind.name, python).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)  # no option of pip: its own settings say where libraries come from
    for each in locked(kind.name, python):
        assert str(each.requirement.specifier) == f"=={each.version}"
        assert each.hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in each.hashes)


def test_there_is_no_lock_file_of_a_kind_that_is_gone():
    assert {path.name for path in locks.FOLDER.iterdir()} == {locks.path_of(kind.name, python).name
                                                            for kind, python in FILES}


def test_what_every_host_gets_is_the_same_on_every_system():
    for python in PYTHONS:
        assert [each.requirement.marker for each in locked("hosts", python)] == [None] * len(locked("hosts", python))


@pytest.mark.parametrize("name", ["requests", "urllib3"])
def test_a_new_python_gets_newer_libraries_than_the_oldest(name):
    oldest, newest = ({each.name: Version(each.version) for each in locked("hosts", python)}[name]
                      for python in ("3.9", "3.13"))
    assert oldest < newest


def test_hosts_get_the_farm_and_nothing_that_is_compiled_or_that_only_commands_import():
    names = [{each.name for each in locked("hosts", python)} for python in PYTHONS]
    assert all({"starlette", "uvicorn", "h11"} <= each for each in names)
    assert not {"rich", "pillow"} & set().union(*names)
    assert "rich" in {each.name for each in locked("program", "3.9")}


def test_a_file_for_one_system_has_its_lines_without_a_condition():
    names = {each.name for each in locked("windows", "3.13")}
    assert "pywin32-ctypes" in names
    assert "secretstorage" not in names
    assert {each.requirement.marker for each in locked("windows", "3.13")} == {None}


@pytest.mark.parametrize(("condition", "python", "left"), [
    ("", "3.9", "a==1.0"),
    ('; python_full_version < "3.10"', "3.9", "a==1.0"),
    ('; python_full_version < "3.10"', "3.11", None),
    ('; python_full_version >= "3.10" and sys_platform == "win32"', "3.11", 'a==1.0; sys_platform == "win32"'),
    ('; sys_platform != "win32"', "3.9", 'a==1.0; sys_platform == "linux" or sys_platform == "darwin"'),
    ('; implementation_name == "PyPy"', "3.9", None),
])
def test_a_condition_is_worked_out_for_a_python(condition, python, left):
    made = locks.settled(Locked(Requirement(f"a==1.0{condition}"), (HASH,)), python)
    assert (made and str(made.requirement)) == left


def test_a_condition_on_the_only_system_is_none():
    made = locks.settled(Locked(Requirement('a==1.0; sys_platform == "win32"'), (HASH,)), "3.13", "win32")
    assert str(made.requirement) == "a==1.0"
    assert locks.settled(Locked(Requirement('a==1.0; sys_platform == "linux"'), (HASH,)), "3.13", "win32") is None


def test_what_one_system_needs_goes_to_every_host():
    made = locks.settled(Locked(Requirement('a==1.0; sys_platform == "win32"'), (HASH,)), "3.9", for_any=True)
    assert str(made.requirement) == "a==1.0"


def test_the_lists_of_the_project_are_read_whole():
    assert locks._listed(PROJECT, "requires") == ["setuptools>=77"]
    assert len(locks._listed(PROJECT, "dependencies")) == 6
    assert len(locks._listed(PROJECT, "farm")) == 4
    assert locks._listed(PROJECT, "qt")[0] == "PySide2==5.15.2.1; python_version < '3.11'"
    assert len(locks._listed(PROJECT, "qt")) == 3


def test_a_lock_file_reads_as_it_was_written():
    line = f" \\\n    --hash={HASH}"
    text = f'a==1.0; sys_platform == "win32"{line}{line}\nB.c==2{line}\n'
    assert "".join(each.text() for each in locks.read(text)) == text
    assert [each.name for each in locks.read(text)] == ["a", "b-c"]
