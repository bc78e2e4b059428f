"""What is asked of all assets is answered once, and stays true whatever is left out."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.assets import gathered as module
from foxsubmit.core.assets.choosing import EXTRA, with_choices
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.assets.gathered import Gathered, gathered
from foxsubmit.core.assets.moved import native


def asset(path, *sizes, kind="image", mtime_ns=1, **more):
    files = tuple(LocalFile(f"{path}{number or ''}", size, mtime_ns, 1) for number, size in enumerate(sizes))
    return FoundAsset(path, ("node",), kind, more.pop("state", AssetState.FOUND), files, **more)


def test_it_is_the_tuple_of_its_assets():
    assets = (asset("/a", 1), asset("/b", 2))
    assert Gathered(assets) == assets
    known = gathered(assets)
    assert gathered(known) is known


def test_places_are_told_by_what_is_asked():
    overview = gathered((
        asset("/a", 1, 9), asset("/b", mtime_ns=5, state=AssetState.MISSING), asset("//nas/s/c", 3, mtime_ns=7),
        asset("/木", 4, looked_into=False), asset("/f", 1, folder=True, found_at="/g"))).overview
    assert overview.by_state[AssetState.MISSING] == [1]
    assert (overview.shares, overview.not_ascii, overview.closed) == ([2], [3], [3])
    assert (overview.folders, overview.moved) == ([4], [4])
    assert (overview.newer(6), overview.newer(7)) == ([2], [])
    assert (overview.larger(3), overview.larger(8), overview.larger(9)) == ([0, 3], [0], [])


def test_the_longest_path_of_any_file_counts():
    overview = gathered((asset("/a", 1, 1), asset("/b" * 100, 1))).overview
    assert overview.longer(2) == [0, 1]
    assert overview.longer(3) == [1]


@pytest.mark.parametrize("path", ["a/b", "D:x", "/a/\udcff.png", "/木\udcff"])
def test_a_path_without_a_place_on_the_farm_is_told_with_the_reason(path):
    ((place, why),) = gathered((asset("/a", 1), asset(path, 1))).overview.nowhere
    assert place == 1
    why.encode("utf-8")
    assert gathered((asset(path, state=AssetState.MISSING),)).overview.nowhere == []


def test_a_file_below_a_folder_without_a_name_is_told():
    folder = dataclasses.replace(asset("/a", folder=True), files=(LocalFile("/a/\udcff", 1, 1, 1),))
    assert "not valid UTF-8" in gathered((folder,)).overview.nowhere[0][1]


@pytest.mark.parametrize("path", ["/a/conf.ocio", "\\a\\conf.ocio"])
def test_what_holds_a_file_is_found_with_any_slashes(path):
    folder = dataclasses.replace(asset("/a", folder=True), files=(LocalFile("/a/conf.ocio", 1, 1, 1),))
    overview = gathered((asset("/x", 1), folder, asset("/a/conf.ocio", 1))).overview
    assert sorted(overview.holding(path)) == [1, 2]
    assert overview.holding("/b/conf.ocio") == []


def test_leaving_out_asks_nothing_anew(monkeypatch):
    first = gathered((asset("/a", 1), asset("/b", 1), asset("/c", 1)))
    assert first.left_out == frozenset()
    _ = first.overview
    monkeypatch.setattr(module, "Overview", lambda _assets: pytest.fail("all were looked at again"))
    second = first.without(["/b", "/unknown"])
    assert [each.included for each in second] == [True, False, True]
    assert second.without(["/c"]).left_out == {2}
    assert second.without(["/b"]) is second
    assert second.without([]) == first


def test_other_extras_are_looked_at_again():
    one = with_choices([asset("/a", 1)], extras=[asset("/old", 1, kind=EXTRA)])
    assert one.overview.places == {native("/a"): 0, native("/old"): 1}
    assert with_choices(one, extras=[]).overview.places == {native("/a"): 0}


def test_an_asset_keeps_what_it_was_asked(monkeypatch):
    one = asset("/a", 1, 9, mtime_ns=4)
    assert (one.size, one.largest, one.newest, one.newer_than(3), one.newer_than(4)) == (10, 9, 4, True, False)
    assert dataclasses.replace(one, files=()).size == 0
