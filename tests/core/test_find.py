"""From the paths of a scene to files on disk."""

from __future__ import annotations

import os

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.host import Asset, Frames


def make(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())


def found(folder, name, **more):
    (asset,) = find_all([Asset(str(folder / name), "node", **more)])
    return asset, [os.path.basename(file.path) for file in asset.files]


def test_one_file_has_its_size(tmp_path):
    make(tmp_path, "a.png")
    asset, names = found(tmp_path, "a.png")
    assert (asset.state, asset.size, names) == (AssetState.FOUND, 5, ["a.png"])


def test_what_is_not_there_is_missing(tmp_path):
    assert found(tmp_path, "a.png")[0].state is AssetState.MISSING


def test_a_sequence_is_taken_whole_and_nothing_else(tmp_path):
    make(tmp_path, "x_0001.png", "x_0002.png", "x_10000.png")
    make(tmp_path, "x_001.png", "x_00003.png", "x_0001.png.bak", "yx_0001.png")
    assert found(tmp_path, "x_####.png", pattern=True)[1] == ["x_0001.png", "x_0002.png", "x_10000.png"]


def test_frames_that_are_needed_but_not_there_are_named(tmp_path):
    make(tmp_path, "x_0001.png", "x_0003.png", "x_0009.png")
    asset, names = found(tmp_path, "x_####.png", pattern=True, frames=Frames(1, 4))
    assert asset.state is AssetState.PARTIAL
    assert asset.missing == (2, 4)
    assert names == ["x_0001.png", "x_0003.png"]


def test_tiles_on_disk_are_found(tmp_path):
    make(tmp_path, "t.1001.png", "t.1012.png", "t.0999.png", "t.u1_v2.png")
    assert found(tmp_path, "t.<UDIM>.png", pattern=True)[1] == ["t.1001.png", "t.1012.png"]
    assert found(tmp_path, "t.<UVTILE>.png", pattern=True)[1] == ["t.u1_v2.png"]


def test_brackets_in_a_name_are_letters(tmp_path):
    make(tmp_path, "[a] (1).0001.png", "a.0001.png")
    assert found(tmp_path, "[a] (1).####.png", pattern=True)[1] == ["[a] (1).0001.png"]


def test_a_number_sign_is_a_letter_where_no_pattern_is_meant(tmp_path):
    make(tmp_path, "#1.png")
    assert found(tmp_path, "#1.png")[1] == ["#1.png"]


def test_a_folder_stands_for_all_below_it(tmp_path):
    make(tmp_path, "cache/a", "cache/deep/b")
    assert found(tmp_path, "cache")[1] == ["a", "b"]


@pytest.mark.parametrize("path", ["", ".", "a.png", "//a.png"[1:][1:]])
def test_a_path_that_is_not_absolute_never_means_the_current_folder(tmp_path, monkeypatch, path):
    make(tmp_path, "a.png")
    monkeypatch.chdir(tmp_path)
    (asset,) = find_all([Asset(path, "node")])
    assert asset.state is AssetState.MISSING
    assert asset.files == ()


def test_a_path_that_two_nodes_use_is_one_asset(tmp_path):
    make(tmp_path, "a.png")
    path = str(tmp_path / "a.png")
    (asset,) = find_all([Asset(path, "one", required=False), Asset(path, "two"), Asset(path, "one")])
    assert asset.used_by == ("one", "two")
    assert asset.required


def test_one_folder_is_listed_once_however_many_patterns_lie_in_it(tmp_path, monkeypatch):
    make(tmp_path, *(f"s{number}_0001.png" for number in range(20)))
    listed = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (listed.append(path), scandir(path))[1])
    find_all([Asset(str(tmp_path / f"s{number}_####.png"), "n", pattern=True) for number in range(20)])
    assert len(listed) == 1
