"""Keep the garbage collector from holding up the main thread (docs/decisions/0013, with the figures and the risk).

A full collection looks at every object there is and stops every thread meanwhile: 130 ms with 20,000 assets in memory,
more in a host whose own scripts hold much. What we keep of a scene is frozen data without cycles; the collector can
never find anything in it.
"""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

MANY = 20_000  # objects: fewer do not make a full collection noticeably longer


class _Pause:
    """The collector's setting when the first block began, the number of blocks, and whether we froze objects."""

    lock = threading.Lock()
    blocks = 0
    collects = False
    froze = False


@contextlib.contextmanager
def pause_gc() -> Iterator[None]:
    """Run without garbage collections; if many objects were made, they are exempt from later ones.

    Any thread; blocks may lie within each other and beside each other. A collector that the host has switched off
    stays off.
    """
    with _Pause.lock:
        _Pause.blocks += 1
        if _Pause.blocks == 1:
            _Pause.collects = gc.isenabled()
            gc.disable()
    try:
        yield
    finally:
        with _Pause.lock:
            _Pause.blocks -= 1
            if not _Pause.blocks and _Pause.collects:
                if gc.get_count()[0] > MANY:  # what was made and not freed since the collector paused
                    _freeze()
                gc.enable()


def freeze_gc() -> None:
    """Leave out of collections all that exists now; counting references frees it as before.

    Nothing happens in a host that has frozen objects of its own: `unfreeze_gc` could not leave those frozen.
    """
    with _Pause.lock:
        _freeze()


def _freeze() -> None:
    if _Pause.froze or not gc.get_freeze_count():
        _Pause.froze = True
        gc.freeze()


def unfreeze_gc() -> None:
    """Let collections look again at what we exempted; what the host has frozen stays frozen."""
    with _Pause.lock:
        if _Pause.froze:
            _Pause.froze = False
            gc.unfreeze()
