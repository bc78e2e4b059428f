"""The file of a large result while it comes in pieces: which of them are here outlives a kill and a power cut.

The note beside it has the ETag of the content, a line with its size, one with a name of the attempt, and a line for
each piece that is synced. A note with the ETag alone, as ``PartFile`` and older versions leave it, says that the file
has the beginning of that content.

A thread that hung and was left behind may wake when another attempt has begun the file anew. It writes nowhere but
into the files of its own attempt: whoever begins anew removes the note before the file, so a file that was opened
while the note still names the attempt is that attempt's.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Callable, Tuple  # noqa: UP035

from ...common.atomic import sync_file, sync_folder, write_text
from ..supervised.pulse import touching
from .part_file import STRONG, PartFile, note_of

LARGE = 32 << 20
"""Bytes above which a result comes in pieces: a smaller one is here before more connections would pay."""

PIECE = 8 << 20
"""Bytes of a piece: little to fetch again after a kill, and over a slow line still many round trips long."""

SPAN = re.compile(r"(\d{1,20})-(\d{1,20})")

Span = Tuple[int, int]
"""The first byte of a piece, and the one behind its last."""


class NotWholeError(Exception):
    """A result, or a piece of one, is not all that was announced."""


class Pieces:
    """The pieces of one result; each may be put by a thread of its own."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._file = PartFile(path, size)
        self._note = note_of(path)
        self._size = size
        self._lock = threading.Lock()
        self._attempt = b""
        """The line of the note that names this attempt; empty before it has begun."""
        self.tag, self._here = self._read()
        """The ETag of the content that the pieces are from; empty where there are none."""

    def missing(self) -> list[Span]:
        """Return the pieces that are not here, in their order."""
        every = ((begin, min(begin + PIECE, self._size)) for begin in range(0, self._size, PIECE))
        return [span for span in every if not self._has(span)]

    def done(self) -> int:
        """Return the bytes of the pieces that are here."""
        return self._size - sum(end - begin for begin, end in self.missing())

    def begin(self, tag: str) -> None:
        """Go on with the content of this ETag, or begin anew where the pieces are from another one."""
        if tag != self.tag:
            self.remove()
        attempt = f"attempt {secrets.token_hex(8)}"
        with touching(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.open("ab").close()
            sync_file(self._path)  # what an older version left was not
            spans = (f"{begin}-{end}" for begin, end in self._here)
            write_text(self._note, "\n".join([tag, f"size {self._size}", attempt, *spans, ""]))
            sync_folder(self._path.parent)
        self._attempt = attempt.encode()
        self.tag = tag

    def put(self, span: Span, blocks: Iterable[bytes], moved: Callable[[int], None]) -> None:
        """Write one piece to its place, and note it down once it is synced.

        Raises:
            NotWholeError: it ends before its last byte, or another attempt has begun.
            ValueError: more comes than was asked for; that is not written.
        """
        at, end = span
        with self._opened(self._path, "r+b") as file, self._opened(self._note, "a+b") as note:
            self._see_to_attempt(note)
            file.seek(at)
            for block in blocks:
                fits = block[: end - at]
                with touching(self._path):
                    file.write(fits)
                at += len(fits)
                moved(len(fits))
                if len(fits) < len(block):
                    raise ValueError("the farm sends more than was asked for")
            if at < end:
                raise NotWholeError
            with touching(self._path):
                file.flush()
                os.fsync(file.fileno())
            with self._lock, touching(self._note):
                note.write(f"{span[0]}-{span[1]}\n".encode())
                note.flush()
                os.fsync(note.fileno())
                self._here.append(span)

    @contextlib.contextmanager
    def _opened(self, path: Path, mode: str) -> Iterator[IO[bytes]]:
        with touching(path):
            file: IO[bytes] = path.open(mode)
        try:
            yield file
        finally:
            with touching(path):
                file.close()

    def _see_to_attempt(self, note: IO[bytes]) -> None:
        with touching(self._note):
            note.seek(0)
            if self._attempt not in note.read().split(b"\n"):
                raise NotWholeError

    def finish(self, local: Path) -> None:
        """Give the file its name."""
        self._file.finish(local)

    def remove(self) -> None:
        """Begin anew. What a thread that was left behind still writes does not get into the new file."""
        self._file.remove()
        self.tag, self._here = "", []

    def _has(self, span: Span) -> bool:
        return any(begin <= span[0] and span[1] <= end for begin, end in self._here)

    def _read(self) -> tuple[str, list[Span]]:
        try:
            with touching(self._path):
                tag, *lines = self._note.read_text("ascii").split("\n")
                there = self._path.stat().st_size
        except (OSError, UnicodeDecodeError):
            return "", []
        if STRONG.fullmatch(tag) and there <= self._size:
            if not lines and there < self._size:
                return tag, [(0, there)]
            if lines and lines[0] == f"size {self._size}":
                # Behind the last line break is nothing, or a line that a power cut left short.
                found = (SPAN.fullmatch(line) for line in lines[1:-1])
                spans = [(int(each.group(1)), int(each.group(2))) for each in found if each]
                return tag, [(begin, end) for begin, end in spans if begin < end <= there]
        return "", []
