"""Write the open file to disk as it is now: whole, or not at all.

Blender itself writes a part of a file on a full disk, puts it in the place of the whole one, and says that it saved.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import bpy

from ....core.common.atomic import remove, replace
from ....core.common.disk import FULL
from ....core.common.errors import HostFailed
from ....core.common.i18n import _
from . import painted
from .whole import is_whole

SAYS_NOTHING = {"", "Success", *(os.strerror(each) for each in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))}
"""Reasons that Blender gives where the disk is full."""


def save() -> Path:
    """Save the open file under its name, with the pictures that were painted.

    Raises:
        HostFailed: it has no name, or could not be written; then the file is what it was.
    """
    if not bpy.data.filepath:
        raise HostFailed(_("The scene has no file yet: save it once with File > Save As."))
    path = Path(bpy.data.filepath)
    painted.save_all()
    with _kept(path):
        _write(path, bpy.ops.wm.save_mainfile)
    return path


def save_as(path: Path) -> None:
    """Save the open file under another name, which it has from then on, with the pictures that were painted.

    Raises:
        HostFailed: it could not be written; then a file of that name is what it was.
    """
    write: Any = bpy.ops.wm.save_as_mainfile  # its stubs differ by version
    painted.save_all()
    with _kept(path):
        _write(path, lambda: write(filepath=str(path), check_existing=False))


def write_copy(target: Path) -> None:
    """Write a compressed copy with the paths of the original, and leave the open file and its own file alone.

    Raises:
        HostFailed: it could not be written; nothing is there then.
    """
    write: Any = bpy.ops.wm.save_as_mainfile  # its stubs differ by version
    try:
        with painted.packed(), _nothing_more_packed():
            _write(target, lambda: write(filepath=str(target), copy=True, compress=True, relative_remap=False,
                                         check_existing=False))
    except BaseException:
        for left in (target, target.with_name(f"{target.name}@")):
            with contextlib.suppress(OSError):
                remove(left)
        raise


@contextlib.contextmanager
def _nothing_more_packed() -> Iterator[None]:
    """Within it, Blender packs no files when it writes, which would change the open scene."""
    before = bpy.data.use_autopack
    bpy.data.use_autopack = False
    try:
        yield
    finally:
        bpy.data.use_autopack = before


def _write(path: Path, write: Callable[[], object]) -> None:
    try:
        write()
    except RuntimeError as error:
        reason = str(error).replace("Error:", "").strip().rstrip(".")
        if reason.rsplit(": ", 1)[-1] in SAYS_NOTHING:
            raise _no_room(path) from error
        raise HostFailed(_("Blender could not save the scene: {reason}.").format(reason=reason)) from error
    if not is_whole(path):
        raise _no_room(path)


def _no_room(path: Path) -> HostFailed:
    return HostFailed(_("The scene could not be written whole to {folder}: make room on that disk, and submit "
                        "again.").format(folder=path.parent))


@contextlib.contextmanager
def _kept(path: Path) -> Iterator[None]:
    """Put the file back where the block fails."""
    before = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        real = os.path.realpath(path)
        try:
            os.link(real, before)
        except OSError:  # the file system has no links
            shutil.copy2(real, before)
    except OSError as error:
        if error.errno in FULL:
            raise _no_room(path) from error
        # Nothing is there, or nothing can be written there, which Blender will say.
        with contextlib.suppress(OSError):
            remove(before)
        yield
        return
    try:
        yield
    except BaseException:
        replace(before, path)
        raise
    finally:
        with contextlib.suppress(OSError):  # also where both are one file, of which replacing one by the other is none
            remove(before)
