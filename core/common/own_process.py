"""A process that is ours alone asks its system for few heaps, and on Windows for the time to end in order."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import signal
import sys
import time

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
HEAPS = 2

ENDING = (2, 5, 6)
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT; Ctrl+C and Ctrl+Break end nothing by themselves."""

LONGEST = 30.0
"""Seconds for which Windows is kept waiting; it waits five where a console is closed."""

_kept: list[object] = []
"""The function that Windows calls for as long as there is this process."""


def share_heaps() -> None:
    """Have all threads of this process share two heaps, where the C library is glibc; else do nothing.

    By itself glibc gives threads up to eight heaps a processor, each of which keeps what its busiest moment took: an
    agent of eleven threads grew from 34 to 56 MiB within two thousand submissions, of which it held nothing. Only for
    processes that are ours alone, before they start threads.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library; Windows
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)


@functools.cache
def have_time_to_end() -> None:
    """Have Windows wait with the end of this process until it has ended by itself, or Windows' own time is over.

    A console that is closed, a logout and a shutdown end a process on Windows as soon as it has heard of them. Python
    hears of them as SIGBREAK, which its main thread sees a moment later: nothing was put in order.
    """
    if sys.platform == "win32":
        handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(hear)
        _kept.append(handler)
        ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, True)


def hear(event: int) -> bool:
    """Hear of the end, on a thread of Windows' own; whether nobody else is to be told."""
    if event not in ENDING:
        return False
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGBREAK)
    time.sleep(LONGEST)
    return True
