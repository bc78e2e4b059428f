"""A shot of real EXR frames, some of which look wrong."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from tests.core.pictures.drawn import drawn

from foxsubmit.core.pictures import oiio

NUMBERS = range(1, 9)
BLACK, HALF, WRONG = 3, 5, 7
"""Frames of the planted shot: one is black, the lower half of one is, one has values that are no numbers."""

GOOD = ["--pattern", "fill:topleft=0.6,0.2,0.1:topright=0.1,0.4,0.1:bottomleft=0.05,0.3,0.6:bottomright=0.3,0.3,0.1",
        "320x180", "3"]
LOWER_HALF = ["--fill:color=0,0,0", "320x90+0+90"]


def draw(path: Path, *arguments: str) -> Path:
    """Write a picture of what the arguments say."""
    return drawn(path, *arguments, "-d", "float")


def planted(folder: Path) -> dict[int, Path]:
    """Write the frames; their files by their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = {BLACK: ["--create", "320x180", "3"], HALF: [*GOOD, *LOWER_HALF]}
    frames = {number: folder / f"beauty.{number:04d}.exr" for number in NUMBERS}
    for number, path in frames.items():
        if number == WRONG:
            path.write_bytes(_too_much())
        else:
            draw(path, *arguments.get(number, GOOD))
    return frames


@functools.cache
def _too_much() -> bytes:
    """A good frame with values that no number is large enough for."""
    with tempfile.TemporaryDirectory() as folder:
        huge = draw(Path(folder, "huge.exr"), "--create", "320x180", "3", "--fill:color=1e30,1e30,1e30", "2x1+5+5")
        made = Path(folder, "made.exr")
        oiio.run([oiio.tool(), str(huge), "--mulc", "1e30", *GOOD, "--add", "-d", "float", "-o", str(made)], made)
        return made.read_bytes()
