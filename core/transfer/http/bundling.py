"""The body of a request with many small files: each is read to where it leaves from, and copied nowhere."""

from __future__ import annotations

import time

from ..engine import FileToSend, Report, SentContent
from ..hashing_reader import BLOCK, read_small
from .bundle import LINE, SMALL, head
from .connection import StorageConnection

MOST_FILES, MOST_BYTES, LONGEST = 1000, 64 << 20, 1.0
"""The limits of a bundle: files, bytes, and seconds after which it ends, so that its files count as arrived."""

LEAST = 64 << 10  # bytes at a time where the speed is limited
LATEST = 0.2  # seconds that a read file waits for others before it leaves
SIZE = b"%08x\r\n"
"""The line before a chunk; its length is fixed, so that room for it can be reserved."""

START = len(SIZE % 0)
END = b"\r\n"


class BundleBody:
    """Gathers files to chunks, and sends them."""

    def __init__(self, connection: StorageConnection, report: Report) -> None:
        self._connection = connection
        self._report = report
        self._room = memoryview(bytearray(START + BLOCK + LINE + SMALL + len(END)))
        self._end = START
        self._total = 0
        self._wanted = True
        self._began = self._left = time.monotonic()
        self.sent: list[tuple[FileToSend, SentContent]] = []

    def wants_more(self) -> bool:
        """Whether another file should go along."""
        return (self._wanted and len(self.sent) < MOST_FILES and self._total < MOST_BYTES
                and time.monotonic() - self._began < LONGEST)

    def add(self, item: FileToSend) -> bool:
        """Read a file and send it along; False when it is too large by now."""
        self._report.check()
        length = len(head(item.server, 0))
        start = self._space(length + SMALL)
        content = start + length
        read = read_small(item.local, self._room[content : content + SMALL])
        if read is None:
            return False
        size, sent = read
        self._room[start:content] = head(item.server, size)  # of what was read: it may have become shorter meanwhile
        self._end = content + size
        self.sent.append((item, sent))
        if self._end - START >= paced_block(self._report) or time.monotonic() - self._left > LATEST:
            self._leave()
        self._report.moved(item.server, size)
        return True

    def end(self) -> None:
        """Send what is left."""
        self._leave()
        if self._wanted:
            self._connection.send(b"0\r\n\r\n")

    def _space(self, size: int) -> int:
        """Return the offset at which a file with its line may begin."""
        if self._end + size > len(self._room) - len(END):
            self._leave()  # lines may be long where files are not
        return self._end

    def _leave(self) -> None:
        size = self._end - START
        if size and self._wanted:
            self._room[:START] = SIZE % size
            self._room[self._end : self._end + len(END)] = END
            self._wanted = self._connection.send(self._room[: self._end + len(END)])
        self._total += size
        self._end = START
        self._left = time.monotonic()


def paced_block(report: Report) -> int:
    """Bytes at a time: small enough for an even flow where the speed is limited."""
    limit = report.limit()
    return max(LEAST, min(BLOCK, limit // 4)) if limit else BLOCK
