"""A farm inside a host, which has no Pillow: it renders, and what needs Pillow is said."""

from __future__ import annotations

import sys

import pytest
from PIL import Image

from foxsubmit.farm.renderers import pictures, tiles


@pytest.fixture
def without(monkeypatch):
    """No Pillow for what is imported, until that is undone."""
    monkeypatch.setitem(sys.modules, "PIL", None)
    return monkeypatch.undo


def test_a_frame_is_drawn_and_comes_home(visitor, without, farm):
    task = visitor.submit(content=b"{}", render={"common": {"frames": "1-2[1]", "width": "64", "height": "36"}})
    assert visitor.wait(task)["taskStatus"] == 25
    without()
    log = (farm.folder / "logs" / f"{task}.log").read_text(encoding="utf-8")
    assert "no thumbnail of" in log and "it needs the package Pillow" in log
    frames = sorted((farm.folder / "storage").rglob(f"{task}*/*.png"))
    assert len(frames) == 2
    for frame in frames:
        with Image.open(frame) as picture:
            assert (picture.size, picture.mode) == ((64, 36), "RGB")
            assert picture.getpixel((0, 0)) == picture.getpixel((63, 0)) == tuple(pictures.BAR)
            assert picture.getpixel((32, 1)) == tuple(pictures.DARK)


def test_a_small_jpeg_is_a_thumbnail_as_it_is(without, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"a picture")
    pictures.thumbnail(tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert (tmp_path / "b.jpg").read_bytes() == b"a picture"


def test_tiles_say_what_they_need(without, tmp_path):
    with pytest.raises(OSError, match=r"needs the package Pillow, which is in the extra “farm”: .*pip install"):
        tiles.cut(tmp_path / "a.png", tmp_path / "b.png", 2, "strip", 1)
