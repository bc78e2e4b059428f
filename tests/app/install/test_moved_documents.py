"""Windows with Documents moved to OneDrive, as new computers have it: Maya and Houdini look there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from foxsubmit.hosts import known_folders
from foxsubmit.hosts.installers import describe
from foxsubmit.hosts.machine import LINUX, WINDOWS, Machine

KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


class Registry:
    """``winreg`` with one value: it answers the calls that read it, and refuses every other."""

    HKEY_CURRENT_USER = 0x80000001
    REG_EXPAND_SZ = 2

    def __init__(self, personal, profile):
        self.personal, self.profile, self.open = personal, profile, False

    def OpenKey(self, key, name):  # noqa: N802 - winreg's name
        assert (key, name) == (self.HKEY_CURRENT_USER, KEY)
        if self.personal is PermissionError:
            raise PermissionError(5, "Access is denied")
        return self

    def __enter__(self):
        self.open = True
        return self

    def __exit__(self, *_error):
        self.open = False

    def QueryValueEx(self, key, name):  # noqa: N802 - winreg's name
        assert key is self
        assert self.open
        assert name == "Personal"
        if self.personal is None:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.personal, self.REG_EXPAND_SZ

    def ExpandEnvironmentStrings(self, text):  # noqa: N802 - winreg's name
        return text.replace("%USERPROFILE%", self.profile)


@pytest.mark.parametrize(("personal", "said"), [
    ("%USERPROFILE%/OneDrive/Documents", "C:/Users/ann/OneDrive/Documents"),
    ("E:/Ann/Documents", "E:/Ann/Documents"), ("%USERPROFILE%/Documents", "C:/Users/ann/Documents"),
    (None, None), (PermissionError, None), ("", None), ("%GONE%/Documents", None), (7, None),
])
def test_windows_says_where_documents_is(monkeypatch, personal, said):
    monkeypatch.setitem(sys.modules, "winreg", Registry(personal, "C:/Users/ann"))
    assert known_folders.documents() == (Path(said) if said else None)


def test_other_systems_have_no_such_registry(monkeypatch):
    monkeypatch.setitem(sys.modules, "winreg", None)
    assert known_folders.documents() is None


@pytest.mark.parametrize(("variables", "moved", "expected"), [
    ({}, "OneDrive/Documents", ["OneDrive/Documents/maya/modules", "OneDrive/Documents/houdini20.5/packages"]),
    ({}, "", ["Documents/maya/modules", "Documents/houdini20.5/packages"]),
    ({"MAYA_APP_DIR": "m", "HOUDINI_USER_PREF_DIR": "h__HVER__"}, "OneDrive/Documents",
     ["m/modules", "h20.5/packages"]),
])
def test_what_is_installed_lies_where_the_hosts_look(tmp_path, variables, moved, expected):
    environ = {name: str(tmp_path / value) for name, value in variables.items()}
    machine = Machine(WINDOWS, environ, tmp_path, tmp_path, tmp_path / moved if moved else None)
    targets = [*describe("maya").targets(machine, tmp_path / "b", ("2025",), None),
               *describe("houdini").targets(machine, tmp_path / "b", ("20.5",), None)]
    assert [each.folder for each in targets] == [tmp_path / folder for folder in expected]


def test_documents_that_moved_are_nothing_to_other_systems(tmp_path):
    machine = Machine(LINUX, {}, tmp_path, tmp_path, tmp_path / "OneDrive")
    assert describe("maya").targets(machine, tmp_path / "b", ("2025",), None)[0].folder == tmp_path / "maya" / "modules"


def test_this_machine_is_asked(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "winreg", Registry(str(tmp_path), ""))
    assert Machine.here().moved_documents == tmp_path
