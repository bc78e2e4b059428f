"""A file on its way into storage, block by block."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Callable

from ...core.common.atomic import remove
from ...core.common.i18n import _
from ...core.common.system_errors import system_reason
from ..base.refusal import BAD_REQUEST, CONFLICT, FULL, INTERNAL, INVALID, Refusal

Background = Callable[[Callable[[bytes], None], bytes], "Future[None]"]

BLOCK = 1 << 20
LARGE = 1 << 18
"""Bytes of a block from which on another thread hashes it; a smaller one is hashed before that would begin."""

NAMES = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}
"""Errors of names that the farm's disk never takes, or that stand for a folder there."""


class Incoming:
    """Appends to a part file and hashes what passes; to go on with one, call ``catch_up`` first.

    Its methods block and may be called from any thread.
    """

    def __init__(self, part: Path, offset: int, size: int, disk: Callable[[], None], background: Background) -> None:
        """``background`` runs on another thread what hashes a block while it is written."""
        self.part = part
        self._disk = disk  # may be slow, or full, on purpose
        self._background = background
        self.size = size
        self.stored = offset
        self._lock = threading.Lock()
        self._digest = hashlib.sha256()
        self._file = part.open("ab" if offset else "wb", buffering=0)

    def catch_up(self) -> None:
        """Hash what an earlier request left. Nothing else reads bytes again, and it may take a while."""
        with self.part.open("rb") as file:
            left = self.stored
            while left and (block := file.read(min(BLOCK, left))):
                self._digest.update(block)
                left -= len(block)

    def sha256(self) -> str:
        """Return the SHA-256 of what is stored."""
        return self._digest.hexdigest()

    def add(self, block: bytes) -> None:
        """Append a block; refused if a newer request sends the same file, or the file is longer than announced."""
        with self._lock:
            if self._file.closed:
                raise Refusal(CONFLICT, _("A newer request sends this file."), {"stored": self.stored})
            if self.stored + len(block) > self.size:
                self._file.close()
                remove(self.part)
                raise Refusal(BAD_REQUEST, _("More bytes came than were announced: send the file again."))
            if len(block) < LARGE:
                self._write(memoryview(block))
                self._digest.update(block)
            else:
                self._write_and_hash(block)
            self.stored += len(block)

    def complete(self) -> str:
        """Close the part; return the SHA-256 if every byte is there, else nothing."""
        with self._lock:
            mine = not self._file.closed
            self._file.close()
            return self._digest.hexdigest() if mine and self.stored == self.size else ""

    def close(self) -> None:
        """Close the part and keep what arrived."""
        with self._lock:
            self._file.close()

    def _write_and_hash(self, block: bytes) -> None:
        """Both at once; where the disk does not take the block, the part is closed, and nobody asks for its hash."""
        hashing = self._background(self._digest.update, block)
        try:
            self._write(memoryview(block))
        finally:
            hashing.result()

    def _write(self, block: memoryview) -> None:
        written = 0
        try:
            self._disk()
            while written < len(block):
                written += self._file.write(block[written:]) or 0
        except OSError as error:
            # A block that was cut by a full disk is taken back: what is stored is what was hashed.
            os.ftruncate(self._file.fileno(), self.stored)
            self._file.close()
            raise storage_error(error) from error


def storage_error(error: OSError, file: Path | None = None) -> Refusal:
    """Return the refusal of a file that the disk did not take; only one for the file's name is for good.

    With ``file``, its place, a name that a folder has, or a folder that is a file, is seen also where the system's
    error is one that may pass, as on Windows.
    """
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Refusal(FULL, _("The disk of the farm is full: make room, then send the file again."))
    code = INVALID if error.errno in NAMES or (file is not None and _taken(file)) else INTERNAL
    return Refusal(code, _("The farm cannot store the file: {reason}.").format(reason=system_reason(error)))


def _taken(file: Path) -> bool:
    """Whether a folder lies where the file shall lie, or a file where a folder of its shall."""
    return file.is_dir() or any(folder.is_file() for folder in file.parents)


def reply(stored: int, sha256: str, complete: bool) -> dict[str, Any]:
    """Return the storage's answer about one file."""
    return {"stored": stored, "complete": complete, "sha256": sha256}
