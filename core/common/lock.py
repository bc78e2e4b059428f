"""A lock on a file that the system releases when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """One holder among all processes of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take it if it is free; False when another process holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+", encoding="utf-8")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        with contextlib.suppress(OSError):  # the number is for people; a full disk takes no byte, and the lock holds
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), str(os.getpid()).encode())
        return True

    def release(self) -> None:
        """Give it back; the file stays, or another process could lock a file that is gone."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def fileno(self) -> int:
        """Return the descriptor of the held lock's file. A child that inherits it holds the lock; not on Windows."""
        if self._file is None:
            raise ValueError("the lock is not held")
        return self._file.fileno()

    def held(self) -> bool:
        """Whether any process has it now."""
        if self._file is not None:
            return True
        try:
            file = self._open()
        except FileNotFoundError:
            return False
        with file:
            try:
                _lock(file)
            except OSError:
                return True
        return False

    def _open(self) -> IO[str]:
        """Open the file as it is; on a disk that was made read-only it can be asked, too."""
        try:
            return self.path.open("r+", encoding="utf-8")
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            return self.path.open(encoding="utf-8")


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        file.seek(1 << 20)  # locks there are mandatory: stay clear of the process id
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
