"""Many small files as the body of one request.

For each file a line of JSON, ``["/its/path", size]``, and behind its newline the bytes. Nothing stands before the
first, between two, or behind the last, so a bundle that is cut is a shorter one with a piece of a file at its end.
The storage answers with one object for each file, in their order: what it has, or a code and a message.
"""

from __future__ import annotations

import json

SMALL = 1 << 20
"""Bytes of the largest file in a bundle: either side holds one at a time."""

LINE = 1 << 16
"""Bytes of the longest line."""

DIGITS = len(str(SMALL))


def head(server: str, size: int) -> bytes:
    """The line before a file; it is as long for any size."""
    return f"[{json.dumps(server)}, {size:{DIGITS}}]\n".encode()


def read_head(line: bytes) -> tuple[str, int]:
    """The path and the size.

    Raises:
        ValueError: it is no such line, or its file is too large for a bundle.
    """
    try:
        path, size = json.loads(line.decode("utf-8", "surrogatepass"))
    except (TypeError, RecursionError) as error:
        raise ValueError(line) from error
    if type(path) is not str or type(size) is not int or not 0 <= size <= SMALL:
        raise ValueError(line)
    return path, size
