"""Find the end of a request's body, and the parts of it that are not content (RFC 9112, 6.2 and 7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

LONGEST = 1024
"""The most bytes of a line between two chunks."""

DIGITS = b"0123456789abcdefABCDEF"
Span = tuple[int, int]
"""Start and end of content in a buffer."""


class Length:
    """A body of a known number of bytes."""

    def __init__(self, left: int) -> None:
        self._left = left

    @property
    def done(self) -> bool:
        """Whether the whole body has arrived."""
        return not self._left

    def feed(self, _buffer: memoryview, start: int, end: int) -> tuple[list[Span], int]:
        """Return the content between ``start`` and ``end``, and where the body's bytes end."""
        end = min(end, start + self._left)
        self._left -= end - start
        return [(start, end)], end


class Chunked:
    """A body in chunks, each preceded by its size; an empty chunk is the last."""

    def __init__(self) -> None:
        self.done = False
        self._left = 0  # of the chunk
        self._line = b""  # what has come of the line that is next
        self._ends_chunk = self._last = False

    def feed(self, buffer: memoryview, start: int, end: int) -> tuple[list[Span], int]:
        """Return the content between ``start`` and ``end``, and where the body's bytes end.

        Raises:
            ValueError: the bytes are not chunks.
        """
        spans: list[Span] = []
        while start < end and not self.done:
            if self._left:
                stop = min(end, start + self._left)
                spans.append((start, stop))
                self._left -= stop - start
                self._ends_chunk, start = not self._left, stop
            else:
                start = self._read_line(buffer, start, end)
        return spans, start

    def _read_line(self, buffer: memoryview, start: int, end: int) -> int:
        piece = bytes(buffer[start : min(end, start + LONGEST)])
        newline = piece.find(b"\n")
        self._line += piece if newline < 0 else piece[: newline + 1]
        if len(self._line) > LONGEST:
            raise ValueError(LONGEST)
        if newline < 0:
            return start + len(piece)
        line, self._line = self._line, b""
        self._meant(line.rstrip(b"\r\n"))
        return start + newline + 1

    def _meant(self, line: bytes) -> None:
        if self._last:
            self.done = not line  # behind the last chunk there may be headers
        elif self._ends_chunk:
            if line:
                raise ValueError(line)
            self._ends_chunk = False
        else:
            size = line.partition(b";")[0].strip()
            if not size or len(size) > 16 or size.strip(DIGITS):  # more than 64 bits are no size
                raise ValueError(line)
            self._left = int(size, 16)
            self._last = not self._left


Framing = Union[Length, Chunked]


def framing_of(headers: Mapping[bytes, bytes]) -> Framing:
    """Return how the body of a request is framed; the names of ``headers`` are in lower case."""
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        return Chunked()
    return Length(int(headers.get(b"content-length", b"0")))
