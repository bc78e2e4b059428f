"""How many connections the results of a task have at the same time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Callable

LOOK = 0.1  # seconds between two checks


class Connections:
    """Deals out a number of connections: one for each file, more for a large one while no file waits for its own."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting = 0
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def one(self, check: Callable[[], None]) -> Iterator[None]:
        """Have a connection, as soon as there is one; ``check`` is called while it is waited for, and may raise."""
        with self._changed:
            self._waiting += 1
        try:
            while not self._taken():
                check()
        finally:
            with self._changed:
                self._waiting -= 1
        try:
            yield
        finally:
            self.give_back()

    def another(self) -> bool:
        """Take one more at once, if nobody needs it more; to be given back."""
        with self._changed:
            if self._waiting or not self._free:
                return False
            self._free -= 1
            return True

    def give_back(self) -> None:
        """Leave one to others."""
        with self._changed:
            self._free += 1
            self._changed.notify()

    def _taken(self) -> bool:
        with self._changed:
            if not self._free:
                self._changed.wait(LOOK)
            if not self._free:
                return False
            self._free -= 1
            return True
