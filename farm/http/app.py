"""The HTTP application of a farm: API, storage and thumbnails."""

from __future__ import annotations

import re
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...core.common.foreign import read_foreign_json
from ...core.common.i18n import _
from ...core.model.limits import MOST_JSON
from ..base.answers import broken, refused, success
from ..base.identity import HEADER
from ..base.refusal import BAD_REQUEST, INVALID, NOT_FOUND, Refusal, TooLong
from ..base.routes import ROUTES, Body

# Imported for the routes that they register.
from ..calls import commands, env, frames, progress, query, records, tag, task, transmit, user  # noqa: F401
from ..calls.control import CALLS, CONTROL
from ..farm import Farm
from .fault_middleware import FaultMiddleware
from .intake import UploadMiddleware
from .storage_http import fetch, have, put, put_bundle

TOKEN = re.compile(r"[\w-]{20,60}")
GONE = 499
"""The status that logs of servers have for a client that went away before it was answered."""

MOST = 16 << 20
"""The most bytes of an API request that carries no file."""

CONFIGURATION = "/api/render/submit/taskJsonFile"
"""The call whose request may be longer (``MOST_JSON``): asset.json and upload.json name each file of a scene."""

STRINGS = re.compile(rb'"[^"\\]*(?:\\.?[^"\\]*)*(?:"|\Z)', re.DOTALL)
"""The strings of a JSON text; one without an end goes to the end, so that none is looked at twice."""

MOST_VALUES = 1_000_000
"""The most values of an API request, which are counted before they cost anything: to be signed, each becomes a text."""

PATIENCE = 8 * MOST
"""The bytes that are read of a longer request beyond the most, so that its sender hears why it is refused."""


def make_app(farm: Farm) -> ASGIApp:
    """Return the ASGI application of a farm."""
    app = Starlette(
        routes=[
            Route("/api/{path:path}", api, methods=["POST"]),
            Route(CONTROL + "{path:path}", api, methods=["POST"]),
            Route("/storage/{bid}/have", storage_have, methods=["POST"]),
            Route("/storage/{bid}/bundle", put_bundle, methods=["PUT"]),
            Route("/storage/{bid}", put, methods=["PUT"]),
            Route("/storage/{bid}", fetch, methods=["GET"]),
            Route("/thumbnails/{token}.jpg", thumbnail, methods=["GET"]),
        ],
        exception_handlers={Refusal: _refused, ClientDisconnect: _gone, Exception: _broken},
    )
    app.state.farm = farm
    return UploadMiddleware(FaultMiddleware(Identified(app, farm.id), farm))


class Identified:
    """ASGI middleware that tells the farm's id in a header of each answer."""

    def __init__(self, app: ASGIApp, farm: str) -> None:
        self._app = app
        self._header = (HEADER.lower().encode(), farm.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), self._header]}
            await send(message)

        await self._app(scope, receive, told)


async def api(request: Request) -> Response:
    """Answer a documented call, or one of the farm's own."""
    path = request.scope["path"]
    handler = ROUTES.get(path) or CALLS.get(path)
    if handler is None:
        raise Refusal(NOT_FOUND, _("The farm does not serve {path}.").format(path=path))
    body = await signed_body(request)
    return JSONResponse(success(await run_in_threadpool(handler, request.app.state.farm, body)))


async def storage_have(request: Request) -> Response:
    """Answer how much of each file is stored."""
    body = await signed_body(request)
    return JSONResponse(success(await run_in_threadpool(
        have, request.app.state.farm.storage, request.path_params["bid"], body)))


async def thumbnail(request: Request) -> Response:
    """Return a picture of a frame. The request needs no signature, so that any picture widget can show it."""
    token = request.path_params["token"]
    farm: Farm = request.app.state.farm
    file = farm.thumbnails / f"{token}.jpg"
    if not TOKEN.fullmatch(token) or not file.is_file():
        raise Refusal(NOT_FOUND, _("There is no such picture."))
    return FileResponse(file, media_type="image/jpeg")


async def signed_body(request: Request) -> Body:
    """Return the JSON object of a request that passes the gate."""
    raw, length, most = bytearray(), 0, _most(request)
    async for block in request.stream():
        length += len(block)
        if length > most + PATIENCE:
            break
        if length <= most:
            raw += block
    if length > most:
        raise TooLong(INVALID, _("The request is longer than {most} MiB: the farm takes nothing longer.").format(
            most=most >> 20))
    return await run_in_threadpool(_check, request, bytes(raw))


def _most(request: Request) -> int:
    """Return the most bytes of a request; from a client without our access id no file is taken."""
    farm: Farm = request.app.state.farm
    ours = request.headers.get("accessId") == farm.account.access_id
    return MOST_JSON if ours and request.scope["path"] == CONFIGURATION else MOST


def _values(raw: bytes) -> int:
    """Return about how many values a body has; what stands in strings is none."""
    marks = (b",", b"{", b"[")
    number = sum(map(raw.count, marks))
    return number if number <= MOST_VALUES else sum(map(STRINGS.sub(b"", raw).count, marks))


def _check(request: Request, raw: bytes) -> dict[str, Any]:
    if _values(raw) > MOST_VALUES:
        raise TooLong(INVALID, _("The request has more than {most} values: the farm takes no more.").format(
            most=f"{MOST_VALUES:,}"))
    try:
        body = read_foreign_json(raw, refuses=True)
    except ValueError as error:
        raise Refusal(BAD_REQUEST, _("The body of the request is not JSON.")) from error
    if not isinstance(body, dict):
        raise Refusal(BAD_REQUEST, _("The body of the request is not a JSON object."))
    farm: Farm = request.app.state.farm
    try:
        farm.gate.check("POST", request.scope["path"], request.headers, body)
    except RecursionError as error:  # some Pythons read deeper JSON than they can go through
        raise Refusal(BAD_REQUEST, _("The body of the request is nested too deeply.")) from error
    return body


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    return refused(request.method, error)


async def _gone(_request: Request, _error: Exception) -> Response:
    """Return an answer that nobody hears: whoever asked has gone, which is no fault of the farm."""
    return Response(status_code=GONE)


async def _broken(_request: Request, _error: Exception) -> Response:
    return broken()
