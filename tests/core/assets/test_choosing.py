"""What the artist adds and leaves out, and what is sent after all."""

from __future__ import annotations

import dataclasses
import os

import pytest

from foxsubmit.core.assets.choosing import EXTRA, extra, sent_files, with_choices, with_duplicates
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.model.host import Asset


def asset(path, *files, **more):
    return FoundAsset(path, ("node",), more.pop("kind", "image"), AssetState.FOUND,
                      tuple(LocalFile(file, 5, 1, 0) for file in files or (path,)), **more)


def included(assets):
    return [each.path for each in assets if each.included]


def test_what_is_left_out_keeps_its_files_and_is_not_sent():
    one, other = with_choices([asset("/a"), asset("/b")], ["/a", "/unknown"])
    assert (one.included, one.size, other.included) == (False, 5, True)
    assert [file.path for file in sent_files((one, other))] == ["/b"]


def test_a_choice_that_is_taken_back_leaves_no_trace():
    found = (asset("/a"), asset("/b"))
    assert with_choices(with_choices(found, ["/a"]), []) == found


def test_the_same_choices_twice_are_the_same_as_once():
    chosen = with_choices([asset("/a")], ["/a"], [asset("/e", kind=EXTRA)])
    assert with_choices(chosen, ["/a"], [asset("/e", kind=EXTRA)]) == chosen


def test_extras_take_the_place_of_those_before():
    chosen = with_choices([asset("/a")], extras=[asset("/old", kind=EXTRA)])
    assert included(with_choices(chosen, extras=[asset("/new", kind=EXTRA)])) == ["/a", "/new"]
    assert included(with_choices(chosen)) == ["/a", "/old"]
    assert included(with_choices(chosen, extras=[])) == ["/a"]


def test_what_the_scene_names_is_not_added_a_second_time():
    assert included(with_choices([asset("/a")], extras=[asset("/a", kind=EXTRA)])) == ["/a"]


def test_a_file_of_two_assets_is_sent_once_and_unless_both_are_left_out():
    found = [asset("/folder", "/folder/a", "/folder/b"), asset("/folder/a")]
    assert [file.path for file in sent_files(found)] == ["/folder/a", "/folder/b"]
    assert [file.path for file in sent_files(with_choices(found, ["/folder"]))] == ["/folder/a"]
    assert sent_files(with_choices(found, ["/folder", "/folder/a"])) == ()


def test_an_extra_folder_brings_all_below_it_and_its_name_holds_no_tokens(tmp_path):
    (tmp_path / "a#").mkdir()
    (tmp_path / "a#" / "b").write_bytes(b"12")
    (found,) = find_all([extra(str(tmp_path / "a#"))])
    assert (found.kind, found.folder, found.size, found.used_by) == (EXTRA, True, 2, ("Added by hand",))


@pytest.mark.posix_only("links want a privilege there")
def test_the_same_files_under_other_names_are_duplicates(tmp_path):
    for number in (1, 2):
        (tmp_path / f"x.100{number}.png").write_bytes(b"x")
    (tmp_path / "link.1001.png").symlink_to(tmp_path / "x.1001.png")
    names = ["x.<UDIM>.png", "x.####.png", "x.1001.png", "link.1001.png", "gone.png", "gone2.png"]
    found = find_all([Asset(str(tmp_path / name), "n", pattern="1" not in name) for name in names])
    duplicates = {os.path.basename(each.path): os.path.basename(each.duplicate_of) for each in found}
    assert duplicates == {"x.<UDIM>.png": "", "x.####.png": "x.<UDIM>.png", "x.1001.png": "",
                          "link.1001.png": "x.1001.png", "gone.png": "", "gone2.png": ""}
    assert len(sent_files(found)) == 3


def sequence(*names, inodes=None):
    """An asset of files that each have one number, as if they lay at other places under other names."""
    numbers = inodes or range(1, len(names) + 1)
    return FoundAsset(names[0], ("node",), "image", AssetState.FOUND, tuple(
        LocalFile(name, 5, 1, number) for name, number in zip(names, numbers)))


def test_sequences_that_differ_only_in_the_middle_are_not_the_same():
    first = sequence("/a/1", "/a/2", "/a/3", "/a/4")
    same = sequence("/b/1", "/b/2", "/b/3", "/b/4")
    middle = sequence("/c/1", "/c/2", "/c/3", "/c/4", inodes=(1, 2, 9, 4))
    turned = sequence("/d/1", "/d/2", "/d/3", "/d/4", inodes=(1, 3, 2, 4))
    assert [each.duplicate_of for each in with_duplicates([first, middle, turned, same])] == ["", "", "", "/a/1"]


def test_a_sequence_that_is_no_duplicate_of_the_first_may_be_one_of_a_later_that_begins_and_ends_alike():
    first = sequence("/a/1", "/a/2", "/a/3")
    other = sequence("/b/1", "/b/2", "/b/3", inodes=(1, 9, 3))
    again = sequence("/c/1", "/c/2", "/c/3", inodes=(1, 9, 3))
    assert [each.duplicate_of for each in with_duplicates([first, other, again])] == ["", "", "/b/1"]


def test_files_of_another_size_or_time_are_not_the_same():
    for change in ({"size": 6}, {"mtime_ns": 2}, {"inode": 2}):
        one = sequence("/a/1")
        other = dataclasses.replace(one, path="/b/1", files=(dataclasses.replace(one.files[0], path="/b/1", **change),))
        assert [each.duplicate_of for each in with_duplicates([one, other])] == ["", ""]
