"""A server that reads and drops: what is sent to it shows the sender's own limit. It knows just enough of S3.

    python bench/sink.py

Prints its port and serves on 127.0.0.1 until its standard input ends.
"""

from __future__ import annotations

import os
import re
import socket
import sys
import threading

LENGTH = re.compile(rb"(?im)^content-length:\s*(\d+)")
ETAG = b'ETag: "0123456789abcdef0123456789abcdef"\r\n'
BEGUN = b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
ENDED = b"<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"
CALLER = (b"<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
          b"<Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>A</UserId>"
          b"</GetCallerIdentityResult></GetCallerIdentityResponse>")


class Sink:
    """Remembers the names of what it dropped, so that a client may ask whether it is there."""

    def __init__(self) -> None:
        self.requests = 0
        self._there: set[bytes] = set()

    def serve(self, connection: socket.socket) -> None:
        """One connection, to its end."""
        buffer = bytearray(1 << 20)
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            left = b""
            while head := _head(connection, left):
                top, left = head
                self.requests += 1
                if b"100-continue" in top.lower():
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                left = _drop(connection, top, left, buffer)
                connection.sendall(self._answer(top))

    def _answer(self, top: bytes) -> bytes:
        method, target = top.split(b" ", 2)[:2]
        name, _mark, query = target.partition(b"?")
        if method == b"HEAD":
            status = b"200 OK" if name in self._there else b"404 Not Found"
            return b"HTTP/1.1 %s\r\nContent-Length: 0\r\n%s\r\n" % (status, ETAG)
        body = b""
        if method == b"POST":
            body = CALLER if name == b"/" else BEGUN if query.startswith(b"uploads") else ENDED
        if method == b"PUT" or body is ENDED:
            self._there.add(name)
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s" % (len(body), ETAG, body)


def _head(connection: socket.socket, left: bytes) -> tuple[bytes, bytes] | None:
    """The head of the next request and what came behind it; None at the end."""
    while b"\r\n\r\n" not in left:
        try:
            data = connection.recv(65536)
        except OSError:
            return None
        if not data:
            return None
        left += data
    top, _end, rest = left.partition(b"\r\n\r\n")
    return top, rest


def _drop(connection: socket.socket, top: bytes, left: bytes, buffer: bytearray) -> bytes:
    """Read the body; what follows it."""
    if b"transfer-encoding: chunked" in top.lower():
        while not left.endswith(b"0\r\n\r\n"):
            left = left[-8:] + connection.recv(1 << 20)
        return b""
    found = LENGTH.search(top)
    missing = (int(found[1]) if found else 0) - len(left)
    while missing > 0:
        count = connection.recv_into(buffer, min(len(buffer), missing))
        if not count:
            return b""
        missing -= count
    return b"" if missing == 0 else left[missing:]


def main() -> None:
    """Serve until nobody holds our standard input."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    sink = Sink()

    def accept() -> None:
        while True:
            threading.Thread(target=sink.serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
