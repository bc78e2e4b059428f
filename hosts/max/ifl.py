"""Image file lists: a text file with a picture a line, each perhaps with how many frames it stands.

Source: 3ds Max help, "IFL (Image File List) Files".
"""

from __future__ import annotations

import ntpath
import re
from collections.abc import Iterator
from pathlib import Path

from ...core.assets.tokens import has_tokens
from ...core.model.host import Frames

MOST_BYTES = 1_000_000
LINE = re.compile(r"\s*(.*?\.\w{2,4})(?:\s+(\d+))?\s*$")
"""A name, which may hold spaces, then the number of frames."""
NUMBERED = re.compile(r"(.*?)([0-9]+)(\.\w+)", re.DOTALL)


def listed(path: str) -> list[str]:
    """The pictures of a list, absolute; none where it cannot be read."""
    folder = ntpath.dirname(path)  # takes both slashes
    names = dict.fromkeys(match[1] for match in _lines(path))
    return [name if ntpath.isabs(name) else f"{folder}/{name}" for name in names]


def run(path: str) -> tuple[str, Frames] | None:
    """The pattern and the numbers of a list whose pictures count up by one; None of any other."""
    if any(match[2] not in (None, "1") for match in _lines(path)):
        return None
    matches = [NUMBERED.fullmatch(name) for name in listed(path)]
    found = [match for match in matches if match is not None]
    if len(found) < 2 or len(found) < len(matches) or len({(match[1], match[3]) for match in found}) > 1:
        return None
    first, head = int(found[0][2]), found[0][1]
    if has_tokens(head) or [int(match[2]) for match in found] != list(range(first, first + len(found))):
        return None
    numbers = Frames(first, first + len(found) - 1)
    pattern = f"{head}{'#' * len(found[0][2])}{found[0][3]}"
    return (pattern, numbers) if list(pictures(pattern, numbers)) == [match[0] for match in found] else None


def pictures(pattern: str, numbers: Frames) -> Iterator[str]:
    """Yield the pictures of a run."""
    digits = pattern.count("#")
    for number in numbers.numbers():
        yield pattern.replace("#" * digits, f"{number:0{digits}}")


def _lines(path: str) -> list[re.Match[str]]:
    """The lines that name a picture. A comment begins with a semicolon."""
    try:
        with Path(path).open("rb") as file:
            # Windows' Notepad puts a mark in front of UTF-8.
            text = file.read(MOST_BYTES).decode("utf-8-sig", errors="surrogateescape")
    except OSError:
        return []
    return [match for line in text.splitlines() if (match := LINE.match(line.split(";", 1)[0]))]
