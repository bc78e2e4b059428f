"""What each thread of the agent is at, so that one that works is told from one that hangs.

A file on a network drive that is gone, or a pipe, may keep a thread for ever, and nothing can call it back: it is left
behind. When it wakes up after all, it ends at the next step that it takes.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType

from ...api.wire.lines import Lines, lines

LINE, FARM, PROGRAM = "line", "farm", "program"
"""What a thread may wait for beside a file: the line on which bytes go, an answer of the farm, the vendor's program."""


class LeftBehind(BaseException):
    """This thread hung, and another one has taken its place: it must not do anything any more."""


class Pulse:
    """One thread writes it, any thread reads it."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.submission = ""
        """The submission that this thread works on; empty while it looks for work."""
        self.moved = time.monotonic()
        """The time at which this thread got something done for the last time."""
        self.path = ""
        """The file whose system call has not come back; empty while there is none."""
        self.waits_for = FARM
        self.stopping = False
        """It has heard that it should stop."""
        self.left = False
        self.lines: Lines | None = None
        """The connections of this thread, once it lives."""

    def begin(self, submission: str) -> None:
        """Work on a submission from now on."""
        self.moved, self.stopping, self.waits_for = time.monotonic(), False, FARM
        self.submission = submission

    def end(self) -> None:
        """Look for work."""
        self.submission = ""

    def leave(self) -> None:
        """Have the thread do nothing any more, whatever it waits for; from another thread."""
        self.left = True
        if self.lines is not None:
            self.lines.cut()

    def go_on(self) -> None:
        """Something has moved, or was waited for on purpose."""
        self.moved = time.monotonic()
        self.check()

    def check(self) -> None:
        """Nothing, as long as this thread is needed.

        Raises:
            LeftBehind: it is not.
        """
        if self.left:
            raise LeftBehind


_here = threading.local()


def pulse() -> Pulse:
    """Return the pulse of this thread; one that nobody looks at where no agent supervises it."""
    found: Pulse | None = getattr(_here, "pulse", None)
    if found is None:
        found = _here.pulse = Pulse()
    return found


def live_as(own: Pulse) -> None:
    """Make ``own`` the pulse of this thread."""
    own.lines = lines()
    _here.pulse = own


class touching:  # noqa: N801 - it stands where a function would
    """A system call within may never come back, because of the file or the folder at ``path``.

    Uploads enter it several times a file, and a generator takes three times as long.
    """

    __slots__ = ("_before", "_own", "_path")

    def __init__(self, path: str | Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        try:
            own = _here.pulse
        except AttributeError:
            own = pulse()
        self._own = own
        self._before, own.path, own.moved = own.path, str(self._path), time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        own = self._own
        own.path, own.moved = self._before, time.monotonic()
        if own.left and kind is None:
            raise LeftBehind
