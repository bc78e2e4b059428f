"""Match result files to frames by the last number in a file's name."""

from __future__ import annotations

import re
from pathlib import Path

from ...common.errors import BadInput
from ...model.frames import numbers, parse


def number(path: str) -> int | None:
    """Return the number of the frame that a file belongs to; None where its name has no number."""
    digits = re.findall(r"\d+", Path(path.replace("\\", "/")).stem)
    return int(digits[-1]) if digits else None


def belongs(path: str, frame: str) -> bool:
    """Whether a file is one of a frame's, as the farm names frames: ``7``, or ``2-4[1]`` for several in one task."""
    try:
        wanted = numbers(parse(frame))
    except BadInput:  # a name that says no number, as of a simulation
        return False
    return number(path) in [abs(each) for each in wanted]
