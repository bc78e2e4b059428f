"""Draw frames that say in the picture that nothing was rendered."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Union

from PIL import Image, ImageDraw, ImageFont

from ...core.common.i18n import _, dotted
from .render_job import Finished, Progress, RenderJob

WIDEST, SMALL = 960, 320  # pixels
SIZE = (640, 360)
STEP = 0.05  # seconds between looks at whether the work is still wanted
BLINK = 0.01  # seconds
GROUP, MOST = 0.25, 40  # seconds that are told of at once, and frames

Font = Union[ImageFont.FreeTypeFont, ImageFont.ImageFont]
DARK, BAR, LIGHT, DIM = (24, 26, 30), (240, 130, 40), (235, 235, 235), (140, 145, 155)


def render(job: RenderJob, progress: Progress, seconds: float) -> None:
    """Draw each frame, no faster than asked; a farm that finishes at once has nothing to show.

    Frames that take almost no time are small and reported in groups: reporting each on its own would take longer than
    drawing it.
    """
    together = 1 if seconds > BLINK else min(MOST, int(GROUP / seconds) if seconds else MOST)
    frames = list(enumerate(job.frames))
    canvas = Canvas(job, WIDEST if together == 1 else SMALL)
    for first in range(0, len(frames), together):
        if not progress.wanted():
            return
        group = frames[first : first + together]
        start = time.monotonic()
        progress.started(*(frame for _place, frame in group))
        finished = [_drawn(canvas, frame, place / max(1, len(frames) - 1)) for place, frame in group]
        while progress.wanted() and (left := start + seconds * len(group) - time.monotonic()) > 0:
            time.sleep(min(STEP, left))
        if not progress.wanted():
            return
        progress.log(f"drawn, {job.software} is not rendered here")
        each = (time.monotonic() - start) / len(group)
        progress.done([dataclasses.replace(one, seconds=each) for one in finished])


def _drawn(canvas: Canvas, frame: int, part: float) -> Finished:
    file = canvas.job.folder / f"{canvas.job.name}_{frame:04d}.png"
    # The little that better compression would save is not worth the time of ten thousand frames.
    canvas.draw(frame, part).save(file, compress_level=1)
    return Finished(frame, 0.0, [file], file)


class Canvas:
    """A canvas that draws once what all frames of a task have in common."""

    def __init__(self, job: RenderJob, widest: int) -> None:
        self.job = job
        width, height = _size(job, widest)
        self._unit = unit = height / 12
        self._base = Image.new("RGB", (width, height), DARK)
        canvas = ImageDraw.Draw(self._base)
        title = _("simulated: no {software} here").format(software=job.software)
        names = dotted(job.unit.name, job.unit.camera)
        _write(canvas, (unit, 2 * unit), title, _font(1.2 * unit), LIGHT)
        _write(canvas, (unit, 7 * unit), job.scene.name, _font(unit), LIGHT)
        _write(canvas, (unit, 8.5 * unit), names, _font(0.8 * unit), DIM)
        self._font = _font(2 * unit)

    def draw(self, frame: int, part: float) -> Image.Image:
        """Draw one picture; ``part`` from 0 to 1 is the position of the bar."""
        picture, unit = self._base.copy(), self._unit
        canvas = ImageDraw.Draw(picture)
        _write(canvas, (unit, 4 * unit), _("frame {frame}").format(frame=frame), self._font, BAR)
        left = unit + part * (picture.width - 4 * unit)
        canvas.rectangle((left, 10.5 * unit, left + 2 * unit, 11 * unit), fill=BAR)
        return picture


def _size(job: RenderJob, widest: int) -> tuple[int, int]:
    width, height = job.unit.width or SIZE[0], job.unit.height or SIZE[1]
    scale = min(1.0, widest / width)
    return max(16, round(width * scale)), max(16, min(widest, round(height * scale)))


def _font(size: float) -> Font:
    # The font that Pillow brings has no Chinese: what it cannot draw becomes a box, never an error.
    return ImageFont.load_default(max(4, size))


def _write(
    canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, font: Font, colour: tuple[int, int, int]
) -> None:
    canvas.text(place, text, fill=colour, font=font)


def preview_of(file: Path, target: Path, width: int) -> None:
    """Write a JPEG of a picture, at most ``width`` pixels wide.

    Raises:
        OSError: the picture cannot be read.
    """
    with Image.open(file) as picture:
        picture.thumbnail((width, 16 * width))
        picture.convert("RGB").save(target, "JPEG", quality=85)
