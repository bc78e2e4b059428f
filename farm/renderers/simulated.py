"""Frames that say in the picture that nothing was rendered."""

from __future__ import annotations

import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ...core.i18n import _
from .work import Progress, Work

WIDEST = 960  # pixels
SIZE = (640, 360)
STEP = 0.05  # seconds between looks at whether the work is still wanted
DARK, BAR, LIGHT, DIM = (24, 26, 30), (240, 130, 40), (235, 235, 235), (140, 145, 155)


def render(work: Work, progress: Progress, seconds: float) -> None:
    """Draw each frame, no faster than asked: a farm that is done before one looks shows nothing."""
    for place, frame in enumerate(work.frames):
        progress.started(frame)
        start = time.monotonic()
        file = work.folder / f"{work.name}_{frame:04d}.png"
        draw(work, frame, place / max(1, len(work.frames) - 1)).save(file)
        while progress.wanted() and time.monotonic() - start < seconds:
            time.sleep(min(STEP, seconds))
        if not progress.wanted():
            return
        progress.log(f"frame {frame}: drawn, {work.software} is not rendered here")
        progress.done(frame, time.monotonic() - start, [file], file)


def draw(work: Work, frame: int, part: float) -> Image.Image:
    """One picture; ``part`` from 0 to 1 is how far the bar has come."""
    width, height = _size(work)
    picture = Image.new("RGB", (width, height), DARK)
    canvas = ImageDraw.Draw(picture)
    unit = height / 12
    title = _("simulated: no {software} here").format(software=work.software)
    names = " · ".join(filter(None, (work.unit.name, work.unit.camera)))
    _write(canvas, (unit, 2 * unit), title, 1.2 * unit, LIGHT)
    _write(canvas, (unit, 4 * unit), _("frame {frame}").format(frame=frame), 2 * unit, BAR)
    _write(canvas, (unit, 7 * unit), work.scene.name, unit, LIGHT)
    _write(canvas, (unit, 8.5 * unit), names, 0.8 * unit, DIM)
    left = unit + part * (width - 4 * unit)
    canvas.rectangle((left, 10.5 * unit, left + 2 * unit, 11 * unit), fill=BAR)
    return picture


def _size(work: Work) -> tuple[int, int]:
    width, height = work.unit.width or SIZE[0], work.unit.height or SIZE[1]
    scale = min(1.0, WIDEST / width)
    return max(16, round(width * scale)), max(16, min(WIDEST, round(height * scale)))


def _write(
    canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: float, colour: tuple[int, int, int]
) -> None:
    # The font that Pillow brings has no Chinese: what it cannot draw becomes a box, never an error.
    canvas.text(place, text, fill=colour, font=ImageFont.load_default(max(4, size)))


def preview_of(file: Path, target: Path, width: int) -> None:
    """A JPEG of a picture, ``width`` pixels wide or less.

    Raises:
        OSError: the picture cannot be read.
    """
    with Image.open(file) as picture:
        picture.thumbnail((width, 16 * width))
        picture.convert("RGB").save(target, "JPEG", quality=85)
