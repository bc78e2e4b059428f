"""Windows holds a file that another program has open: it is waited for, and not for ever."""

from __future__ import annotations

import errno
import os
import threading

import pytest

from foxsubmit.core.common import atomic
from foxsubmit.core.common.atomic import remove, remove_folder, replace, write_text

WAYS = {
    "replace": lambda folder: replace(folder / "new", folder / "old"),
    "write_text": lambda folder: write_text(folder / "old", "new"),
}


def held(times, call, number=32, only=None):
    """The call of a system on which the file is open elsewhere for some tries."""
    left = [times]

    def trying(path, *arguments, **options):
        if left[0] and (only is None or os.fspath(path).endswith(only)):
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = number
            raise error
        call(path, *arguments, **options)

    return trying


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "old").write_text("old")
    (tmp_path / "new").write_text("new")
    monkeypatch.setattr(atomic, "WAITS", (0.0, 0.0, 0.0))
    return tmp_path


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_is_let_go_is_replaced(folder, monkeypatch, way, number):
    monkeypatch.setattr(os, "replace", held(3, os.replace, number))
    way(folder)
    assert (folder / "old").read_text() == "new"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_file_that_stays_open_is_left_whole(folder, monkeypatch, way):
    monkeypatch.setattr(os, "replace", held(4, os.replace))
    with pytest.raises(PermissionError):
        way(folder)
    assert (folder / "old").read_text() == "old"
    assert {each.name for each in folder.iterdir()} == {"old", "new"}


def test_a_file_that_is_let_go_is_removed(folder, monkeypatch):
    monkeypatch.setattr(os, "unlink", held(3, os.unlink))
    remove(folder / "old")
    assert not (folder / "old").exists()


def test_what_is_not_there_needs_no_removing(tmp_path):
    remove(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def full(folder):
    """A folder with a file in another folder of it, and files before and behind that."""
    (folder / "full" / "inner").mkdir(parents=True)
    for name in ("a", "inner/held", "z"):
        (folder / "full" / name).write_text(name)
    return folder / "full"


@pytest.mark.parametrize("number", [32, 145])
def test_a_folder_goes_when_what_is_in_it_is_let_go(full, monkeypatch, number):
    monkeypatch.setattr(os, "unlink", held(3, os.unlink, number, "held"))
    remove_folder(full)
    assert not full.exists()


def test_a_folder_in_which_something_stays_open_says_so_and_has_nothing_else_left(full, monkeypatch):
    monkeypatch.setattr(os, "unlink", held(99, os.unlink, only="held"))
    with pytest.raises(PermissionError):
        remove_folder(full)
    assert [each.relative_to(full).as_posix() for each in sorted(full.rglob("*"))] == ["inner", "inner/held"]


def test_a_folder_that_is_not_there_needs_no_removing(tmp_path):
    remove_folder(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_another_trouble_is_said_at_once(folder, monkeypatch):
    monkeypatch.setattr(os, "replace", held(1, os.replace, number=None))
    with pytest.raises(PermissionError):
        replace(folder / "new", folder / "old")


@pytest.mark.windows_only("elsewhere nothing holds what is open")
@pytest.mark.parametrize("gone", [remove, lambda path: remove_folder(path.parent)], ids=["file", "folder"])
def test_a_reader_is_waited_for(tmp_path, monkeypatch, gone):
    monkeypatch.setattr(atomic, "WAITS", (0.05,) * 1000)  # a busy machine may let the reader go late
    path = tmp_path / "farm" / "farm.json"
    path.parent.mkdir()
    path.write_text("{}")
    with path.open() as reader:
        end = threading.Timer(0.1, reader.close)
        end.start()
        gone(path)
        end.join()
    assert not path.exists()
