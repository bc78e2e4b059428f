"""From the paths of a scene to files on disk."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.assets.find import Finder, Wanted, find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.assets.listing import MOST_ALIASES
from foxsubmit.core.assets.tokens import NamePattern
from foxsubmit.core.model.host import Asset, Frames
from foxsubmit.core.model.need import Need


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


@pytest.mark.windows_only("elsewhere a backslash is a letter")
@pytest.mark.parametrize("name", ["a.png", "x_####.png"])
def test_a_file_is_the_same_file_whichever_slashes_an_application_writes(tmp_path, name):
    make(tmp_path, "a.png", "x_0001.png")
    one, other = (found_at(str(tmp_path / name).replace("\\", slash), "#" in name) for slash in ("\\", "/"))
    assert one == other != []
    assert "/" not in one[0]


def found_at(path, pattern):
    return [file.path for asset in find_all([Asset(path, "node", pattern=pattern)]) for file in asset.files]


def test_what_is_not_there_is_missing(tmp_path):
    assert found(tmp_path, "a.png")[0].state is AssetState.MISSING


def test_what_is_made_of_another_file_is_listed_only_where_it_is_there(tmp_path):
    make(tmp_path, "a.tx")
    made = [Asset(str(tmp_path / name), "n", need=Need.UNKNOWN, only_found=True) for name in ("a.tx", "b.tx", "c.tx")]
    named = Asset(str(tmp_path / "c.tx"), "m")  # by another node, which needs it
    assert [(os.path.basename(each.path), each.state) for each in find_all([*made, named])] == [
        ("a.tx", AssetState.FOUND), ("c.tx", AssetState.MISSING)]


def test_a_sequence_is_taken_whole_and_nothing_else(tmp_path):
    make(tmp_path, "x_0001.png", "x_0002.png", "x_10000.png")
    make(tmp_path, "x_001.png", "x_00003.png", "x_0001.png.bak", "yx_0001.png")
    assert found(tmp_path, "x_####.png", pattern=True)[1] == ["x_0001.png", "x_0002.png", "x_10000.png"]


def test_frames_that_are_needed_but_not_there_are_named(tmp_path):
    make(tmp_path, "x_0001.png", "x_0003.png", "x_0009.png")
    asset, names = found(tmp_path, "x_####.png", pattern=True, numbers=Frames(1, 4))
    assert asset.state is AssetState.PARTIAL
    assert asset.missing == (2, 4)
    assert names == ["x_0001.png", "x_0003.png"]


def test_tiles_on_disk_are_found(tmp_path):
    make(tmp_path, "t.1001.png", "t.1012.png", "t.0999.png", "t.u1_v2.png")
    assert found(tmp_path, "t.<UDIM>.png", pattern=True)[1] == ["t.1001.png", "t.1012.png"]
    assert found(tmp_path, "t.<UVTILE>.png", pattern=True)[1] == ["t.u1_v2.png"]


def test_tiles_that_the_scene_lists_and_the_disk_lacks_are_named(tmp_path):
    for number in (1001, 1011):
        (tmp_path / f"skin.{number}.png").write_bytes(b"x")
    listed = Asset(str(tmp_path / "skin.<UDIM>.png"), "skin", "udim", pattern=True, tiles=(1001, 1002, 1003))
    (found,) = find_all([listed])
    assert found.state is AssetState.PARTIAL
    assert [file.path.rsplit(os.sep, 1)[-1] for file in found.files] == ["skin.1001.png", "skin.1011.png"]
    assert "1002, 1003" in found.reason


@pytest.mark.parametrize("frames", [Frames(1, 4), Frames(3, 9, 2)])
def test_two_users_need_the_frames_of_both(tmp_path, frames):
    make(tmp_path, *(f"x_{frame:04}.png" for frame in (1, 2, 3, 9)))
    path = str(tmp_path / "x_####.png")
    (asset,) = find_all([Asset(path, "a", pattern=True, numbers=Frames(1, 2)),
                         Asset(path, "b", pattern=True, numbers=frames)])
    needed = {1, 2, *frames.numbers()}
    assert set(asset.missing) == needed - {1, 2, 3, 9}
    assert len(asset.files) == len(needed & {1, 2, 3, 9})


def test_one_user_that_takes_all_leaves_the_other_its_missing_frames(tmp_path):
    make(tmp_path, "x_0001.png", "x_0009.png")
    path = str(tmp_path / "x_####.png")
    (asset,) = find_all([Asset(path, "a", pattern=True), Asset(path, "b", pattern=True, numbers=Frames(1, 2))])
    assert (asset.missing, len(asset.files)) == ((2,), 2)


def test_negative_and_stepped_frames_are_bounded(tmp_path):
    make(tmp_path, "x.-002.png", "x.0000.png", "x.0001.png", "x.0002.png")
    asset, names = found(tmp_path, "x.%04d.png", pattern=True, numbers=Frames(-4, 4, 2))
    assert names == ["x.-002.png", "x.0000.png", "x.0002.png"]
    assert asset.missing == (-4, 4)


def test_frames_between_whole_ones_are_bounded_where_the_token_counts_them(tmp_path):
    make(tmp_path, "x.1.png", "x.1.5.png", "x.3.png")
    asset, names = found(tmp_path, "x.$FF.png", pattern=True, numbers=Frames(1, 3, 0.5))
    assert names == ["x.1.png", "x.1.5.png", "x.3.png"]
    assert (asset.missing, asset.missing_between) == ((2,), (2.5,))
    asset, names = found(tmp_path, "x.$F.png", pattern=True, numbers=Frames(1, 3, 0.5))
    assert (names, asset.missing, asset.missing_between) == (["x.1.png", "x.3.png"], (2,), ())


def test_a_frame_that_one_tile_lacks_is_missing(tmp_path):
    make(tmp_path, "t.1001.01.png", "t.1001.02.png", "t.1002.01.png")
    asset, names = found(tmp_path, "t.<UDIM>.##.png", pattern=True, numbers=Frames(1, 2))
    assert (asset.state, asset.missing, len(names)) == (AssetState.PARTIAL, (2,), 3)


def test_a_frame_range_says_nothing_about_tiles_or_simulations(tmp_path):
    make(tmp_path, "t.1001.png", "s.77.bgeo")
    assert found(tmp_path, "t.<UDIM>.png", pattern=True, numbers=Frames(1, 2))[0].state is AssetState.FOUND
    assert found(tmp_path, "s.$SF.bgeo", pattern=True, numbers=Frames(1, 2))[0].state is AssetState.FOUND


def test_tokens_in_folders_lead_only_into_folders_that_match(tmp_path, listed):
    make(tmp_path, "a/0001/b.exr", "a/0002/c.exr", "a/0003/b.exr", "a/old/b.exr", "a/0004")
    asset, _names = found(tmp_path, "a/$F4/b.exr", pattern=True, numbers=Frames(1, 3))
    assert [file.path for file in asset.files] == [str(tmp_path / f"a/000{number}/b.exr") for number in (1, 3)]
    assert asset.missing == (2,)
    assert listed == [str(tmp_path / "a")]


def test_a_frame_in_folder_and_name_is_one_frame(tmp_path, listed):
    make(tmp_path, "1/x.0001.exr", "1/x.0002.exr", "2/x.0002.exr", "9/x.0009.exr")
    _asset, names = found(tmp_path, "$F/x.$F4.exr", pattern=True, numbers=Frames(1, 2))
    assert names == ["x.0001.exr", "x.0002.exr"]
    assert str(tmp_path / "9") not in listed


def test_tiles_in_a_folder_name(tmp_path):
    make(tmp_path, "shot_1001/x.png", "shot_1002/x.png", "shot_1/x.png")
    assert len(found(tmp_path, "shot_<UDIM>/x.png", pattern=True)[1]) == 2


def test_a_folder_that_is_really_called_so_is_not_a_token(tmp_path):
    make(tmp_path, "props #3/x_0001.png", "props 13/x_0001.png")
    asset, _names = found(tmp_path, "props #3/x_####.png", pattern=True)
    assert [file.path for file in asset.files] == [str(tmp_path / "props #3" / "x_0001.png")]


def test_a_numbered_folder_stands_for_all_below_it_but_a_star_means_files(tmp_path):
    make(tmp_path, "sim_0001/a", "sim_0001/deep/b", "sim_0002/a", "sim_x/a")
    assert len(found(tmp_path, "sim_$F4", pattern=True, numbers=Frames(1, 1))[1]) == 2
    assert found(tmp_path, "sim_*", pattern=True)[1] == []


def test_an_expression_with_a_slash_in_it_does_not_part_a_name(tmp_path):
    make(tmp_path, "a_07_b.exr")
    assert found(tmp_path, 'a_`padzero(2, chs("../f"))`_b.exr', pattern=True)[1] == ["a_07_b.exr"]


def test_names_of_255_bytes_and_of_all_scripts(tmp_path):
    long, chinese = "n" * 247 + ".####", "纹理" * 20 + ".####.png"
    make(tmp_path, long.replace("####", "001") , long.replace("####", "0001"), chinese.replace("####", "0001"))
    assert len(found(tmp_path, long, pattern=True)[1]) == 1
    assert len(found(tmp_path, chinese, pattern=True)[1]) == 1


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
    (asset,) = find_all([Asset(path, "one", need=Need.UNKNOWN), Asset(path, "two"), Asset(path, "one")])
    assert asset.used_by == ("one", "two")
    assert asset.need is Need.NEEDED


@pytest.fixture
def listed(monkeypatch):
    """The folders that were listed."""
    folders, scandir = [], os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (folders.append(path), scandir(path))[1])
    return folders


def test_one_folder_is_listed_once_however_many_patterns_lie_in_it(tmp_path, listed):
    make(tmp_path, *(f"s{number}_0001.png" for number in range(20)))
    find_all([Asset(str(tmp_path / f"s{number}_{token}.png"), "n", pattern=True)
              for number in range(20) for token in ("####", "$F4", "<UDIM>", "*")] + [Asset(str(tmp_path), "n")])
    assert listed == [str(tmp_path)]


def test_sequences_in_one_folder_do_not_each_look_at_every_name(tmp_path, monkeypatch):
    make(tmp_path, *(f"s{number}_{frame:04}.png" for number in range(30) for frame in range(10)),
         *(f"{frame:04}_e{number}.png" for number in range(30) for frame in range(10)))
    looked = []
    matching = NamePattern.matching

    def looking(pattern, names):
        looked.extend(names)
        return matching(pattern, names)

    monkeypatch.setattr(NamePattern, "matching", looking)
    for pattern in ("s{}_####.png", "####_e{}.png"):
        looked.clear()
        assets = find_all([Asset(str(tmp_path / pattern.format(number)), "n", pattern=True) for number in range(30)])
        assert sum(len(asset.files) for asset in assets) == len(looked) == 300


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_to_a_file_is_a_file_and_a_link_to_nothing_is_nothing(tmp_path):
    make(tmp_path, "real.png")
    (tmp_path / "x_0001.png").symlink_to(tmp_path / "real.png")
    (tmp_path / "x_0002.png").symlink_to(tmp_path / "nothing.png")
    asset, names = found(tmp_path, "x_####.png", pattern=True, numbers=Frames(1, 2))
    assert (names, asset.missing, asset.size) == (["x_0001.png"], (2,), 8)
    assert found(tmp_path, "x_0002.png")[0].state is AssetState.MISSING


@pytest.mark.posix_only("links want a privilege there")
def test_links_round_and_round_end(tmp_path):
    make(tmp_path, "a/x.png", "b/y.png", "c/z.png")
    for one in "abc":
        for other in "abc":
            (tmp_path / one / f"to_{other}").symlink_to(tmp_path / other, target_is_directory=True)
    _asset, names = found(tmp_path, "a")
    assert {"x.png", "y.png", "z.png"} == set(names)
    assert len(names) <= 3 * MOST_ALIASES
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert found(tmp_path, "self")[0].state is AssetState.UNREADABLE


@pytest.mark.posix_only("links want a privilege there", twin="test_a_folder_that_a_junction_leads_to_is_sent")
def test_a_folder_that_a_link_leads_to_is_sent(tmp_path):
    make(tmp_path, "v003/x.bgeo", "cache/y.bgeo")
    (tmp_path / "cache" / "latest").symlink_to(tmp_path / "v003", target_is_directory=True)
    asset, names = found(tmp_path, "cache")
    assert names == ["y.bgeo", "x.bgeo"]
    assert asset.folder


@pytest.mark.windows_only("junctions are of Windows")
@pytest.mark.not_in_wine("a junction leads to another folder")
def test_a_folder_that_a_junction_leads_to_is_sent(tmp_path):
    import _winapi

    make(tmp_path, "v003/x.bgeo", "cache/y.bgeo")
    _winapi.CreateJunction(str(tmp_path / "v003"), str(tmp_path / "cache" / "latest"))
    asset, names = found(tmp_path, "cache")
    assert sorted(names) == ["x.bgeo", "y.bgeo"]
    assert asset.folder


@pytest.fixture
def forbidden(monkeypatch):
    """Files and folders that nobody may read, also for the user who may read all."""
    paths = set()
    scandir, access, stat_of, status_of_link = os.scandir, os.access, os.stat, os.lstat

    def refuse(path):
        if str(path) in paths:
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", lambda path: (refuse(path), scandir(path))[1])
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) not in paths and access(path, mode))
    monkeypatch.setattr(os, "lstat", lambda path: (refuse(f"stat {path}"), status_of_link(path))[1])
    monkeypatch.setattr(os, "stat", lambda path, **more: (more or refuse(f"stat {path}"), stat_of(path, **more))[1])
    return paths


def test_a_folder_that_cannot_be_read_is_said_with_the_reason(tmp_path, forbidden):
    make(tmp_path, "a/x_0001.png", "b/deep/y.png", "b/z.png")
    forbidden.update((str(tmp_path / "a"), str(tmp_path / "b" / "deep"), f"stat {tmp_path / 'c'}"))
    asset, names = found(tmp_path, "a/x_####.png", pattern=True)
    assert (asset.state, asset.reason, names) == (
        AssetState.UNREADABLE, f"Permission denied: {tmp_path / 'a'}", [])
    asset, names = found(tmp_path, "b")
    assert (asset.state, names) == (AssetState.UNREADABLE, ["z.png"])
    assert str(tmp_path / "b" / "deep") in asset.reason
    assert found(tmp_path, "c")[0].reason.startswith("Permission denied")


@pytest.mark.posix_only("Windows tells who may read a file only when it is opened")
def test_a_file_that_cannot_be_read_is_said_and_the_others_are_kept(tmp_path, forbidden):
    make(tmp_path, "x_0001.png", "x_0002.png")
    (tmp_path / "x_0002.png").chmod(0o200)
    forbidden.add(str(tmp_path / "x_0002.png"))
    asset, names = found(tmp_path, "x_####.png", pattern=True)
    assert (asset.state, names) == (AssetState.UNREADABLE, ["x_0001.png"])
    assert found(tmp_path, "x_0002.png")[0].reason == f"Permission denied: {tmp_path / 'x_0002.png'}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "x_0001.png")
    assert found(tmp_path, "pipe")[0].state is AssetState.UNREADABLE
    assert found(tmp_path, "x_####.png", pattern=True)[0].state is AssetState.MISSING


@pytest.mark.parametrize("name", ["a\0b", "n" * 300, "x/" * 3000 + "####", "\udfff"])
def test_a_path_that_no_system_has_is_missing(tmp_path, name):
    for pattern in (True, False):
        assert found(tmp_path, name, pattern=pattern)[0].state is AssetState.MISSING


@pytest.mark.posix_only("no disk of Windows is asked", twin="test_on_windows_the_other_spelling_is_found")
def test_a_disk_without_case_finds_the_other_spelling(tmp_path, monkeypatch):
    make(tmp_path, "wood.1001.png", "WOOD.1002.PNG")
    assert found(tmp_path, "Wood.<UDIM>.png", pattern=True)[1] == []
    monkeypatch.setattr(os.path, "lexists", lambda path: True)
    assert found(tmp_path, "Wood.<UDIM>.png", pattern=True)[1] == ["WOOD.1002.PNG", "wood.1001.png"]


@pytest.mark.windows_only("elsewhere a disk is asked")
def test_on_windows_the_other_spelling_is_found(tmp_path):
    make(tmp_path, "wood.1001.png", "WOOD.1002.PNG")
    assert found(tmp_path, "Wood.<UDIM>.png", pattern=True)[1] == ["WOOD.1002.PNG", "wood.1001.png"]


@pytest.mark.posix_only("no disk of Windows is asked")
def test_whether_a_disk_folds_case_is_asked_once_a_folder(tmp_path, monkeypatch):
    make(tmp_path, "a_0001.png", "b_0001.png")
    asked, lexists = [], os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda path: (asked.append(path), lexists(path))[1])
    find_all([Asset(str(tmp_path / f"{name}_####.png"), "n", pattern=True) for name in "abc"])
    assert len(asked) == 1


def test_what_changed_after_the_scene_was_saved_is_known(tmp_path):
    make(tmp_path, "a.png")
    os.utime(tmp_path / "a.png", (100, 100))
    asset, _names = found(tmp_path, "a.png")
    assert not asset.newer_than(100 * 10**9)
    assert asset.newer_than(99 * 10**9)


NAMES = st.text(st.sampled_from("ab1$F4#%d<f>*?`/.\\[]0 é"), max_size=30)


@given(NAMES, st.booleans())
def test_any_path_ends_in_a_state(tmp_path_factory, name, pattern):
    folder = tmp_path_factory.getbasetemp()
    (asset,) = find_all([Asset(f"{folder}/nowhere/{name}", "n", pattern=pattern, numbers=Frames(1, 3))])
    assert asset.state in (AssetState.MISSING, AssetState.FOUND)


def test_what_is_said_of_each_path_is_not_held_for_all_paths_at_once(tmp_path, monkeypatch):
    held, look = [], Finder.find

    def noted(finder, wanted):
        held.append(len({each.path for each in gc.get_objects() if type(each) is Wanted and each.path in names}))
        return look(finder, wanted)

    monkeypatch.setattr(Finder, "find", noted)
    names = [str(tmp_path / f"{number}.png") for number in range(20)]
    assert len(find_all(Asset(name, "Image") for name in names)) == 20
    assert max(held) <= 2


def test_a_texture_of_one_file_keeps_no_sums_and_a_folder_of_many_does(tmp_path):
    make(tmp_path, "one.png", *(f"many/{number}.png" for number in range(9)))
    for name, count in (("one.png", 1), ("many", 9)):
        asset, _names = found(tmp_path, name)
        before = len(vars(asset))
        assert (asset.count, asset.size > 0, asset.largest > 0, asset.newest > 0) == (count, True, True, True)
        assert len(vars(asset)) == before + (4 if count > 1 else 0)
