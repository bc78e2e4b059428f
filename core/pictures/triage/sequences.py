"""Files of frames, put together into sequences by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ...transfer.fetch.frame_files import number
from ..previews import PICTURES


def pictures_below(places: Iterable[Path]) -> list[Path]:
    """Return the pictures among these files and in these folders, with all that is below them, sorted.

    Raises:
        OSError: a folder cannot be read.
    """
    found: set[Path] = set()
    for place in places:
        if place.is_dir():
            found |= {path for path in place.rglob("*") if path.suffix.lower() in PICTURES and path.is_file()}
        else:
            found.add(place)
    return sorted(found)


def sequences(paths: Iterable[Path]) -> dict[str, dict[int, Path]]:
    """Return the files by what their names have in common (``beauty.####.exr``) and by the number of their frame.

    A file without a number is a sequence of its own, with frame 0.
    """
    found: dict[str, dict[int, Path]] = {}
    for path in paths:
        frame = number(path.name)
        if frame is None:
            found.setdefault(str(path), {})[0] = path
        else:
            digits = [match for match in re.finditer(r"\d+", path.stem) if int(match[0]) == frame][-1]
            name = path.stem[:digits.start()] + "#" * len(digits[0]) + path.stem[digits.end():] + path.suffix
            found.setdefault(str(path.with_name(name)), {})[frame] = path
    return found
