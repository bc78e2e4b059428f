"""The sockets on which each thread waits: another thread can cut them, so that a silent line holds nobody."""

from __future__ import annotations

import contextlib
import socket
import threading
import weakref

_lock = threading.Lock()
_users: weakref.WeakKeyDictionary[socket.socket, Lines] = weakref.WeakKeyDictionary()
"""Socket -> the thread that used it last; threads of one pool of connections take turns."""


class Lines:
    """The sockets of one thread."""

    def __init__(self) -> None:
        self._cut = False

    def take(self, connection: socket.socket) -> None:
        """Use a socket from now on; where the lines are cut already, this one is at once."""
        with _lock:
            _users[connection] = self
            cut = self._cut
        if cut:
            _shut(connection)

    def cut(self) -> None:
        """Have every wait on these sockets end with an error, now and later."""
        with _lock:
            self._cut = True
            mine = [each for each, user in _users.items() if user is self]
        for each in mine:
            _shut(each)


_here = threading.local()


def lines() -> Lines:
    """Return those of this thread."""
    found: Lines | None = getattr(_here, "lines", None)
    if found is None:
        found = _here.lines = Lines()
    return found


def _shut(connection: socket.socket) -> None:
    """Shut the socket below any encryption, whose own state belongs to the thread that waits."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
