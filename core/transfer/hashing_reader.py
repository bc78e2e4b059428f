"""Read local files once and hash them as they pass; say in a sentence why one cannot be read."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Callable

from ..common.errors import TransferFailed
from ..common.i18n import _
from ..common.system_errors import system_reason
from .engine import SentContent
from .supervised.pulse import touching

BLOCK = 1 << 20
"""Bytes at a time."""

FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""To open a pipe nobody writes into would take for ever; of a file O_NONBLOCK changes nothing."""

LASTING = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}
"""Reasons that do not go away by waiting. The others are those of a drive that may come back."""


class HashingReader:
    """One file, read from its beginning; use it as a context manager.

    Raises:
        TransferFailed: it cannot be read, here and in every method.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self.done = 0
        self._digest = hashlib.sha256()
        self._buffer = memoryview(b"")
        try:
            with touching(path):
                self._file = io.FileIO(os.open(path, FLAGS))
                self.status = os.fstat(self._file.fileno())
        except OSError as error:
            raise unreadable(path, error) from error
        try:
            need_file(path, self.status)
        except TransferFailed:
            self._file.close()
            raise

    def __enter__(self) -> HashingReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def blocks(self, until: int, size: Callable[[], int] = lambda: BLOCK) -> Iterator[memoryview]:
        """Yield the blocks up to byte ``until``; each overwrites the one before it."""
        while (left := until - self.done) > 0:
            block = self._block(min(left, size(), BLOCK))
            if not block:
                return
            yield block

    def as_read(self) -> SentContent:
        """The file as it was when it was opened, and the hash of what was read."""
        status = self.status
        return SentContent(status.st_size, status.st_mtime_ns, status.st_ino, self.sha256())

    def sha256(self) -> str:
        """The hash of what was read so far."""
        return self._digest.hexdigest()

    def _block(self, size: int) -> memoryview:
        if len(self._buffer) < size:
            # No more than the file needs: a frame of some KiB would leave 1 MiB of the heap of each thread touched.
            self._buffer = memoryview(bytearray(max(size, min(BLOCK, self.status.st_size))))
        try:
            with touching(self.path):
                block = self._buffer[: self._file.readinto(self._buffer[:size])]
        except OSError as error:
            raise unreadable(self.path, error) from error
        self._digest.update(block)
        self.done += len(block)
        return block


def read_and_hash(path: str | Path, check: Callable[[], None]) -> SentContent:
    """The hash of a whole file; ``check`` is called between blocks."""
    with HashingReader(path) as file:
        for _block in file.blocks(file.status.st_size):
            check()
        return file.as_read()


def read_small(path: str, room: memoryview) -> tuple[int, SentContent] | None:
    """Read a whole file into ``room``; return the bytes read, which may be fewer than it had, and what it was like.

    None where there is not room enough. One that grows meanwhile is read as far as it was.

    Raises:
        TransferFailed: it cannot be read.
    """
    size = 0
    try:
        with touching(path):
            handle = os.open(path, FLAGS)
            try:
                status = os.fstat(handle)
                need_file(path, status)
                if status.st_size <= len(room):
                    size = _read_into(handle, room[: status.st_size])
            finally:
                os.close(handle)
    except OSError as error:
        raise unreadable(path, error) from error
    if status.st_size > len(room):
        return None
    sha256 = hashlib.sha256(room[:size]).hexdigest()
    return size, SentContent(status.st_size, status.st_mtime_ns, status.st_ino, sha256)


def _read_into(handle: int, room: memoryview) -> int:
    """Fill ``room``; the bytes up to the end of the file, where that comes first."""
    done = 0
    while done < len(room):
        data = os.read(handle, len(room) - done)
        if not data:
            break
        room[done : done + len(data)] = data
        done += len(data)
    return done


def look_at(path: str) -> os.stat_result:
    """Return what the file is like now.

    Raises:
        TransferFailed: it is gone, or is none.
    """
    try:
        with touching(path):
            status = os.stat(path)
    except OSError as error:
        raise unreadable(path, error) from error
    need_file(path, status)
    return status


def need_file(path: str | Path, status: os.stat_result) -> None:
    """See that what is to be sent has an end: a pipe, a socket or a device has none.

    Raises:
        TransferFailed: it is no file.
    """
    # First: this is asked for each of 100,000 files, and the words below are looked up in the catalogue.
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((word for test, word in (
        (stat.S_ISFIFO, _("a pipe")), (stat.S_ISSOCK, _("a socket")), (stat.S_ISBLK, _("a device")),
        (stat.S_ISCHR, _("a device")), (stat.S_ISDIR, _("a folder"))) if test(status.st_mode)), "")
    if kind:
        raise TransferFailed(_("{path} is {kind} and no file: it cannot be sent. Put a file there and resume, or "
                               "submit again without it.").format(path=path, kind=kind), path=str(path))


def unreadable(where: str | Path, error: OSError) -> TransferFailed:
    """The sentence for a file that cannot be read; ``retry`` where it may be by waiting."""
    path = str(where)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        # Without its folder it is rather the drive that is gone, and drives come back.
        if not os.path.isdir(os.path.dirname(path)):  # noqa: PTH112, PTH120
            return TransferFailed(_("The folder of {path} cannot be reached: is its drive connected?").format(
                path=path), path=path, retry=True)
        return TransferFailed(_("{path} is gone since the submission was planned: put it back and resume, or submit "
                                "again without it.").format(path=path), path=path)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return TransferFailed(_("{path} may not be read by this user: allow it and resume.").format(path=path),
                              path=path)
    return TransferFailed(_("{path} cannot be read: {reason}.").format(path=path, reason=system_reason(error)),
                          path=path, retry=error.errno not in LASTING)
