"""Storage over HTTP: what is there, send, fetch. Our own protocol, signed like the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from ..core.i18n import _
from .answers import NOT_FOUND, success
from .incoming import BLOCK, Incoming
from .parameters import INVALID, integer, text
from .routes import Body, Refuse
from .state import Farm
from .storage import Storage


class StoredFile(FileResponse):
    """A file in blocks that are worth a trip to another thread."""

    chunk_size = BLOCK


def have(storage: Storage, bid: str, body: Body) -> list[dict[str, Any]]:
    """How much of each file is stored, in the order asked."""
    files = body.get("files")
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise Refuse(INVALID, _("The parameter files must be a list of objects with path and size."))
    return [storage.have(bid, text(each, "path"), integer(each, "size", least=0)) for each in files]


async def put(request: Request) -> Response:
    """Append to a file; with its last byte it takes its place."""
    parameters = _signed_parameters(request)
    bid, path = request.path_params["bid"], text(parameters, "path")
    offset, size = integer(parameters, "offset", 0, least=0), integer(parameters, "size", least=0)
    storage: Storage = request.app.state.farm.storage
    incoming: Incoming = await run_in_threadpool(storage.receive, bid, path, offset, size)
    try:
        async for block in _blocks(request):
            await run_in_threadpool(incoming.add, block)
        return JSONResponse(success(await run_in_threadpool(storage.finish, bid, path, incoming)))
    finally:
        storage.leave(incoming)


async def fetch(request: Request) -> Response:
    """A stored file, or the part of it that Range asks for."""
    parameters = _signed_parameters(request)
    bid, path = request.path_params["bid"], text(parameters, "path")
    storage: Storage = request.app.state.farm.storage
    file: Path | None = await run_in_threadpool(storage.find, bid, path)
    if file is None:
        raise Refuse(NOT_FOUND, _("“{path}” is not in storage.").format(path=path))
    sha256: str = await run_in_threadpool(storage.sha256, bid, path)
    headers = {"X-Sha256": sha256} if sha256 else None
    return StoredFile(file, media_type="application/octet-stream", headers=headers)


def _signed_parameters(request: Request) -> dict[str, str]:
    """The query of a request that passed the gate; a name given twice counts once."""
    parameters = dict(request.query_params)
    farm: Farm = request.app.state.farm
    farm.gate.check(request.method, request.scope["path"], request.headers, parameters)
    return parameters


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """The body in blocks worth a trip to another thread; also what came before a connection was cut."""
    gathered = bytearray()
    try:
        async for chunk in request.stream():
            gathered += chunk
            if len(gathered) >= BLOCK:
                yield bytes(gathered)
                gathered.clear()
    except ClientDisconnect:
        # Nobody is left to be told; what came is stored, and the client asks for it when it is back.
        pass
    if gathered:
        yield bytes(gathered)
