"""How many heaps glibc keeps for the threads of a process of ours."""

from __future__ import annotations

import contextlib
import ctypes

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
HEAPS = 2


def share_heaps() -> None:
    """Have all threads of this process share two heaps, where the C library is glibc; else do nothing.

    By itself glibc gives threads up to eight heaps a processor, each of which keeps what its busiest moment took: an
    agent of eleven threads grew from 34 to 56 MiB within two thousand submissions, of which it held nothing. Only for
    processes that are ours alone, before they start threads.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library; Windows
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)
