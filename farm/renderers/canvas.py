"""Draw pictures that say in words that nothing was rendered, by Pillow."""

from __future__ import annotations

from pathlib import Path
from typing import Union

from PIL import Image, ImageDraw, ImageFont

from ...core.common.i18n import _, dotted
from .render_job import RenderJob

Font = Union[ImageFont.FreeTypeFont, ImageFont.ImageFont]
DARK, BAR, LIGHT, DIM = (24, 26, 30), (240, 130, 40), (235, 235, 235), (140, 145, 155)


class Canvas:
    """A canvas that draws once what all frames of a task have in common."""

    def __init__(self, job: RenderJob, size: tuple[int, int]) -> None:
        width, height = size
        self._unit = unit = height / 12
        self._base = Image.new("RGB", (width, height), DARK)
        canvas = ImageDraw.Draw(self._base)
        title = _("simulated: no {software} here").format(software=job.software)
        names = dotted(job.unit.name, job.unit.camera)
        _write(canvas, (unit, 2 * unit), title, _font(1.2 * unit), LIGHT)
        _write(canvas, (unit, 7 * unit), job.scene.name, _font(unit), LIGHT)
        _write(canvas, (unit, 8.5 * unit), names, _font(0.8 * unit), DIM)
        self._font = _font(2 * unit)

    def draw(self, file: Path, frame: int, part: float) -> None:
        """Draw one picture into a file; ``part`` from 0 to 1 is the position of the bar."""
        picture, unit = self._base.copy(), self._unit
        canvas = ImageDraw.Draw(picture)
        _write(canvas, (unit, 4 * unit), _("frame {frame}").format(frame=frame), self._font, BAR)
        left = unit + part * (picture.width - 4 * unit)
        canvas.rectangle((left, 10.5 * unit, left + 2 * unit, 11 * unit), fill=BAR)
        # The little that better compression would save is not worth the time of ten thousand frames.
        picture.save(file, compress_level=1)


def _font(size: float) -> Font:
    # The font that Pillow brings has no Chinese: what it cannot draw becomes a box, never an error.
    return ImageFont.load_default(max(4, size))


def _write(
    canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, font: Font, colour: tuple[int, int, int]
) -> None:
    canvas.text(place, text, fill=colour, font=font)
