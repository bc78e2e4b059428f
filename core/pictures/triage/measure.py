"""Figures of one frame, by which it is judged beside the others of its task.

The values of a picture that is meant for a screen (PNG, JPEG) are made light first, so that one threshold holds for all
formats.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..channels import WEIGHTS, Layer
from ..inspect import inspect
from ..oiio import unreadable
from ..previews import LINEAR
from ..values import choose, printed_rows, told

STATS = re.compile(r"Stats (\w+): ([^(\n]*)")
"""A line of ``--printstats``: ``Stats Max: 1.0 0.5 0.25 (float)``."""

COUNTS = re.compile(r"^\s*(\d+)\s+>", re.MULTILINE)
"""A line of ``--rangecheck``: how many values lie above."""

WIDTH, HEIGHT = 64, 36
"""Pixels of the small copy in which frames are compared."""

ISOLATED = 5.0
"""How many times brighter than the mean of itself and its eight neighbours a pixel is that stands alone; 9 at most."""

BRIGHT = 0.5
"""The luminance that such a pixel has at least: what is darker nobody sees."""

WRONG = re.compile(r"Stats (?:Nan|Inf)Count: ([\d ]+)")


class Measure(NamedTuple):
    """The figures of a frame."""

    mean: float
    """Mean luminance of the picture, of finite values."""
    most: float
    """The greatest finite value of a channel."""
    wrong: int
    """Values that are no numbers: NaN or infinite."""
    fireflies: int
    """Bright pixels that stand alone."""
    noise: float
    """The mean difference of a pixel and its neighbours, as a part of ``mean``."""
    small: Sequence[float]
    """Luminances of ``WIDTH`` × ``HEIGHT`` fields, row by row."""
    size: Tuple[int, int] = (0, 0)
    """Width and height of the picture."""

    def __hash__(self) -> int:
        """The single figures tell frames apart: those of the fields are thousands, which an array does not hash."""
        return hash((self.mean, self.most, self.wrong, self.fireflies, self.noise, self.size))


def measure(path: Path, layer: Optional[Layer] = None) -> Measure:
    """Measure a frame; of a file with layers the first that has colours.

    Raises:
        BadInput: the file cannot be read as a whole picture.
    """
    file = inspect(path)
    layer = layer or file.layers[0]
    part = file.parts[layer.part]
    light = () if path.suffix.lower() in LINEAR else ("--colorconvert", "sRGB", "linear")
    one = ",".join(map(str, WEIGHTS)) if len(layer.shown) == len(WEIGHTS) else "1"
    # The copies that are worked on have no wrong values any more: one of them would spoil all that is near.
    chosen = choose(layer, layer.shown)
    text = told(path, *chosen.arguments, "--croptofull", *light, "--printstats",
                "--fixnan", "black", f"--chsum:weight={one}", "--label", "light",
                "light", "--blur:kernel=box", "3x3", "--label", "around",
                "light", "around", "--addc", "1e-6", "--div", "--label", "apart",
                "apart", "light", "--subc", f"{BRIGHT}", "--mulc", "1e6", "--clamp:min=0:max=1", "--mul",
                "--rangecheck", "0", f"{ISOLATED}", "--pop",
                "light", "around", "--absdiff", "--printstats", "--pop",
                "light", "--resize:filter=box", f"{WIDTH}x{HEIGHT}", options=chosen.options)
    small = array("f", [row[0] for row in printed_rows(text)])  # a tuple of floats would take eight times the memory
    if len(small) != WIDTH * HEIGHT:
        raise unreadable(path)
    return _read(text, small, (part.width, part.height))


def _read(text: str, small: Sequence[float], size: Tuple[int, int]) -> Measure:
    stats: dict[str, list[list[float]]] = {}
    for name, values in STATS.findall(text):
        stats.setdefault(name, []).append([float(value) for value in values.split()])
    wrong = sum(int(value) for counts in WRONG.findall(text.partition("1 channel")[0]) for value in counts.split())
    count = COUNTS.search(text)
    mean = sum(small) / len(small)
    apart = stats["Avg"][-1][0]
    most = [value for value in stats["Max"][0] if math.isfinite(value)]
    return Measure(mean, max(most, default=0.0), wrong, int(count[1]) if count else 0,
                   apart / mean if mean > 1e-6 else 0.0, small, size)
