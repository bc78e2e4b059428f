"""Sentences about a disk that cannot be written or read."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from .errors import BadInput, FoxError
from .i18n import _
from .system_errors import reason, system_reason

FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
ELSE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG, errno.EIO,
        errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.EMFILE, errno.ENFILE, errno.EINVAL, errno.EBADF}


def on_disk(error: OSError) -> bool:
    """Whether it is about a file or a folder, and no defect of ours."""
    return error.errno in FULL | FORBIDDEN | ELSE


def unusable(error: OSError, place: str | Path = "") -> str:
    """The sentence for a place that cannot be read or written: ``place``, or the one that the error names."""
    name = place or error.filename or "–"
    if error.errno in FULL:
        return _("The disk of {path} is full: make room there.").format(path=name)
    return _("{path} cannot be used: {reason}.").format(path=name, reason=system_reason(error))


def error_sentence(error: Exception) -> str:
    """Return what to tell the artist of any error; what is neither ours nor of the disk is a defect."""
    if isinstance(error, FoxError):
        return str(error)
    if isinstance(error, OSError) and error.filename and on_disk(error):
        return unusable(error)
    return _("Something unexpected happened ({kind}: {error}): see the log.").format(
        kind=type(error).__name__, error=error)


def try_folder(folder: Path) -> None:
    """Make a folder with those above it, and try whether a file can be written there; nothing stays of the file.

    Raises:
        OSError: not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error
    handle, name = tempfile.mkstemp(dir=folder, prefix=".foxsubmit-try-")
    try:
        os.write(handle, b"?")  # a full disk may still take a name
        os.fsync(handle)
    finally:
        os.close(handle)
        os.unlink(name)  # noqa: PTH108


def need_folder(folder: str | Path) -> None:
    """See that results can be put into a folder before they cost anything. Blocks: for a worker.

    Raises:
        BadInput: nothing can be written there; the sentence names the folder and what to do.
    """
    try:
        try_folder(Path(folder))
    except (OSError, ValueError) as error:
        why = unusable(error, folder) if isinstance(error, OSError) else reason(error)
        raise BadInput(_(
            "Results cannot be put there, so nothing was asked of the farm. {reason} Choose another output folder."
        ).format(reason=why)) from error
