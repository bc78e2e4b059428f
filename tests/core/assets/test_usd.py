"""What USD layers name is found, or named as missing, with the layer that names it."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from foxsubmit.core.assets import layers
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.assets.usd import is_layer
from foxsubmit.core.common import child
from foxsubmit.core.model.host import Asset
from foxsubmit.core.model.need import Need

pytest.importorskip("pxr.UsdUtils", reason="the extra “usd” is not installed")

ROOT = """#usda 1.0
(
    subLayers = [@./sub.usda@, @./gone_sub.usda@]
)
def Xform "A" (
    prepend references = @./ref.usda@
    prepend payload = @./gone_payload.usd@
    variants = {
        string look = "one"
    }
    prepend variantSets = "look"
)
{
    asset tiles = @./tex/a.<UDIM>.png@
    asset none = @./tex/none.<UDIM>.png@
    asset moving.timeSamples = { 1: @./tex/m.1.png@, 2: @./tex/m.2.png@, 3: @./tex/m.3.png@ }
    asset houdini = @./tex/h.$F4.exr@
    asset far = @/nowhere/x.png@
    asset searched = @search/x.png@
    asset web = @http://host/y.png@
    asset memory = @op:/stage/x@
    asset[] several = [@./plain.png@, @./gone.png@]
    variantSet "look" = {
        "one" {
            asset tex = @./one.png@
        }
        "two" (
            prepend references = @./two.usda@
        ) {
        }
    }
}
def Xform "C" (
    clips = {
        dictionary default = {
            string templateAssetPath = "./clip.###.usda"
            double templateStartTime = 1
            double templateEndTime = 4
            double templateStride = 1
            asset manifestAssetPath = @./manifest.usda@
            string primPath = "/R"
        }
    }
)
{
}
"""
EMPTY = '#usda 1.0\n(\n    defaultPrim = "R"\n)\ndef Xform "R"\n{\n}\n'


def layer(**assets):
    lines = "".join(f"    asset {name} = @{path}@\n" for name, path in assets.items())
    return EMPTY.replace("{\n", "{\n" + lines)


def write(folder, **contents):
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


@pytest.fixture
def stage(tmp_path):
    write(tmp_path, **{"root.usda": ROOT, "ref.usda": EMPTY, "manifest.usda": EMPTY, "sub.usda": layer(f="./plain.png"),
                       "two.usda": layer(f="./gone_in_two.png")})
    for number in (1, 2, 3):
        write(tmp_path, **{f"clip.00{number}.usda": layer(f=f"./of_clip_{number}.png")})
    for name in ("tex/a.1001.png", "tex/a.1002.png", "tex/m.1.png", "tex/m.2.png", "tex/h.0001.exr", "plain.png",
                 "one.png", "search/x.png", "of_clip_1.png"):
        write(tmp_path, **{name: "x"})
    return tmp_path


def by_name(folder, *assets):
    return {Path(each.path).relative_to(folder).as_posix() if folder in Path(each.path).parents else each.path: each
            for each in find_all(assets)}


def test_of_a_layer_that_is_read_for_its_shapes_layers_are_needed_and_pictures_are_not_missed(stage):
    root = Asset(str(stage / "root.usda"), 'Cache File "root"', "cache", shapes_only=True)
    needs = {name: each.need for name, each in by_name(stage, root).items()}
    assert {needs[name] for name in ("root.usda", "sub.usda", "gone_sub.usda", "two.usda", "clip.###.usda")} == {
        Need.NEEDED}
    assert {needs[name] for name in ("gone.png", "plain.png", "gone_in_two.png", "tex/none.<UDIM>.png",
                                     "of_clip_2.png")} == {Need.UNKNOWN}


def test_a_layer_that_is_shown_as_well_is_read_for_all(stage):
    root = Asset(str(stage / "root.usda"), 'Cache File "root"', "cache", shapes_only=True)
    found = by_name(stage, root, Asset(root.path, "Stage", "library"))
    assert found["gone.png"].need is Need.NEEDED


def test_everything_that_layers_name_is_found_or_missing(stage):
    found = by_name(stage, Asset(str(stage / "root.usda"), "Stage", "library"))
    whole = {name for name, each in found.items() if each.state is AssetState.FOUND}
    assert whole == {"root.usda", "sub.usda", "ref.usda", "two.usda", "manifest.usda", "plain.png", "one.png",
                     "tex/a.<UDIM>.png", "tex/m.1.png", "tex/m.2.png", "tex/h.$F4.exr", "search/x.png", "of_clip_1.png"}
    missing = {name for name, each in found.items() if each.state is AssetState.MISSING}
    assert missing == {"gone_sub.usda", "gone_payload.usd", "tex/none.<UDIM>.png", "tex/m.3.png", "/nowhere/x.png",
                       "gone.png", "gone_in_two.png", "of_clip_2.png", "of_clip_3.png"}
    assert found["http://host/y.png"].state is AssetState.ADDRESS
    assert len(found["tex/a.<UDIM>.png"].files) == 2
    assert all(each.looked_into for each in found.values())


def test_a_token_of_arnolds_in_a_layer_is_any_text(tmp_path):
    write(tmp_path, **{"a.usda": layer(a="./skin.<attr:part>.png")})
    (tmp_path / "skin.arm.png").write_bytes(b"x")
    _layer, texture = find_all([Asset(str(tmp_path / "a.usda"), "Stage", "library")])
    assert (texture.kind, [os.path.basename(file.path) for file in texture.files]) == ("file", ["skin.arm.png"])


def test_a_variable_of_a_machine_in_a_layer_is_told_and_one_of_an_expression_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSETS", "/lib")
    write(tmp_path, **{"a.usda": layer(a="${ASSETS}/wood.png", b="./tex.${F4}.exr", c="./plain.png"),
                       "b.usda": layer(d='`"${NAME}.png"`')})
    found = find_all([Asset(str(tmp_path / name), "Stage", "library") for name in ("a.usda", "b.usda")])
    assert [variables for each in found if (variables := each.variables)] == [("ASSETS",)]


def test_a_clip_that_is_not_on_disk_is_a_missing_frame(stage):
    clip = by_name(stage, Asset(str(stage / "root.usda"), "Stage"))["clip.###.usda"]
    assert (clip.state, clip.missing, len(clip.files)) == (AssetState.PARTIAL, (4,), 3)


def test_the_layer_is_what_uses_it(stage):
    found = by_name(stage, Asset(str(stage / "root.usda"), "Stage"), Asset(str(stage / "plain.png"), "Image"))
    assert found["plain.png"].used_by == ("Image", str(stage / "root.usda"), str(stage / "sub.usda"))
    assert found["gone_in_two.png"].used_by == (str(stage / "two.usda"),)


def test_layers_that_name_each_other_are_read_once(tmp_path):
    write(tmp_path, **{"a.usda": "#usda 1.0\n(\n    subLayers = [@./b.usda@]\n)\n",
                       "b.usda": "#usda 1.0\n(\n    subLayers = [@./a.usda@]\n)\n"})
    assert set(by_name(tmp_path, Asset(str(tmp_path / "a.usda"), "n"))) == {"a.usda", "b.usda"}


def test_a_damaged_layer_hides_nothing_but_itself(tmp_path):
    write(tmp_path, **{
        "a.usda": "#usda 1.0\n(\n    subLayers = [@./bad.usda@, @./crate.usdc@, @./good.usda@]\n)\n",
        "bad.usda": "#usda 1.0\ndef {{{", "crate.usdc": "nothing", "good.usda": layer(f="./gone.png")})
    found = by_name(tmp_path, Asset(str(tmp_path / "a.usda"), "n"))
    assert found["gone.png"].state is AssetState.MISSING
    assert {name for name, each in found.items() if not each.looked_into} == {"bad.usda", "crate.usdc"}
    assert "bad.usda" in found["bad.usda"].reason


def test_a_package_is_one_file_and_what_lacks_in_it_is_missing(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.usdz", "w") as package:
        package.writestr("r.usda", "#usda 1.0\n(\n    subLayers = [@./s.usda@]\n)\n")
        package.writestr("s.usda", layer(f="./tex/p.png", g="./gone.png", h="./tex/t.<UDIM>.png", i="/nowhere/y.png"))
        package.writestr("tex/p.png", "x")
        package.writestr("tex/t.1001.png", "x")
    found = by_name(tmp_path, Asset(str(tmp_path / "p.usdz"), "n"))
    assert {name: each.state for name, each in found.items()} == {
        "p.usdz": AssetState.FOUND, "p.usdz[gone.png]": AssetState.MISSING, "/nowhere/y.png": AssetState.MISSING}


def test_files_that_are_no_layers_are_not_asked_about(tmp_path, monkeypatch):
    monkeypatch.setattr(layers, "_start", lambda: pytest.fail("a process was started"))
    write(tmp_path, **{"a.png": "x"})
    find_all([Asset(str(tmp_path / "a.png"), "n")])
    assert not is_layer("/a/usd")


def test_a_layer_that_makes_usd_crash_costs_only_itself(tmp_path, monkeypatch):
    """The process that is asked ends at one layer, and at no other."""
    write(tmp_path, **{"a.usda": EMPTY, "bad.usda": EMPTY, "z.usda": layer(f="./gone.png")})
    crash = [sys.executable, "-c", "import sys; sys.stdin.readline()"]
    commands = iter([crash])
    command = child.command
    monkeypatch.setattr(child, "command", lambda *arguments: next(commands, None) or command(*arguments))
    found = by_name(tmp_path, *(Asset(str(tmp_path / f"{name}.usda"), "n") for name in ("bad", "a", "z")))
    assert {name for name, each in found.items() if not each.looked_into} == {"bad.usda"}
    assert found["bad.usda"].reason == "USD ended while it read this layer."
    assert found["gone.png"].state is AssetState.MISSING


def test_where_python_is_the_host_itself_layers_are_read_in_place(stage, monkeypatch):
    outside = find_all([Asset(str(stage / "root.usda"), "Stage")])
    monkeypatch.setattr(layers, "_start", lambda: pytest.fail("a second host was started"))
    monkeypatch.setattr(sys, "executable", "/opt/maya/bin/maya.bin")
    assert find_all([Asset(str(stage / "root.usda"), "Stage")]) == outside


@pytest.mark.parametrize(("executable", "python"), [
    ("/usr/bin/python3.11", True), ("/opt/hfs/bin/hython", True), ("mayapy", True), ("/opt/maya/bin/maya.bin", False),
    ("/opt/hfs/bin/houdini", False), ("", False),
])
def test_a_host_is_told_from_its_interpreter(executable, python):
    assert layers.is_python(executable) is python
