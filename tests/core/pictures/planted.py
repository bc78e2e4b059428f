"""A shot of real EXR frames, some of which look wrong."""

from __future__ import annotations

from pathlib import Path

from foxsubmit.core.pictures import oiio

NUMBERS = range(1, 9)
BLACK, HALF, WRONG = 3, 5, 7
"""Frames of the planted shot: one is black, the lower half of one is, one has values that are no numbers."""

GOOD = ["--pattern", "fill:topleft=0.6,0.2,0.1:topright=0.1,0.4,0.1:bottomleft=0.05,0.3,0.6:bottomright=0.3,0.3,0.1",
        "320x180", "3"]
LOWER_HALF = ["--fill:color=0,0,0", "320x90+0+90"]


def draw(path: Path, *arguments: str) -> Path:
    """Write a picture of what the arguments say."""
    oiio.run([oiio.tool(), *arguments, "-d", "float", "-o", str(path)], path)
    return path


def planted(folder: Path) -> dict[int, Path]:
    """Write the frames; their files by their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    huge = draw(folder / "huge.exr", "--create", "320x180", "3", "--fill:color=1e30,1e30,1e30", "2x1+5+5")
    arguments = {BLACK: ["--create", "320x180", "3"], HALF: [*GOOD, *LOWER_HALF],
                 WRONG: [str(huge), "--mulc", "1e30", *GOOD, "--add"]}
    frames = {number: draw(folder / f"beauty.{number:04d}.exr", *arguments.get(number, GOOD)) for number in NUMBERS}
    huge.unlink()
    return frames
