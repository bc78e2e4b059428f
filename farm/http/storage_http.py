"""Storage over HTTP: check, send and fetch files. The protocol is our own, signed like the API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from ...core.common.i18n import _
from ..base.answers import success
from ..base.parameters import integer, text
from ..base.refusal import INVALID, NOT_FOUND, Refusal
from ..base.routes import Body
from ..farm import Farm
from ..store.bundle import Bundle
from ..store.incoming import BLOCK, Incoming
from ..store.storage import Storage


class StoredFile(FileResponse):
    """A file that is sent in blocks large enough for a trip to another thread."""

    chunk_size = BLOCK


def have(storage: Storage, bid: str, body: Body) -> list[dict[str, Any]]:
    """Return how much of each file is stored, in the order asked."""
    files = body.get("files")
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise Refusal(INVALID, _("The parameter files must be a list of objects with path and size."))
    return storage.have(bid, [(text(each, "path"), integer(each, "size", least=0)) for each in files])


async def put(request: Request) -> Response:
    """Append to a file, which takes its place with its last byte."""
    parameters = _signed_parameters(request)
    bid, path, before = request.path_params["bid"], text(parameters, "path"), text(parameters, "before", "")
    offset, size = integer(parameters, "offset", 0, least=0), integer(parameters, "size", least=0)
    storage: Storage = request.app.state.farm.storage
    incoming: Incoming = await run_in_threadpool(storage.receive, bid, path, offset, size, before)
    try:
        await _store(request, incoming.add)
        return JSONResponse(success(await run_in_threadpool(storage.finish, bid, path, incoming)))
    finally:
        storage.leave(incoming)


async def put_bundle(request: Request) -> Response:
    """Store many small files from one request and return the result of each, in their order."""
    _signed_parameters(request)
    storage: Storage = request.app.state.farm.storage
    bundle: Bundle = await run_in_threadpool(Bundle, storage, request.path_params["bid"])
    await _store(request, bundle.add)
    return JSONResponse(success(await run_in_threadpool(bundle.finish)))


async def fetch(request: Request) -> Response:
    """Return a stored file, or the part of it that the Range header asks for."""
    parameters = _signed_parameters(request)
    bid, path = request.path_params["bid"], text(parameters, "path")
    storage: Storage = request.app.state.farm.storage
    file: Path | None = await run_in_threadpool(storage.find, bid, path)
    if file is None:
        raise Refusal(NOT_FOUND, _("“{path}” is not in storage.").format(path=path))
    sha256: str = await run_in_threadpool(storage.sha256, bid, path)
    # A client that goes on after what it has must not put two contents together.
    headers = {"X-Sha256": sha256, "ETag": f'"{sha256}"'} if sha256 else None
    return StoredFile(file, media_type="application/octet-stream", headers=headers)


def _signed_parameters(request: Request) -> dict[str, str]:
    """Return the query of a request that passes the gate; of a name given twice only one value counts."""
    parameters = dict(request.query_params)
    farm: Farm = request.app.state.farm
    farm.gate.check(request.method, request.scope["path"], request.headers, parameters)
    return parameters


async def _store(request: Request, add: Callable[[bytes], None]) -> None:
    """Store the body block by block; while one block is stored the next is received."""
    storing: asyncio.Task[None] | None = None
    try:
        async for block in _blocks(request):
            if storing:
                await storing
            storing = asyncio.create_task(run_in_threadpool(add, block))
    finally:
        if storing:
            await storing


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in blocks large enough for a trip to another thread, even after the connection was cut."""
    gathered: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            gathered.append(chunk)
            size += len(chunk)
            if size >= BLOCK:
                yield gathered[0] if len(gathered) == 1 else b"".join(gathered)
                gathered, size = [], 0
    except ClientDisconnect:
        # Nobody is left to be told; what came is stored, and the client asks for it when it is back.
        pass
    if gathered:
        yield b"".join(gathered)
