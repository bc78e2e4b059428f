"""``foxsubmit movie`` as a user types it."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from PIL import Image
from tests.conftest import make_project
from tests.core.transfer.agents import submit

from foxsubmit import cli
from foxsubmit.core.transfer.journal.records import FetchedResult

pytestmark = pytest.mark.skipif(not (shutil.which("ffmpeg") and shutil.which("ffprobe")),
                                reason="no ffmpeg and ffprobe on the PATH")


def frames(folder, numbers):
    folder.mkdir()
    for number in numbers:
        Image.new("RGB", (64, 36), (9 * number, 0, 0)).save(folder / f"a_{number:04d}.png")
    return folder


def probe(movie):
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries",
                           "stream=nb_read_frames,r_frame_rate", "-of", "csv=p=0", str(movie)],
                          check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_folder_becomes_a_movie_and_what_is_missing_is_said(tmp_path, capsys):
    folder = frames(tmp_path / "f", [1, 2, 4])
    assert cli.main(["movie", str(folder), str(tmp_path / "a.mp4"), "--rate", "12"]) == 0
    said = capsys.readouterr().err
    assert f"{tmp_path / 'a.mp4'}: 4 frames, 12 a second." in said
    assert "Missing, with the frame before in their place: 3." in said
    assert probe(tmp_path / "a.mp4") == "12/1,4"


def test_the_frames_of_a_task_play_at_the_rate_of_its_scene(tmp_path, capsys, settings, journal, api):
    folder = frames(tmp_path / "f", [1, 2, 3])
    submission = submit(make_project(tmp_path / "p", {}, frames=3), api, journal, movie=True)
    journal.record(submission, task_id=5)
    for path in folder.iterdir():
        journal.fetched(submission, f"/5_a/{path.name}", FetchedResult(path.stat().st_size, "", str(path), 0))
    typed = ["movie", "5", str(tmp_path / "a.mp4"), "--home", str(settings.home), "--account", "local", "--json"]
    assert cli.main(typed) == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1, "movie": str(tmp_path / "a.mp4"), "frames": 3, "rate": "24/1", "missing": [], "scaled": []}
    assert probe(tmp_path / "a.mp4") == "24/1,3"


@pytest.mark.parametrize("rate", ["0", "x", "1/0", "-3", "5000"])
def test_a_rate_that_is_none_is_refused(tmp_path, capsys, rate):
    folder = frames(tmp_path / "f", [1])
    assert cli.main(["movie", str(folder), str(tmp_path / "a.mp4"), f"--rate={rate}"]) == 2
    assert "is not a number of frames per second" in capsys.readouterr().err
