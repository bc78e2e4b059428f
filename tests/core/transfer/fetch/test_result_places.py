"""A result lies below the chosen folder or not at all, whatever the server calls it."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import systems

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.fetch.places import place


@pytest.mark.parametrize("server", [
    "", "/", "..", "/../a.png", "a/../../b.png", "/7/./a.png", "C:/a.png", "C:a.png", "/C:/a.png", r"a\b.png",
    r"..\a.png", r"\\server\share\a.png", r"\\?\C:\a.png", r"//?/C:/a.png", r"\\.\pipe\a", "a\0.png", "a\n.png",
    "a\x7f.png", "con", "CON.png", "7/nul", "aux.tar.gz", "con .png", "lpt9.exr", "com¹.png", "conin$", "CLOCK$.txt",
    "a.png.", "a.png ", " a.png", "a./b.png", "a /b.png", ".ssh/authorized_keys", "7/.bashrc", "a*.png", "a?.png",
    'a".png', "a|b", "a<b", "x" * 256, "ü" * 128, "\ud800.png", "a.png:stream",
])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, server):
    with pytest.raises(TransferFailed, match="stays on the farm") as caught:
        place(tmp_path / "out", server)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 700


@pytest.mark.parametrize("server", [
    "/7/a.png", "7/Ebene 1/ü 纹理.exr", "//server/share/a.png", "conan.png", "x" * 255, "a..b/c...d.png", "com.png"])
def test_an_ordinary_name_lies_below_the_folder(tmp_path, server):
    local = place(tmp_path, server)
    assert tmp_path in local.parents


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "7").symlink_to(tmp_path)
    (tmp_path / "out" / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "out" / "a.png").symlink_to(tmp_path / "secret")
    for server in ("7/a.png", "gone/a.png", "a.png"):
        with pytest.raises(TransferFailed):
            place(tmp_path / "out", server)
    (tmp_path / "out" / "inside").symlink_to(tmp_path / "out" / "real")
    assert place(tmp_path / "out", "inside/a.png")


@pytest.mark.posix_only("links want a privilege there")
def test_links_in_circles_end(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    try:
        local = place(tmp_path, "a/x.png")
    except TransferFailed:
        return
    with pytest.raises(OSError, match=r".+"):
        local.write_bytes(b"")


@pytest.mark.posix_only("links want a privilege there")
def test_a_folder_that_is_a_link_itself_is_the_users_choice(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    assert place(tmp_path / "out", "7/a.png") == tmp_path / "out" / "7" / "a.png"


PARTS = st.sampled_from(["..", ".", "", "a", "con", "C:", "\\", "~", "link", "\0", "b.png", " ", "%2e%2e"]) | st.text(
    max_size=8)


@given(st.lists(PARTS, max_size=6), st.sampled_from(["/", "\\", "//"]))
def test_whatever_the_server_says_is_below_the_folder_or_refused(tmp_path_factory, parts, between):
    folder = tmp_path_factory.getbasetemp() / "hypothesis-out"
    folder.mkdir(exist_ok=True)
    if not systems.WINDOWS and not (folder / "link").is_symlink():  # there it is a name like any other
        (folder / "link").symlink_to(folder.parent)
    try:
        local = place(folder, between.join(parts))
    except TransferFailed:
        return
    assert folder.resolve() in local.resolve().parents
    assert os.path.commonpath([folder, os.path.normpath(local)]) == str(folder)
    assert "\0" not in str(local)
