"""What the farm answers with: the documented envelope around data or a refusal."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import JSONResponse

from ...core.common.i18n import _
from .database import now
from .refusal import NOT_FOUND, Refuse, TooLong

OK, TOO_LONG, INTERNAL = 200, 413, 500


def success(data: Any) -> dict[str, Any]:
    """The envelope of an answer."""
    return envelope(OK, "success", data)


def refusal(error: Refuse) -> dict[str, Any]:
    """The envelope of a no."""
    return envelope(error.code, error.message, error.data)


def envelope(code: int, message: str, data: Any) -> dict[str, Any]:
    """What every answer looks like; ``serverTime`` lets a client correct its clock."""
    return {
        "version": "2.0.0",
        "result": code == OK,
        "message": message,
        "code": code,
        "data": data,
        "serverTime": now(),
        "requestId": secrets.token_hex(8),
    }


def refused(method: str, error: Refuse) -> JSONResponse:
    """A no over HTTP: as the real farm does with 200, but where it says nothing or gives bytes.

    A client that fetches a file must not take the envelope for it.
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
    """The answer when the farm itself fails; its log has the reason."""
    return JSONResponse(envelope(INTERNAL, _("The farm failed: its log says why."), None), INTERNAL)
