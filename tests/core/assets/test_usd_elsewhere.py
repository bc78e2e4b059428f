"""What USD composes only sometimes is looked for all the same: other variants, payloads, value clips."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.model.host import Asset

pytest.importorskip("pxr.UsdUtils", reason="the extra “usd” is not installed")

EMPTY = '#usda 1.0\n(\n    defaultPrim = "R"\n)\ndef Xform "R"\n{\n}\n'
VARIANTS = """#usda 1.0
def Xform "A" (
    variants = {
        string look = "one"
    }
    prepend variantSets = "look"
)
{
    variantSet "look" = {
        "one" {
        }
        "two" (
            prepend payload = @./two.usda@
        ) {
            asset tex = @./two.png@
            variantSet "wear" = {
                "old" {
                    asset tex = @./old.png@
                }
            }
        }
    }
}
"""
CLIPS = """#usda 1.0
def Xform "C" (
    clips = {
        dictionary default = {
            string templateAssetPath = "./c.###.usda"
            double templateStartTime = FIRST
            double templateEndTime = LAST
            double templateStride = STRIDE
            string primPath = "/R"
        }
    }
)
{
}
"""
LISTED = """#usda 1.0
def Xform "C" (
    clips = {
        dictionary default = {
            asset[] assetPaths = [@./x.usda@, @./gone.usda@]
            asset manifestAssetPath = @./manifest.usda@
            double2[] active = [(1, 0), (2, 1)]
            double2[] times = [(1, 1), (2, 2)]
            string primPath = "/R"
        }
    }
)
{
}
"""


def found(folder, text, *there):
    (folder / "root.usda").write_text(text, encoding="utf-8")
    for name in there:
        (folder / name).write_text(EMPTY, encoding="utf-8")
    assets = find_all([Asset(str(folder / "root.usda"), "Stage")])
    return {Path(each.path).name: each for each in assets if Path(each.path).name != "root.usda"}


def test_what_variants_name_that_are_not_chosen_is_looked_for_also_in_variants_of_variants(tmp_path):
    assert set(found(tmp_path, VARIANTS)) == {"two.usda", "two.png", "old.png"}


def test_a_layer_behind_a_payload_is_read_like_any_other(tmp_path):
    (tmp_path / "two.usda").write_text(EMPTY.replace("{\n", "{\n    asset tex = @./deep.png@\n"), encoding="utf-8")
    assert found(tmp_path, VARIANTS)["deep.png"].state is AssetState.MISSING


@pytest.mark.parametrize(("first", "last", "stride", "missing"), [(1, 9, 4, (5,)), (1, 3, 1, (2, 3))])
def test_clips_that_are_not_on_disk_are_told_by_the_stride_of_their_template(tmp_path, first, last, stride, missing):
    text = CLIPS.replace("FIRST", str(first)).replace("LAST", str(last)).replace("STRIDE", str(stride))
    clips = found(tmp_path, text, "c.001.usda", "c.009.usda")["c.###.usda"]
    assert clips.missing == missing


def test_clips_that_are_listed_one_by_one_are_looked_for_with_their_manifest(tmp_path):
    assets = found(tmp_path, LISTED, "x.usda", "manifest.usda")
    assert {name: each.state for name, each in assets.items()} == {
        "x.usda": AssetState.FOUND, "manifest.usda": AssetState.FOUND, "gone.usda": AssetState.MISSING}
