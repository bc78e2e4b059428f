"""A frame with layers as Blender renders it: which is the picture, what is light, and how its distances differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.compare import difference
from foxsubmit.core.pictures.inspect import inspect
from foxsubmit.core.pictures.looks import Look, base, draw, span
from foxsubmit.core.pictures.previews import preview
from foxsubmit.core.pictures.values import choose, pixel, rows

RENDERED = Path(__file__).parents[2] / "data" / "renders" / "passes.exr"
PLACE = ("--cut", "1x1+20+16")


@pytest.fixture(scope="module")
def file():
    if not oiio.tool():
        pytest.skip("no oiiotool here: install the extra “pictures”")
    return inspect(RENDERED)


def named(file, name):
    return next(layer for layer in file.layers if layer.name == name)


def test_the_picture_comes_before_what_it_is_made_of(file, tmp_path):
    names = [layer.name for layer in file.layers]
    assert names[:2] == ["Second.Combined", "ViewLayer.Combined"]
    assert names.index("ViewLayer.AO") < min(names.index("ViewLayer.CryptoObject00"), names.index("ViewLayer.Depth"))
    preview(RENDERED, tmp_path / "seen.png", 48)
    base(RENDERED, file.parts[0], file.layers[0], 48, tmp_path / "light.exr")
    draw(tmp_path / "light.exr", Look(file.layers[0]), tmp_path / "look.png", True)
    seen, look = rows(tmp_path / "seen.png", *PLACE)[0], rows(tmp_path / "look.png", *PLACE)[0]
    assert seen[:3] == pytest.approx(look[:3], abs=0.01)


def test_numbers_of_objects_are_no_light(file):
    assert {layer.name for layer in file.layers if layer.is_colour} == {
        f"{each}.{name}" for each in ("Second", "ViewLayer") for name in ("Combined", "AO")}


def test_distances_differ_as_a_part_of_their_range_and_the_sky_is_not_all_of_it(file, write, tmp_path):
    depth = named(file, "ViewLayer.Depth")
    values = span(RENDERED, depth)
    assert values.sky
    assert 1 < values.least < values.most < 100
    farther = write("farther.exr", str(RENDERED), "--ch", "ViewLayer.Depth.Z", "--addc", "0.5", "-d", "float")
    found = difference(RENDERED, farther, depth, tmp_path / "d.bmp", 48, inspect(farther).layers[0], 4.0)
    assert found.most == pytest.approx(0.5, abs=1e-4)
    assert rows(tmp_path / "d.bmp", *PLACE)[0][0] == pytest.approx(4.0 * 0.5 / values.width, abs=0.03)


def test_distances_are_not_mixed_with_the_sky_where_they_are_made_smaller(file, tmp_path):
    depth = named(file, "ViewLayer.Depth")
    base(RENDERED, file.parts[0], depth, 31, tmp_path / "small.exr")
    found = {value for row in rows(tmp_path / "small.exr") for value in row}
    assert found <= {row[0] for row in rows(RENDERED, "--ch", "ViewLayer.Depth.Z")}


def test_values_that_are_no_numbers_are_no_likeness(file, write, tmp_path):
    picture = named(file, "ViewLayer.Combined")
    wrong = write("wrong.exr", str(RENDERED), "--ch", ",".join(picture.shown), "--mulc", "inf", "-d", "float")
    found = difference(RENDERED, wrong, picture, tmp_path / "d.bmp", 48, inspect(wrong).layers[0])
    assert (found.most, found.wrong) == (0.0, 3 * 48 * 27)


@pytest.mark.parametrize("name", ["ViewLayer.Combined", "Second.AO", "ViewLayer.CryptoObject00", "Second.Depth",
                                  "ViewLayer.Normal"])
def test_only_the_channels_of_a_layer_are_read_and_with_their_own_values(file, name):
    layer = named(file, name)
    chosen = choose(layer, layer.channels)
    assert chosen.options == (f"-i:ch={','.join(layer.channels)}",)
    assert pixel(RENDERED, layer, 20, 16).values == tuple(
        (channel, rows(RENDERED, "--ch", channel, *PLACE)[0][0]) for channel in layer.channels)


def test_names_that_an_option_cannot_hold_are_read_as_well(write):
    odd = write("odd.exr", "--pattern", "constant:color=0.25,0.5,1", "8x4", "3", "--chnames", "a:b.R,a:b.G,a:b.B",
                "-d", "float")
    layer = inspect(odd).layers[0]
    assert [value for _name, value in pixel(odd, layer, 1, 1).values] == [0.25, 0.5, 1.0]


def test_of_a_deep_picture_all_channels_are_read_and_it_is_seen_flat(write):
    flat = write("flat.exr", "--pattern", "constant:color=0.25,0.5,1,1,3", "8x4", "5", "--chnames", "R,G,B,A,Z")
    deep = write("deep.exr", str(flat), "--deepen")
    layer = inspect(deep).layers[0]
    assert layer.deep
    assert [value for _name, value in pixel(deep, layer, 1, 1).values] == [0.25, 0.5, 1.0, 1.0]
