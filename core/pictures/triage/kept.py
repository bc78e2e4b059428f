"""Figures of frames that were measured before, kept on the disk as long as the frames are what they were."""

from __future__ import annotations

import contextlib
import os
import struct
from array import array
from pathlib import Path

from ...common.atomic import replace
from ...transfer.fetch.movie import state_of
from .measure import HEIGHT, WIDTH, Measure, measure

FOLDER = "measured-1"
"""The number goes up when other figures are measured, or the same in another way."""

FIGURES = struct.Struct("<ddqqdqq")
FIELDS = struct.Struct(f"<{WIDTH * HEIGHT}f")


class Kept:
    """The figures in a folder, a small file for each frame: whoever clears the folder away loses time only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def measure(self, path: Path) -> Measure:
        """Measure a frame, unless one of this path, size and time was measured before.

        Raises:
            BadInput: the file cannot be read as a whole picture.
            OSError: it is gone.
        """
        name = state_of([path])
        place = self._folder / name[:2] / name
        found = _read(place)
        if found is None:
            found = measure(path)
            with contextlib.suppress(OSError):  # a full disk keeps nobody from looking
                _write(place, found)
        return found


def _read(place: Path) -> Measure | None:
    try:
        content = place.read_bytes()
        os.utime(place)  # what is looked at is the last to go
        mean, most, wrong, fireflies, noise, *size = FIGURES.unpack_from(content)
        small = array("f", FIELDS.unpack(content[FIGURES.size:]))
    except (OSError, struct.error):
        return None
    return Measure(mean, most, wrong, fireflies, noise, small, (size[0], size[1]))


def _write(place: Path, found: Measure) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.write_bytes(FIGURES.pack(found.mean, found.most, found.wrong, found.fireflies, found.noise, *found.size)
                     + FIELDS.pack(*found.small))
    replace(part, place)
