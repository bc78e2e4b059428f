"""Uploads bypass the HTTP parser: they are read in blocks straight from the socket.

h11 copies each piece several times and uvicorn stops reading after 64 KiB, which is half of the time that a large file
takes (bench/upload.py). So heads and answers stay theirs; between the two the connection reads for itself.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..store.incoming import BLOCK
from .framing import END_OF_HEAD, Framing, Span, framing_of

UPLOAD = b"PUT /storage/"
AHEAD = 2
"""Blocks that may wait for the disk before the sender has to."""


class Connection(H11Protocol):
    """uvicorn's connection, with an intake of its own for uploads."""

    _intake: Intake | None = None

    def data_received(self, data: bytes) -> None:
        """Receive bytes from the client; uvicorn sees only the head of an upload."""
        starts = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        end = END_OF_HEAD.search(data) if starts and data.startswith(UPLOAD) else None
        if end is None:
            super().data_received(data)  # also a head that comes in pieces: slow, and right
            return
        head, body = data[: end.end()], data[end.end() :]
        super().data_received(head)
        if self.transport.is_closing() or self.conn.their_state is h11.MUST_CLOSE:
            return  # the head was refused, or was the last: what follows is no request
        if self.conn.their_state is not h11.SEND_BODY or self.conn.they_are_waiting_for_100_continue:
            if body:
                super().data_received(body)
            return
        self._intake = self.scope["state"]["intake"] = Intake(self, framing_of(dict(self.headers)))
        self.transport.set_protocol(self._intake)
        self._intake.begin(body)

    def on_response_complete(self) -> None:
        """Drop what still comes of an upload whose answer was sent."""
        super().on_response_complete()
        if self._intake and not self.transport.is_closing():
            if not self._intake.ended:
                self._unset_keepalive_if_required()  # the timer is for silence
            self._intake.drop()

    def body_ended(self, rest: bytes) -> None:
        """Give the connection back to uvicorn once answer and body are done; the next request begins with ``rest``."""
        # h11 has seen nothing of the body, so what it knows of the connection is over, too.
        self.conn = h11.Connection(h11.SERVER)
        self._intake = None
        self.transport.set_protocol(self)
        self.flow.resume_reading()
        if rest:
            self.data_received(rest)

    def no_body(self) -> None:
        """Answer that the body is not framed as HTTP requires, and end the request."""
        self.send_400_response("The body of the request is not framed as HTTP wants it.")

    def send_400_response(self, msg: str) -> None:
        """Refuse the bytes that came and end the connection; uvicorn calls it, too, for a head that is none."""
        if self.cycle is not None:
            self.cycle.disconnected = True  # whoever serves the request gets no more of it and answers nobody
            self.cycle.message_event.set()
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:  # the request was answered already
            self.transport.close()


class Intake(asyncio.BufferedProtocol):
    """Receives one body in place of its connection."""

    def __init__(self, connection: Connection, framing: Framing) -> None:
        self._connection = connection
        self._framing = framing
        self._waiting: deque[memoryview] = deque()
        self._news = asyncio.Event()
        self._cut = self._dropped = False
        self._rest = b""
        self._buffer, self._filled = memoryview(bytearray(BLOCK)), 0

    @property
    def ended(self) -> bool:
        """Whether the whole body has arrived."""
        return self._framing.done

    def begin(self, data: bytes) -> None:
        """Receive the part of the body that came together with the head."""
        while data and not self._cut and not self.ended:
            room = self.get_buffer(-1)
            piece, data = data[: len(room)], data[len(room) :]
            room[: len(piece)] = piece
            self.buffer_updated(len(piece))
        self._rest += data
        if not self.ended:
            # Nothing more before the file is open: else a request that is cut may begin after the one that goes on.
            self._connection.flow.pause_reading()

    def drop(self) -> None:
        """Stop keeping the body, because nobody reads it any more; the next request begins behind its end."""
        self._dropped = True
        self._waiting.clear()
        if self.ended:
            self._connection.body_ended(self._rest)
        else:
            self._connection.flow.resume_reading()

    async def receive(self) -> Message:
        """Return the next block as an ASGI message."""
        while not self._waiting and not self.ended and not self._cut:
            self._connection.flow.resume_reading()
            self._news.clear()
            await self._news.wait()
        if not self._waiting and self._cut:
            return {"type": "http.disconnect"}
        if not self._waiting:
            return {"type": "http.request", "body": b"", "more_body": False}
        body = self._waiting.popleft()  # a view is bytes enough for who writes and hashes it
        return {"type": "http.request", "body": body, "more_body": not (self.ended and not self._waiting)}

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - as asyncio calls it
        """Return the buffer for the next bytes (asyncio.BufferedProtocol)."""
        return self._buffer[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        """Take note of ``nbytes`` new bytes in the buffer (asyncio.BufferedProtocol)."""
        end = self._filled + nbytes
        try:
            spans, stop = self._framing.feed(self._buffer, self._filled, end)
        except ValueError:
            self._cut = True
            self._news.set()
            self._connection.no_body()
            return
        self._rest = bytes(self._buffer[stop:end])
        self._keep(spans)
        if self._filled == BLOCK or self.ended:
            self._hand_over()
        if self.ended:
            self._connection.flow.pause_reading()
            if self._dropped:
                self._connection.body_ended(self._rest)

    def connection_lost(self, exc: Exception | None) -> None:
        """Hand over what has arrived, then end the connection."""
        self._hand_over()
        self._cut = True
        self._news.set()
        self._connection.connection_lost(exc)

    def pause_writing(self) -> None:
        """Pass the event on to uvicorn."""
        self._connection.pause_writing()

    def resume_writing(self) -> None:
        """Pass the event on to uvicorn."""
        self._connection.resume_writing()

    def _keep(self, spans: list[Span]) -> None:
        """Move content together over the gaps between chunks: a block has no gaps."""
        for start, end in spans:
            first, self._filled = self._filled, self._filled + end - start
            if first != start:
                self._buffer[first : self._filled] = self._buffer[start:end]

    def _hand_over(self) -> None:
        if self._filled and not self._dropped:
            self._waiting.append(self._buffer[: self._filled])
        if len(self._waiting) >= AHEAD:
            self._connection.flow.pause_reading()
        self._news.set()
        self._buffer, self._filled = memoryview(bytearray(BLOCK)), 0


class UploadMiddleware:
    """ASGI middleware that reads the body of an upload from its intake."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        state: dict[str, Any] = scope.get("state", {})
        intake: Intake | None = state.pop("intake", None)
        await self._app(scope, intake.receive if intake else receive, send)
