"""A Host for a scene file that its application reads in a process of its own."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .host import RecordedHost

Stamp = Optional[Tuple[int, int, int]]
"""When a file was written, its size and its inode; None where there is none."""


class SceneFileHost(RecordedHost):
    """A scene as its application read it from its file, which can be read again."""

    def __init__(self, path: Path, read: Callable[[Path], RecordedHost]) -> None:
        """Read the scene.

        Raises:
            BadInput: there is no such scene.
            HostFailed: the application is not here, or could not read it.
        """
        self._path, self._read = path, read
        # Taken before it is read: what is written meanwhile is then seen as a change.
        self._stamp = stamp_of(path)
        recorded = read(path)
        super().__init__(recorded.current, recorded.files, recorded.name, recorded.memory, recorded.bad)

    @property
    def written_ns(self) -> int:
        """When the file that was read was written, in ns since 1970; 0 where it was not there."""
        return self._stamp[0] if self._stamp is not None else 0

    def file_changed(self) -> bool:
        """Whether the file is another one than was read. Any thread."""
        return stamp_of(self._path) != self._stamp

    def read_file(self) -> Callable[[], None]:
        """Read the file again, and return a function that takes over what was read. Worker thread.

        Raises:
            BadInput: there is no such scene any more.
            HostFailed: the application is not here, or could not read it.
        """
        stamp = stamp_of(self._path)
        recorded = self._read(self._path)

        def take() -> None:
            self._stamp = stamp
            self.current, self.files, self.bad = recorded.current, recorded.files, recorded.bad

        return take


def stamp_of(path: Path) -> Stamp:
    """Return what tells one writing of a file from another."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size, status.st_ino
    return None
