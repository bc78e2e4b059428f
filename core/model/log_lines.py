"""Which lines of a frame's log matter, and which of them says why the frame failed."""

from __future__ import annotations

import re
from collections.abc import Sequence

ERROR = re.compile(r"\b(error|fatal|failed|traceback|exception|crash(ed)?|out of memory|segmentation fault)\b|Error\b",
                   re.IGNORECASE)
WARNING = re.compile(r"\bwarn(ing)?\b", re.IGNORECASE)
MEMORY = re.compile(r"out of memory|cannot allocate memory|memoryerror|bad_alloc|failed to (map segment|allocate)"
                    r"|malloc.*(fail|returns null)|not enough memory|insufficient memory", re.IGNORECASE)
FRAME = re.compile(r"^frame \S+ failed: ", re.IGNORECASE)
"""The start of a line that is cut, since whoever quotes the line says it already."""
LONGEST = 160
"""Characters of a line that are quoted."""


def tone(line: str) -> str:
    """The colour of a line: ``error``, ``warn``, or ``text`` where it is nothing special."""
    if ERROR.search(line):
        return "error"
    return "warn" if WARNING.search(line) else "text"


def memory_line(lines: Sequence[str]) -> str:
    """The last line that says that memory ran out; empty where none does."""
    return _short(next((line for line in reversed(lines) if MEMORY.search(line)), ""))


def reason_line(lines: Sequence[str]) -> str:
    """The last line that names an error, else the last one that says anything; empty for an empty log."""
    said = [line for line in lines if line.strip()]
    return _short(next((line for line in reversed(said) if tone(line) == "error"), said[-1] if said else ""))


def _short(line: str) -> str:
    line = FRAME.sub("", " ".join(line.split())).rstrip(".")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
