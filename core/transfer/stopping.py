"""Notice the user's wishes in the middle of a file."""

from __future__ import annotations

import threading
import time
from typing import Callable

from .journal.journal import Journal
from .journal.records import Row
from .supervised.pulse import pulse

WISH = 0.25  # seconds between two looks at what the user wishes


class Stopped(Exception):
    """Something else comes first: what the user wishes, a more urgent submission, the agent's end."""


class Stop:
    """Call it between two blocks; it raises Stopped when they should be the last.

    Any thread may call it, but only the one that made it looks into the journal: that one must go on calling it
    at least every half second while others work.
    """

    def __init__(self, journal: Journal, row: Row, ended: threading.Event,
                 makes_room: Callable[[Row], bool] = lambda _row: False) -> None:
        self._journal = journal
        self._row = row
        self._ended = ended
        self._makes_room = makes_room
        self._thread = threading.get_ident()
        self._looked = time.monotonic()
        self._stopped = False

    def __call__(self) -> None:
        """Nothing, as long as it may go on.

        Raises:
            Stopped: it may not.
        """
        if not self._stopped and threading.get_ident() == self._thread:
            now = time.monotonic()
            if now - self._looked > WISH:
                self._looked = now
                self._stopped = self._journal.get(self._row.id).wish != "go" or self._makes_room(self._row)
        pulse().check()
        if self._stopped or self._ended.is_set():
            pulse().stopping = True
            raise Stopped
