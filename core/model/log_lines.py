"""Which lines of a frame's log matter, and which of them says why the frame failed."""

from __future__ import annotations

import re
from collections.abc import Sequence

ERROR = re.compile(r"\b(error|fatal|failed|traceback|exception|crash(ed)?|out of memory|segmentation fault)\b|Error\b",
                   re.IGNORECASE)
WARNING = re.compile(r"\bwarn(ing)?\b", re.IGNORECASE)
FRAME = re.compile(r"^frame \S+ failed: ", re.IGNORECASE)
"""The start of a line that is cut, since whoever quotes the line says it already."""
LONGEST = 160
"""Characters of a line that are quoted."""


def tone(line: str) -> str:
    """The colour of a line: ``error``, ``warn``, or ``text`` where it is nothing special."""
    if ERROR.search(line):
        return "error"
    return "warn" if WARNING.search(line) else "text"


def verdict(lines: Sequence[str]) -> str:
    """The line in which the farm itself says why the frame failed; empty where it does not."""
    return next((line for line in reversed(lines) if FRAME.match(line)), "")


def shortened(line: str) -> str:
    """Return a line as it is quoted: without what the quoting sentence says already, and cut where it is long."""
    line = FRAME.sub("", " ".join(line.split())).rstrip(".")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
