"""What an error of the operating system is called in the language of the panel and of the command line.

The system's own words follow its locale and not the language that was chosen, and in a host with Qt they follow
whatever locale was set first; Windows has other words for the same errors.
"""

from __future__ import annotations

import errno

from .i18n import _


def system_reason(error: OSError) -> str:
    """Say why the system refused, for the end of a sentence; the words are those of the C library."""
    return _words().get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def reason(error: BaseException) -> str:
    """Say what an error of any kind says, and where it is the system's, as `system_reason` does."""
    return system_reason(error) if isinstance(error, OSError) else str(error)


def _words() -> dict[int, str]:
    return {
        errno.ENOENT: _("No such file or directory"),
        errno.ENOTDIR: _("Not a directory"),
        errno.EISDIR: _("Is a directory"),
        errno.EEXIST: _("File exists"),
        errno.EACCES: _("Permission denied"),
        errno.EPERM: _("Operation not permitted"),
        errno.EROFS: _("Read-only file system"),
        errno.ENOSPC: _("No space left on device"),
        errno.EDQUOT: _("Disk quota exceeded"),
        errno.EFBIG: _("File too large"),
        errno.EIO: _("Input/output error"),
        errno.EBUSY: _("Device or resource busy"),
        errno.EMFILE: _("Too many open files"),
        errno.ENFILE: _("Too many open files"),
        errno.ELOOP: _("Too many levels of symbolic links"),
        errno.ENAMETOOLONG: _("File name too long"),
        errno.ENOTEMPTY: _("Directory not empty"),
        errno.ENOEXEC: _("Exec format error"),
        errno.ESTALE: _("Stale file handle"),
        errno.EADDRINUSE: _("Address already in use"),
        errno.ECONNREFUSED: _("Connection refused"),
    }
