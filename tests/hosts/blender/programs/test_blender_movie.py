"""A movie that a Blender of this machine makes of pictures, where there is no ffmpeg."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.warm import warm

from foxsubmit.core.common import child
from foxsubmit.hosts.blender.programs.program import Program

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender
BLENDER = warm(Program(sys.executable, is_python=True))


@pytest.fixture
def made(tmp_path):
    """Makes a movie of pictures of a size; the exit code, what was said, and the movie."""

    def make(size, ending=".mp4", rate="24000/1001"):
        from PIL import Image

        frames = []
        for number in range(1, 6):
            frames.append(str(tmp_path / f"{{a}}_{number:04d}.png"))
            Image.new("RGB", size, (number * 40, 0, 0)).save(frames[-1])
        job = tmp_path / "job.json"
        job.write_text(json.dumps({"frames": frames, "rate": rate, "movie": str(tmp_path / f"{{a}}{ending}")}))
        done = subprocess.run(BLENDER.command("hosts.movies", str(job)), env=child.environment(),
                              text=True, capture_output=True, check=False)
        return done.returncode, done.stdout, tmp_path / f"{{a}}{ending}"

    return make


@pytest.mark.parametrize(("size", "ending", "written"), [((64, 48), ".mp4", (64, 48)), ((63, 47), ".mov", (62, 46)),
                                                         ((64, 48), ".mkv", (64, 48))])
def test_a_movie_has_all_frames_at_rate_and_size(made, size, ending, written):
    code, said, movie = made(size, ending)
    assert code == 0, said
    clip = bpy.data.movieclips.load(str(movie))
    assert (tuple(clip.size), clip.frame_duration) == (written, 5)
    assert clip.fps == pytest.approx(24000 / 1001, abs=0.001)
    bpy.data.movieclips.remove(clip)


def test_what_blender_cannot_do_is_its_last_line(made, tmp_path):
    (tmp_path / "{a}.mp4").mkdir()
    code, said, _movie = made((64, 48))
    assert code == 1
    assert said.strip().splitlines()[-1]
