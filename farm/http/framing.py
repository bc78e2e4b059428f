"""Find the end of a request's head and body, and the parts of the body that are not content (RFC 9112, 6.2 and 7.1).

h11 reads the heads, and bodies that do not come through the intake, so it decides where each of them ends. Whoever
disagrees with it takes the end of one request for the start of the next; bench/fuzz_intake.py looks for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Union

import h11

LONGEST = 1024
"""The most bytes of a line between two chunks."""

LONGEST_TRAILER = 8192
"""The most bytes of the headers behind the last chunk."""

END_OF_HEAD = re.compile(rb"\n\r?\n")
"""h11 ends a head at the first of these: it takes a line break without a carriage return."""

SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(;[^\n]*)?[ \t]*")
"""The line before a chunk; more than 64 bits are no size."""

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
        self._line = b""  # what has come of the line or of the trailer that is next
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
        most = LONGEST_TRAILER if self._last else LONGEST
        known = len(self._line)
        self._line += bytes(buffer[start : min(end, start + most)])
        stop = self._end_of_line()
        if stop is None:
            if len(self._line) > most or (self._ends_chunk and self._line != b"\r"[: len(self._line)]):
                raise ValueError(self._line[:LONGEST])
            return start + len(self._line) - known
        line, self._line = self._line[:stop], b""
        self._meant(line)
        return start + stop - known

    def _end_of_line(self) -> int | None:
        """Return where the next line ends, or all headers behind the last chunk; None where more has to come."""
        if not self._last:
            at = self._line.find(b"\r\n")
            return at + 2 if at >= 0 else None
        for nothing in (b"\n", b"\r\n"):
            if self._line.startswith(nothing):
                return len(nothing)
        found = END_OF_HEAD.search(self._line)
        return found.end() if found else None

    def _meant(self, line: bytes) -> None:
        if self._last:
            check_trailer(line)
            self.done = True
        elif self._ends_chunk:
            if line != b"\r\n":
                raise ValueError(line)
            self._ends_chunk = False
        else:
            size = SIZE.fullmatch(line[:-2])
            if not size:
                raise ValueError(line)
            self._left = int(size[1], 16)
            self._last = not self._left


def check_trailer(block: bytes) -> None:
    """See that what stands behind the last chunk are headers.

    Raises:
        ValueError: they are none.
    """
    fields: list[tuple[bytes, bytes]] = []
    for line in block.split(b"\n"):
        text = line[:-1] if line.endswith(b"\r") else line
        if text[:1] in (b" ", b"\t") and fields:
            name, value = fields.pop()
            fields.append((name, value + b" " + text.lstrip(b" \t")))
        elif text:
            name, colon, value = text.partition(b":")
            fields.append((name if colon else b"", value.strip(b" \t")))
    try:
        h11.EndOfMessage(headers=fields)
    except h11.ProtocolError as error:
        raise ValueError(block[:LONGEST]) from error


Framing = Union[Length, Chunked]


def framing_of(headers: Mapping[bytes, bytes]) -> Framing:
    """Return how the body of a request is framed; the names of ``headers`` are in lower case."""
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        return Chunked()
    return Length(int(headers.get(b"content-length", b"0")))
