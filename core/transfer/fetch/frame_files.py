"""Match result files to frames by the last number in a file's name."""

from __future__ import annotations

import re
from pathlib import Path

from ...common.errors import BadInput
from ...model.frames import numbers, parse

VERSION = re.compile(r"(?<![A-Za-z])[vV]\d+")
PLAIN = re.compile(r"(?<!\d)\d+(?![A-Za-z\d])")
"""Digits that do not begin a word."""


def number(path: str) -> int | None:
    """Return the number of the frame that a file belongs to; None where its name has no number.

    It is the last one that is no version, as in ``shot_0001_v02``, nor the start of a word, as in ``1080p``.
    """
    file = Path(path.replace("\\", "/"))
    name = file.name if file.suffix[1:].isdigit() else file.stem
    digits = PLAIN.findall(VERSION.sub("", name)) or re.findall(r"\d+", name)
    return int(digits[-1]) if digits else None


def belongs(path: str, frame: str) -> bool:
    """Whether a file is one of a frame's, as the farm names frames: ``7``, or ``2-4[1]`` for several in one task."""
    try:
        wanted = numbers(parse(frame))
    except BadInput:  # a name that says no number, as of a simulation
        return False
    return number(path) in [abs(each) for each in wanted]
