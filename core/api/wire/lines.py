"""The sockets on which each thread waits: another thread can cut them, so that a silent line holds nobody."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import threading
import time
import weakref

WAKES = os.name != "nt"
"""Whether shutting a socket ends the wait of another thread: on Windows it does only where nobody waits yet."""

LOOK = 0.5  # seconds between looks at whether a line is cut, where that wakes nobody

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

    def wait(self, connection: socket.socket) -> None:
        """Wait before bytes are read, by looks that are short, where shutting the socket wakes nobody.

        Raises:
            ConnectionAbortedError: the lines are cut.
            socket.timeout: the socket's own time is over.
        """
        if WAKES:
            return
        own = connection.gettimeout()
        ends = None if own is None else time.monotonic() + own
        left_over = getattr(connection, "pending", int)  # bytes of an encrypted one that were read with others
        while not left_over():
            if self._cut:
                raise ConnectionAbortedError(errno.ECONNABORTED, os.strerror(errno.ECONNABORTED))
            look = LOOK if ends is None else min(LOOK, ends - time.monotonic())
            if look <= 0:
                raise socket.timeout("timed out")
            if connection.fileno() < 0 or select.select([connection], [], [], look)[0]:
                return


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
