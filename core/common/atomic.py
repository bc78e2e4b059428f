"""Write files atomically: a reader finds the whole file or none. A file that Windows holds for others is waited for."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HELD = {5, 32, 33, 145}
"""Windows' errors for what another program has open: access denied, sharing violation, lock violation; and for a folder
of which something that was removed is still open: not empty."""

WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries; scanners, indexers and readers let go within them."""


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Replace ``path`` by ``text`` in one step; ``private`` keeps other users from reading it.

    Lines end as they do in ``text``, on Windows too: who reads bytes back finds what was written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600 from the start
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def replace(source: str | Path, target: str | Path) -> None:
    """Give a file or a folder another name; a file that has the name already is replaced. May wait for a second.

    Raises:
        OSError: it cannot be done, or another program has one of them open all the time.
    """
    _patiently(lambda: os.replace(source, target))  # noqa: PTH105


def remove(path: str | Path) -> None:
    """Remove a file; where there is none nothing is to be done. May wait for a second.

    Raises:
        OSError: it cannot be removed, or another program has it open all the time.
    """
    with contextlib.suppress(FileNotFoundError):
        _patiently(lambda: os.unlink(path))  # noqa: PTH108


def remove_folder(path: str | Path) -> None:
    """Remove a folder with all in it; where there is none nothing is to be done. May wait for a second.

    Raises:
        OSError: something in it stays, because another program has it open all the time or because it cannot be
            removed; everything else is gone.
    """
    if not os.path.lexists(path):
        return
    try:
        _patiently(lambda: shutil.rmtree(path))
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
        if os.path.lexists(path):
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


def _patiently(change: Callable[[], None]) -> None:
    """Make a change again, after growing waits, as long as Windows says that another program holds the file."""
    for wait in WAITS:
        try:
            return change()
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
        time.sleep(wait)
    return change()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
