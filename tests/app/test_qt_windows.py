"""A host is not ended by a Qt that cannot open windows there: the panel says what is missing."""

from __future__ import annotations

import sys
import types

import pytest
import qtpy

from foxsubmit import application, loop
from foxsubmit.core.common.errors import BadInput

MISSING = "libxcb-icccm.so.4: cannot open shared object file: No such file or directory"


@pytest.fixture
def two_plugins(monkeypatch, tmp_path):
    """Qt has a plug-in for each of two displays, and both are there."""
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    asked = []

    def plugins(binding):
        asked.append(binding)
        return [tmp_path / "libqxcb.so", tmp_path / "libqwayland.so"]

    monkeypatch.setattr(application, "window_plugins", plugins)
    return asked


def loader(*good):
    def load(path):
        if not path.endswith(good):
            raise OSError(MISSING)

    return load


def test_what_the_system_lacks_is_named_before_qt_ends_the_host(two_plugins, monkeypatch):
    other = "PySide6" if qtpy.API_NAME == "PySide2" else "PySide2"
    monkeypatch.setitem(sys.modules, other, types.ModuleType(other))  # a host may have imported another binding
    with pytest.raises(BadInput, match=r"Qt does not start: .*libxcb-icccm\.so\.4") as caught:
        application.need_windows(loader("nothing"))
    assert "libxcb-icccm4" in str(caught.value)  # the package that has it
    assert two_plugins == [qtpy.API_NAME]


@pytest.mark.parametrize("good", ["libqxcb.so", "libqwayland.so"])
def test_one_way_to_a_window_is_enough(two_plugins, good):
    application.need_windows(loader(good))


def test_a_platform_that_was_chosen_is_not_judged(two_plugins, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    application.need_windows(loader("nothing"))
    assert two_plugins == []


@pytest.mark.posix_only("Windows names no file that it cannot load, and Qt has one plug-in there, which is not tried")
def test_a_plugin_that_is_no_library_is_named(two_plugins, tmp_path):
    for name in ("libqxcb.so", "libqwayland.so"):
        (tmp_path / name).write_text("no library")
    with pytest.raises(BadInput, match=r"Qt does not start: .*libqwayland"):
        application.need_windows()


def test_a_host_is_asked_before_an_application_is_made(two_plugins, monkeypatch):
    class Never:
        @staticmethod
        def instance():
            return None

        def __init__(self, _arguments):
            raise AssertionError("Qt would end the host here")

    def lacking():
        raise BadInput("Qt does not start: …")

    monkeypatch.setattr(loop, "QApplication", Never)
    monkeypatch.setattr(loop, "need_windows", lacking)
    with pytest.raises(BadInput):
        loop.Loop()
