"""The library that lets system calls fail (shim.c): build it, and steer it by a page of shared memory."""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
OPERATIONS = ("open", "read", "write", "fsync", "rename", "unlink", "mkdir", "connect", "send", "recv", "accept")
"""The calls that are counted, in the order of shim.c."""

FAIL, KILL, STOP = range(3)


def build() -> Path | None:
    """Return the library, compiled once for each version of its source; None where this machine has no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or os.name != "posix" or not Path("/proc/self").exists():
        return None
    name = f"fault-shim-{os.getuid()}-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]}.so"
    library = Path(tempfile.gettempdir()) / name
    if not library.exists():
        made = library.with_suffix(f".{os.getpid()}")
        done = subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"], check=False)
        if done.returncode:
            return None
        made.replace(library)
    return library


class _Layout(ctypes.Structure):
    _fields_ = (("op", ctypes.c_int32), ("action", ctypes.c_int32), ("first", ctypes.c_int64),
                ("times", ctypes.c_int64), ("error", ctypes.c_int32), ("hits", ctypes.c_int32),
                ("count", ctypes.c_int64 * 16), ("clock", ctypes.c_double), ("where", ctypes.c_char * 256))


class Page:
    """What one process shall suffer, and what it did so far; both sides see changes at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(bytes(mmap.PAGESIZE))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self._layout = _Layout.from_buffer(self._memory)

    def arm(self, operation: str, first: int, times: int = 1, error: int = 0, action: int = FAIL) -> None:
        """Let the ``first`` call of this kind, and those after it, fail ``times`` times."""
        layout = self._layout
        layout.first = 0
        layout.op, layout.action, layout.times, layout.error = OPERATIONS.index(operation), action, times, error
        layout.first = first

    def calm(self) -> None:
        """Let nothing fail any more."""
        self._layout.first = 0

    def jump(self, seconds: float) -> None:
        """Set the wall clock this far from the real one."""
        self._layout.clock = seconds

    @property
    def hits(self) -> int:
        """How many calls have failed."""
        return int(self._layout.hits)

    @property
    def where(self) -> str:
        """The file of the first call that failed."""
        return bytes(self._layout.where).decode("utf-8", "replace")

    @property
    def counts(self) -> dict[str, int]:
        """How many calls of each kind there were."""
        return dict(zip(OPERATIONS, self._layout.count))
