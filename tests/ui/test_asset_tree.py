from __future__ import annotations

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.assets.upload_delta import UploadDelta
from foxsubmit.ui.assets.cells import frames
from foxsubmit.ui.assets.tree import Filter, build, flat, keys


def asset(path, state=AssetState.FOUND, node="file1", size=10):
    files = (LocalFile(path, size, 1, 1),) if state is AssetState.FOUND else ()
    return FoundAsset(path, (node,), "image", state, files)


def done(work):
    while True:
        try:
            next(work)
        except StopIteration as over:
            return over.value


def tree(assets, unsent=None, wanted=None, by_node=False):
    return done(build(assets, unsent, wanted or Filter(), by_node))


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
    unsent = {"/p/Wood.png": UploadDelta(1, 10, False)}
    for text, state, expected in (("wood", "", "Wood.png"), ("dome", "", "sky.hdr"), ("", "missing", "sky.hdr"),
                                  ("", "new", "Wood.png")):
        assert shape(tree(assets, unsent, Filter(text, state))) == [("/p", [expected])], (text, state)
    assert tree(assets, unsent, Filter("", "unchanged")) == ()
    assert tree(assets, unsent, Filter("", "excluded")) == ()


def test_by_node_an_asset_stands_below_each_that_uses_it():
    shared = FoundAsset("/p/a.png", ("file1", "dome"), "image", AssetState.FOUND)
    branches = tree([shared, asset("/p/b.png", node="dome")], by_node=True)
    assert shape(branches) == [("dome", ["a.png", "b.png"]), ("file1", ["a.png"])]
    assert all(branch.node for branch in branches)
    every = [child.key for branch in branches for child in branch.children]
    assert len(set(every)) == 3


def test_a_folder_knows_what_is_new_and_what_is_left_out():
    out = FoundAsset("/p/a.png", ("n",), "image", AssetState.MISSING, included=False)
    folder = tree([out, asset("/p/b.png")], {"/p/b.png": UploadDelta(2, 10, True)})[0]
    assert (folder.excluded, folder.missing, folder.new, folder.leaves) == (1, 0, 2, 2)


def test_only_what_is_open_is_laid_out():
    branches = tree([asset("/p/q/a.png"), asset("/p/q/b.png"), asset("/p/c.png")])
    names = [branch.name for branch, _depth in done(flat(branches, {"/p"}))]
    assert names == ["/p", "q", "c.png"]
    assert done(keys(branches)) == {"/p", "/p/q"}
    assert [depth for _branch, depth in done(flat(branches, {"/p", "/p/q"}))] == [0, 1, 2, 2, 1]


def test_missing_frames_as_ranges():
    sequence = FoundAsset("/p/a.####.vdb", ("n",), "sequence", AssetState.PARTIAL, missing=(31, 17, 18, 19))
    assert frames(sequence) == "17-19, 31"
