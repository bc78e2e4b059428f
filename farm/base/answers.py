"""Build the answers of the farm: the documented envelope around data or a refusal."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import JSONResponse

from ...core.common.i18n import _
from .database import now
from .refusal import INTERNAL, NOT_FOUND, Refusal, TooLong

OK, TOO_LONG = 200, 413


def success(data: Any) -> dict[str, Any]:
    """Return the envelope of a successful answer."""
    return envelope(OK, "success", data)


def refusal(error: Refusal) -> dict[str, Any]:
    """Return the envelope of a refusal."""
    return envelope(error.code, error.message, error.data)


def envelope(code: int, message: str, data: Any) -> dict[str, Any]:
    """Return the envelope that every answer has; ``serverTime`` lets a client correct its clock."""
    return {
        "version": "2.0.0",
        "result": code == OK,
        "message": message,
        "code": code,
        "data": data,
        "serverTime": now(),
        "requestId": secrets.token_hex(8),
    }


def refused(method: str, error: Refusal) -> JSONResponse:
    """Return a refusal as an HTTP response.

    The real farm sends refusals with status 200. Where a success has no body or a binary one, the status is an error
    instead: a client that fetches a file must not take the envelope for the file.
    """
    status = OK
    if isinstance(error, TooLong):
        status = TOO_LONG
    elif error.code == NOT_FOUND:
        status = NOT_FOUND
    elif method in {"GET", "HEAD"}:
        status = 400
    return JSONResponse(refusal(error), status)


def broken() -> JSONResponse:
    """Return the answer for a fault of the farm itself; the farm's log has the reason."""
    return JSONResponse(envelope(INTERNAL, _("The farm failed: its log says why."), None), INTERNAL)
