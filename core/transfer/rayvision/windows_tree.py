"""A program of Windows with all that it has started: Windows itself ends one process alone."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from typing import Callable, NamedTuple

from ..supervised.process_start import start_of

ALL = 2  # TH32CS_SNAPPROCESS
MAY_END = 0x100001  # PROCESS_TERMINATE, and to wait for its end
MAY_ASK = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
ENDS = 3000  # milliseconds in which one that is ended does so
CODE = 1  # as the task manager has it
ROUNDS = 5
"""Looks at most: what is started while the others are ended is found by the next one."""


class _Entry(ctypes.Structure):
    """PROCESSENTRY32W of the system."""

    _fields_ = (
        ("size", ctypes.c_uint32), ("usage", ctypes.c_uint32), ("process", ctypes.c_uint32), ("heap", ctypes.c_void_p),
        ("module", ctypes.c_uint32), ("threads", ctypes.c_uint32), ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32), ("flags", ctypes.c_uint32), ("name", ctypes.c_wchar * 260))


class Running(NamedTuple):
    """One process, as a list of all says it."""

    number: int
    parent: int
    name: str


def tree(process: int, running: Sequence[Running], began: Callable[[int], str]) -> list[int]:
    """Return a process and what it has started, and so on; it may have ended, where its number is still its own.

    ``began`` says when a process did: one that began before its parent is the child of another one of that number.
    """
    found = [process] if began(process) else []
    for parent in found:
        found += [each.number for each in running if each.parent == parent and each.number not in found
                  and int(began(each.number) or 0) >= int(began(parent) or 0)]
    return found


if sys.platform == "win32":
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateToolhelp32Snapshot.restype = _kernel.OpenProcess.restype = ctypes.c_void_p
    _kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    _kernel.TerminateProcess.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    _kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    _kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    _kernel.Process32FirstW.argtypes = _kernel.Process32NextW.argtypes = (
        ctypes.c_void_p, ctypes.POINTER(_Entry))

    def end_tree(process: int, image: str = "") -> None:
        """End a process, and what it has started, also where it has ended itself; nothing where none is left.

        Only one that is called ``image`` is ended, where that is given.
        """
        held = _kernel.OpenProcess(MAY_ASK, 0, process)  # so that no other process gets its number meanwhile
        try:
            for _round in range(ROUNDS):
                running = _running()
                if image and not any(each.number == process and each.name.lower() == image.lower()
                                     for each in running):
                    return
                # The first before what it has started: it starts no more then.
                if not [each for each in tree(process, running, start_of) if _end(each)]:
                    return
                image = ""  # it is gone now, and what it has started is not
        finally:
            if held:
                _kernel.CloseHandle(held)

    def _running() -> list[Running]:
        """All processes there are."""
        listed, entry, found = _kernel.CreateToolhelp32Snapshot(ALL, 0), _Entry(), []
        entry.size = ctypes.sizeof(_Entry)
        try:
            more = _kernel.Process32FirstW(listed, ctypes.byref(entry))
            while more:
                found.append(Running(entry.process, entry.parent, entry.name))
                more = _kernel.Process32NextW(listed, ctypes.byref(entry))
        finally:
            _kernel.CloseHandle(listed)
        return found

    def _end(process: int) -> bool:
        """End one, and wait for that; whether it was there to be ended."""
        handle = _kernel.OpenProcess(MAY_END, 0, process)
        if not handle:
            return False
        try:
            ended = bool(_kernel.TerminateProcess(handle, CODE))
            _kernel.WaitForSingleObject(handle, ENDS)
            return ended
        finally:
            _kernel.CloseHandle(handle)
