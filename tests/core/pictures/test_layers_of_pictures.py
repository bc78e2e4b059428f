"""Layers: what is in a file, by the names that renderers give to its channels."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.pictures.channels import Layer, colours_and_alpha, layers_of
from foxsubmit.core.pictures.inspect import inspect
from foxsubmit.core.pictures.oiio import TOOL_VARIABLE


@pytest.mark.parametrize(("names", "layers"), [
    # A plain picture, with and without alpha.
    (["R", "G", "B", "A"], [Layer(0, "", ("R", "G", "B"), "A")]),
    (["R", "G", "B"], [Layer(0, "", ("R", "G", "B"))]),
    (["Y"], [Layer(0, "Y", ("Y",))]),
    # Blender's multilayer: the picture, then the rest; the depth is called by its layer.
    (["ViewLayer.Depth.Z", "ViewLayer.Combined.R", "ViewLayer.Combined.G", "ViewLayer.Combined.B",
      "ViewLayer.Combined.A", "ViewLayer.Normal.X", "ViewLayer.Normal.Y", "ViewLayer.Normal.Z"],
     [Layer(0, "ViewLayer.Combined", ("ViewLayer.Combined.R", "ViewLayer.Combined.G", "ViewLayer.Combined.B"),
            "ViewLayer.Combined.A"),
      Layer(0, "ViewLayer.Depth", ("ViewLayer.Depth.Z",)),
      Layer(0, "ViewLayer.Normal", ("ViewLayer.Normal.X", "ViewLayer.Normal.Y", "ViewLayer.Normal.Z"))]),
    # Arnold: the picture without a layer, a light group, depth, a motion vector.
    (["B", "G", "R", "A", "Z", "specular.B", "specular.G", "specular.R", "motion.u", "motion.v"],
     [Layer(0, "", ("R", "G", "B"), "A"), Layer(0, "specular", ("specular.R", "specular.G", "specular.B")),
      Layer(0, "Z", ("Z",)), Layer(0, "motion", ("motion.u", "motion.v"))]),
    # Cryptomatte: colours by name, as its specification has them; words that are written out.
    (["crypto00.red", "crypto00.green", "crypto00.blue", "crypto00.alpha"],
     [Layer(0, "crypto00", ("crypto00.red", "crypto00.green", "crypto00.blue"), "crypto00.alpha")]),
])
def test_channels_are_seen_in_layers(names, layers):
    assert layers_of(0, names) == layers


def test_every_channel_is_in_one_layer():
    names = ["R", "G", "B", "A", "Z", "id.I", "uv.U", "uv.V", "uv.A", "x.Q", "x.W", "left.R"]
    found = [channel for layer in layers_of(0, names) for channel in layer.channels]
    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(("names", "colours", "alpha"), [
    (["A", "R", "G", "B"], "R,G,B", "A"),
    (["v.Combined.R", "v.Combined.G", "v.Combined.B"], "v.Combined.R,v.Combined.G,v.Combined.B", ""),
    (["Z"], "0,0,0", ""),
    (["Y", "A"], "0,0,0", "A"),
    (["a", "b", "c"], "0,1,2", "a"),
])
def test_the_colours_of_a_picture(names, colours, alpha):
    assert colours_and_alpha(names) == (colours, alpha)


def test_all_parts_of_a_file_are_read(write):
    beauty = write("one.exr", "--create", "320x180", "4", "-d", "half")
    depth = write("two.exr", "--create", "320x180", "1", "--chnames", "Z", "-d", "float")
    both = write("both.exr", str(beauty), str(depth), "--siappend")
    file = inspect(both)
    assert [(part.width, part.height, part.format) for part in file.parts] == [
        (320, 180, "half"), (320, 180, "float")]
    assert [(layer.part, layer.shown, layer.alpha) for layer in file.layers] == [
        (0, ("R", "G", "B"), "A"), (1, ("Z",), "")]


def test_the_whole_picture_counts_where_only_a_part_is_stored(write):
    crop = write("crop.exr", "--create", "320x180", "3", "--crop", "100x50+20+30", "-d", "half")
    assert inspect(crop).parts[0][:2] == (320, 180)


@pytest.mark.parametrize("name", ["a#1.exr", "a.%04d.exr", "a{TOP.width}.exr", "-a.exr", "雪 ü.exr", "a@@.exr"])
def test_names_of_files_are_no_patterns(write, name):
    made = write("made.exr", "--create", "8x4", "3", "-d", "half")
    odd = made.rename(made.with_name(name))
    assert inspect(odd).parts[0][:2] == (8, 4)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x76\x2f\x31\x01" + b"\0" * 60])
def test_what_is_no_picture_is_said(tmp_path, write, content):
    path = tmp_path / "broken.exr"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"broken\.exr cannot be read as a picture"):
        inspect(path)


def test_without_the_program_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(TOOL_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(BadInput, match="install the extra “pictures”"):
        inspect(tmp_path / "a.exr")
