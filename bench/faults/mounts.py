"""File systems of the bench's own: one that loses its power, one that is full. All of it takes root on Linux."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import subprocess
import threading
from pathlib import Path

SHUTDOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN, which XFS and F2FS know by the same number."""

FLUSH_LOG, NO_FLUSH = 1, 2
SIZE = 48 << 20
_making = threading.Lock()


class PowerlessDisk:
    """An ext4 in a file, mounted at ``place``; its power can be cut."""

    def __init__(self, place: Path, image: Path, options: str = "") -> None:
        self.place = place
        self._image = image
        self._options = ",".join(filter(None, ("loop", options)))
        with _making:
            template = image.parent.parent / f"template-{os.getpid()}.ext4"
            if not template.exists():
                with template.open("wb") as file:
                    file.truncate(SIZE)
                _do("mkfs.ext4", "-q", "-F", "-O", "^metadata_csum", str(template))
        _do("cp", "--sparse=always", str(template), str(image))
        self.mount()

    def mount(self) -> None:
        """Mount it; what its own journal holds is played back."""
        _do("mount", "-o", self._options, str(self._image), str(self.place))

    def cut(self, how: int = NO_FLUSH) -> None:
        """Let nothing that is not on the disk yet ever come there."""
        import fcntl  # noqa: PLC0415 - Linux only

        folder = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", how))
        finally:
            os.close(folder)

    def unmount(self) -> None:
        """Take it away; nobody may have a file open there.

        What is on the disk becomes an image of its own: where another program's view of the mounts keeps the old one
        alive, mounting that again would bring back the file system that has lost its power.
        """
        _do("umount", str(self.place))
        copy = self._image.with_name(f"{self._image.name}-copy")
        _do("cp", "--sparse=always", str(self._image), str(copy))
        copy.replace(self._image)

    def remove(self) -> None:
        """Leave nothing mounted, whatever has happened."""
        with contextlib.suppress(subprocess.CalledProcessError):
            _do("umount", "-l", str(self.place))
        self._image.unlink(missing_ok=True)


class SmallDisk:
    """A file system in memory at ``place`` that is full whenever it is told to be."""

    def __init__(self, place: Path, size: int) -> None:
        self.place = place
        self._ballast = place / "ballast"
        _do("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))

    def fill(self, left: int) -> None:
        """Leave this many bytes."""
        free = shutil.disk_usage(self.place).free
        with contextlib.suppress(OSError), self._ballast.open("wb") as file:  # agent and farm take some at this moment
            os.posix_fallocate(file.fileno(), 0, max(1, free - left))

    def empty(self) -> None:
        """Make room again."""
        self._ballast.unlink(missing_ok=True)

    def remove(self) -> None:
        """Leave nothing mounted."""
        with contextlib.suppress(subprocess.CalledProcessError):
            _do("umount", "-l", str(self.place))


def _do(*command: str) -> None:
    environment = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
