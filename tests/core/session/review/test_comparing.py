"""The frame in the viewer compared with other frames, other tasks and files, of real pictures."""

from __future__ import annotations

import dataclasses
import time

import pytest
from PIL import Image
from tests.conftest import make_project
from tests.core.pictures.drawn import drawn
from tests.core.transfer.agents import submit, transfer, work

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.jobs.originals import Originals
from foxsubmit.core.jobs.pictures import Pictures
from foxsubmit.core.jobs.tasks import FrameRow, FrameView
from foxsubmit.core.pictures import oiio
from foxsubmit.core.session.events import FrameViewed
from foxsubmit.core.session.link import FarmLink, Workers
from foxsubmit.core.session.review.compared import Against, Beside, Way
from foxsubmit.core.session.review.other_picture import of_task
from foxsubmit.core.session.review.review import Review
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.records import FetchedResult

needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")
CHANNELS = "V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.A,V.Depth.Z"


class Comparison:
    """A review of three frames with their files, waited for."""

    def __init__(self, settings, paths, own=True):
        self.store, self.workers = Store(State()), Workers()
        link = FarmLink(settings, "local")
        self.review = Review(self.store, link, self.workers, Pictures(settings, lambda: link.account))
        self.comparing = self.review.comparing
        rows = tuple(FrameRow(10 + number, str(number), FrameStatus.DONE, 4, task_id=5, ended=1, thumbnail=path,
                              file=path if own else None) for number, path in enumerate(paths, 1))
        self.store.change("jobs", frames=rows, selected=5)
        self.own = own

    @property
    def now(self):
        return self.store.state.review.compared

    def view(self, number):
        row = self.store.state.jobs.frames[number - 1]
        self.review.frame_viewed(FrameViewed(FrameView(row.id, row.file, "EXR", "", row.file)))
        if self.own:
            self.until(lambda _now: self.store.state.review.layers and self.store.state.review.frame_id == row.id)

    def until(self, holds):
        while not holds(self.now):
            self.workers.pump()
            self.review.tick()
            time.sleep(0.005)
        return self.now

    def made(self, number):
        return self.until(lambda now: now.frame_id == 10 + number and self.comparing._making is None)


@pytest.fixture
def comparison(settings):
    made = []

    def make(paths, **more):
        made.append(Comparison(settings, paths, **more))
        return made[-1]

    yield make
    for each in made:
        each.review.close()
        each.workers.close()


def exr(path, colour, size="64x36", depth=7, channels=CHANNELS):
    values = ",".join(map(str, (*colour, 1, depth)[:channels.count(",") + 1]))
    return drawn(path, "--pattern", f"constant:color={values}", size, str(channels.count(",") + 1), "--chnames",
                 channels, "-d", "half")


@pytest.fixture
def frames(tmp_path):
    return [exr(tmp_path / f"shot.{number:04d}.exr", (0.1 * number, 0.1, 0.1), depth=number) for number in (1, 2, 3)]


def colour(path):
    with Image.open(path) as image:
        return image.convert("RGB").getpixel((3, 3))


@needs_tool
def test_a_frame_is_wiped_against_the_one_before_with_the_same_look(comparison, frames):
    them = comparison(frames)
    them.view(2)
    them.comparing.compare(Against(Beside.PREVIOUS))
    now = them.made(2)
    assert (now.name, now.sizes, now.trouble) == ("1", ((64, 36), (64, 36)), "")
    assert colour(now.other) == pytest.approx((89, 89, 89), abs=2)
    them.review.look(exposure=1.0)
    brighter = them.until(lambda new: new.other not in (None, now.other))
    assert colour(brighter.other) == pytest.approx((124, 124, 124), abs=2)  # twice the light


@needs_tool
def test_the_comparison_holds_for_the_next_frame(comparison, frames):
    them = comparison(frames)
    them.view(2)
    them.comparing.compare(Against(Beside.FRAME, 11))
    assert them.made(2).name == "1"
    them.view(3)
    assert them.made(3).name == "1"
    them.comparing.compare(Against(Beside.PREVIOUS))
    assert them.until(lambda now: now.name == "2").frame_id == 13
    them.comparing.compare(None)
    assert (them.now.against, them.now.other, them.now.name) == (None, None, "")


@needs_tool
def test_a_difference_has_its_figures_and_its_picture(comparison, frames):
    them = comparison(frames)
    them.view(3)
    them.comparing.compare(Against(Beside.FRAME, 11))
    them.comparing.show(way=Way.DIFFERENCE)
    now = them.until(lambda new: new.figures is not None)
    assert (now.figures.pixels, now.figures.of) == (64 * 36, 64 * 36)
    assert now.figures.most == pytest.approx(0.2, abs=1e-3)
    assert colour(now.difference) == pytest.approx((204, 0, 0), abs=2)  # four times
    them.comparing.show(gain=1.0)
    assert colour(them.until(lambda new: new.difference not in (None, now.difference)).difference)[0] == 51


@needs_tool
def test_another_layer_is_compared_with_the_same_of_the_other(comparison, frames):
    them = comparison(frames)
    them.view(3)
    them.review.look(layer=them.store.state.review.layers[1])
    them.comparing.compare(Against(Beside.FRAME, 11))
    them.comparing.show(way=Way.DIFFERENCE)
    assert them.until(lambda now: now.figures is not None).figures.most == pytest.approx(2.0)


@needs_tool
def test_sizes_that_differ_are_said_and_have_no_difference(comparison, frames, tmp_path):
    other = exr(tmp_path / "old.exr", (0.3, 0.3, 0.3), "32x32")
    them = comparison(frames)
    them.view(1)
    them.comparing.compare(Against(Beside.FILE, file=other))
    assert them.made(1).sizes == ((64, 36), (32, 32))
    with Image.open(them.now.other) as image:
        assert image.size == (32, 32)
    them.comparing.show(way=Way.DIFFERENCE)
    now = them.until(lambda new: new.trouble)
    assert now.trouble.startswith("shot.0001.exr has 64 × 36 pixels and old.exr 32 × 32")
    assert (now.difference, now.figures) == (None, None)


@needs_tool
def test_a_file_of_a_sequence_goes_along_with_the_frames(comparison, frames, tmp_path):
    local = [exr(tmp_path / f"playblast_{number:03d}.exr", (0.5, 0, 0)) for number in (1, 2)]
    them = comparison(frames)
    them.view(2)
    them.comparing.compare(Against(Beside.FILE, file=local[0]))
    assert them.made(2).name == "playblast_002.exr"
    them.view(3)
    assert them.made(3).name == "playblast_001.exr"  # there is no third: the one that was chosen, by its name


@needs_tool
def test_a_layer_that_the_other_lacks_is_said(comparison, frames, tmp_path):
    plain = exr(tmp_path / "plain.exr", (0.5, 0.4, 0.3), channels="R,G,B")
    them = comparison(frames)
    them.view(1)
    them.review.look(layer=them.store.state.review.layers[1])
    them.comparing.compare(Against(Beside.FILE, file=plain))
    assert them.made(1).lacks_layer == "V.Depth"


@needs_tool
def test_a_preview_of_the_farm_is_compared_too(comparison, tmp_path):
    paths = []
    for number in (1, 2):
        paths.append(tmp_path / f"{number}.jpg")
        Image.new("RGB", (64, 36), (100 * number, 0, 0)).save(paths[-1], quality=95)
    them = comparison(paths, own=False)
    them.view(2)
    them.comparing.compare(Against(Beside.PREVIOUS))
    them.comparing.show(way=Way.DIFFERENCE)
    now = them.until(lambda new: new.figures is not None)
    assert now.figures.most == pytest.approx(100 / 255, abs=0.01)


@pytest.mark.parametrize(("against", "why"), [
    (Against(Beside.PREVIOUS), "There is no such frame to compare with."),
    (Against(Beside.FRAME, 99), "There is no such frame to compare with."),
    (Against(Beside.TASK, 4), "The farm does not answer."),
])
def test_why_there_is_nothing_to_compare_with_is_said(comparison, tmp_path, against, why):
    Image.new("RGB", (8, 8)).save(tmp_path / "1.png")
    them = comparison([tmp_path / "1.png"], own=False)
    them.view(1)
    them.comparing.compare(against)
    assert them.until(lambda now: now.trouble).trouble == why


def test_a_file_that_is_gone_is_said(comparison, tmp_path):
    Image.new("RGB", (8, 8)).save(tmp_path / "1.png")
    them = comparison([tmp_path / "1.png"], own=False)
    them.view(1)
    them.comparing.compare(Against(Beside.FILE, file=tmp_path / "gone.png"))
    assert them.until(lambda now: now.trouble).trouble == f"There is no {tmp_path / 'gone.png'}."


def test_plain_pictures_are_wiped_without_oiiotool(comparison, tmp_path, monkeypatch):
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(tmp_path / "none"))
    for number in (1, 2):
        Image.new("RGB", (8, 8)).save(tmp_path / f"{number}.png")
    them = comparison([tmp_path / "1.png", tmp_path / "2.png"], own=False)
    them.view(2)
    them.comparing.compare(Against(Beside.PREVIOUS))
    assert them.made(2).other == tmp_path / "1.png"
    them.comparing.show(way=Way.DIFFERENCE)
    assert "install the extra “pictures”" in them.until(lambda now: now.trouble).trouble


@needs_tool
def test_the_same_frame_of_an_earlier_task_is_its_file_of_that_name(comparison, frames, journal, api, tmp_path):
    submission = submit(make_project(tmp_path / "p", {}, frames=3), api, journal)
    journal.record(submission, task_id=4)
    (tmp_path / "old").mkdir()
    for name, red in (("beauty.0002.exr", 0.9), ("shot.0002.exr", 0.5)):
        path = exr(tmp_path / "old" / name, (red, 0, 0))
        journal.fetched(submission, f"/4_a/{name}", FetchedResult(path.stat().st_size, "", str(path), 0))
    them = comparison(frames)
    them.view(2)
    them.comparing.compare(Against(Beside.TASK, 4))
    now = them.made(2)
    assert now.name == "4, shot.0002.exr"
    assert colour(now.other)[0] == pytest.approx(188, abs=2)


def test_where_that_file_is_not_here_the_farms_preview_of_it_is(settings, api, journal, tmp_path):
    submission = submit(make_project(tmp_path / "p", {}, frames=2), api, journal)
    work(settings)
    task, other = transfer(journal, submission).task_id, Settings(tmp_path / "another machine")
    pictures = Pictures(other, lambda: "local")

    def find(frame):
        return of_task(api, Originals(other, lambda: "local"), pictures, task,
                       FrameRow(1, frame, FrameStatus.DONE, 4), "")

    found = find("2")
    assert found.name == f"{task}, 2"
    with Image.open(found.path) as picture:
        assert picture.size[0] > 0
    assert other.home in found.path.parents
    with pytest.raises(BadInput, match=f"Task {task} has no picture of frame 7"):
        find("7")


@needs_tool
def test_only_the_last_of_many_choices_is_made(comparison, frames):
    them = comparison(frames)
    them.view(3)
    for _turn in range(5):
        them.comparing.compare(Against(Beside.FRAME, 11))
        them.comparing.compare(Against(Beside.PREVIOUS))
    assert them.made(3).name == "2"
    row = dataclasses.replace(them.store.state.jobs.frames[1], file=frames[0])
    them.store.change("jobs", frames=(them.store.state.jobs.frames[0], row, them.store.state.jobs.frames[2]))
    before = them.now.other
    assert colour(them.until(lambda now: now.other not in (None, before)).other) == pytest.approx((89, 89, 89), abs=2)
