"""The table of system libraries, asked with a loader of the test's own, and loading in a child."""

from __future__ import annotations

import sys

import pytest

from foxsubmit.core.common import load_check, system_libraries

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the table is for Linux")


@LINUX
def test_only_what_the_named_users_load_is_missing():
    def nothing(_file):
        return False
    assert "libgssapi_krb5.so.2" not in system_libraries.missing(["PySide6", "bpy"], nothing)
    assert "libgssapi_krb5.so.2" in system_libraries.missing(["PySide2"], nothing)
    assert not [file for file in system_libraries.missing(["PySide6", "PySide2", "bpy"], nothing) if "xcb" in file]


@LINUX
def test_a_library_that_loads_is_not_missing():
    assert system_libraries.missing(["bpy"], lambda file: file != "libSM.so.6") == ["libSM.so.6"]


def test_another_system_than_linux_misses_no_library(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_libraries.missing(["PySide6", "bpy"], lambda _file: False) == []
    assert system_libraries.has_fonts()


def test_two_libraries_of_one_package_name_it_once():
    files = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1", "libunknown.so.1"]
    assert system_libraries.packages(files) == ["libegl1", "libglib2.0-0"]


def test_each_library_is_in_the_table_once():
    files = [library.file for library in system_libraries.LIBRARIES]
    assert len(files) == len(set(files))
    assert all(library.users for library in system_libraries.LIBRARIES)


def test_an_error_of_the_loader_gives_the_library():
    text = "ImportError: libGL.so.1: cannot open shared object file: No such file or directory"
    assert system_libraries.not_found(text) == ["libGL.so.1"]
    assert system_libraries.not_found("No module named 'bpy'") == []


def test_windows_are_opened_where_there_is_a_display(monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert system_libraries.window_users() == ["xcb"]
    monkeypatch.delenv("DISPLAY")
    assert system_libraries.window_users() == []


def test_without_lists_of_packages_the_command_gets_them_first(monkeypatch):
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(system_libraries.Path, "glob", lambda _folder, _pattern: iter(()))
    assert system_libraries.install_command(["libgl1"]) == "sudo apt-get update && sudo apt-get install libgl1"
    monkeypatch.setattr(system_libraries.Path, "glob", lambda _folder, _pattern: iter(("a_Packages",)))
    assert system_libraries.install_command(["libgl1"]) == "sudo apt-get install libgl1"


def test_without_apt_there_is_no_command(monkeypatch):
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: None)
    assert system_libraries.install_command(["libgl1"]) is None


def test_the_binding_of_the_tests_loads_in_a_child(qt_binding):
    assert load_check.load_failure(sys.executable, qt_binding) is None


def test_a_package_that_is_not_there_says_so():
    assert "No module named 'PySide5'" in load_check.load_failure(sys.executable, "PySide5")


def test_a_python_that_is_not_there_says_so(tmp_path):
    gone = tmp_path / "python"
    assert load_check.load_failure(gone, "bpy") == f"FileNotFoundError: {gone}"


@pytest.fixture
def qt_binding():
    return "PySide2" if sys.version_info < (3, 11) else "PySide6"
