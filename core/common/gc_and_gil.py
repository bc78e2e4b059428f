"""Keep our work in the background from holding up the main thread: by the garbage collector, and by the GIL.

A full collection looks at every object there is and stops every thread meanwhile: 125 ms with 20,000 assets in memory,
more in a host whose own scripts hold much (bench/ui.py prints it). What we keep of a scene is frozen data without
cycles; the collector can never find anything in it.

A thread that computes gives the lock up every 5 ms; the main thread asks for it again after each call into Qt, and a
tick has dozens of them.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
from collections.abc import Iterator

SWITCH = 0.0001  # seconds after which a busy thread lets the main thread in


class _Before:
    """How the interpreter was set when the first block began, and how many blocks there are now."""

    lock = threading.Lock()
    blocks = givers = 0
    switch = 0.0
    collects = False


@contextlib.contextmanager
def yield_gil() -> Iterator[None]:
    """Let the main thread have the lock as soon as it asks for it, while this thread computes.

    Any thread; blocks may lie within each other and beside each other.
    """
    before = _Before
    with before.lock:
        before.givers += 1
        if before.givers == 1:
            before.switch = sys.getswitchinterval()
            sys.setswitchinterval(min(SWITCH, before.switch))
    try:
        yield
    finally:
        with before.lock:
            before.givers -= 1
            if not before.givers:
                sys.setswitchinterval(before.switch)


@contextlib.contextmanager
def pause_gc() -> Iterator[None]:
    """Run as under ``yield_gil``, without garbage collection; the objects made are exempt from it afterwards."""
    before = _Before
    with before.lock:
        before.blocks += 1
        if before.blocks == 1:
            before.collects = gc.isenabled()
            gc.disable()
    try:
        with yield_gil():
            yield
    finally:
        with before.lock:
            before.blocks -= 1
            if not before.blocks and before.collects:  # whoever has switched it off keeps it off
                freeze_gc()
                gc.enable()


def freeze_gc() -> None:
    """Leave out of collections all that exists now: it takes no time, and nothing is freed later than by counting."""
    gc.freeze()


def unfreeze_gc() -> None:
    """Let collections look at everything again."""
    gc.unfreeze()
