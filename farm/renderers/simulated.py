"""Draw frames in the place of rendered ones, where the application of a scene is not here."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Protocol

from .pictures import Plain, has_pillow
from .render_job import Finished, Progress, RenderJob

WIDEST, SMALL = 960, 320  # pixels
SIZE = (640, 360)
STEP = 0.05  # seconds between looks at whether the work is still wanted
BLINK = 0.01  # seconds
GROUP, MOST = 0.25, 40  # seconds that are told of at once, and frames


class Drawing(Protocol):
    """Draws the frames of a job: with Pillow or without."""

    def draw(self, file: Path, frame: int, part: float) -> None:
        """Draw one picture into a file; ``part`` from 0 to 1 is how far the frame is along the job."""


def render(job: RenderJob, progress: Progress, seconds: float) -> None:
    """Draw each frame, no faster than asked; a farm that finishes at once has nothing to show.

    Frames that take almost no time are small and reported in groups: reporting each on its own would take longer than
    drawing it.
    """
    together = 1 if seconds > BLINK else min(MOST, int(GROUP / seconds) if seconds else MOST)
    frames = list(enumerate(job.frames))
    drawing = _drawing(job, _size(job, WIDEST if together == 1 else SMALL))
    for first in range(0, len(frames), together):
        if not progress.wanted():
            return
        group = frames[first : first + together]
        start = time.monotonic()
        progress.started(*(frame for _place, frame in group))
        finished = [_drawn(job, drawing, frame, place / max(1, len(frames) - 1)) for place, frame in group]
        while progress.wanted() and (left := start + seconds * len(group) - time.monotonic()) > 0:
            time.sleep(min(STEP, left))
        if not progress.wanted():
            return
        progress.log(f"drawn, {job.software} is not rendered here")
        each = (time.monotonic() - start) / len(group)
        progress.done([dataclasses.replace(one, seconds=each) for one in finished])


def _drawing(job: RenderJob, size: tuple[int, int]) -> Drawing:
    if not has_pillow():
        return Plain(size)
    from .canvas import Canvas  # noqa: PLC0415 - it loads Pillow

    return Canvas(job, size)


def _size(job: RenderJob, widest: int) -> tuple[int, int]:
    width, height = job.unit.width or SIZE[0], job.unit.height or SIZE[1]
    scale = min(1.0, widest / width)
    return max(16, round(width * scale)), max(16, min(widest, round(height * scale)))


def _drawn(job: RenderJob, drawing: Drawing, frame: int, part: float) -> Finished:
    file = job.folder / f"{job.name}_{frame:04d}.png"
    drawing.draw(file, frame, part)
    return Finished(frame, 0.0, [file], file)
