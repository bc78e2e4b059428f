"""Files and folders that are the user's alone: mode 0600 and 0700, on Windows an access list of the same sense.

The journal names scenes, folders and tasks, and logs name more. What is there already is tightened when it is opened. A
place that others are meant to share, such as ``/tmp`` or the home of the user itself, is left as it is.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import logging.handlers
import os
import stat
import sys
from ctypes import wintypes
from pathlib import Path
from typing import Any

from .system_errors import system_reason

log = logging.getLogger(__name__)

FILE, FOLDER = 0o600, 0o700

SYSTEM, ADMINISTRATORS = "SY", "BA"
"""Who is let in beside the user, in short names of SDDL: backups run as the one, and the other can take any file."""

TOKEN_QUERY, TOKEN_USER = 0x0008, 1
SDDL_REVISION_1 = 1
SE_FILE_OBJECT = 1
DACL, PROTECTED_DACL = 0x00000004, 0x80000000
"""What is set: the list of who may do what, which takes nothing over from the folder above."""

_tightened: set[str] = set()
"""Places whose access list was set by this process: Windows takes milliseconds to set one."""


def private_folder(path: Path) -> None:
    """Make a folder of the user's own, with those above it; tighten it where it is there.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    _tighten(path, FOLDER)


def private_file(path: Path) -> None:
    """Make an empty file of the user's own where there is none; tighten it where there is.

    Raises:
        OSError: it cannot be made.
    """
    # One that is there is not opened: closing it again would release every lock that this process has on it, and a
    # database in WAL mode is emptied under its readers by the next process that takes itself for the last.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))
    _tighten(path, FILE)


def tighten_file(path: Path) -> None:
    """Tighten a file that may be there."""
    with contextlib.suppress(FileNotFoundError):
        path.lstat()
        _tighten(path, FILE)


def _tighten(path: Path, mode: int) -> None:
    """Take everybody else's rights; a file system without rights has nothing to take."""
    if sys.platform == "win32":
        key = os.path.normcase(path.absolute())
        if key not in _tightened and not _shared(path):
            _tightened.add(key)
            keep_to_user(path)
        return
    with contextlib.suppress(OSError):
        status = path.stat()
        if status.st_uid == os.geteuid() and status.st_mode & 0o077 and not _shared(path):
            path.chmod(mode)


def _shared(path: Path) -> bool:
    """Whether a folder is one that programs other than ours live in, too."""
    whole = path.absolute()
    with contextlib.suppress(OSError, RuntimeError):
        if whole in (Path.home(), Path(whole.anchor)) or os.path.ismount(whole):
            return True
        return bool(whole.stat().st_mode & stat.S_ISVTX)
    return False


class PrivateLog(logging.handlers.RotatingFileHandler):
    """A log in a file of the user's own, and so are the older ones beside it."""

    def _open(self) -> Any:
        """Open the file; logging calls it again after each rotation."""
        private_file(Path(self.baseFilename))
        return super()._open()


def access_list(user: str, *, folder: bool) -> str:
    """Return the list in the language of Windows (SDDL); that of a folder also goes for what is made in it."""
    inherited = "OICI" if folder else ""
    return "D:P" + "".join(f"(A;{inherited};FA;;;{who})" for who in (user, SYSTEM, ADMINISTRATORS))


def keep_to_user(path: Path) -> bool:
    """Set the list; False where the file system keeps none (FAT) or the place is somebody else's."""
    try:
        _set(str(path.absolute()), access_list(_user(), folder=path.is_dir()))
    except OSError as error:
        log.info("the rights of %s stay as they are: %s", path, system_reason(error))
        return False
    return True


def _libraries() -> tuple[Any, Any]:
    """Return advapi32 and kernel32, told what they take: a pointer would be cut to 32 bits otherwise."""
    advapi, kernel = (ctypes.WinDLL(name, use_last_error=True) for name in ("advapi32", "kernel32"))  # type: ignore[attr-defined]
    text, pointer, number = wintypes.LPCWSTR, ctypes.c_void_p, wintypes.DWORD
    to_pointer, to_number = ctypes.POINTER(pointer), ctypes.POINTER(number)
    to_bool = ctypes.POINTER(wintypes.BOOL)
    for function, result, takes in (
        (kernel.GetCurrentProcess, wintypes.HANDLE, ()),
        (kernel.CloseHandle, wintypes.BOOL, (wintypes.HANDLE,)),
        (kernel.LocalFree, pointer, (pointer,)),
        (advapi.OpenProcessToken, wintypes.BOOL, (wintypes.HANDLE, number, ctypes.POINTER(wintypes.HANDLE))),
        (advapi.GetTokenInformation, wintypes.BOOL, (wintypes.HANDLE, ctypes.c_int, pointer, number, to_number)),
        (advapi.ConvertSidToStringSidW, wintypes.BOOL, (pointer, to_pointer)),
        (advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW, wintypes.BOOL,
         (text, number, to_pointer, to_number)),
        (advapi.GetSecurityDescriptorDacl, wintypes.BOOL, (pointer, to_bool, to_pointer, to_bool)),
        (advapi.SetNamedSecurityInfoW, number, (text, ctypes.c_int, number, pointer, pointer, pointer, pointer)),
    ):
        function.restype, function.argtypes = result, takes
    return advapi, kernel


def _user() -> str:
    """Return the security identifier of the user that this process runs as."""
    advapi, kernel = _libraries()
    token, size = wintypes.HANDLE(), wintypes.DWORD()
    _need(advapi.OpenProcessToken(kernel.GetCurrentProcess(), TOKEN_QUERY, ctypes.byref(token)))
    try:
        advapi.GetTokenInformation(token, TOKEN_USER, None, 0, ctypes.byref(size))  # says how much room it takes
        room = ctypes.create_string_buffer(size.value)
        _need(advapi.GetTokenInformation(token, TOKEN_USER, room, size, ctypes.byref(size)))
    finally:
        kernel.CloseHandle(token)
    identifier = ctypes.cast(room, ctypes.POINTER(ctypes.c_void_p))[0]  # the first member of TOKEN_USER points to it
    said = ctypes.c_void_p()
    _need(advapi.ConvertSidToStringSidW(identifier, ctypes.byref(said)))
    try:
        return ctypes.wstring_at(said.value or 0)
    finally:
        kernel.LocalFree(said)


def _set(path: str, described: str) -> None:
    advapi, kernel = _libraries()
    descriptor, entries = ctypes.c_void_p(), ctypes.c_void_p()
    present, defaulted = wintypes.BOOL(), wintypes.BOOL()
    _need(advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        described, SDDL_REVISION_1, ctypes.byref(descriptor), None))
    try:
        _need(advapi.GetSecurityDescriptorDacl(
            descriptor, ctypes.byref(present), ctypes.byref(entries), ctypes.byref(defaulted)))
        failed = advapi.SetNamedSecurityInfoW(path, SE_FILE_OBJECT, DACL | PROTECTED_DACL, None, None, entries, None)
        if failed:
            raise ctypes.WinError(failed)  # type: ignore[attr-defined]
    finally:
        kernel.LocalFree(descriptor)


def _need(done: int) -> None:
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
