"""The frame in the viewer: its layers, another look at it, and the values of its pixels, of real EXR files."""

from __future__ import annotations

import time

import pytest
from PIL import Image
from tests.core.pictures.drawn import drawn

from foxsubmit.core.jobs.pictures import Pictures
from foxsubmit.core.jobs.tasks import FrameView
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.looks import Look
from foxsubmit.core.session.events import AccountSwitched, Events, FrameViewed
from foxsubmit.core.session.link import FarmLink, Workers
from foxsubmit.core.session.review.review import Review
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store

pytestmark = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")


class Looked:
    """A review with its workers, waited for."""

    def __init__(self, settings):
        self.store, self.workers = Store(State()), Workers()
        link = FarmLink(settings, "local")
        self.review = Review(self.store, link, self.workers, Pictures(settings, lambda: link.account))
        self.events = Events()
        self.events.listeners = {FrameViewed: (self.review.frame_viewed,),
                                 AccountSwitched: (self.review.forget_account,)}

    @property
    def now(self):
        return self.store.state.review

    def view(self, number, path):
        self.events.tell(FrameViewed(FrameView(number, path, "EXR", "", path)))

    def until(self, holds):
        while not holds(self.now):
            self.workers.pump()
            time.sleep(0.005)
        return self.now


@pytest.fixture
def looked(settings):
    made = Looked(settings)
    yield made
    made.review.close()
    made.workers.close()


@pytest.fixture
def frames(tmp_path):
    """Two frames with a picture of 0.2, 0.1, 0.05, and a depth of 7 and 8."""
    paths = []
    for number, depth in ((1, 7), (2, 8)):
        path = tmp_path / f"shot.{number:04d}.exr"
        paths.append(drawn(path, "--pattern", f"constant:color=0.2,0.1,0.05,1,{depth}", "64x36", "5", "--chnames",
                           "V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.A,V.Depth.Z", "-d", "half"))
    return paths


def colour(path):
    with Image.open(path) as image:
        return image.convert("RGB").getpixel((3, 3))


def test_a_frame_is_first_seen_as_usual(looked, frames):
    looked.view(1, frames[0])
    now = looked.until(lambda review: review.layers)
    assert [layer.name for layer in now.layers] == ["V.Combined", "V.Depth"]
    assert (now.look, now.usual, now.picture) == (Look(now.layers[0]), True, None)


def test_a_look_is_made_and_holds_for_the_next_frame(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    looked.review.look(exposure=1.0)
    first = looked.until(lambda review: review.picture)
    assert colour(first.picture) == pytest.approx((170, 124, 89), abs=2)  # twice the light
    looked.view(2, frames[1])
    second = looked.until(lambda review: review.picture not in (None, first.picture))
    assert (second.frame_id, second.look.exposure) == (2, 1.0)
    looked.review.look_as_usual()
    assert (looked.now.picture, looked.now.usual) == (None, True)


def test_only_the_last_of_many_changes_is_shown(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    for step in range(20):
        looked.review.look(exposure=step / 10)
    looked.review.look(exposure=0.0, gamma=2.0)
    now = looked.until(lambda review: review.picture)
    assert colour(now.picture) == pytest.approx((177, 151, 128), abs=2)  # the square root of what a screen takes
    assert looked.review._drawing is None


def test_another_layer_has_its_own_pixels(looked, frames):
    looked.view(1, frames[0])
    layers = looked.until(lambda review: review.layers).layers
    looked.review.read_pixel(0.5, 0.5)
    assert looked.until(lambda review: review.pixel).pixel.values[0] == ("V.Combined.R", pytest.approx(0.2, abs=1e-3))
    looked.review.look(layer=layers[1])
    looked.review.read_pixel(0.999, 0.999)
    pixel = looked.until(lambda review: review.pixel and len(review.pixel.values) == 1).pixel
    assert (pixel.x, pixel.y, pixel.values) == (63, 35, (("V.Depth.Z", 7.0),))


@pytest.mark.parametrize("place", [(1.0, 0.5), (0.5, 1.0), (-0.01, 0.5)])
def test_there_is_no_pixel_beside_the_picture(looked, frames, place):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    looked.review.read_pixel(*place)
    assert (looked.review._next, looked.review._asked) == (None, None)


def test_a_damaged_file_is_said_and_the_next_frame_is_not_touched_by_it(looked, frames):
    frames[0].write_bytes(frames[0].read_bytes()[:200])
    looked.view(1, frames[0])
    assert looked.until(lambda review: review.trouble).trouble == "shot.0001.exr cannot be read as a picture."
    looked.view(2, frames[1])
    assert looked.until(lambda review: review.layers).trouble == ""


def test_a_frame_without_a_file_here_has_nothing_to_choose(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    looked.events.tell(FrameViewed(FrameView(3)))
    assert (looked.now.frame_id, looked.now.file, looked.now.layers, looked.now.picture) == (3, None, (), None)


def test_another_account_sees_nothing_of_it(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    looked.events.tell(AccountSwitched())
    assert (looked.now.frame_id, looked.now.file, looked.now.layers) == (None, None, ())


def test_what_was_made_is_removed_with_the_panel_and_never_piles_up(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    for step in range(1, 16):
        looked.review.look(exposure=step / 4)
        looked.until(lambda review: review.picture and looked.review._drawing is None)
    folder = looked.now.picture.parent
    assert 2 <= len(list(folder.iterdir())) <= 13
    looked.review.close()
    assert not folder.exists()


def test_a_frame_that_was_rendered_again_is_drawn_anew(looked, frames):
    looked.view(1, frames[0])
    looked.until(lambda review: review.layers)
    looked.review.look(exposure=1.0)
    before = looked.until(lambda review: review.picture).picture
    drawn(frames[0], "--pattern", "constant:color=0,0,0.05,1,7", "64x36", "5", "--chnames",
          "V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.A,V.Depth.Z", "-d", "half")
    looked.view(1, frames[0])
    now = looked.until(lambda review: review.picture not in (None, before))
    assert colour(now.picture)[0] == 0


def test_a_configuration_that_cannot_be_read_is_said(looked, frames, tmp_path, monkeypatch):
    config = tmp_path / "wrong.ocio"
    config.write_text("what: is this", encoding="utf-8")
    monkeypatch.setenv("OCIO", str(config))
    looked.view(1, frames[0])
    said = looked.until(lambda review: review.trouble).trouble
    assert said == f"The OpenColorIO configuration {config} cannot be read."
    assert looked.now.transforms == ()
