"""Single values of a picture: of one pixel, and of a small copy of the whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
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
    chosen = choose(layer, layer.channels)
    found = rows(path, *chosen.arguments, "--croptofull", "--cut", f"1x1+{x}+{y}", options=chosen.options)
    if not found:
        raise unreadable(path)
    return PixelValue(x, y, tuple(zip(layer.channels, found[0])))


class Chosen(NamedTuple):
    """Arguments that take channels out of a file: those before its name, and those behind it."""

    options: Tuple[str, ...]
    arguments: Tuple[str, ...]


def choose(layer: Layer, names: Sequence[str]) -> Chosen:
    """Return the arguments that take these channels of a layer out of its file.

    A frame of 4K with sixty channels takes 4 GB once it is read, so that no others are. No ``--ch`` may follow in the
    same call: oiiotool 3.2 then takes the values of others, and a name that stands there twice has it read all of them.
    """
    part = ("--subimage", str(layer.part), "--flatten")
    listed = ",".join(names)
    if layer.deep or ":" in listed:  # what would be read as something else in an option
        return Chosen((), (*part, "--ch", listed))
    return Chosen((f"-i:ch={listed}",), part)


def rows(path: Path, *arguments: str, options: Tuple[str, ...] = ()) -> list[tuple[float, ...]]:
    """Return the values of all pixels of what the arguments make of a picture, row by row; it should be a small one.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    return printed_rows(told(path, *arguments, options=options))


def told(path: Path, *arguments: str, options: Tuple[str, ...] = ()) -> str:
    """Return what oiiotool prints while it does what the arguments say, and the values of the pixels that result.

    Raises:
        BadInput: the file cannot be read as a picture.
    """
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        small = str(Path(folder, "values.exr"))  # it prints values of files, not of what it has in memory
        return call(path, *arguments, "-d", "float", "-o", small, "--dumpdata", small,
                    options=options)


def printed_rows(text: str) -> list[tuple[float, ...]]:
    """Return the values of the pixels that ``--dumpdata`` has printed, row by row."""
    return [tuple(map(float, found[3].split())) for found in PIXEL.finditer(text)]
