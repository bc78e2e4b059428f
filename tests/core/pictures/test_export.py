"""Movies of frames: how many they have, at what rate and size, what is missing, and what stays when one is stopped."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from PIL import Image
from tests.core.pictures.drawn import drawn

from foxsubmit.core.common.errors import BadInput, TransferFailed
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.export import Frame, export, of_files, remarks
from foxsubmit.core.pictures.inspect import inspect
from foxsubmit.core.pictures.looks import Look

needs_ffmpeg = pytest.mark.skipif(not (shutil.which("ffmpeg") and shutil.which("ffprobe")),
                                  reason="no ffmpeg and ffprobe on the PATH")
needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")


def pngs(folder, numbers, size=(64, 36), ending="png"):
    folder.mkdir(exist_ok=True)
    paths = []
    for number in numbers:
        paths.append(folder / f"shot.{number:04d}.{ending}")
        Image.new("RGB", size, (20 * number, 40, 60)).save(paths[-1])
    return paths


def probe(movie):
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries",
                           "stream=nb_read_frames,r_frame_rate,width,height,pix_fmt", "-of", "json", str(movie)],
                          check=True, capture_output=True)
    stream, = json.loads(done.stdout)["streams"]
    return stream["nb_read_frames"], stream["r_frame_rate"], (stream["width"], stream["height"])


def go_on():
    """Nothing stops it."""


def write(frames, target, rate="24/1", look=None, told=lambda _done, _all: None, stop=go_on):
    return export(frames, target, rate, look, told, stop)


@needs_ffmpeg
@pytest.mark.parametrize(("rate", "size", "written"), [
    ("24/1", (64, 36), (64, 36)), ("24000/1001", (65, 37), (66, 38)), ("30/1", (63, 36), (64, 36))])
def test_a_movie_has_every_frame_at_the_rate_and_size(tmp_path, rate, size, written):
    made = write(of_files(pngs(tmp_path / "f", range(1, 11), size)), tmp_path / "shot.mp4", rate)
    assert (made.frames, made.missing) == (10, ())
    assert probe(tmp_path / "shot.mp4") == ("10", rate, written)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "shot.mp4"]


@needs_ffmpeg
def test_missing_frames_are_said_and_the_one_before_is_shown(tmp_path):
    made = write(of_files(pngs(tmp_path / "f", [1, 2, 5, 6])), tmp_path / "shot.mp4")
    assert (made.frames, made.missing) == (6, ("3", "4"))
    assert probe(tmp_path / "shot.mp4")[0] == "6"


@needs_ffmpeg
@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_frames_of_another_size_are_scaled_and_it_is_said(tmp_path, ending):
    paths = pngs(tmp_path / "f", [1, 2, 4], ending=ending)
    pngs(tmp_path / "f", [2], (32, 36), ending)
    made = write(of_files(paths), tmp_path / "shot.mp4")
    assert (made.size, made.scaled) == ((64, 36), ("2",))
    assert probe(tmp_path / "shot.mp4") == ("4", "24/1", (64, 36))
    assert remarks(made) == ("Missing, with the frame before in their place: 3. Of another size than the first frame, "
                             "64 × 36, and scaled to it: 2.")


@needs_tool
def test_a_gif_of_frames_of_another_size_has_one_size(tmp_path):
    paths = pngs(tmp_path / "f", [1, 2])
    pngs(tmp_path / "f", [2], (32, 36))
    made = write(of_files(paths), tmp_path / "shot.gif")
    assert made.scaled == ("2",)
    with Image.open(tmp_path / "shot.gif") as movie:
        assert (movie.n_frames, movie.size) == (2, (64, 36))


def test_every_second_frame_is_no_gap(tmp_path):
    frames = of_files(pngs(tmp_path / "f", [1, 3, 7]))
    assert [(frame.name, frame.path is None) for frame in frames] == [
        ("1", False), ("3", False), ("5", True), ("7", False)]


def exr(path, red, extra=""):
    return drawn(path, "--pattern", f"constant:color={red},0.1,0.1{extra}", "64x36", "4" if extra else "3",
                 *(["--chnames", "R,G,B,Z"] if extra else []), "-d", "half")


@needs_tool
@needs_ffmpeg
def test_the_movie_of_exr_frames_looks_as_they_are_looked_at(tmp_path):
    paths = [exr(tmp_path / f"a.{number}.exr", 0.1) for number in (1, 2)]
    told = []
    look = Look(inspect(paths[0]).layers[0], exposure=1.0)
    write(of_files(paths), tmp_path / "a.mp4", look=look, told=lambda *counts: told.append(counts))
    assert told == [(1, 2), (2, 2)]
    assert probe(tmp_path / "a.mp4") == ("2", "24/1", (64, 36))
    subprocess.run(["ffmpeg", "-v", "error", "-i", "a.mp4", "-frames:v", "1", "a.png"], cwd=tmp_path, check=True)
    with Image.open(tmp_path / "a.png") as image:
        assert image.convert("RGB").getpixel((30, 18)) == pytest.approx((124, 124, 124), abs=12)  # 0.2 on a screen


@needs_tool
def test_a_gif_needs_no_other_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    made = write(of_files(pngs(tmp_path / "f", range(1, 6), (1280, 720))), tmp_path / "a.gif", "10/1")
    assert made.frames == 5
    with Image.open(tmp_path / "a.gif") as gif:
        assert (gif.n_frames, gif.size, gif.info["duration"]) == (5, (640, 360), 100)


@needs_tool
def test_a_gif_of_very_many_frames_is_refused(tmp_path):
    path, = pngs(tmp_path / "f", [1])
    with pytest.raises(BadInput, match="301 frames need a movie"):
        write([Frame(str(number), path) for number in range(301)], tmp_path / "a.gif")
    assert not (tmp_path / "a.gif").exists()


@needs_tool
def test_a_sequence_of_png_has_a_file_for_each_frame(tmp_path):
    paths = [exr(tmp_path / f"a.{number}.exr", 0.1) for number in (1, 3)]
    made = write([Frame("1", paths[0]), Frame("2", None), Frame("3", paths[1])], tmp_path / "out.png")
    assert made.missing == ("2",)
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["out.0001.png", "out.0002.png", "out.0003.png"]
    with Image.open(tmp_path / "out.0002.png") as image:
        assert image.size == (64, 36)


class Enough(Exception):
    """The artist stops it."""


@needs_tool
@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.png"])
def test_what_is_stopped_leaves_nothing_and_keeps_the_one_before(tmp_path, name):
    paths = [exr(tmp_path / f"a.{number}.exr", 0.1) for number in range(1, 7)]
    (tmp_path / name).write_bytes(b"the one before")
    calls = []

    def stop():
        calls.append(1)
        if len(calls) > 2:
            raise Enough

    with pytest.raises(Enough):
        write(of_files(paths), tmp_path / name, stop=stop)
    assert (tmp_path / name).read_bytes() == b"the one before"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*(path.name for path in paths), name])


@pytest.mark.parametrize(("frames", "name", "why"), [
    ([Frame("1", None)], "a.mp4", "fetch them first"), ([], "a.mp4", "fetch them first"),
    ([Frame("1", None)], "a.docx", "A movie ends in one of .mp4")])
def test_why_there_is_no_movie_is_a_sentence(tmp_path, frames, name, why):
    with pytest.raises(BadInput, match=why):
        write(frames, tmp_path / name)


@needs_ffmpeg
def test_a_damaged_frame_leaves_no_movie(tmp_path):
    paths = pngs(tmp_path / "f", [1, 2])
    for path in paths:
        path.write_bytes(b"no picture")
    with pytest.raises(TransferFailed, match="was not made"):
        write(of_files(paths), tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()
