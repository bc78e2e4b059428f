"""Links are followed to where they lead, and the disk is asked about each folder once."""

from __future__ import annotations

import os

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.real_places import RealPlaces
from foxsubmit.core.model.host import Asset


@pytest.mark.posix_only("links want a privilege there")
def test_a_folder_is_asked_once_however_many_files_lie_in_it(tmp_path, monkeypatch):
    (tmp_path / "disk").mkdir()
    for number in range(200):
        (tmp_path / "disk" / f"a.{number:04}.png").write_bytes(b"x")
    (tmp_path / "tex").symlink_to(tmp_path / "disk")
    asked, realpath = [], os.path.realpath
    monkeypatch.setattr(os.path, "realpath", lambda path, **more: (asked.append(path), realpath(path, **more))[1])
    assets = [Asset(str(tmp_path / "disk" / "a.####.png"), "one", pattern=True),
              Asset(str(tmp_path / "tex" / "a.####.png"), "two", pattern=True),
              *(Asset(str(tmp_path / "tex" / f"a.{number:04}.png"), "three") for number in range(200))]
    plain, linked, *_others = find_all(assets)
    assert (plain.real, linked.real) == ((), (str(tmp_path / "disk" / "a.0000.png"),))
    assert len(asked) < 20


@pytest.mark.posix_only("links want a privilege there", twin="test_a_junction_is_followed_to_its_end_and_below_it")
def test_a_link_is_followed_to_its_end_and_below_it(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "a")
    real = RealPlaces()
    assert real.folder(str(tmp_path / "one" / "b")) == str(tmp_path / "a" / "b")
    assert real.folder(str(tmp_path / "a" / "b")) == str(tmp_path / "a" / "b")
    assert real.folder(str(tmp_path / "one" / "gone" / "c")) == str(tmp_path / "a" / "gone" / "c")


@pytest.mark.windows_only("junctions are of Windows")
@pytest.mark.not_in_wine("a junction leads to another folder")
def test_a_junction_is_followed_to_its_end_and_below_it(tmp_path):
    import _winapi

    (tmp_path / "a" / "b").mkdir(parents=True)
    _winapi.CreateJunction(str(tmp_path / "a"), str(tmp_path / "two"))
    _winapi.CreateJunction(str(tmp_path / "two"), str(tmp_path / "one"))
    real = RealPlaces()
    assert real.folder(str(tmp_path / "one" / "b")) == str(tmp_path / "a" / "b")
    assert real.folder(str(tmp_path / "a" / "b")) == str(tmp_path / "a" / "b")
    assert real.folder(str(tmp_path / "one" / "gone" / "c")) == str(tmp_path / "a" / "gone" / "c")


@pytest.mark.posix_only("links want a privilege there")
def test_links_that_go_round_and_paths_that_cannot_be_are_no_trouble(tmp_path):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    real = RealPlaces()
    assert real.folder(str(tmp_path / "round")) == str(tmp_path / "round")
    for path in ("", "/", "//nas/share", "a\0b/c", "relative/a"):
        assert real.folder(path) == path
