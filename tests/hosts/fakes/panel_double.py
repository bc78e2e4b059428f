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
    """Visible until it is closed; then Qt has destroyed it, and nothing of it can be called."""

    def __init__(self, host, embedded=False):
        self.host, self.closed, self.window = host, Signal(), not embedded
        self.visible, self.raised, self.refreshed, self.on_submit = True, 0, 0, 0
        self.session = types.SimpleNamespace(scene=types.SimpleNamespace(refresh=self._refresh))

    def _refresh(self):
        self.refreshed += 1

    def _need_it(self):
        if not self.visible:
            raise RuntimeError("Internal C++ object (Panel) already deleted.")

    def show_submit(self):
        self._need_it()
        self.on_submit += 1

    def isVisible(self):
        self._need_it()
        return True

    def isWindow(self):
        self._need_it()
        return self.window

    def raise_(self):
        self._need_it()
        self.raised += 1

    def activateWindow(self):
        self._need_it()

    def close(self):
        self._need_it()
        self.visible = False
        self.closed.emit()
