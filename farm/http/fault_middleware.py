"""Fault-injection middleware: it drops, delays or corrupts requests and their answers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import sys
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...core.common.i18n import _
from ..base.answers import refusal
from ..base.faults import STATUSES, Fault
from ..base.refusal import EXPIRED, WRONG_SIGNATURE, Refusal
from ..calls.control import CONTROL
from ..farm import Farm

PAGE = "<html><body><h1>{status}</h1>The server cannot answer now.</body></html>"
NONSENSE = "\x00\x01 this is not what you asked for {{{"


class FaultMiddleware:
    """ASGI middleware; the farm's own control calls are spared."""

    def __init__(self, app: ASGIApp, farm: Farm) -> None:
        self._app = app
        self._farm = farm

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or apply a fault to it."""
        path = str(scope.get("path", ""))
        fault = None if scope["type"] != "http" or path.startswith(CONTROL) else self._farm.faults.hit(path)
        if fault is None:
            await self._app(scope, receive, send)
            return
        if fault.kind in WIRE:
            await self._on_the_wire(fault, scope, receive, send)
            return
        if fault.kind == "delay" and not fault.after:
            await asyncio.sleep(fault.seconds)
        answer = _instead(fault)
        if answer is None or fault.after:
            kept = await self._carried_out(scope, receive)
            if answer is None:
                await _play(fault, kept, send)
                return
        else:
            await _read(receive)
        await answer(scope, receive, send)

    async def _carried_out(self, scope: Scope, receive: Receive) -> list[Message]:
        """Carry out the request and return its answer without sending it."""
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        return kept

    async def _on_the_wire(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.after:
            await self._carried_out(scope, receive)
        else:
            await _read(receive)  # cut while it is sent, the other side would see now this, now that
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is not None:
            _cut(transport, reset=fault.kind == "reset")
            # The server is told on the loop's next turn; before that it would answer with an error of its own.
            await asyncio.sleep(0.01)


WIRE = {"drop", "reset"}
LINGER = "HH" if sys.platform == "win32" else "ii"


def _cut(transport: Any, reset: bool) -> None:
    """Abort the connection under the request; with ``reset`` the client sees an error instead of an end."""
    connection = transport.get_extra_info("socket")
    if reset and connection is not None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(LINGER, 1, 0))
        # Windows' event loop would end the connection in order before it closes it.
        if own := getattr(transport, "_sock", None) if sys.platform == "win32" else None:
            own.close()
    transport.abort()


def _instead(fault: Fault) -> Response | None:
    """Return the response that replaces the answer; None if the fault changes the answer itself."""
    if fault.kind in STATUSES:
        wait = {"Retry-After": f"{fault.seconds:.0f}"} if fault.kind == "429" else None
        return HTMLResponse(PAGE.format(status=fault.http_status), fault.http_status, wait)
    if fault.kind == "garbage":
        return PlainTextResponse(NONSENSE)
    if fault.kind == "610":
        return JSONResponse(refusal(Refusal(EXPIRED, _("The signature has expired."))))
    if fault.kind == "611":
        return JSONResponse(refusal(Refusal(WRONG_SIGNATURE, _("The signature is not valid."))))
    return None


async def _play(fault: Fault, kept: list[Message], send: Send) -> None:
    """Send a kept answer late, byte by byte, or only its first half."""
    start = next(message for message in kept if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in kept if message["type"] == "http.response.body")
    if fault.kind == "delay" and fault.after:
        await asyncio.sleep(fault.seconds)
    if fault.kind == "types":
        body = json.dumps(_other_types(json.loads(body))).encode()
    if fault.kind == "truncated":
        body = body[: len(body) // 2]
    if fault.kind in ("truncated", "types"):
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        start = {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
    await send(start)
    if fault.kind == "drip":
        for place in range(len(body)):
            await send({"type": "http.response.body", "body": body[place : place + 1], "more_body": True})
            await asyncio.sleep(fault.seconds)
        body = b""
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _other_types(value: Any, top: bool = True) -> Any:
    """Return an answer with a text for each number and nothing for each list; what says whether it went well stays."""
    if isinstance(value, dict):
        return {name: each if top and name != "data" else _other_types(each, top=False)
                for name, each in value.items()}
    if isinstance(value, list):
        return None
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


async def _read(receive: Receive) -> None:
    """Read the request to its end; an answer before that would be lost with the connection."""
    message = await receive()
    while message["type"] == "http.request" and message.get("more_body"):
        message = await receive()
