"""Write files atomically: a reader finds the whole file or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Replace ``path`` by ``text`` in one step; ``private`` keeps other users from reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600 from the start
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def sync_file(file: Path) -> None:
    """Have the content of a file outlive a power cut.

    Raises:
        OSError: the disk did not take it.
    """
    handle = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))  # Windows syncs only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder outlive a power cut; a system that cannot do that keeps them in its own time."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_folders(files: Iterable[Path], top: Path) -> None:
    """Have the names of files outlive a power cut, and those of the folders up to ``top``, which may be new."""
    folders = set()
    for file in files:
        folder = file.parent
        folders.add(folder)
        while folder != top and top in folder.parents:
            folder = folder.parent
            folders.add(folder)
        folders.add(folder.parent)
    for each in folders:
        sync_folder(each)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
