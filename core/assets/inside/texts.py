"""The text of a file that may be large, in pieces that break between lines. Reads the disk."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

MOST = 1 << 30
"""Bytes of text that are looked through; a file with more is said not to have been read."""
PIECE = 1 << 18
"""Bytes at a time: a search through them holds Python's lock for a few milliseconds."""


class TooLarge(ValueError):
    """A file has more text than is looked through."""


def pieces(path: str, most: int = MOST) -> Iterator[str]:
    """Yield the text of a file, plain or gzip, in pieces that end with a line.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more than ``most`` bytes.
    """
    with _opened(path) as file:
        total, rest = 0, b""
        while block := file.read(PIECE):
            total += len(block)
            if total > most:
                raise TooLarge(path)
            end = block.rfind(b"\n") + 1
            if not end:
                rest += block  # a line that is longer than a piece stays whole
                continue
            yield (rest + block[:end]).decode("utf-8", "surrogateescape")
            rest = block[end:]
        yield rest.decode("utf-8", "surrogateescape")


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return Path(path).open("rb")
