"""A panel without Qt, for what a host's menu does with one."""

from __future__ import annotations

import types


class Signal:
    def __init__(self):
        self._slots = []

    def connect(self, slot):
        self._slots.append(slot)

    def emit(self):
        for slot in self._slots:
            slot()


class Panel:
    """Visible until it is closed."""

    def __init__(self, host, embedded=False):
        self.host, self.closed, self.window = host, Signal(), not embedded
        self.visible, self.raised, self.refreshed, self.on_submit = True, 0, 0, 0
        self.session = types.SimpleNamespace(scene=types.SimpleNamespace(refresh=self._refresh))

    def _refresh(self):
        self.refreshed += 1

    def show_submit(self):
        assert self.visible
        self.on_submit += 1

    def isVisible(self):
        return self.visible

    def isWindow(self):
        return self.window

    def raise_(self):
        self.raised += 1

    def activateWindow(self):
        assert self.visible

    def close(self):
        self.visible = False
        self.closed.emit()
