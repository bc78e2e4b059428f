"""Long work in the panel, a slice at a time: a generator that yields now and then."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, Callable, Optional

from qtpy.QtCore import QObject, QTimer

SLICE = 0.005  # seconds of the main thread in one go
BETWEEN = 1
"""Milliseconds from one slice to the next: after 0 it would come before all else that is due, as a host's timer."""

Work = Generator[None, None, Any]


def later(owner: QObject, call: Callable[[], object]) -> None:
    """Call in the next turn of the event loop, unless the owner is gone by then.

    ``QTimer.singleShot`` calls all the same, and whoever is called finds an object without its C++ half.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)


def finish(work: Work) -> None:
    """Do all of a work in one go."""
    for _part in work:
        pass


class Sliced(QObject):
    """Does one work at a time; another one takes its place. ``idle`` says whether there is none."""

    ended = 0.0
    """When the last slice of any work ended, on the clock of ``time.perf_counter``."""
    _done: Callable[[Any], None]
    """Takes the result of the work; set with it by ``run``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Optional[Work] = None
        self._pause = BETWEEN
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def idle(self) -> bool:
        """Whether everything is done."""
        return self._work is None

    def run(self, work: Work, done: Callable[[Any], None], at_once: bool = True, pause: int = 0) -> None:
        """``done`` gets what the work returns. ``at_once``: what is short is done when this returns.

        ``pause``: milliseconds between two slices, for a view that lays out what it was given meanwhile.
        """
        self._work, self._done, self._pause = work, done, max(BETWEEN, pause)
        if at_once:
            self._step()
        if self._work is not None:
            self._timer.start(self._pause)

    def _turn(self) -> None:
        """Do a slice, unless one of another work has just ended: then this one goes first in the next turn."""
        if time.perf_counter() - Sliced.ended < BETWEEN / 1000:
            self._timer.start(0)
            return
        if self._timer.interval() != self._pause:
            self._timer.start(self._pause)
        self._step()

    def _step(self) -> None:
        try:
            self._do_slice()
        finally:
            Sliced.ended = time.perf_counter()

    def _do_slice(self) -> None:
        end = time.perf_counter() + SLICE
        while self._work is not None:
            try:
                next(self._work)
            except StopIteration as over:
                self._work = None
                self._timer.stop()
                self._done(over.value)
                return
            if time.perf_counter() > end:
                return


class InParts(QObject):
    """Draws a state a part at a time. One that comes meanwhile is drawn after it: no state is drawn by half."""

    def __init__(self, parent: QObject, parts: Callable[[Any], Work]) -> None:
        super().__init__(parent)
        self._parts = parts
        self._slices = Sliced(self)
        self._late: tuple[Any, bool] | None = None
        """The newest state that waits, and whether it is drawn in turns."""

    def draw(self, state: Any, in_turns: bool) -> None:
        """Draw at once, or in several turns of the event loop."""
        if not self._slices.idle:
            self._late = state, in_turns
        elif in_turns:
            self._slices.run(self._parts(state), lambda _none: self._go_on())
        else:
            finish(self._parts(state))

    def _go_on(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.draw(*late)
