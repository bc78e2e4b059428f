"""Have many files outlive a power cut."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...core.common.atomic import sync_file, sync_folders

AT_ONCE = 16
"""Files that are synced side by side: a disk writes many down as fast as one."""

MANY = 1000
"""From so many files on, Linux is asked once to write down all that the disk holds: cheaper than three calls a file."""


def sync_files(root: Path, files: Sequence[Path]) -> None:
    """Sync files below ``root``.

    Raises:
        OSError: the disk did not take one.
    """
    if len(files) >= MANY and sys.platform.startswith("linux"):
        _sync_disk(root)
        return
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="foxsubmit-sync") as pool:
        list(pool.map(sync_file, files))
    sync_folders(files, root)


def _sync_disk(folder: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)
