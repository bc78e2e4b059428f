"""A movie of the frames, once they are here."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work

from foxsubmit.core.transfer.fetch.movie import sequence

pytestmark = pytest.mark.usefixtures("no_long_looks")

FFMPEG = f"""#!{sys.executable}
import json, os, sys
names = sorted(name for name in os.listdir(".") if name.endswith(".png"))
with open({{told!r}}, "a") as told:
    told.write(json.dumps([sys.argv[1:], names, os.getcwd()]) + chr(10))
if {{fails}} and "yuv420p" in sys.argv:
    sys.exit("height not divisible by 2")
if {{fails}} > 1:
    sys.exit("no room on the disk")
open(sys.argv[-1], "wb").write(b"".join(open(name, "rb").read() for name in names))
"""


@pytest.fixture
def ffmpeg(tmp_path, monkeypatch):
    """Puts an ffmpeg first on the PATH; what it was asked is in a list that is read from a file."""
    told = tmp_path / "told"

    def install(fails=0):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "ffmpeg"
        program.write_text(FFMPEG.format(told=str(told), fails=fails), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return lambda: [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]

    return install


def project(tmp_path):
    return make_project(tmp_path / "p", {}, frames=3)


def movies(folder):
    return sorted(Path(folder).rglob("*.mp4"))


@pytest.mark.skipif(os.name == "nt", reason="the double is a script with a #! line")
def test_a_movie_is_made_of_all_frames_at_the_rate_of_the_scene(tmp_path, settings, api, journal, ffmpeg):
    asked = ffmpeg()
    submission = submit(project(tmp_path), api, journal, movie=True)
    work(settings)
    found = transfer(journal, submission)
    (movie,) = movies(found.folder)
    (arguments, names, _folder), = asked()
    assert (len(names), found.message, found.fetched, found.fetch_files) == (3, "", 4, 4)
    assert arguments[arguments.index("-framerate") + 1] == "24/1"
    frames = sorted(movie.parent.glob("*.png"))
    assert movie.read_bytes() == b"".join(frame.read_bytes() for frame in frames)
    assert not [each for each in Path(found.folder).rglob("*") if each.name.startswith(".foxsubmit-")]


@pytest.mark.skipif(os.name == "nt", reason="the double is a script with a #! line")
def test_a_movie_is_made_again_only_where_frames_are_others(tmp_path, settings, api, journal, ffmpeg):
    asked = ffmpeg()
    submission = submit(project(tmp_path), api, journal, movie=True)
    work(settings)
    found = transfer(journal, submission)
    journal.watch_again("local", [found.task_id])
    work(settings)
    assert len(asked()) == 1
    (movie,) = movies(found.folder)
    frame = sorted(movie.parent.glob("*.png"))[0]
    frame.write_bytes(frame.read_bytes() + b"more")
    journal.watch_again("local", [found.task_id])
    work(settings)
    assert len(asked()) == 2
    assert movies(found.folder) == [movie]


@pytest.mark.skipif(os.name == "nt", reason="the double is a script with a #! line")
def test_a_movie_of_somebody_else_with_its_name_is_kept(tmp_path, settings, api, journal, ffmpeg):
    ffmpeg()
    submission = submit(project(tmp_path), api, journal, movie=True)
    work(settings)
    (movie,) = movies(transfer(journal, submission).folder)
    movie.write_bytes(b"the artist's own")
    frame = sorted(movie.parent.glob("*.png"))[0]
    frame.write_bytes(frame.read_bytes() + b"more")
    journal.watch_again("local", [transfer(journal, submission).task_id])
    work(settings)
    assert movie.with_name(f"{movie.name}.bak-1").read_bytes() == b"the artist's own"


@pytest.mark.skipif(os.name == "nt", reason="the double is a script with a #! line")
def test_an_odd_size_is_written_in_another_format(tmp_path, settings, api, journal, ffmpeg):
    asked = ffmpeg(fails=1)
    submission = submit(project(tmp_path), api, journal, movie=True)
    work(settings)
    assert len(movies(transfer(journal, submission).folder)) == 1
    assert [arguments[arguments.index("-pix_fmt") + 1] for arguments, _names, _folder in asked()] == [
        "yuv420p", "yuv420p", "yuv444p"]


@pytest.mark.skipif(os.name == "nt", reason="the double is a script with a #! line")
def test_a_movie_that_cannot_be_made_is_a_sentence_and_leaves_nothing(tmp_path, settings, api, journal, ffmpeg):
    ffmpeg(fails=2)
    submission = submit(project(tmp_path), api, journal, movie=True)
    work(settings)
    found = transfer(journal, submission)
    assert found.message.endswith("was not made: no room on the disk.")
    assert (found.state.value, found.fetched, movies(found.folder)) == ("fetched", 3, [])


def test_no_movie_is_made_unasked(tmp_path, settings, api, journal):
    submission = submit(project(tmp_path), api, journal)
    work(settings)
    assert (transfer(journal, submission).message, transfer(journal, submission).fetched) == ("", 3)


@pytest.mark.parametrize(("paths", "found"), [
    (["/5/a_0010.png", "/5/a_0009.png", "/5/a_0011.png"], ["a_0009.png", "a_0010.png", "a_0011.png"]),
    (["/5/a_0001_L.png", "/5/a_0001_R.png", "/5/a_0002_L.png", "/5/a_0002_R.png"], ["a_0001_L.png", "a_0002_L.png"]),
    (["/5/aovs/z_0001.exr", "/5/aovs/z_0002.exr", "/5/f_0001_v2.png"], ["f_0001_v2.png"]),
    (["/5/a_-0001.png", "/5/a_0000.png", "/5/a_0001.png"], ["a_-0001.png", "a_0000.png", "a_0001.png"]),
    (["/5/a.txt", "/5/a.png"], []),
])
def test_the_picture_itself_is_the_sequence_that_lies_highest(paths, found):
    assert [path.name for path in sequence({path: path for path in paths})] == found


@pytest.mark.blender
def test_the_agent_has_a_blender_make_it_where_there_is_no_ffmpeg(tmp_path, settings, api, journal, monkeypatch):
    bpy = pytest.importorskip("bpy")
    monkeypatch.setattr("foxsubmit.core.transfer.fetch.movie.shutil.which", lambda _name: None)
    submission = submit(make_project(tmp_path / "p", {}, frames=3), api, journal, movie=True)
    work(settings)
    found = transfer(journal, submission)
    (movie,) = Path(found.folder).rglob("*.mp4")
    assert (found.message, bpy.data.movieclips.load(str(movie)).frame_duration) == ("", 3)
