"""Image file lists: a text file with a picture a line, each perhaps with how many frames it stands.

Source: 3ds Max help, "IFL (Image File List) Files".
"""

from __future__ import annotations

import ntpath
import re
from pathlib import Path

MOST_BYTES = 1_000_000
LINE = re.compile(r"\s*(.*?\.\w{2,4})(?:\s+\d+)?\s*$")
"""A name, which may hold spaces, then the number of frames."""


def listed(path: str) -> list[str]:
    """The pictures of a list, absolute; none where it cannot be read. A comment begins with a semicolon."""
    try:
        with Path(path).open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8", errors="surrogateescape")
    except OSError:
        return []
    names = [match[1] for line in text.splitlines() if (match := LINE.match(line.split(";", 1)[0]))]
    folder = ntpath.dirname(path)  # takes both slashes
    return list(dict.fromkeys(name if ntpath.isabs(name) else f"{folder}/{name}" for name in names))
