"""Waiting until a panel shows all of its state: what it draws a slice at a time is there some turns later."""

from __future__ import annotations

import time

from qtpy.QtCore import QCoreApplication, QEvent

from foxsubmit.ui.kit.slices import Sliced

TURNS = 3
"""Turns of the event loop in which what is put off to the next one is drawn, and what is gone goes."""
PATIENCE = 60
"""Seconds, for a machine that is busy."""


def settle(panel):
    """Have Qt handle what waits until no work of the panel has a slice left."""
    end = time.monotonic() + PATIENCE
    turn = 0
    while turn < TURNS or working(panel):
        assert time.monotonic() < end, f"after {PATIENCE} s still at work: {working(panel)}"
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        turn += 1


def working(panel):
    return [each.parent() for each in panel.findChildren(Sliced) if not each.idle]
