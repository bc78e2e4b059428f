"""Single values of a picture: of one pixel, and of a small copy of the whole."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import NamedTuple, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .channels import Layer
from .oiio import call, unreadable

PIXEL = re.compile(r"^\s*Pixel \((-?\d+), (-?\d+)(?:, -?\d+)?\):(.*)$", re.MULTILINE)
"""A line of ``--dumpdata``: ``Pixel (3, 0): 0.25 1 nan``."""


class PixelValue(NamedTuple):
    """The values of a pixel as the file has them."""

    x: int
    y: int
    values: Tuple[Tuple[str, float], ...]
    """(channel, value) of each channel of the layer."""


def pixel(path: Path, layer: Layer, x: int, y: int) -> PixelValue:
    """Read a pixel; the first is (0, 0), at the upper left of the whole picture.

    Raises:
        BadInput: there is no such pixel, or the file cannot be read.
    """
    found = rows(path, *choose(layer), "--croptofull", "--cut", f"1x1+{x}+{y}")
    if not found:
        raise unreadable(path)
    return PixelValue(x, y, tuple(zip(layer.channels, found[0])))


def choose(layer: Layer, alpha: bool = True) -> tuple[str, ...]:
    """Return the arguments that take a layer out of its file."""
    names = layer.channels if alpha else layer.shown
    return ("--subimage", str(layer.part), "--flatten", "--ch", ",".join(names))


def rows(path: Path, *arguments: str) -> list[tuple[float, ...]]:
    """Return the values of all pixels of what the arguments make of a picture, row by row; it should be a small one.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    return printed_rows(told(path, *arguments))


def told(path: Path, *arguments: str) -> str:
    """Return what oiiotool prints while it does what the arguments say, and the values of the pixels that result.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        small = str(Path(folder, "values.exr"))  # it prints values of files, not of what it has in memory
        return call(path, *arguments, "-d", "float", "-o", small, "--dumpdata", small)


def printed_rows(text: str) -> list[tuple[float, ...]]:
    """Return the values of the pixels that ``--dumpdata`` has printed, row by row."""
    return [tuple(map(float, found[3].split())) for found in PIXEL.finditer(text)]
