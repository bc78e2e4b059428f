"""A movie that is saved from the viewer: of which frames, how far it is, and how it ends."""

from __future__ import annotations

import shutil
import subprocess
import time

import pytest
from PIL import Image

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.jobs.tasks import FrameRow
from foxsubmit.core.session.link import Workers
from foxsubmit.core.session.review.saving import Saving, chosen
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store

needs_ffmpeg = pytest.mark.skipif(not (shutil.which("ffmpeg") and shutil.which("ffprobe")),
                                  reason="no ffmpeg and ffprobe on the PATH")


class Saved:
    def __init__(self):
        self.store, self.workers = Store(State()), Workers()
        self.saving = Saving(self.store, self.workers)

    @property
    def now(self):
        return self.store.state.review.saved

    def has(self, *rows):
        self.store.change("jobs", frames=rows)

    def ended(self):
        while self.now.running:
            self.workers.pump()
            self.saving.tick()
            time.sleep(0.005)
        return self.now


@pytest.fixture
def saved():
    made = Saved()
    yield made
    made.saving.stop()
    made.workers.close()


def row(number, file=None, thumbnail=None):
    return FrameRow(number, str(number), FrameStatus.DONE, 4, file=file, thumbnail=thumbnail)


def png(folder, number):
    path = folder / f"a_{number:04d}.png"
    Image.new("RGB", (64, 36), (20 * number, 0, 0)).save(path)
    return path


def test_it_begins_and_ends_with_a_frame_that_is_here(tmp_path):
    rows = (row(1), row(2, png(tmp_path, 2)), row(3, None, png(tmp_path, 9)), row(4, png(tmp_path, 4)), row(5))
    frames, own = chosen(rows)
    assert own
    assert [(frame.name, frame.path is not None) for frame in frames] == [("2", True), ("3", False), ("4", True)]


@needs_ffmpeg
def test_a_movie_of_fetched_frames_plays_and_says_what_is_missing(saved, tmp_path):
    saved.has(*(row(number, png(tmp_path, number) if number != 3 else None) for number in range(1, 6)))
    saved.saving.save(tmp_path / "a.mp4", "24000/1001")
    now = saved.ended()
    assert now.said == (f"Saved: {tmp_path / 'a.mp4'}, 5 frames. "
                        "Missing, with the frame before in their place: 3.")
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries",
                           "stream=nb_read_frames,r_frame_rate,width", "-of", "csv=p=0", str(tmp_path / "a.mp4")],
                          check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "64,24000/1001,5"


@needs_ffmpeg
def test_of_previews_it_is_said_that_they_are_some(saved, tmp_path):
    saved.has(row(1, None, png(tmp_path, 1)), row(2, None, png(tmp_path, 2)))
    saved.saving.save(tmp_path / "a.mp4", "24/1")
    assert saved.ended().said.endswith("It is made of the farm’s previews: no frame is fetched.")


def test_it_is_stopped_and_leaves_nothing(saved, tmp_path):
    saved.has(*(row(number, png(tmp_path, number)) for number in range(1, 6)))
    saved.saving.save(tmp_path / "a.mp4", "24/1")
    saved.saving.stop()
    assert saved.ended().said in ("Stopped: no movie was made.", f"Saved: {tmp_path / 'a.mp4'}, 5 frames.")
    assert (tmp_path / "a.mp4").exists() == saved.now.said.startswith("Saved")


def test_why_there_is_none_is_said(saved, tmp_path):
    saved.has(row(1), row(2))
    saved.saving.save(tmp_path / "a.mp4", "24/1")
    assert saved.ended().trouble == "No frame has a picture on this machine: fetch them first."
