"""Looks: exposure, gamma, channels, view transforms, and layers that are no colours; by the values that result."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.pictures import looks
from foxsubmit.core.pictures.channels import Layer
from foxsubmit.core.pictures.inspect import inspect
from foxsubmit.core.pictures.looks import ALPHA, BLUE, GREEN, LUMINANCE, RED, Look, Transform
from foxsubmit.core.pictures.values import pixel, rows

CONFIG = """ocio_profile_version: 1
search_path: ""
strictparsing: true
luma: [0.2126, 0.7152, 0.0722]
roles:
  default: lin
  scene_linear: lin
displays:
  Wall:
    - !<View> {name: Half, colorspace: half}
    - !<View> {name: As it is, colorspace: lin}
  Desk:
    - !<View> {name: As it is, colorspace: lin}
active_displays: []
active_views: []
colorspaces:
  - !<ColorSpace>
    name: lin
    isdata: false
  - !<ColorSpace>
    name: half
    isdata: false
    from_reference: !<MatrixTransform> {matrix: [0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 1]}
"""


def srgb(light: float) -> float:
    """The value of a screen from 0 to 255 for light, by IEC 61966-2-1."""
    light = min(max(light, 0.0), 1.0)
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def drawn(source: Path, look: Look, size: int = 64) -> tuple[float, ...]:
    """The first pixel of the picture as a screen takes it, from 0 to 255."""
    file = inspect(source)
    made, target = source.with_name("base.exr"), source.with_name("drawn.bmp")
    looks.base(source, file.parts[look.layer.part], look.layer, size, made)
    looks.draw(made, look, target, looks.is_linear(source))
    return tuple(255 * value for value in rows(target)[0])


@pytest.fixture
def light(write):
    """A picture of one colour, with alpha, as light."""
    return write("light.exr", "--pattern", "constant:color=0.2,0.1,0.05,0.5", "16x9", "4", "-d", "half")


BEAUTY = Layer(0, "", ("R", "G", "B"), "A")


@pytest.mark.parametrize(("look", "right"), [
    (Look(BEAUTY), (srgb(0.2), srgb(0.1), srgb(0.05))),
    (Look(BEAUTY, exposure=1.0), (srgb(0.4), srgb(0.2), srgb(0.1))),
    (Look(BEAUTY, exposure=-2.0), (srgb(0.05), srgb(0.025), srgb(0.0125))),
    (Look(BEAUTY, gamma=2.0), tuple(255 * (srgb(value) / 255) ** 0.5 for value in (0.2, 0.1, 0.05))),
    (Look(BEAUTY, channel=RED), (srgb(0.2),) * 3),
    (Look(BEAUTY, channel=GREEN, exposure=1.0), (srgb(0.2),) * 3),
    (Look(BEAUTY, channel=BLUE), (srgb(0.05),) * 3),
    (Look(BEAUTY, channel=ALPHA, exposure=3.0), (127.5,) * 3),
    (Look(BEAUTY, channel=LUMINANCE), (0.2126 * srgb(0.2) + 0.7152 * srgb(0.1) + 0.0722 * srgb(0.05),) * 3),
])
def test_a_look_is_what_its_figures_say(light, look, right):
    assert drawn(light, look) == pytest.approx(right, abs=1.5)


def test_a_picture_for_screens_is_shown_as_it_is(write):
    source = write("screen.png", "--pattern", "constant:color=0.5,0.25,0.75", "16x9", "3", "-d", "uint8")
    assert drawn(source, Look(Layer(0, "", ("R", "G", "B")))) == pytest.approx((128, 64, 191), abs=1.5)
    one_stop = tuple(srgb(2 * ((value + 0.055) / 1.055) ** 2.4) for value in (0.5, 0.25, 0.75))
    assert drawn(source, Look(Layer(0, "", ("R", "G", "B")), exposure=1.0)) == pytest.approx(one_stop, abs=2)


def test_a_studios_view_transform_is_used(light, tmp_path, monkeypatch):
    config = tmp_path / "show 1" / "config.ocio"
    config.parent.mkdir()
    config.write_text(CONFIG, encoding="utf-8")
    found = looks.transforms(str(config))
    assert [(each.display, each.view) for each in found] == [
        ("Wall", "Half"), ("Wall", "As it is"), ("Desk", "As it is")]
    assert drawn(light, Look(BEAUTY, transform=found[0])) == pytest.approx((25.5, 12.75, 6.4), abs=1)
    assert drawn(light, Look(BEAUTY, transform=found[0], exposure=2.0)) == pytest.approx((102, 51, 25.5), abs=1)
    assert drawn(light, Look(BEAUTY, transform=found[2])) == pytest.approx((51, 25.5, 12.75), abs=1)
    # A configuration in the environment that knows neither "linear" nor "sRGB" does not disturb plain sRGB.
    monkeypatch.setenv("OCIO", str(config))
    assert drawn(light, Look(BEAUTY))[0] == pytest.approx(srgb(0.2), abs=1.5)


def test_a_configuration_that_is_not_there_is_named(tmp_path, write):
    with pytest.raises(BadInput, match=r"There is no OpenColorIO configuration .*none\.ocio"):
        looks.transforms(str(tmp_path / "none.ocio"))
    wrong = tmp_path / "wrong.ocio"
    wrong.write_text("what: is this", encoding="utf-8")
    write("any.exr", "--create", "4x4", "3")
    with pytest.raises(BadInput, match=r"The OpenColorIO configuration .*wrong\.ocio cannot be read\."):
        looks.transforms(str(wrong))


def test_the_displays_of_oiiotool_are_read():
    said = """Known looks:
    - "ACES 1.3"
Known displays: (* indicates default)
    - "sRGB - Display" (*)
      views: "ACES 2.0 - SDR 100 nits (Rec.709)" (*), Un-tone-mapped, Raw
    - Rec.1886
      views: Standard (*), "False Color"
Named transforms:
    - "sRGB - Curve"
"""
    assert looks.displays(said, "c") == [
        Transform("c", "sRGB - Display", "ACES 2.0 - SDR 100 nits (Rec.709)"),
        Transform("c", "sRGB - Display", "Un-tone-mapped"), Transform("c", "sRGB - Display", "Raw"),
        Transform("c", "Rec.1886", "Standard"), Transform("c", "Rec.1886", "False Color")]


def test_distances_are_shown_between_black_and_white_without_the_sky(write):
    near = write("near.exr", "--pattern", "constant:color=2", "32x36", "1", "--chnames", "Z", "-d", "float")
    far = write("far.exr", "--pattern", "constant:color=10", "32x36", "1", "--chnames", "Z", "-d", "float")
    sky = write("sky.exr", "--pattern", "constant:color=1e10", "32x36", "1", "--chnames", "Z", "-d", "float")
    depth = write("depth.exr", str(near), str(far), str(sky), "--mosaic", "3x1", "-d", "float")
    layer = inspect(depth).layers[0]
    assert looks.span(depth, layer) == (2.0, 10.0, True)
    file, made, target = inspect(depth), depth.with_name("base.exr"), depth.with_name("drawn.bmp")
    looks.base(depth, file.parts[0], layer, 96, made)
    looks.draw(made, Look(layer), target, linear=True)
    line = [round(255 * row[0]) for row in rows(target)[:96]]
    assert (line[5], line[40], line[90]) == (0, 255, 255)


def test_a_layer_without_alpha_says_so(write):
    source = write("plain.exr", "--create", "16x9", "3", "-d", "half")
    with pytest.raises(BadInput, match="no alpha"):
        drawn(source, Look(Layer(0, "", ("R", "G", "B")), channel=ALPHA))


@pytest.mark.parametrize(("size", "result"), [(64, (64, 36)), (4000, (128, 72)), (1, (1, 1))])
def test_a_picture_is_made_smaller_but_never_larger(write, size, result):
    source = write("wide.exr", "--create", "128x72", "3", "-d", "half")
    file, made = inspect(source), source.with_name("base.exr")
    looks.base(source, file.parts[0], file.layers[0], size, made)
    assert inspect(made).parts[0][:2] == result


def test_the_values_of_a_pixel_are_those_of_the_file(write):
    source = write("values.exr", "--create", "16x9", "4", "--fill:color=0.25,1000,-2,0.5", "1x1+3+2", "-d", "half")
    layer = inspect(source).layers[0]
    assert pixel(source, layer, 3, 2).values == (("R", 0.25), ("G", 1000.0), ("B", -2.0), ("A", 0.5))
    assert pixel(source, layer, 4, 2).values == (("R", 0.0), ("G", 0.0), ("B", 0.0), ("A", 0.0))


def test_pixels_are_counted_in_the_whole_picture(write):
    crop = write("crop.exr", "--pattern", "constant:color=0.5,0.5,0.5", "10x10", "3", "--origin", "+20+10",
                 "--fullsize", "64x36+0+0", "-d", "half")
    layer = inspect(crop).layers[0]
    assert pixel(crop, layer, 25, 15).values[0] == ("R", 0.5)
    assert pixel(crop, layer, 5, 5).values[0] == ("R", 0.0)


def test_what_is_above_is_drawn_above(write):
    source = write("above.exr", "--create", "32x18", "3", "--fill:color=1,1,1", "4x2+0+0", "-d", "half")
    drawn(source, Look(Layer(0, "", ("R", "G", "B"))))
    with Image.open(source.with_name("drawn.bmp")) as image:
        assert (image.getpixel((1, 1)), image.getpixel((1, 16))) == ((255, 255, 255), (0, 0, 0))


def test_nothing_is_left_half_written(tmp_path, write):
    source = write("plain.exr", "--create", "16x9", "3", "-d", "half")
    broken = tmp_path / "broken.exr"
    broken.write_bytes(source.read_bytes()[:300])
    file = inspect(source)
    with pytest.raises(BadInput):
        looks.base(broken, file.parts[0], file.layers[0], 64, tmp_path / "out" / "base.exr")
    assert not (tmp_path / "out" / "base.exr").exists()
