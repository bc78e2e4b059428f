"""One connection without a network: the bytes of a session, piece by piece, and what a server makes of them.

The same session goes through uvicorn's own connection, where h11 reads every byte, and through the farm's, whose intake
reads the bodies of uploads. Where they differ, one of them has taken the end of a request for another's beginning.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from foxsubmit.farm.http.intake import Connection, UploadMiddleware

TURNS = 12  # of the loop until everything that can happen has happened
MOST = 64 << 10  # bytes that asyncio reads at once


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()
        self.closing = self.paused = False
        self.protocol: Any = None

    def get_extra_info(self, _name: str, default: Any = None) -> Any:
        return default

    def write(self, data: bytes) -> None:
        if not self.closing:
            self.written += data

    def close(self) -> None:
        self.closing = True

    abort = close

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False

    def is_reading(self) -> bool:
        return not self.paused

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol

    def get_protocol(self) -> Any:
        return self.protocol

    def take(self, data: bytes) -> int:
        """Hand bytes to whoever receives now; how many were taken."""
        if not isinstance(self.protocol, asyncio.BufferedProtocol):
            self.protocol.data_received(data[:MOST])
            return min(MOST, len(data))
        buffer = self.protocol.get_buffer(-1)
        count = min(len(buffer), len(data))
        buffer[:count] = data[:count]
        self.protocol.buffer_updated(count)
        return count


class Outcome:
    """Record how one server served a session."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, bytes, str]] = []
        """Method, path, query and hash of the body of each request that arrived whole."""
        self.answers = b""
        self.closed = False
        self.troubles: list[str] = []
        """Errors of the server itself: a traceback in its log, an exception in the loop."""

    def alike(self) -> tuple[object, ...]:
        """The part that must be the same."""
        served, refused, _words = self.answers.partition(b"HTTP/1.1 400 ")  # each has its own words for why
        return self.requests, served + refused, self.closed


class _Troubles(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR:
            self._found.append(logging.Formatter().format(record))


def play(pieces: list[bytes], *, own: bool) -> Outcome:
    """Send a session to the farm's connection (``own``) or to uvicorn's."""
    outcome = Outcome()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        digest, more = hashlib.sha256(), not scope["path"].endswith("/early")
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            digest.update(message.get("body", b""))
            more = message.get("more_body", False)
        outcome.requests.append((scope["method"], scope["path"], scope["query_string"], digest.hexdigest()))
        body = digest.hexdigest().encode()
        await send({"type": "http.response.start", "status": 200,
                    "headers": [(b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    async def session() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: outcome.troubles.append(repr(context)))
        config = uvicorn.Config(UploadMiddleware(app), ws="none", lifespan="off", log_config=None, access_log=False)
        config.load()
        kind = Connection if own else H11Protocol
        protocol, wire = kind(config=config, server_state=ServerState(), app_state={}), Wire()
        wire.protocol = protocol
        protocol.connection_made(wire)
        try:
            await _send(wire, pieces)
        except Exception as error:  # asyncio logs it with its traceback and ends the connection
            outcome.troubles.append(f"{type(error).__name__}: {error}")
            wire.abort()
        outcome.answers, outcome.closed = bytes(wire.written), wire.closing
        wire.protocol.connection_lost(None)
        await _turns()

    handler, logger = _Troubles(outcome.troubles), logging.getLogger("uvicorn.error")
    logger.addHandler(handler)
    try:
        asyncio.run(session())
    finally:
        logger.removeHandler(handler)
    return outcome


async def _send(wire: Wire, pieces: list[bytes]) -> None:
    for piece in pieces:
        left = piece
        while left and not wire.closing:
            left = left[wire.take(left):]
            await _turns()
            if wire.paused:
                return  # it waits for something that does not come


async def _turns() -> None:
    for _turn in range(TURNS):
        await asyncio.sleep(0)
