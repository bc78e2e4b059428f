"""The end of a server that a test plays."""

from __future__ import annotations

import contextlib
import socket


def stop_listening(listener: socket.socket) -> None:
    """Refuse what comes, and end the `accept` of another thread, which else keeps the socket alive.

    Windows shuts down no socket that only listens, and ends that `accept` by the closing alone.
    """
    with contextlib.suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
