from __future__ import annotations

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.ui.asset_tree import tree, wanted
from foxsubmit.ui.assets_tab import ranges


def asset(path, state=AssetState.FOUND, node="file1", size=10):
    files = (LocalFile(path, size, 1, 1),) if state is AssetState.FOUND else ()
    return FoundAsset(path, (node,), "image", state, files)


def shape(branches):
    return [(branch.name, shape(branch.children)) if branch.children else branch.name for branch in branches]


def test_folders_come_first_and_lonely_ones_are_joined():
    assert shape(tree([
        asset("/p/show/textures/b.png"), asset("/p/show/textures/a.png"), asset("/p/show/assets/props/lamp.abc"),
        asset("/p/show/scene.blend"), asset("/lib/tree.abc"),
    ])) == [
        ("/lib", ["tree.abc"]),
        ("/p/show", [("assets/props", ["lamp.abc"]), ("textures", ["a.png", "b.png"]), "scene.blend"]),
    ]


def test_drives_shares_and_backslashes():
    assert shape(tree([asset("P:/show/a.png"), asset("L:\\lib\\b.png"), asset("//server/share/c.png")])) == [
        ("//server/share", ["c.png"]), ("L:/lib", ["b.png"]), ("P:/show", ["a.png"])]


def test_a_folder_knows_its_size_and_what_is_missing():
    folder = tree([asset("/p/a.png", size=3), asset("/p/q/b.png", AssetState.MISSING), asset("/p/q/c.png", size=4)])[0]
    assert (folder.size, folder.missing) == (7, 1)
    assert [(child.size, child.missing) for child in folder.children] == [(4, 1), (3, 0)]


def test_two_uses_of_one_folder_are_one_branch_with_a_key_of_its_own():
    branches = tree([asset("/p/q"), asset("/p/q/a.png")])
    keys = [branch.key for branch in branches[0].children]
    assert len(set(keys)) == len(keys) == 2


def test_no_assets():
    assert tree([]) == ()


def test_a_file_is_found_by_its_path_and_by_its_node():
    assets = [asset("/p/Wood.png", node="file1"), asset("/p/sky.hdr", AssetState.MISSING, "dome")]
    assert wanted(assets, " wood ", False) == assets[:1]
    assert wanted(assets, "DOME", False) == assets[1:]
    assert wanted(assets, "", True) == assets[1:]


def test_missing_frames_as_ranges():
    assert [str(each) for each in ranges((31, 17, 18, 19))] == ["17-19[1]", "31-31[1]"]
