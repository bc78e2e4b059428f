"""Connections that end at a moment, and that know whether anything was sent.

requests knows how long to wait for the next byte. A server that sends one every few seconds keeps it busy for
hours, headers included. Here every wait on the socket ends at the deadline of the ``Attempt`` that the thread is at.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from .lines import lines

_thread = threading.local()


class Attempt:
    """One request of this thread, as a context manager.

    Looking up a name is the one wait that no program can end.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self._outer: Attempt | None = None
        self.sent = False
        """Whether a byte of the request left: until then it certainly did not arrive."""

    def __enter__(self) -> Attempt:
        self._outer = _attempt()
        _thread.attempt = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _thread.attempt = self._outer

    @property
    def late(self) -> bool:
        """Whether it must not go on."""
        return time.monotonic() >= self.ends

    def limit(self, connection: socket.socket) -> None:
        """Have the next wait on the socket end in time.

        Raises:
            socket.timeout: it is over.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise socket.timeout("the deadline has passed")
        timeout = connection.gettimeout()
        if timeout is None or timeout > left:
            connection.settimeout(left)


def _attempt() -> Attempt | None:
    return getattr(_thread, "attempt", None)


class _Bytes(io.RawIOBase):
    """A raw stream of the bytes that arrive on a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        attempt = _attempt()
        if attempt is not None:
            attempt.limit(self._connection)
        lines().wait(self._connection)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Source:
    """The part of a socket's interface that ``http.client`` reads an answer with."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Bytes(self._connection))


class _Answer(http.client.HTTPResponse):
    """An answer whose every byte comes before the deadline."""

    def __init__(self, sock: socket.socket, *arguments: Any, **keywords: Any) -> None:
        super().__init__(_Source(sock), *arguments, **keywords)  # type: ignore[arg-type]


class _Timed:
    """Added to urllib3's connections."""

    response_class: Any = _Answer
    sock: Any

    def connect(self) -> None:
        try:
            super().connect()  # type: ignore[misc]
            lines().take(self.sock)
        finally:
            # What a proxy was asked is not the request.
            attempt = _attempt()
            if attempt is not None:
                attempt.sent = False

    def send(self, data: Any) -> None:
        attempt = _attempt()
        if attempt is not None:
            if self.sock is None:
                self.connect()
            # urllib3 sends with the timeout for connecting, which is too short for a large body.
            self.sock.settimeout(None)
            attempt.limit(self.sock)
            attempt.sent = True
        if self.sock is not None:
            lines().take(self.sock)  # another thread may have opened it
        super().send(data)  # type: ignore[misc]


class TimedHTTP(_Timed, HTTPConnection):
    """Plain."""


class TimedHTTPS(_Timed, HTTPSConnection):
    """Encrypted."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = TimedHTTP


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = TimedHTTPS


POOLS = {"http": _Pool, "https": _SecurePool}


class TimedAdapter(HTTPAdapter):
    """Connections of this module for a ``requests.Session``, through proxies too."""

    def init_poolmanager(self, *arguments: Any, **keywords: Any) -> None:
        """Make the pool manager of the base class use our connection classes."""
        super().init_poolmanager(*arguments, **keywords)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **keywords: Any) -> Any:
        """Make the proxy manager of the base class use our connection classes."""
        manager = super().proxy_manager_for(proxy, **keywords)
        manager.pool_classes_by_scheme = POOLS
        return manager
