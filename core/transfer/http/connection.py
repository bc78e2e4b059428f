"""One connection to the farm's storage: bodies in blocks, and no wait that cannot be stopped."""

from __future__ import annotations

import contextlib
import http.client
import selectors
import socket
import time
from collections.abc import Iterator, Mapping
from typing import Callable

from ...api.wire.lines import lines
from ...api.wire.network import cannot_connect
from ...common.errors import CannotConnect
from ...common.version import USER_AGENT

CONNECT = 5.0  # seconds
STEP = 0.2  # seconds until somebody may stop us
STALL = 60.0  # seconds without a byte after which the connection is given up
FRESH = 2.0  # seconds after which an unused connection is not trusted: the farm closes it after five
MOST = 64 << 20  # bytes of an answer


class StorageConnection:
    """One request after the other, on one thread; ``check`` is called while it waits, and may raise.

    Raises:
        CannotConnect: in every method, when the farm is not there or the connection breaks off.
    """

    def __init__(self, protocol: str, domain: str, check: Callable[[], None]) -> None:
        self._domain = domain
        self._check = check
        kind = http.client.HTTPSConnection if protocol == "https" else http.client.HTTPConnection
        self._connection = kind(domain, timeout=CONNECT)
        self._socket: socket.socket | None = None
        self._ready = selectors.DefaultSelector()
        self._used = 0.0
        self._cut = False

    def close(self) -> None:
        """Whatever was under way is cut."""
        self._connection.close()
        self._ready.close()
        self._socket = None

    def begin(self, method: str, url: str, headers: Mapping[str, str]) -> None:
        """Send the head of a request; the body follows by ``send``, the end is ``answer``."""
        self._check()
        self._connect()
        self._connection.putrequest(method, url, skip_host=True, skip_accept_encoding=True)
        self._connection.putheader("Host", self._domain)  # as it is signed
        self._connection.putheader("User-Agent", USER_AGENT)
        for name, value in headers.items():
            self._connection.putheader(name, value)
        with self._failing():
            self._connection.endheaders()

    def send(self, data: bytes | bytearray | memoryview) -> bool:
        """Send a piece of the body; False when no more is wanted: ``answer`` knows why."""
        view, moved = memoryview(data), time.monotonic()
        while view and not self._cut:
            try:
                view = view[self._open().send(view) :]
                moved = time.monotonic()
            except socket.timeout as error:
                self._wait(moved, error)
            except (ConnectionResetError, BrokenPipeError):
                self._cut = True  # what the farm said before it closed may still be read
            except OSError as error:
                raise self._lost(error) from error  # it waits for the rest, and would answer nothing
        # An answer before the end of the body is a refusal, and the rest would be sent for nothing.
        self._cut = self._cut or bool(self._ready.select(0))
        return not self._cut

    def answer(self) -> tuple[int, bytes]:
        """The HTTP status and the body. The next request may begin."""
        moved = time.monotonic()
        while not self._ready.select(STEP):
            self._wait(moved, TimeoutError())
        with self._failing():
            self._open().settimeout(STALL)
            response = self._connection.getresponse()
            content = response.read(MOST)
            kept = not (response.will_close or self._cut) and response.isclosed()
        if kept:
            self._open().settimeout(STEP)
            self._used = time.monotonic()
        else:
            self._hang_up()
        return response.status, content

    def _open(self) -> socket.socket:
        if self._socket is None:
            raise ConnectionError
        return self._socket

    def _connect(self) -> None:
        """Keep the connection that there is, if the farm surely does."""
        if self._socket is not None:
            if time.monotonic() - self._used < FRESH and not self._ready.select(0):
                return
            self._hang_up()
        try:
            self._connection.connect()
        except OSError as error:
            raise self._lost(error, sent=False) from error
        self._socket = self._connection.sock
        self._socket.settimeout(STEP)
        lines().take(self._socket)
        self._ready.register(self._socket, selectors.EVENT_READ)

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._ready.unregister(self._socket)
            self._socket.close()
        self._connection.close()
        self._socket, self._cut = None, False

    def _wait(self, moved: float, error: OSError) -> None:
        """Nothing happened for a moment: whether to go on waiting."""
        self._check()
        if time.monotonic() - moved > STALL:
            raise self._lost(error, late=True) from error

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except http.client.HTTPException as error:
            raise self._lost(ConnectionError(type(error).__name__)) from error
        except OSError as error:
            raise self._lost(error) from error

    def _lost(self, error: OSError, *, sent: bool = True, late: bool = False) -> CannotConnect:
        self._hang_up()
        return cannot_connect(self._domain, error, sent=sent, late=late)
