"""Which texts look like the path of a file, and which of those the adapter has found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

LONGEST = 1024
"""A text that is longer is a script or a table."""
ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,11}$|\.\d[A-Za-z]+$")
ELSEWHERE = re.compile(r"^[a-z]+://|^<MAYA_RESOURCES>|^<builtin>$", re.IGNORECASE)
"""An address, or what comes with the host application."""
NUMBERS = re.compile(r"<[^<>]+>|\$F\d*|%0?\d*d|#+|\d+|\*+")
"""What differs between the files of a sequence or of tiles, and how they are written."""


def looks_like_path(text: str) -> bool:
    """Whether it has a slash and an ending, or names what is there; the root alone is where any file lies."""
    if not text.strip() or len(text) > LONGEST or not text.isprintable() or ";" in text or is_elsewhere(text):
        return False
    slashed = text.replace("\\", "/")
    if "/" not in slashed or not slashed.strip("/") or slashed.startswith("|"):
        return False
    return ENDING.search(slashed) is not None or (os.path.isabs(text) and Path(text).exists())


def is_elsewhere(text: str) -> bool:
    """Whether it is an address, or comes with the host application."""
    return ELSEWHERE.match(text) is not None


class Found:
    """The files that an adapter has found."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = {_skeleton(path) for path in paths}
        self._names = {path.rpartition("/")[2] for path in self._paths}

    def has(self, text: str) -> bool:
        """Whether a text names one of them, however it is written, or a folder that some lie in."""
        named = _skeleton(text)
        return named.rpartition("/")[2] in self._names or any(path.startswith(f"{named}/") for path in self._paths)


def _skeleton(path: str) -> str:
    """The path with a # for every number; ``{2}`` is the second use of a reference."""
    slashed = re.sub(r"\{\d+\}$", "", path.replace("\\", "/")).rstrip("/")
    return NUMBERS.sub("#", slashed).casefold()
