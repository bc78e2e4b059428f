"""Assets that are left out, or sent after all, by kind or name."""

from __future__ import annotations

import pytest

from foxsubmit.core.assets.choosing import chosen
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.need import Need


def asset(path, kind="image", need=Need.NEEDED):
    return FoundAsset(path, ("n",), kind, AssetState.FOUND, (LocalFile(path, 1, 1, 1),), need=need)


FILES = (asset("/job/tex/wood_v1.png"), asset("D:\\job\\hair [old].abc", "alembic"),
         asset("/job/line.wav", "sound", Need.SHOWN),
         asset("/job/fx/smoke.####.vdb", "volume"))


@pytest.mark.parametrize(("leave_out", "sent"), [
    ((), [0, 1, 3]), (("*_v1.PNG",), [1, 3]), (("alembic", "volume"), [0]), (("d:/job/*",), [0, 3]),
    (("/job/fx/smoke.####.vdb",), [0, 1]), (("hair [old].abc",), [0, 3]), (("wood",), [0, 1, 3]), (("*",), []),
    ((" ", ""), [0, 1, 3])])
def test_assets_are_left_out_by_kind_name_or_path(leave_out, sent):
    found = chosen(FILES, Choices(leave_out=leave_out))
    assert [place for place, each in enumerate(found) if each.included] == sent
    assert chosen(found, Choices()) == chosen(FILES, Choices())


def test_what_is_only_shown_is_sent_if_the_artist_wants_it():
    sent = [each.path for each in chosen(FILES, Choices(send_too=("sound",), leave_out=("*",))) if each.included]
    assert sent == ["/job/line.wav"]
    assert not any(each.included for each in chosen(FILES, Choices(
        send_too=("sound",), leave_out=("*",), excluded=("/job/line.wav",))))


@pytest.mark.parametrize(("path", "state"), [
    ("entity:/shot/plate", AssetState.ADDRESS), ("ayon+entity://show/a?product=b", AssetState.ADDRESS),
    ("asset:wood", AssetState.ADDRESS), ("https://host/y.png", AssetState.ADDRESS),
    ("C:/wood.png", AssetState.MISSING), ("/no:/where.png", AssetState.MISSING), ("wood:old.png", AssetState.MISSING)])
def test_an_address_of_an_asset_resolver_is_no_file(path, state):
    (found,) = find_all([Asset(path, "n")])
    assert found.state is state


def test_of_several_that_name_a_file_the_one_that_needs_it_holds(tmp_path):
    path = str(tmp_path / "a.png")
    needs = [Need.SHOWN, Need.UNKNOWN, Need.NEEDED]
    for last in range(3):
        (found,) = find_all([Asset(path, str(need), need=need) for need in needs[: last + 1]])
        assert found.need is needs[last]
