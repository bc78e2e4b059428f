"""Places of local files on the farm."""

from __future__ import annotations

import ntpath
import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.common.errors import BadInput, TransferFailed
from foxsubmit.core.model.server_paths import Places, server_path
from foxsubmit.core.transfer.fetch.places import place


@pytest.mark.parametrize(("local", "server"), [
    ("D:\\a\\b.png", "/D/a/b.png"), ("d:/a/b.png", "/D/a/b.png"), ("//nas/share/x.png", "/nas/share/x.png"),
    ("\\\\nas\\share\\x.png", "/nas/share/x.png"), ("\\\\?\\D:\\a\\b.png", "/D/a/b.png"),
    ("\\\\?\\UNC\\nas\\share\\x", "/nas/share/x"), ("/mnt/p/x", "/mnt/p/x"), ("/mnt/./p/../x", "/mnt/x"),
    ("/项目/纹理.png", "/项目/纹理.png"), ("D:\\..\\..\\x", "/D/x"), ("\\\\nas\\share\\..\\..\\x", "/nas/share/x"),
    ("D:/a\\b//c.png", "/D/a/b/c.png"), ("D:\\a.\\b. .", "/D/a/b"), ("\\\\?\\D:\\a.\\b. ", "/D/a./b. "),
    ("/a./b. ", "/a./b. "), ("///mnt/x", "/mnt/x"), ("/D:/x", "/D:/x"), ("D:\\a...\\b", "/D/a.../b"),
])
def test_a_local_path_has_its_place(local, server):
    assert server_path(local) == server
    assert Places().place(local) == server


@pytest.mark.parametrize(("local", "named"), [
    ("D:x", "current folder"), ("D:", "current folder"), ("d:..\\x", "current folder"), ("a/b", "whole path"),
    ("", "whole path"), (".", "whole path"), ("http://x/y", "whole path"), ("~/x", "whole path"),
    ("\\\\.\\COM1", "whole path"), ("\\\\?\\Volume{1}\\x", "whole path"), ("/a\0b", "whole path"),
    ("/", "is not a file"), ("D:\\", "is not a file"), ("\\\\nas\\share\\..", "is not a file"),
])
def test_what_does_not_say_where_the_file_is_is_refused(local, named):
    with pytest.raises(BadInput, match=named):
        server_path(local)


letters = st.characters(blacklist_characters="/\\:?\0", blacklist_categories=("Cs",))
name = st.text(letters, min_size=1, max_size=12).filter(lambda text: text not in (".", ".."))
root = st.sampled_from(["/", "/mnt/p/", "//nas/share/", "D:/", "d:\\", "E:/", "\\\\nas\\share\\", "\\\\?\\D:\\",
                        "\\\\?\\UNC\\nas\\share\\"])
part = st.one_of(name, st.sampled_from(["..", ".", "a", "A", "a.", "a ", "纹理", "x"]))
parts = st.lists(part, min_size=1, max_size=6)
path = st.builds(lambda start, names, separators: start + "".join(
    part + separators[number % len(separators)] for number, part in enumerate(names)).rstrip("/\\"),
    root, parts, st.sampled_from(["/", "\\", "/\\", "//"]))


@given(st.lists(name, min_size=2, max_size=5), st.lists(name, min_size=2, max_size=5))
def test_two_files_have_two_places_that_lie_to_each_other_as_the_files_do(one, other):
    first, second = "/" + "/".join(one), "/" + "/".join(other)
    assert (server_path(first) == server_path(second)) == (first == second)
    there = posixpath.relpath(server_path(second), posixpath.dirname(server_path(first)))
    assert there == posixpath.relpath(second, posixpath.dirname(first))


def windows(local):
    """What Windows itself makes of a path without \\\\?\\ before it, without the dots and spaces at the end."""
    return ntpath.normcase(ntpath.normpath(local))


@given(st.sampled_from(["D:\\", "E:\\", "\\\\nas\\share\\"]), st.lists(name, min_size=2, max_size=4),
       st.lists(name, min_size=2, max_size=4))
def test_relative_places_on_a_drive_or_a_share_are_kept(start, one, other):
    first, second = (start + "\\".join(part.rstrip(". ") or "x" for part in names) for names in (one, other))
    there = posixpath.relpath(server_path(second), posixpath.dirname(server_path(first)))
    assert there == ntpath.relpath(second.replace("/", "\\"), ntpath.dirname(first)).replace("\\", "/") or (
        windows(first) != first.lower())  # Windows' own relpath does not tell A from a


@given(path)
def test_a_place_is_absolute_plain_and_its_own_place(local):
    try:
        place = server_path(local)
    except BadInput:
        return
    assert place.startswith("/")
    assert not {"", ".", ".."} & set(place[1:].split("/"))
    assert "\\" not in place
    assert server_path("/" + place.lstrip("/")) == place


@given(st.lists(st.tuples(path, st.integers(0, 3)), max_size=6), st.booleans())
def test_two_different_files_never_get_one_place(files, folds):
    places, taken = Places(folds), {}
    for local, inode in dict(files).items():
        try:
            place = places.place(local, inode)
        except BadInput as error:
            assert str(error).endswith(".")
            continue
        key = place.upper() if folds else place
        assert taken.setdefault(key, inode) == inode


@given(st.one_of(st.text(max_size=30), st.text(st.sampled_from("/\\:.? DCa\0"), max_size=12)))
def test_any_text_is_a_place_or_one_error(local):
    try:
        assert server_path(local).startswith("/")
    except BadInput as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(("one", "other", "folds"), [
    ("/a/T.png", "/a/t.png", True), ("/a/x", "/a/x.", True), ("/D/x.png", "D:\\x.png", False),
    ("/a/b\\c.png", "/a/b/c.png", False), ("\\\\?\\D:\\a.", "D:\\a", True),
])
def test_two_files_that_would_be_one_are_refused_by_both_names(one, other, folds):
    places = Places(folds)
    places.place(one)
    with pytest.raises(BadInput) as error:
        places.place(other)
    assert one in str(error.value)
    assert other in str(error.value)


@pytest.mark.parametrize(("one", "other", "folds"), [
    ("D:\\T.png", "d:/t.png", True), ("//nas/share/x", "\\\\nas\\share\\x", False), ("/a/x", "/a/./b/../x", False),
    ("/a/T.png", "/a/t.png", False), ("\\\\?\\D:\\a", "D:\\a", False), ("/a/ß", "/a/SS", True),
])
def test_two_spellings_of_one_file_and_two_files_with_two_places_are_welcome(one, other, folds):
    places = Places(folds)
    assert places.place(one)
    assert places.place(other)


def test_the_disk_decides_what_is_one_file():
    places = Places()
    places.place("/a/link/../x", (1, 2))
    assert places.place("/a/x", (1, 2)) == "/a/x"
    assert places.place("/a/link/../x", (1, 3)) == "/a/x"
    with pytest.raises(BadInput, match="same file on the farm"):
        places.place("/a/x", (3, 4))


@pytest.mark.parametrize("server", [
    "../x", "/a/../../x", "/a/..", "", "/", "/C:/x", "/a\\..\\x", "/con", "/NUL.png", "/a/lpt1.txt", "/a\0b", "/x ",
    "/x.", "/a:stream"])
def test_a_result_that_would_lie_elsewhere_is_left_on_the_farm(tmp_path, server):
    with pytest.raises(TransferFailed, match="stays on the farm"):
        place(tmp_path, server)


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "link").symlink_to(tmp_path)
    with pytest.raises(TransferFailed):
        place(tmp_path / "inside", "/link/x.png")


def test_a_result_lies_below_the_folder(tmp_path):
    assert place(tmp_path, "/1000_shot/图 1.png") == tmp_path / "1000_shot" / "图 1.png"


def test_a_path_that_is_the_same_on_the_farm_is_held_once():
    local = "".join(("/mnt/", "a.png"))
    assert Places().place(local) is local
