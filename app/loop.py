"""Qt in a host that has no Qt: an application, and its events a slice at a time."""

from __future__ import annotations

import locale

from qtpy.QtCore import QCoreApplication, QEventLoop
from qtpy.QtWidgets import QApplication

from .application import need_windows

SLICE = 15  # milliseconds of events at a time
DEFERRED_DELETE = 52  # QEvent.Type.DeferredDelete, a number in every binding


class Loop:
    """Qt's events; the host's timer calls ``turn``."""

    def __init__(self) -> None:
        self._own = QApplication.instance() is None
        if self._own:
            need_windows()  # where it cannot, Qt would end the host, with whatever is not saved there
            # Qt sets the system's locale, in which a host would read 0,5 for 0.5.
            before = locale.setlocale(locale.LC_NUMERIC)
            self._app = QApplication(["foxsubmit"])
            locale.setlocale(locale.LC_NUMERIC, before)
            self._app.setQuitOnLastWindowClosed(False)

    def turn(self) -> None:
        """Handle the events that arrived since the last turn."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SLICE)
        # Without a loop of Qt's own nobody deletes what is to be deleted later.
        QCoreApplication.sendPostedEvents(None, DEFERRED_DELETE)

    def end(self) -> None:
        """Let what was closed go, and the application too if it is ours and nobody else shows anything."""
        self.turn()
        if self._own and not QApplication.topLevelWidgets() and hasattr(self._app, "shutdown"):
            self._app.shutdown()
