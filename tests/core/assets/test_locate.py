"""Files that lie elsewhere than the scene says are found again, and sent to where it looks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.assets.locate import follow, locate, search, with_moves
from foxsubmit.core.assets.moved import native, scene_path
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset, Frames, Scene
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.plan.documents import asset_list, sent_files, upload
from foxsubmit.core.plan.task_input import SceneFile
from foxsubmit.core.session.gather import look
from foxsubmit.hosts.blender.node.mirror import Mirror


def make(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())


def missing(*paths):
    return tuple(FoundAsset(path, ("node",), "image", AssetState.MISSING) for path in paths)


@pytest.mark.parametrize(("path", "found_at", "folder"), [
    ("/old/tex/wood.png", "/new/lib/tex/wood.png", ("/old", "/new/lib")),
    ("/old/tex/wood.png", "/new/wood.png", ("/old/tex", "/new")),
    ("D:\\show\\tex\\wood.png", "/mnt/show/tex/wood.png", ("D:/", "/mnt")),
    ("\\\\nas\\show\\tex\\wood.png", "/mnt/tex/wood.png", ("//nas/show", "/mnt")),
    ("/wood.png", "/new/wood.png", ("/", "/new")),
    ("/old/oak.png", "/new/wood.png", ("/old", "/new")),
    ("/old/x.####.png", "/new/x.0007.png", ("/old", "/new")),
    ("/old/x.<UDIM>.png", "/new/tex/x.1001.png", ("/old", "/new/tex")),
])
def test_one_file_tells_where_its_folder_is(path, found_at, folder):
    exact, moved = locate(path, found_at)
    assert exact[0] == path
    assert moved == (folder[0], native(folder[1]))


@pytest.mark.parametrize(("path", "found_at", "said"), [
    ("/old/x.####.png", "/new/y.0001.png", "“y.0001.png” is not a file of “x.####.png”"),
    ("", "/new/y.png", "names no file"),
])
def test_what_cannot_be_it_is_refused(path, found_at, said):
    with pytest.raises(BadInput, match=said):
        locate(path, found_at)


def test_what_else_was_lost_with_it_is_told():
    assets = (*missing("/old/tex/a.png", "/old/geo/b.abc", "/else/c.png"),
              FoundAsset("/old/here.png", ("n",), "image", AssetState.FOUND))
    assert follow(assets, locate("/old/tex/a.png", "/new/tex/a.png")) == {
        "/old/tex/a.png": native("/new/tex/a.png"), "/old/geo/b.abc": native("/new/geo/b.abc")}


def test_what_is_said_last_holds():
    assert with_moves((("/a", "/b"), ("/c", "/d")), (("/a", "/e"),)) == (("/a", "/e"), ("/c", "/d"))


def test_files_and_all_beside_them_are_found_where_they_are(tmp_path):
    make(tmp_path, "new/tex/a.png", "new/tex/s.0001.exr", "new/tex/s.0002.exr", "new/cache/deep/x.vdb", "old/here.png")
    old = tmp_path / "old"
    assets = [Asset(str(old / "tex" / "a.png"), "a"), Asset(str(old / "here.png"), "h"),
              Asset(str(old / "tex" / "s.####.exr"), "s", "sequence", pattern=True, numbers=Frames(1, 3)),
              Asset(str(old / "cache"), "c"), Asset(str(old / "gone.png"), "g")]
    moves = locate(assets[0].path, str(tmp_path / "new" / "tex" / "a.png"))
    image, here, sequence, cache, gone = find_all(assets, relocated=moves)
    assert (image.state, image.found_at) == (AssetState.FOUND, str(tmp_path / "new/tex/a.png"))
    assert (here.found_at, gone.state, gone.found_at) == ("", AssetState.MISSING, "")
    assert (sequence.state, sequence.missing, sequence.needed, len(sequence.files)) == (AssetState.PARTIAL, (3,), 3, 2)
    assert cache.folder
    assert [scene_path(each, file.path) for each in (image, here, sequence, cache) for file in each.files] == [
        str(old / name) for name in ("tex/a.png", "here.png", "tex/s.0001.exr", "tex/s.0002.exr", "cache/deep/x.vdb")]


def test_a_file_that_is_where_the_scene_says_does_not_move_with_its_folder(tmp_path):
    make(tmp_path, "old/a.png", "new/a.png", "new/b.png")
    moves = locate(str(tmp_path / "old/b.png"), str(tmp_path / "new/b.png"))
    (found,) = find_all([Asset(str(tmp_path / "old/a.png"), "n")], relocated=moves)
    assert found.found_at == ""
    (chosen,) = find_all([Asset(found.path, "n")], relocated=locate(found.path, str(tmp_path / "new/a.png")))
    assert chosen.files[0].path == str(tmp_path / "new/a.png")


def test_a_renamed_file_is_sent_under_the_name_that_the_scene_has(tmp_path):
    make(tmp_path, "new/oak.png")
    path = str(tmp_path / "old" / "wood.png")
    (found,) = find_all([Asset(path, "n")], relocated=locate(path, str(tmp_path / "new/oak.png")))
    assert scene_path(found, found.files[0].path) == path


def test_a_place_that_is_gone_again_is_no_place(tmp_path):
    make(tmp_path, "old/a.png")
    path = str(tmp_path / "old/a.png")
    (found,) = find_all([Asset(path, "n")], relocated=((path, str(tmp_path / "gone.png")),))
    assert (found.state, found.found_at) == (AssetState.FOUND, "")


def test_a_path_of_another_system_is_found_on_this_one(tmp_path):
    make(tmp_path, "tex/a.png", "tex/b.png")
    moves = locate("D:\\show\\tex\\a.png", str(tmp_path / "tex/a.png"))
    found = find_all([Asset("D:\\show\\tex\\a.png", "n"), Asset("D:\\show\\tex\\b.png", "n")], relocated=moves)
    file = LocalFile("/s.blend", 1, 1, 1)
    scene = SceneFile(file, "/s.blend", "0" * 32, file)
    files = sent_files(scene, found, windows=False)
    assert [file.server for file in files] == ["/s.blend", "/D/show/tex/a.png", "/D/show/tex/b.png"]
    assert upload(files, scene)["asset"][1] == {
        "local": str(tmp_path / "tex/a.png").replace("\\", "/"), "server": "/D/show/tex/a.png"}
    assert asset_list(found)["details"][0]["found_at"] == str(tmp_path / "tex/a.png")


@pytest.mark.parametrize(("path", "beside"), [
    ("D:\\show\\tex\\a.png", "D:\\show\\tex\\b.png"),
    ("\\\\nas\\show\\tex\\a.png", "\\\\nas\\show\\tex\\b.png"),
    ("D:/show/tex/a.png", "D:/show/tex/b.png"),
])
def test_what_lies_beside_it_is_spelled_as_the_scene_spells_it(path, beside):
    found = FoundAsset(path, ("n",), "image", AssetState.FOUND, found_at="/mnt/tex/a.png")
    assert scene_path(found, "/mnt/tex/a.png") == path
    assert scene_path(found, "/mnt/tex/b.png") == beside


def test_a_scene_within_the_scene_that_lies_elsewhere_was_not_looked_into(tmp_path):
    make(tmp_path, "new/prop.blend")
    path = str(tmp_path / "old/prop.blend")
    (found,) = find_all([Asset(path, "n", "library")], relocated=locate(path, str(tmp_path / "new/prop.blend")))
    assert not found.looked_into


def test_names_are_looked_for_below_a_folder(tmp_path):
    make(tmp_path, "lib/a/wood.png", "lib/b/s.0001.exr", "lib/b/s.0002.exr", "lib/c/twice.png", "lib/d/twice.png")
    assets = missing("/old/wood.png", "/old/s.####.exr", "/old/twice.png", "/old/gone.png", "")
    assert search(assets, str(tmp_path / "lib")) == (
        ("/old/wood.png", str(tmp_path / "lib/a/wood.png")), ("/old/s.####.exr", str(tmp_path / "lib/b/s.####.exr")))


def test_gathering_takes_them_from_there(tmp_path):
    make(tmp_path, "new/a.png")
    path = str(tmp_path / "old/a.png")
    moves = locate(path, str(tmp_path / "new/a.png"))
    found = look([Asset(path, "n")], Scene(None, ""), Choices(relocated=moves))
    assert found.assets[0].files[0].path == str(tmp_path / "new/a.png")


@pytest.mark.parametrize("path", ["/old/tex/a.png", "D:\\show\\a.png", "\\\\nas\\show\\a.png", "D:/show/木 [1].png"])
def test_the_embedded_farm_lays_it_where_the_scene_looks_for_it(tmp_path, path):
    """Its mirror of the artist's folders is made of local and of server paths (farm/renderers/prepare.py)."""
    make(tmp_path, "stored/1")
    mirror = Mirror(tmp_path / "mirror")
    mirror.build({"/new/place.png": str(tmp_path / "stored/1"), server_path(path): str(tmp_path / "stored/1")})
    assert Path(mirror.moved(path)).read_bytes() == b"stored/1"


NAMES = st.text(st.characters(blacklist_characters="/\\\0", blacklist_categories=("Cs",)), min_size=1, max_size=6
                ).filter(lambda name: name not in (".", ".."))
PATHS = st.lists(NAMES, min_size=1, max_size=5).map(lambda names: "/" + "/".join(names))


@given(PATHS, PATHS)
def test_what_is_found_has_the_name_that_the_scene_gave_it(path, place):
    try:
        moves = locate(path, place)
    except BadInput:
        return
    found = FoundAsset(path, ("n",), "image", AssetState.FOUND, found_at=dict(moves)[path])
    assert scene_path(found, found.found_at).strip("/").split("/") == path.strip("/").split("/")
    beside = str(Path(found.found_at).with_name("beside"))
    assert follow(missing(scene_path(found, beside)), moves) == {scene_path(found, beside): beside}
