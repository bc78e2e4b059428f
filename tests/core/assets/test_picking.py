"""Which files of a sequence are sent for the frames that are rendered."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.assets import picking
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile, NumberedFiles
from foxsubmit.core.assets.gathered import Gathered
from foxsubmit.core.assets.picking import MARGIN, Picker, picked
from foxsubmit.core.model.host import Asset, Frames, Numbering


def sequence(on_disk, *mentions, fractional=False):
    """A sequence whose files have the names of their numbers."""
    files = tuple(LocalFile(str(number), 1, number, 1) for number in on_disk)
    numbered = NumberedFiles(files, tuple(on_disk), frozenset(on_disk), mentions, fractional)
    return FoundAsset("/x_####.png", ("n",), "sequence", AssetState.FOUND, files, numbered=numbered)


def sent(asset):
    return [int(file.path) for file in asset.files]


def pick(asset, *rendered):
    return picked(asset, Picker(rendered))


PLAIN = (Numbering(), None)


def test_the_rendered_frames_and_the_margin_are_sent():
    asset = pick(sequence(range(1, 201), PLAIN), Frames(150, 160))
    assert sent(asset) == list(range(150 - MARGIN, 161 + MARGIN))
    assert (asset.state, asset.missing, asset.needed) == (AssetState.FOUND, (), 11)


def test_what_only_the_margin_lacks_is_not_missing():
    asset = pick(sequence(range(1, 11), PLAIN), Frames(1, 10))
    assert (asset.state, asset.missing) == (AssetState.FOUND, ())
    assert pick(sequence(range(1, 10), PLAIN), Frames(1, 10)).missing == (10,)


def test_a_sequence_of_which_no_rendered_frame_is_there_is_missing_though_others_are():
    asset = pick(sequence(range(1, 101), PLAIN), Frames(102, 110))
    assert (asset.state, asset.missing) == (AssetState.MISSING, tuple(range(102, 111)))
    assert asset.reason == "Only files of other frames are on disk."
    assert pick(asset, Frames(1, 2)).reason == ""


def test_the_union_of_all_units_and_of_all_nodes_is_sent():
    asset = sequence(range(1, 501), PLAIN, (Numbering(100), None))
    assert sent(pick(asset, Frames(10, 10), Frames(300, 301))) == [
        *range(10 - MARGIN, 11 + MARGIN), *range(110 - MARGIN, 111 + MARGIN),
        *range(300 - MARGIN, 302 + MARGIN), *range(400 - MARGIN, 402 + MARGIN)]


@pytest.mark.parametrize("mention", [(None, None), (Numbering(cycles=True), None)])
def test_where_a_number_cannot_be_known_everything_on_disk_is_sent(mention):
    asset = pick(sequence(range(1, 301), mention), Frames(5, 6))
    assert (len(asset.files), asset.missing) == (300, ())
    assert len(pick(sequence(range(1, 301), mention, PLAIN), Frames(5, 6)).files) == 300


def test_before_anybody_knows_the_frames_everything_is_taken():
    assert len(pick(sequence(range(1, 301), PLAIN)).files) == 300


def test_beyond_its_ends_a_sequence_is_held_or_begins_again():
    ends = Frames(1, 10)
    assert sent(pick(sequence(range(1, 21), (Numbering(), ends)), Frames(90, 95))) == [10]
    assert sent(pick(sequence(range(1, 21), (Numbering(cycles=True), ends)), Frames(90, 95))) == list(range(1, 11))
    assert sent(pick(sequence(range(1, 21), (Numbering(cycles=True), ends)), Frames(5, 5))) == list(range(2, 9))


def test_all_numbers_that_a_strip_lists_are_needed_where_nobody_knows_when():
    asset = pick(sequence(range(1, 21), (None, Frames(5, 8))), Frames(100, 200))
    assert (sent(asset), asset.state) == ([5, 6, 7, 8], AssetState.FOUND)
    assert pick(sequence((5, 6, 8), (None, Frames(5, 8))), Frames(100, 200)).missing == (7,)


def test_frames_that_lie_far_apart_do_not_bring_those_between():
    assert len(pick(sequence(range(1, 1001), PLAIN), Frames(100, 900, 100)).files) == 9 * (2 * MARGIN + 1)
    assert len(pick(sequence(range(1, 101), PLAIN), Frames(1, 100, 2)).files) == 100


def test_a_scale_takes_what_a_shutter_may_see_between():
    assert sent(pick(sequence(range(1, 101), (Numbering(0, 2), None)), Frames(20, 21))) == list(
        range(2 * (20 - MARGIN), 2 * (21 + MARGIN) + 1))
    assert sent(pick(sequence(range(1, 101), (Numbering(7, 0), None)), Frames(20, 21))) == [7]
    assert pick(sequence(range(-100, 1), (Numbering(0, -1), None)), Frames(20, 21)).missing == ()


def test_more_frames_than_any_sequence_has_take_everything(monkeypatch):
    monkeypatch.setattr(picking, "steps", lambda _frames: pytest.fail("they were counted one by one"))
    assert len(pick(sequence(range(1, 11), PLAIN), Frames(1, 10**9)).files) == 10


def test_the_same_frames_again_change_nothing_and_others_no_place_but_theirs(monkeypatch):
    still = FoundAsset("/a.png", ("n",), "image", AssetState.FOUND, (LocalFile("/a.png", 5, 3, 9),))
    first = Gathered((still, sequence(range(1, 101), PLAIN))).for_frames((Frames(1, 10),))
    assert (first.bytes, first.file_count) == (5 + 10 + MARGIN, 11 + MARGIN)
    assert first.for_frames((Frames(1, 10),)) is first
    first.overview  # noqa: B018 - made before, on a worker
    monkeypatch.setattr("foxsubmit.core.assets.gathered.Overview", lambda _: pytest.fail("all were looked at again"))
    other = first.without(["/a.png"]).for_frames((Frames(200, 200),))
    assert (other[0].included, other[1].state, other.lost, other.left_out) == (False, AssetState.MISSING, 1, {0})
    assert other.overview.by_state[AssetState.MISSING] == [1]
    assert (other.overview.newer(2), first.overview.newer(3)) == ([0], [1])
    assert other.for_frames((Frames(1, 10),)).without([]) == first


RANGES = st.builds(lambda first, length, step: Frames(first, first + length, step),
                   st.integers(-50, 300), st.integers(0, 120), st.integers(1, 30))
NUMBERINGS = st.builds(Numbering, st.integers(-60, 1200), st.sampled_from([1, 1, 1, 2, -1, 0, 0.5]), st.booleans())
ENDS = st.one_of(st.none(), st.builds(lambda first, length: Frames(first, first + length),
                                      st.integers(-20, 200), st.integers(1, 150)))


@given(st.lists(RANGES, min_size=1, max_size=4), NUMBERINGS, ENDS, st.sets(st.integers(-100, 1500), max_size=400))
def test_all_that_is_needed_is_sent_and_little_more(rendered, numbering, ends, on_disk):
    on_disk = sorted(on_disk)
    asset = pick(sequence(on_disk, (numbering, ends)), *rendered)
    needed, near = set(), set()
    for frame in {number for each in rendered for number in each.numbers()}:
        needed.add(math.floor(numbering.number(frame, ends)))
        for aside in range(frame - MARGIN, frame + MARGIN + 1):
            number = math.floor(numbering.number(aside, ends))
            near.update(range(number - 2, number + 3))
    assert needed & set(on_disk) <= set(sent(asset))
    assert sent(asset) == sorted(set(sent(asset)))
    if not numbering.cycles:
        assert set(sent(asset)) <= near
        assert set(asset.missing) == needed - set(on_disk)


def test_found_on_disk_and_picked_without_looking_again(tmp_path, monkeypatch):
    for number in range(1, 31):
        (tmp_path / f"x_{number:04}.png").write_bytes(b"xx")
    found = find_all([Asset(str(tmp_path / "x_####.png"), "n", "sequence", pattern=True, numbering=Numbering())])
    monkeypatch.setattr("os.scandir", lambda _: pytest.fail("the disk was looked at again"))
    monkeypatch.setattr("os.stat", lambda *_: pytest.fail("the disk was looked at again"))
    (asset,) = found.for_frames((Frames(10, 11),))
    assert [file.path[-8:] for file in asset.files] == [f"{number:04}.png" for number in range(7, 15)]


TYPED = st.lists(st.tuples(RANGES, st.sets(st.integers(0, 2))), min_size=1, max_size=5)
ON_DISK = st.one_of(st.sets(st.integers(-10, 300), max_size=60),
                    st.builds(lambda first, length: set(range(first, first + length)),
                              st.integers(-10, 200), st.integers(0, 150)))


@given(st.lists(ON_DISK, min_size=3, max_size=3), st.lists(st.integers(0, 99), min_size=400, max_size=400), TYPED)
def test_what_is_told_after_any_change_of_frames_and_choices_is_what_a_look_at_each_file_tells(disks, values, typed):
    assets = tuple(_varied(f"/{name}.####.png", sorted(disk), values) for name, disk in zip("abc", disks))
    now = Gathered(assets)
    now.overview, now.bytes, now.file_count  # noqa: B018 - kept from here on
    for frames, left_out in typed:
        now = now.for_frames((frames,)).without([assets[place].path for place in left_out])
        for place, (asset, disk) in enumerate(zip(now, disks)):
            assert asset.size == sum(file.size for file in asset.files)
            assert asset.count == len(asset.files)
            assert asset.newest == max((file.mtime_ns for file in asset.files), default=0)
            assert asset.largest == max((file.size for file in asset.files), default=0)
            assert asset.missing == tuple(sorted(set(frames.numbers()) - disk))
            assert asset.included == (place not in left_out)
        sent_now = [file for asset in now if asset.included for file in asset.files]
        assert (now.bytes, now.file_count) == (sum(file.size for file in sent_now), len(sent_now))
        fresh = Gathered(assets).for_frames((frames,)).without([assets[place].path for place in left_out])
        assert (now, now.lost) == (fresh, fresh.lost)
        for limit in (0, 30, 98):
            assert now.overview.newer(limit) == [place for place, asset in enumerate(now) if asset.newest > limit]
            assert now.overview.larger(limit) == [place for place, asset in enumerate(now) if asset.largest > limit]


def _varied(path, on_disk, values):
    files = tuple(LocalFile(f"{path}{number}", values[number + 10], values[-number], 1) for number in on_disk)
    numbered = NumberedFiles(files, tuple(on_disk), frozenset(on_disk), (PLAIN,))
    return FoundAsset(path, ("n",), "sequence", AssetState.FOUND, files, numbered=numbered)
