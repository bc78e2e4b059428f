"""The figures of a frame, of pictures whose pixels are known."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.pictures.triage.measure import HEIGHT, WIDTH, measure


def test_a_plain_picture(write):
    found = measure(write("plain.exr", "--pattern", "constant:color=0.5,0.25,0.1", "320x180", "3", "-d", "half"))
    light = 0.2126 * 0.5 + 0.7152 * 0.25 + 0.0722 * 0.1
    assert found.mean == pytest.approx(light, rel=1e-3)
    assert found.most == pytest.approx(0.5, rel=1e-3)
    assert (found.wrong, found.fireflies, found.size) == (0, 0, (320, 180))
    assert found.noise == pytest.approx(0.0, abs=1e-3)
    assert len(found.small) == WIDTH * HEIGHT


def test_a_picture_for_screens_is_made_light(write):
    found = measure(write("plain.png", "--pattern", "constant:color=0.5,0.5,0.5", "320x180", "3", "-d", "uint8"))
    assert found.mean == pytest.approx(0.2159, rel=0.01)


def test_bright_pixels_that_stand_alone_are_counted_and_highlights_are_not(write):
    found = measure(write(
        "fireflies.exr", "--pattern", "constant:color=0.1,0.1,0.1", "320x180", "3",
        "--fill:color=30,30,30", "1x1+10+10", "--fill:color=9,9,9", "1x1+100+50", "--fill:color=0.6,0.6,0.6",
        "1x1+200+90", "--fill:color=40,40,40", "20x20+250+100", "-d", "half"))
    assert found.fireflies == 2  # the third is not five times as bright as what is around it


def test_wrong_values_are_counted_and_spoil_nothing_else(write, tmp_path):
    huge = write("huge.exr", "--create", "320x180", "3", "--fill:color=1e30,1e30,1e30", "2x1+5+5", "-d", "float")
    plain = write("plain.exr", "--pattern", "constant:color=0.5,0.5,0.5", "320x180", "3", "-d", "float")
    both = write("wrong.exr", str(huge), "--mulc", "1e30", str(plain), "--add", "-d", "float")
    found = measure(both)
    assert found.wrong == 6
    assert found.mean == pytest.approx(0.5, rel=0.01)
    assert (found.fireflies, found.most) == (0, 0.5)


def test_of_layers_the_picture_itself_is_measured(write):
    names = "V.Depth.Z,V.Combined.R,V.Combined.G,V.Combined.B"
    source = write("layers.exr", "--pattern", "constant:color=100,0.5,0.5,0.5", "64x36", "4", "--chnames", names,
                   "-d", "float")
    assert measure(source).most == 0.5


def test_noise_is_the_difference_of_neighbours(write):
    calm = measure(write("calm.exr", "--pattern", "constant:color=0.5,0.5,0.5", "160x90", "3",
                         "--noise:type=gaussian:stddev=0.01:mono=1", "-d", "half"))
    noisy = measure(write("noisy.exr", "--pattern", "constant:color=0.5,0.5,0.5", "160x90", "3",
                          "--noise:type=gaussian:stddev=0.1:mono=1", "-d", "half"))
    assert noisy.noise == pytest.approx(10 * calm.noise, rel=0.1)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_file_that_was_cut_off_is_no_whole_picture(write, kept):
    path = write("cut.exr", "--create", "320x180", "3", "--noise:type=uniform", "-d", "half")
    content = path.read_bytes()
    path.write_bytes(content[:int(kept * len(content))])
    with pytest.raises(BadInput, match=r"cut\.exr cannot be read"):
        measure(path)
