"""TLS before a farm on loopback, with certificates that are good, or wrong in one way each.

The keys of the certificates lie beside this module, for everybody to read: they are good for nothing but tests.
"""

from __future__ import annotations

import contextlib
import dataclasses
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from ..core.common.errors import BadInput
from ..core.common.i18n import _, listed

HERE = Path(__file__).parent
AUTHORITY = HERE / "tls_authority.pem"
GOOD, CUT, SILENT = "good", "cut", "silent"
FAULTS = {
    "untrusted": "an authority that nobody knows vouches for the certificate",
    "expired": "the certificate was good until 2021",
    "elsewhere": "the certificate is that of farm.example",
    CUT: "the connection ends in the middle of the handshake",
    SILENT: "the handshake is never answered",
}
BLOCK = 1 << 16


@dataclasses.dataclass(frozen=True)
class TlsFront:
    """A farm by HTTPS."""

    domain: str
    """Host and port; the protocol is ``https``."""

    authority: Path
    """The CA bundle that vouches for the good certificate: ``verify=`` of ``FoxAPI``, or REQUESTS_CA_BUNDLE."""


class _Front:
    """Takes connections, plays the fault, or hands what comes on to the farm."""

    def __init__(self, farm: str, fault: str, count: int) -> None:
        host, _colon, port = farm.rpartition(":")
        self._farm = host, int(port)
        self._fault, self._left = fault, count or -1
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.domain = f"127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:  # it has ended
                return
            threading.Thread(target=self._play, args=(connection, self._next()), daemon=True).start()

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            still = list(self._open)
        for each in still:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _next(self) -> str:
        """Return the fault of this connection; none once so many have had it."""
        with self._lock:
            fault = self._fault if self._left else ""
            self._left -= self._left > 0
        return fault

    def _play(self, connection: socket.socket, fault: str) -> None:
        with self._kept(connection), contextlib.suppress(OSError):
            if fault == CUT:
                connection.recv(16)
            elif fault == SILENT:
                while connection.recv(BLOCK):
                    pass
            else:
                self._hand_on(connection, HERE / f"tls_{fault or GOOD}.pem")

    def _hand_on(self, connection: socket.socket, certificate: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with context.wrap_socket(connection, server_side=True) as client, self._kept(client), \
                socket.create_connection(self._farm) as farm, self._kept(farm):
            _hand_over(client, farm)

    @contextlib.contextmanager
    def _kept(self, connection: socket.socket) -> Iterator[None]:
        with self._lock:
            self._open.add(connection)
        try:
            with connection:
                yield
        finally:
            with self._lock:
                self._open.discard(connection)


def _hand_over(client: ssl.SSLSocket, farm: socket.socket) -> None:
    """Hand what either says on to the other, until one ends; on one thread, since OpenSSL takes no two."""
    other: dict[socket.socket, socket.socket] = {client: farm, farm: client}
    while True:
        ready = [client] if client.pending() else select.select(other, (), ())[0]
        for each in ready:
            block = each.recv(BLOCK)
            if not block:
                return
            other[each].sendall(block)


@contextlib.contextmanager
def tls_front(farm: str, fault: str = "", count: int = 0) -> Iterator[TlsFront]:
    """Serve the farm at a domain of loopback by HTTPS too, while the context lasts.

    ``fault`` is one of ``FAULTS``; the first ``count`` connections have it, 0 for all.

    Raises:
        BadInput: there is no such fault.
    """
    if fault and fault not in FAULTS:
        raise BadInput(_("There is no fault “{kind}”; there are: {kinds}.").format(kind=fault, kinds=listed(FAULTS)))
    front = _Front(farm, fault, count)
    threading.Thread(target=front.serve, daemon=True, name="foxsubmit-tls").start()
    try:
        yield TlsFront(front.domain, AUTHORITY)
    finally:
        front.end()
