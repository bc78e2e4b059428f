"""A server that misbehaves on real sockets, as a test tells it to."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time

from tests.listening import stop_listening

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire.client import Client
from foxsubmit.farm.http.fault_middleware import LINGER

RESET = struct.pack(LINGER, 1, 0)  # SO_LINGER: closing sends RST instead of FIN
CLOSE = "Connection: close"


class Mischief:
    """A server that does with each connection what the next script says."""

    def __init__(self, *scripts):
        self.scripts = list(scripts)
        self.requests = []
        """(path, headers, body) of each request that was read whole."""
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.domain = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._ended = threading.Event()

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._ended.set()
        stop_listening(self._listener)

    def _serve(self):
        while not self._ended.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            script = self.scripts.pop(0) if self.scripts else close
            threading.Thread(target=self._play, args=(connection, script), daemon=True).start()

    def _play(self, connection, script):
        with connection:
            try:
                script(self, connection)
            except OSError:
                return

    def read(self, connection):
        """One whole request."""
        with connection.makefile("rb") as file:
            words = file.readline().split()
            if not words:
                raise ConnectionError("the client has gone")
            headers = {}
            while line := file.readline().strip():
                name, value = line.decode().split(": ", 1)
                headers[name] = value
            request = words[1].decode(), headers, json.loads(file.read(int(headers["Content-Length"])))
        self.requests.append(request)
        return request  # another connection may have added one since

    def wait(self, seconds):
        self._ended.wait(seconds)

    def client(self, **more):
        return Client("id", "key", self.domain, "2", "http", **{"timeout": (1, 2), **more})

    def api(self):
        return FoxAPI("id", "key", self.domain, "2", "http", timeout=(1, 2))


def http(body, status="200 OK", length=None, *headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    length = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {length}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def ok(data=None):
    return answer(http({"code": 200, "data": data}, "200 OK", None, CLOSE))


def answer(raw):
    """Read the request, send these bytes, close."""
    def script(server, connection):
        server.read(connection)
        connection.sendall(raw)
    return script


def close(_server, _connection):
    pass


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    connection.close()


def reset_before(_server, connection):
    # A connection that is reset while it is made certainly did not arrive: wait for the first byte, unread.
    connection.recv(1, socket.MSG_PEEK)
    reset(connection)


def reset_during(_server, connection):
    connection.recv(100)
    reset(connection)


def reset_after(server, connection):
    server.read(connection)
    reset(connection)


def reset_in_the_answer(server, connection):
    server.read(connection)
    connection.sendall(http({"code": 200, "data": "x" * 100})[:60])
    time.sleep(0.05)
    reset(connection)


def silence(server, connection):
    server.read(connection)
    server.wait(10)


def drip(where):
    """A good answer, a byte every 20 ms from a place on."""
    def script(server, connection):
        server.read(connection)
        raw = http({"code": 200, "data": "x" * 2000})
        connection.sendall(raw[:where])
        for place in range(where, len(raw)):
            server.wait(0.02)
            connection.sendall(raw[place : place + 1])
    return script
