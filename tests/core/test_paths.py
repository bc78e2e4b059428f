"""Places of local files on the farm."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.errors import TransferFailed
from foxsubmit.core.plan.paths import server_path
from foxsubmit.core.transfer.places import place


@pytest.mark.parametrize(("local", "server"), [
    ("D:\\a\\b.png", "/D/a/b.png"), ("d:/a/b.png", "/D/a/b.png"), ("//nas/share/x.png", "/nas/share/x.png"),
    ("\\\\nas\\share\\x.png", "/nas/share/x.png"), ("\\\\?\\D:\\a\\b.png", "/D/a/b.png"),
    ("\\\\?\\UNC\\nas\\share\\x", "/nas/share/x"), ("/mnt/p/x", "/mnt/p/x"), ("/mnt/./p/../x", "/mnt/x"),
    ("/项目/纹理.png", "/项目/纹理.png"),
])
def test_a_local_path_has_its_place(local, server):
    assert server_path(local) == server


name = st.text(st.characters(blacklist_characters="/\\:?\0", blacklist_categories=("Cs",)), min_size=1,
               max_size=12).filter(lambda text: text not in (".", ".."))


@given(st.lists(name, min_size=2, max_size=5), st.lists(name, min_size=2, max_size=5))
def test_two_files_have_two_places_that_lie_to_each_other_as_the_files_do(one, other):
    first, second = "/" + "/".join(one), "/" + "/".join(other)
    assert (server_path(first) == server_path(second)) == (first == second)
    there = posixpath.relpath(server_path(second), posixpath.dirname(server_path(first)))
    assert there == posixpath.relpath(second, posixpath.dirname(first))


@pytest.mark.parametrize("server", [
    "../x", "/a/../../x", "/a/..", "", "/", "/C:/x", "/a\\..\\x", "/con", "/NUL.png", "/a/lpt1.txt", "/a\0b", "/x ",
    "/x.", "/a:stream"])
def test_a_result_that_would_lie_elsewhere_is_left_on_the_farm(tmp_path, server):
    with pytest.raises(TransferFailed, match="stays on the farm"):
        place(tmp_path, server)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "link").symlink_to(tmp_path)
    with pytest.raises(TransferFailed):
        place(tmp_path / "inside", "/link/x.png")


def test_a_result_lies_below_the_folder(tmp_path):
    assert place(tmp_path, "/1000_shot/图 1.png") == tmp_path / "1000_shot" / "图 1.png"
