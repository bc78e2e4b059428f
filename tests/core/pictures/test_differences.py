"""The difference of two pictures: its figures, its picture, and when there is none."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.pictures.channels import Layer
from foxsubmit.core.pictures.compare import GAIN, difference
from foxsubmit.core.pictures.values import rows

RGB = Layer(0, "", ("R", "G", "B"))


@pytest.fixture
def two(write):
    """Two pictures of 100 × 50, of which the second is lighter in 10 × 20 pixels."""
    first = write("first.exr", "--pattern", "constant:color=0.1,0.1,0.1", "100x50", "3", "-d", "half")
    second = write("second.exr", str(first), "--fill:color=0.2,0.1,0.1", "10x20+0+0", "-d", "half")
    return first, second


def test_the_figures_are_those_of_the_pixels(two, tmp_path):
    first, second = two
    found = difference(first, second, RGB, tmp_path / "d.bmp", 100)
    assert (found.pixels, found.of) == (200, 5000)
    assert found.share == pytest.approx(0.04)
    assert found.most == pytest.approx(0.1, abs=1e-3)
    assert found.mean == pytest.approx(0.1 * 200 / 5000 / 3, rel=0.02)
    pixels = rows(tmp_path / "d.bmp")
    assert pixels[0][0] == pytest.approx(GAIN * 0.1, abs=0.01)
    assert pixels[0][1:] == (0.0, 0.0)
    assert pixels[99] == (0.0, 0.0, 0.0)


def test_equal_pictures_differ_in_nothing(two, tmp_path):
    found = difference(two[0], two[0], RGB, tmp_path / "d.bmp", 50)
    assert (found.mean, found.most, found.pixels) == (0.0, 0.0, 0)


def test_an_exr_and_a_png_are_compared_as_a_screen_shows_them(two, tmp_path, write):
    shown = write("shown.png", str(two[0]), "--colorconvert", "linear", "sRGB", "-d", "uint8")
    assert difference(two[0], shown, RGB, tmp_path / "d.bmp", 50).pixels == 0


def test_other_layers_of_one_file_are_compared(write, tmp_path):
    names = "a.R,a.G,a.B,b.R,b.G,b.B"
    source = write("layers.exr", "--pattern", "constant:color=0.1,0.2,0.3,0.1,0.2,0.8", "20x10", "6", "--chnames",
                   names, "-d", "half")
    one, two = Layer(0, "a", ("a.R", "a.G", "a.B")), Layer(0, "b", ("b.R", "b.G", "b.B"))
    assert difference(source, source, one, tmp_path / "d.bmp", 20, two).most == pytest.approx(0.5, abs=1e-3)


def test_pictures_of_other_sizes_have_no_difference_and_it_is_said(two, write, tmp_path):
    small = write("small.exr", "--create", "50x25", "3", "-d", "half")
    with pytest.raises(BadInput, match=r"first\.exr has 100 × 50 pixels and small\.exr 50 × 25"):
        difference(two[0], small, RGB, tmp_path / "d.bmp", 100)
    assert not (tmp_path / "d.bmp").exists()
