"""Makes frames look as they are chosen to, in a folder of its own that goes with the panel. For one worker."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ...jobs.pictures import LARGE
from ...pictures import looks
from ...pictures.channels import Layer
from ...pictures.compare import Difference, difference
from ...pictures.inspect import PictureFile
from ...pictures.looks import ENDING, Look

MOST_BASES = 4
"""Pictures of which other looks are made quickly; each takes up to 50 MB of the disk."""

MOST_DRAWN = 12


class Looking:
    """Pictures of looks, the last ones kept."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._bases: dict[tuple[object, ...], Path] = {}
        self._drawn: dict[tuple[object, ...], Path] = {}
        self._made = 0

    def draw(self, file: PictureFile, look: Look) -> Path:
        """Return the picture of a look.

        Raises:
            BadInput: it cannot be made, and why.
            OSError: this machine has no room for it.
        """
        key = (file.path, os.stat(file.path).st_mtime_ns, look)
        if key in self._drawn and self._drawn[key].exists():
            return self._drawn[key]
        base = self._base(file, look)
        target = self._new(ENDING)
        looks.draw(base, look, target, looks.is_linear(file.path))
        _keep(self._drawn, key, target, MOST_DRAWN)
        return target

    def differ(self, first: Path, second: Path, layer: Layer, other: Layer, gain: float) -> tuple[Path, Difference]:
        """Return the picture of a difference, and its figures.

        Raises:
            BadInput: the two have none, and why.
            OSError: this machine has no room for it.
        """
        target = self._new(ENDING)
        figures = difference(first, second, layer, target, LARGE, other, gain)
        _keep(self._drawn, (target,), target, MOST_DRAWN)
        return target, figures

    def close(self) -> None:
        """Remove all that was made."""
        self._bases, self._drawn = {}, {}
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _base(self, file: PictureFile, look: Look) -> Path:
        key = (file.path, os.stat(file.path).st_mtime_ns, look.layer)
        if key not in self._bases or not self._bases[key].exists():
            target = self._new(".exr")
            looks.base(file.path, file.parts[look.layer.part], look.layer, LARGE, target)
            _keep(self._bases, key, target, MOST_BASES)
        return self._bases[key]

    def _new(self, ending: str) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="foxsubmit-looks-")
        self._made += 1
        return Path(self._folder.name, f"{self._made}{ending}")


def _keep(kept: dict[tuple[object, ...], Path], key: tuple[object, ...], path: Path, most: int) -> None:
    kept[key] = path
    while len(kept) > most:
        oldest = kept.pop(next(iter(kept)))
        with contextlib.suppress(OSError):  # what is still shown goes with the folder
            oldest.unlink(missing_ok=True)
